# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is on the bus is what the XML says, what the XML said once stays, and what its comments say is so."""
import datetime
import re
import sqlite3
import subprocess
import xml.etree.ElementTree as ET

import pytest
from support import (DEADLINE, HOUR, JOURNAL, NAME, PATH, REMINDERS, SECOND, SETTINGS, TOP, BusError, Daemon, GLib, instant, meal,
                     noon_zone, now, text, weight)

XML = TOP / "dbus" / "org.recoup.Recoup1.xml"
GOLDEN = TOP / "tests" / "data" / "bus" / "org.recoup.Recoup1.v2.xml"
THEN = 1795262400 * SECOND  # 2026-11-21T12:00:00Z, the now of the examples
UNITS = re.compile(r"microseconds|instant|points|percent|count|how many|inhibitor|cookie|later one|date|\bg\b|\bh\b|\bmin\b")


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


def comments():
    """(interface, kind, name) -> the comment above it, and the names of its arguments with their types."""
    source = XML.read_text(encoding="utf-8")
    found = {}
    for interface, kind, name in members(source):
        part = source[source.index(f'<interface name="{interface}">'):]
        part = part[:part.index("</interface>")]
        comment = re.search(rf"<!--\s+{name}:\s((?:(?!-->).)*)-->\s+<{kind} name=\"{name}\"(.*?)(/>|</{kind}>)", part, re.S)
        assert comment, (interface, name)
        found[interface, kind, name] = comment.group(1), re.findall(r'<arg name="(\w+)" type="([^"]*)"', comment.group(2))
    return found


def test_golden_copy_is_kept():
    """Changes only add."""
    current = members(XML.read_text(encoding="utf-8"))
    for member, words in members(GOLDEN.read_text(encoding="utf-8")).items():
        assert current.get(member) == words, member


def test_live_object_is_the_contract(daemon):
    """Introspection gives each member with its types."""
    live = members(daemon.call("Introspect", interface="org.freedesktop.DBus.Introspectable"))
    assert live == members(XML.read_text(encoding="utf-8"))
    assert len(live) > 40


def test_busctl_lists_each_member(daemon):
    """With its signature, as another reader of the same object sees it."""
    done = subprocess.run(["busctl", "--user", "--no-pager", "introspect", NAME, PATH], env=daemon.environment,
                          capture_output=True, text=True, timeout=DEADLINE, check=True)
    listed, interface = {}, None
    for line in done.stdout.splitlines()[1:]:
        words = line.split()
        if words[1] == "interface":
            interface = words[0]
        else:
            listed[interface, words[1], words[0].removeprefix(".")] = line
    for (interface, kind, name), signature in members(XML.read_text(encoding="utf-8")).items():
        words = listed[interface, kind, name].split()
        if kind == "property":
            assert words[2] == signature[0]
            flag = {"true": "emits-change", "false": "-", "const": "const"}[signature[2]]
            assert words[-1] == flag, (name, words)
            continue
        given = "".join(one[0] for one in signature[2:] if one[1] == "in")
        taken = "".join(one[0] for one in signature[2:] if one[1] == "out")
        expected = [taken or "-", "-"] if kind == "signal" else [given or "-", taken or "-"]
        assert words[2:4] == expected, (name, words)


def test_every_member_is_documented():
    """Each member and each of its arguments, with an example and with errors; numbers with unit and range."""
    for member, (comment, arguments) in comments().items():
        assert "Example: `" in comment, member
        assert member[1] != "method" or "\n        Errors: " in comment, member
        for name, kind in arguments:
            told = re.search(rf"@{name}: (.*?)(\n        @|\n\n|$)", comment, re.S)
            assert told, (member, name)
            if kind in ("x", "u", "t", "d"):
                assert re.search(r"\d|revision", told[1], re.I) or "instant" in told[1].lower(), (member, name)
        signature = members(XML.read_text(encoding="utf-8"))[member]
        if member[1] == "property" and signature[0] in ("x", "u", "t", "d"):
            assert UNITS.search(comment) and re.search(r"\b0\b|\b1\b", comment), member


def parse(kind, words):
    """A value in the text format of GVariant."""
    return GLib.Variant.parse(GLib.VariantType(kind), words, None, None)


# What an example shows of these comes from tables, and is there word for word.
FIXED = {"rule", "statement", "formalisation", "source", "support", "key", "group", "type", "default", "range", "unit", "doc"}


def agrees(example, reply, where):
    """What an example shows is in the reply, with its type; of a list one row is like that of the example."""
    assert example.get_type_string() == reply.get_type_string(), (where, example.print_(True), reply.print_(True))
    kind = example.get_type_string()
    if kind == "v":
        agrees(example.get_variant(), reply.get_variant(), where)
    elif kind == "a{sv}":
        for i in range(example.n_children()):
            key, value = (example.get_child_value(i).get_child_value(j) for j in (0, 1))
            there = reply.lookup_value(key.get_string(), None)
            assert there is not None, (where, key.get_string(), reply.print_(False))
            agrees(value.get_variant(), there, f"{where}.{key.get_string()}")
            assert key.get_string() not in FIXED or there.equal(value.get_variant()), (where, there.print_(False))
    elif kind.startswith("a") and example.n_children() > 0:
        failures = []
        for i in range(reply.n_children()):
            try:
                agrees(example.get_child_value(0), reply.get_child_value(i), where)
                return
            except AssertionError as failure:
                failures.append(failure)
        raise AssertionError(f"{where}: no row is like that of the example: {failures[:2]}")
    elif kind.startswith("("):
        for i in range(example.n_children()):
            agrees(example.get_child_value(i), reply.get_child_value(i), f"{where}[{i}]")


