# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is on the bus is what the XML says, and what the XML said once stays."""
import re
import xml.etree.ElementTree as ET

import pytest
from support import NAME, PATH, TOP, BusError, GLib

XML = TOP / "dbus" / "org.recoup.Recoup1.xml"
GOLDEN = TOP / "tests" / "data" / "bus" / "org.recoup.Recoup1.v1.xml"


def members(source):
    """(interface, kind, name) -> signature and what else a caller depends on."""
    found = {}
    root = ET.fromstring(source)
    for interface in root.iter("interface"):
        if not interface.get("name").startswith(NAME):
            continue
        for item in interface:
            if item.tag not in ("method", "signal", "property"):
                continue
            words = [item.get("type"), item.get("access")]
            words += [(one.get("type"), one.get("direction", "out")) for one in item.findall("arg")]
            words += sorted(one.get("value") for one in item.findall("annotation"))
            found[interface.get("name"), item.tag, item.get("name")] = words
    return found


def test_golden_copy_is_kept():
    """Changes only add."""
    now = members(XML.read_text(encoding="utf-8"))
    for member, words in members(GOLDEN.read_text(encoding="utf-8")).items():
        assert now.get(member) == words, member


def test_live_object_is_the_contract(daemon):
    """Introspection gives each member with its types."""
    live = members(daemon.call("Introspect", interface="org.freedesktop.DBus.Introspectable"))
    assert live == members(XML.read_text(encoding="utf-8"))
    assert len(live) > 40


def test_every_member_is_documented():
    """Each member and each of its arguments has a line of its own in the comment above it."""
    source = XML.read_text(encoding="utf-8")
    missing = []
    for (interface, kind, name), _words in members(source).items():
        part = source[source.index(f'<interface name="{interface}">'):]
        part = part[:part.index("</interface>")]
        comment = re.search(rf"<!--\s+{name}:\s(.*?)-->\s+<{kind} name=\"{name}\"(.*?)(/>|</{kind}>)", part, re.S)
        if comment is None:
            missing.append((interface, name))
            continue
        for argument in re.findall(r'<arg name="(\w+)"', comment.group(2)):
            if f"@{argument}:" not in comment.group(1):
                missing.append((interface, name, argument))
    assert not missing


def test_wrong_types_are_refused(daemon):
    """Other arguments than those of the contract never reach a handler."""
    for method, signature, values in (("GetState", "(s)", ("now",)), ("Pause", "(s)", ("x",)), ("Undo", "()", ())):
        with pytest.raises(BusError) as caught:
            daemon.call(method, signature, *values)
        assert caught.value.name == "org.freedesktop.DBus.Error.InvalidArgs"
    with pytest.raises(BusError) as caught:
        daemon.call("NoSuch")
    assert caught.value.name == "org.freedesktop.DBus.Error.UnknownMethod"


def test_properties(daemon):
    """Every property has a value of its type, and none can be written."""
    values = daemon.call("GetAll", "(s)", NAME, interface="org.freedesktop.DBus.Properties")
    assert set(values) == {name for (interface, kind, name) in members(XML.read_text(encoding="utf-8"))
                           if kind == "property" and interface == NAME}
    assert values["ApiLevel"] == 1
    assert values["TimeZone"] == "Europe/Berlin" and values["TimeZoneSource"] == "TZ"
    assert values["PausedUntil"] == 0
    assert values["Verdict"] == "unknown" and values["Readiness"] == -1 and values["Coverage"] == 0
    assert values["NotificationServer"]["up"] is False and values["PresenceSources"] == []
    assert values["NextAt"] > 0 and values["NextKind"]
    with pytest.raises(BusError) as caught:
        daemon.call("Set", "(ssv)", NAME, "Revision", GLib.Variant("t", 5), interface="org.freedesktop.DBus.Properties")
    assert caught.value.name == "org.freedesktop.DBus.Error.InvalidArgs"


def test_object_is_alone(daemon):
    """One object, no other below it."""
    source = daemon.connection.call_sync(NAME, "/org/recoup", "org.freedesktop.DBus.Introspectable", "Introspect", None, None,
                                         0, 10000, None).unpack()[0]
    assert [node.get("name") for node in ET.fromstring(source).findall("node")] == [PATH.rsplit("/", maxsplit=1)[1]]