def fill(daemon):
    """A journal in which there is something to tell."""
    daemon.add(meal(28.0, now() - 2 * HOUR), meal(30.0, now() - 26 * HOUR),
               {"kind": text("checkin"), "at": instant(now() - 3 * HOUR), "stress": instant(3), "fatigue": instant(3)},
               {"kind": text("sleep"), "start": instant(now() - 13 * HOUR), "end": instant(now() - 5 * HOUR)},
               {"kind": text("sleep"), "start": instant(now() - 37 * HOUR), "end": instant(now() - 29 * HOUR)})


def test_examples(bus, folder):
    """Each example of a method is called, in their order, as if they were from now; what it shows of the reply is there."""
    daemon = Daemon(bus, folder / "home", TZ=noon_zone()).start()
    try:
        fill(daemon)
        days = (datetime.date.fromisoformat(daemon.state()["day"]) - datetime.date(2026, 11, 21)).days
        delta = now() - THEN

        def shift(words):
            words = re.sub(r"\b1795\d{12}\b", lambda found: str(int(found[0]) + delta), words)
            return re.sub(r"\b2026-11-\d\d\b",
                          lambda found: str(datetime.date.fromisoformat(found[0]) + datetime.timedelta(days)), words)
        for (interface, kind, name), (comment, _arguments) in comments().items():
            example = shift(" ".join(re.search(r"Example: `([^`]*)`", comment)[1].split()))
            signature = members(XML.read_text(encoding="utf-8"))[interface, kind, name]
            if kind == "property":
                agrees_type = parse(signature[0], example)
                live = daemon.connection.call_sync(NAME, PATH, "org.freedesktop.DBus.Properties", "Get",
                                                   GLib.Variant("(ss)", (interface, name)), None, 0, -1, None)
                assert live.get_child_value(0).get_variant().get_type_string() == agrees_type.get_type_string()
                continue
            types = {way: "(" + "".join(one[0] for one in signature[2:] if one[1] == way) + ")" for way in ("in", "out")}
            if kind == "signal":
                parse(types["out"], example)
                continue
            given, taken = example.split(" -> ")
            reply = daemon.connection.call_sync(NAME, PATH, interface, name, parse(types["in"], given), None, 0, -1, None)
            agrees(parse(types["out"], taken), reply, name)
    finally:
        assert daemon.end() == 0


def test_keys_are_documented(daemon):
    """Each key of a state and of a reminder stands in the comments."""
    fill(daemon)
    told = set(re.findall(r"`(\w+)`", comments()[NAME, "method", "GetState"][0]))
    state = daemon.state()
    keys = set(state)
    for value in state.values():
        keys |= set(value) if isinstance(value, dict) else set()
        keys |= set(value[0]) if isinstance(value, list) and value and isinstance(value[0], dict) else set()
    keys |= set(state["balances"]["groups"]["quads"])
    assert keys <= told, keys - told
    source = XML.read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", source[source.index(f"{REMINDERS}:\n"):source.index(f'<interface name="{REMINDERS}">')]))
    for row in daemon.call("List", "(a{sv})", {}, interface=REMINDERS):
        assert set(row) <= told, set(row) - told


def refusal(daemon, method, signature, *values, interface=NAME):
    """The words that a refused call names as allowed."""
    with pytest.raises(BusError) as caught:
        daemon.call(method, signature, *values, interface=interface)
    assert caught.value.name == "InvalidArgument", caught.value
    return set(re.findall(r"[\w-]+", re.search(r"must be (?:one of )?(.*?)[;,] got ‘tea’", caught.value.message)[1])) - {"or"}


def test_words_are_documented(daemon):
    """Each word that a key or an argument may be stands in the comments, and a refusal names them all."""
    source = XML.read_text(encoding="utf-8")

    def told(*member):
        return set(re.findall(r"`([\w-]+)`", comments()[member][0]))
    types = {row["type"] for row in daemon.call("Describe", interface=SETTINGS)}
    assert types <= told(SETTINGS, "method", "Describe"), types
    assert refusal(daemon, "GetSeries", "(sss)", "tea", "2026-01-01", "2026-01-02") <= told(NAME, "method", "GetSeries")
    assert refusal(daemon, "Explain", "(a{sv})", {"account": text("tea")}) <= told(NAME, "method", "Explain")
    kinds = refusal(daemon, "Inhibit", "(assx)", ["tea"], "Talk", 0)
    assert kinds == refusal(daemon, "SkipDate", "(ss)", "tea", "2026-11-23", interface=REMINDERS)
    assert kinds == refusal(daemon, "List", "(a{sv})", {"kinds": GLib.Variant("as", ["tea"])}, interface=REMINDERS)
    listed = re.search(r"The kinds are (.*?)\.\n", source, re.S)[1]
    assert kinds == set(re.findall(r"`([\w-]+)`", listed)) and len(kinds) == 11
    entries = refusal(daemon, "Query", "(a{sv})", {"kinds": GLib.Variant("as", ["tea"])}, interface=JOURNAL)
    assert {"sleep", "food-day", "checkin"} <= entries and len(entries) > 10


def provoke_conflict(daemon):
    """Somebody else amended it."""
    (one,), _undo = daemon.add(weight())
    daemon.call("Amend", "(sa{sv}a{sv})", one, weight(81.0), {}, interface=JOURNAL)
    daemon.call("Amend", "(sa{sv}a{sv})", one, weight(82.0), {"rev": instant(0)}, interface=JOURNAL)


def provoke_resolved(daemon):
    """The token was used."""
    _ids, undo = daemon.add(weight())
    daemon.call("Undo", "(s)", undo)
    daemon.call("Undo", "(s)", undo)


def provoke_read_only(daemon):
    """A folder stands where the file is to be."""
    daemon.conf.mkdir(parents=True)
    daemon.set(later_min="20")


def provoke_storage(daemon):
    """The table of entries is gone."""
    database = sqlite3.connect(daemon.database)
    database.execute("DROP TABLE entry")
    database.commit()
    database.close()
    daemon.add(weight())


def provoke_unsupported(daemon):
    """A version that can do more left a step of undo."""
    _ids, undo = daemon.add(weight())
    database = sqlite3.connect(daemon.database)
    assert database.execute("UPDATE undo SET op = 'weather' WHERE token = ?", (undo,)).rowcount == 1
    database.commit()
    database.close()
    try:
        daemon.call("Undo", "(s)", undo)
    finally:
        assert len(daemon.query()) == 1


PROVOKE = {
    "InvalidArgument": lambda daemon: daemon.state(colour=text("red")),
    "NotFound": lambda daemon: daemon.call("Uninhibit", "(u)", 7),
    "AlreadyResolved": provoke_resolved,
    "OutOfRange": lambda daemon: daemon.call("Pause", "(xs)", now() - HOUR, ""),
    "LimitReached": lambda daemon: daemon.call("Explain", "(s)", "x" * 4097, interface=REMINDERS),
    "Conflict": provoke_conflict,
    "ReadOnly": provoke_read_only,
    "StorageFailure": provoke_storage,
    "Unsupported": provoke_unsupported,
}


def test_table_of_errors():
    """The XML, the code and this test know the same errors; each member names none that is not there."""
    source = XML.read_text(encoding="utf-8")
    told = re.findall(r"^ +\* `(\w+)`: ", source[:source.index("<interface")], re.M)
    coded = re.findall(r'RECOUP_ERROR_PREFIX "(\w+)"', (TOP / "dbus" / "errors.c").read_text(encoding="utf-8"))
    assert told == coded == list(PROVOKE)
    for member, (comment, _arguments) in comments().items():
        for errors in re.findall(r"Errors: (.*?)\n\n", comment, re.S):
            named = re.findall(r"\b[A-Z][a-z]+[A-Z]\w+|\bConflict\b|\bUnsupported\b", re.sub(r"org\.recoup\S+", "", errors))
            assert set(named) <= set(told), (member, named)


@pytest.mark.parametrize("name", PROVOKE)
def test_error(daemon, name):
    """Each of them happens."""
    with pytest.raises(BusError) as caught:
        PROVOKE[name](daemon)
    assert caught.value.name == name, caught.value
    assert caught.value.message


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
    assert values["ApiLevel"] == 2
    assert values["TimeZone"] == "Europe/Berlin" and values["TimeZoneSource"] == "TZ"
    assert values["PausedUntil"] == 0 and values["PauseReason"] == "" and values["Inhibitors"] == []
    assert values["Verdict"] == "unknown" and values["Readiness"] == -1 and values["Coverage"] == 0
    assert values["NotificationServer"]["up"] is False and values["PresenceSources"] == []
    assert values["PresenceMissing"] == ["session of logind", "screen saver", "do-not-disturb"]
    assert values["NextAt"] > 0 and values["NextKind"]
    assert daemon.get("Problem", SETTINGS) == ""
    with pytest.raises(BusError) as caught:
        daemon.call("Set", "(ssv)", NAME, "Revision", GLib.Variant("t", 5), interface="org.freedesktop.DBus.Properties")
    assert caught.value.name == "org.freedesktop.DBus.Error.InvalidArgs"


def test_object_is_alone(daemon):
    """One object, no other below it."""
    source = daemon.connection.call_sync(NAME, "/org/recoup", "org.freedesktop.DBus.Introspectable", "Introspect", None, None,
                                         0, 10000, None).unpack()[0]
    assert [node.get("name") for node in ET.fromstring(source).findall("node")] == [PATH.rsplit("/", maxsplit=1)[1]]
