# SPDX-License-Identifier: LGPL-2.1-or-later
"""What is refused is told: which argument or key it was, what is allowed, and what came; and nothing has changed."""
import uuid
import xml.etree.ElementTree as ET

import pytest
from support import (HOUR, JOURNAL, NAME, REMINDERS, SETTINGS, TOP, BusError, GLib, instant, meal, now, number, text, texts, weight)

LONG, DAY = "x" * 4097, 24 * HOUR
LIMIT = ("LimitReached", "a text may hold at most 4096 bytes, got 4097")
YEARS = ("OutOfRange", "2000 to 2099", "‘5’")
ONE = str(uuid.UUID(int=7))


def nested(depth):
    """Dictionaries in each other."""
    return GLib.Variant("a{sv}", {"a": nested(depth - 1)} if depth > 1 else {})


# Each argument of each method: calls that are refused for it, with the error and what it says.
REFUSED = {
    (NAME, "GetState", "options"): [
        ([{"at": instant(5)}], *YEARS, "‘at’"),
        ([{"at": text("noon")}], "InvalidArgument", "‘at’", "an instant", "‘s’"),
        ([{"colour\x1b[2J": text("red")}], "InvalidArgument", "‘colour�[2J’", "‘at’", "‘assume’"),
        ([{"assume": GLib.Variant("aa{sv}", [{}] * 5001)}], "LimitReached", "‘assume’ may hold at most 5000 entries, got 5001"),
        ([{"assume": GLib.Variant("aa{sv}", [meal(), meal(note=text(LONG))])}], *LIMIT, "‘options’: ‘assume’ 2: ‘note’: "),
        ([{"assume": GLib.Variant("aa{sv}", [meal(), meal(900.0)])}], "OutOfRange", "Assumed entry 2", "‘protein_g’", "500", "‘900’")],
    (NAME, "Explain", "options"): [
        ([{"account": text("tea\n")}], "InvalidArgument", "‘account’", "sleep, fuel", "‘tea�’"),
        ([{"days": instant(67)}], "OutOfRange", "‘days’", "1 to 66", "‘67’")],
    (NAME, "GetSeries", "metric"): [(["tea", "2026-01-01", "2026-01-02"], "InvalidArgument", "‘metric’", "readiness", "‘tea’")],
    (NAME, "GetSeries", "from"): [(["load", "yesterday", "2026-01-02"], "InvalidArgument", "‘from’", "YYYY-MM-DD", "‘yesterday’"),
                                  (["load", "1999-12-31", "2026-01-02"], "OutOfRange", "‘from’", "2000-01-01", "‘1999-12-31’")],
    (NAME, "GetSeries", "to"): [(["load", "2026-01-01", ""], "InvalidArgument", "‘to’", "YYYY-MM-DD", "‘’"),
                                (["load", "2026-01-02", "2026-01-01"], "InvalidArgument", "‘to’", "‘2026-01-02’", "‘2026-01-01’"),
                                (["load", "2024-01-01", "2026-01-01"], "LimitReached", "‘to’", "400 days", "732")],
    (NAME, "Pause", "until"): [([now() - HOUR, ""], "OutOfRange", "‘until’", "after now and at most 366 days on", "got ‘20"),
                               ([now() + 400 * DAY, ""], "OutOfRange", "‘until’", "at most 366 days on", "got ‘20"), ([5, ""], *YEARS)],
    (NAME, "Pause", "reason"): [([now() + HOUR, LONG], *LIMIT)],
    (NAME, "Inhibit", "kinds"): [([["tea"], "Talk", 0], "InvalidArgument", "‘kinds’", "bedtime", "‘tea’"), ([["bedtime", LONG], "Talk", 0], *LIMIT, "‘kinds’ 2: ")],
    (NAME, "Inhibit", "reason"): [([[], "", 0], "InvalidArgument", "‘reason’", "1 to 4096 bytes", "‘’"), ([[], LONG, 0], *LIMIT)],
    (NAME, "Inhibit", "until"): [([[], "Talk", now() + 5 * HOUR], "OutOfRange", "‘until’", "at most 4 h on", "got ‘20")],
    (NAME, "Uninhibit", "cookie"): [([7], "NotFound", "‘cookie’", "‘7’")],
    (NAME, "Undo", "token"): [([LONG], *LIMIT)],
    (JOURNAL, "Add", "entries"): [
        ([[{}] * 5001, {}], "LimitReached", "‘entries’ may hold at most 5000 entries, got 5001"),
        ([[meal(), meal(note=text(LONG))], {}], *LIMIT, "Entry 2: ‘note’: "),
        ([[meal(note=text("x" * 2001))], {}], "OutOfRange", "Entry 1: ‘note’", "2000 bytes", "got 2001 bytes"),
        ([[{"kind": text("session"), "sets": GLib.Variant("aa{sv}", [{}, {"exercise": text(LONG)}])}], {}], *LIMIT, "Entry 1: ‘sets’ 2: ‘exercise’: "),
        ([[{LONG: text("")}], {}], "LimitReached", "Entry 1: a key may hold at most 4096 bytes, got 4097"),
        ([[meal(), meal(note=nested(4))], {}], "LimitReached", "Entry 2: ‘note’: ‘a’: ‘a’: ‘a’: ", "nested at most 4 deep"),
        ([[meal(note=GLib.Variant("aaaaaaas", []))], {}], "LimitReached", "Entry 1: ", "nested at most 4 deep"),
        ([[meal(note=GLib.Variant("as", ["x"] * 50000))], {}], "LimitReached", "Entry 1: ‘note’: ", "at most 50000 values")],
    (JOURNAL, "Add", "options"): [([[meal()], {"undo": text("mine")}], "InvalidArgument", "‘undo’", "a UUID", "‘mine’"),
                                  ([[meal()], {"undo": text(LONG)}], *LIMIT, "‘options’: ‘undo’: "),
                                  ([[meal()], {LONG: text("")}], "LimitReached", "‘options’: a key may hold at most 4096 bytes, got 4097")],
    (JOURNAL, "Query", "filter"): [([{"kinds": texts(["nap"])}], "InvalidArgument", "‘kinds’", "sleep, meal", "‘nap’"),
                                   ([{"kinds": text("meal")}], "InvalidArgument", "‘kinds’", "a list of texts", "‘s’"),
                                   ([{"from": instant(5)}], *YEARS, "‘from’"), ([{"until": instant(5)}], *YEARS, "‘until’"),
                                   ([{"limit": instant(0)}], "OutOfRange", "‘limit’", "1 to 5000", "‘0’"),
                                   ([{"source": instant(0)}], "InvalidArgument", "‘source’", "a text", "‘x’"),
                                   ([{"id": text("tea")}], "InvalidArgument", "‘id’", "1 to 36 characters", "‘tea’"),
                                   ([{"keys": texts(["at", "tea"])}], "InvalidArgument", "‘keys’", "kind, id, rev", "‘tea’"),
                                   ([{"after": text(ONE)}], "NotFound", "‘after’", ONE)],
    (JOURNAL, "Amend", "id"): [(["tea", meal(), {}], "InvalidArgument", "‘id’", "a UUID", "‘tea’")],
    (JOURNAL, "Amend", "entry"): [([ONE, weight(8.0), {}], "OutOfRange", "‘kg’", "20 to 400", "‘8’"),
                                  ([ONE, weight(80.0, id=text("tea")), {}], "InvalidArgument", "‘id’", ONE, "‘tea’")],
    (JOURNAL, "Amend", "options"): [([ONE, meal(), {"rev": instant(-1)}], "OutOfRange", "‘rev’", "0 to 2147483647", "‘-1’"),
                                    ([ONE, meal(), {"rev": number(0.5)}], "InvalidArgument", "‘rev’", "an integer", "‘d’")],
    (JOURNAL, "Remove", "ids"): [([["tea"]], "InvalidArgument", "‘ids’", "a UUID", "‘tea’"), ([[]], "InvalidArgument", "‘ids’", "1 to 5000", "0"),
                                 ([[ONE] * 5001], "LimitReached", "‘ids’", "1 to 5000", "5001")],
    (REMINDERS, "List", "filter"): [([{"kinds": texts(["tea"])}], "InvalidArgument", "‘kinds’", "bedtime", "‘tea’"),
                                    ([{"since": instant(5)}], *YEARS, "‘since’"), ([{"limit": instant(5001)}], "OutOfRange", "‘limit’", "1 to 5000")],
    (REMINDERS, "Upcoming", "from"): [([5, now()], *YEARS)],
    (REMINDERS, "Upcoming", "until"): [([now(), 5], *YEARS), ([now(), now() + 15 * DAY], "OutOfRange", "‘until’", "14 days after ‘from’", "got ‘1"),
                                       ([now(), now() - DAY], "InvalidArgument", "‘until’", "before ‘from’", "got ‘1")],
    (REMINDERS, "Explain", "id"): [([LONG], *LIMIT), (["tea\n"], "NotFound", "‘tea�’")],
    (REMINDERS, "Done", "id"): [(["x" * 99, {}], "NotFound", "‘" + "x" * 60 + "…’")],
    (REMINDERS, "Done", "entry"): [(["bedtime", weight(8.0)], "OutOfRange", "‘kg’", "20 to 400", "‘8’"),
                                   (["bedtime", weight(80.0, note=text(LONG))], *LIMIT, "‘entry’: ‘note’: ")],
    (REMINDERS, "Snooze", "id"): [(["tea", 0], "NotFound", "‘tea’")],
    (REMINDERS, "Snooze", "until"): [(["bedtime", 5], *YEARS), (["bedtime", now() - HOUR], "OutOfRange", "‘until’ of ‘bedtime/", "after now", "got ‘20")],
    (REMINDERS, "Skip", "id"): [(["tea", ""], "NotFound", "‘tea’")],
    (REMINDERS, "Skip", "reason"): [(["bedtime", LONG], *LIMIT)],
    (REMINDERS, "SkipDate", "kind"): [(["tea", "2026-11-22"], "InvalidArgument", "‘kind’", "bedtime", "‘tea’")],
    (REMINDERS, "SkipDate", "date"): [(["bedtime", "2026-02-30"], "InvalidArgument", "‘date’", "YYYY-MM-DD", "‘2026-02-30’"),
                                      (["bedtime", "2026-01-01"], "OutOfRange", "‘date’", "got ‘2026-01-01’", " to 20")],
    (SETTINGS, "Set", "changes"): [([{"later_min": text("tea")}], "InvalidArgument", "‘later_min’", "‘tea’"),
                                   ([{"later_min": text("0")}], "OutOfRange", "‘later_min’", " to ", "‘0’"),
                                   ([{"later_min": instant(5)}], "InvalidArgument", "‘later_min’", "a text", "‘x’"),
                                   ([{"tea": text("5")}], "NotFound", "‘tea’"), ([{"wake": text(LONG)}], *LIMIT, "‘changes’: ‘wake’: ")],
    (SETTINGS, "Reset", "keys"): [([["tea"]], "NotFound", "‘tea’"), ([["wake", LONG]], *LIMIT, "‘keys’ 2: ")],
}


def arguments():
    """(interface, method, argument) -> signature of the method."""
    root = ET.fromstring((TOP / "dbus" / "org.recoup.Recoup1.xml").read_text(encoding="utf-8"))
    return {(interface.get("name"), method.get("name"), one.get("name")):
            "(" + "".join(each.get("type") for each in method.findall("arg[@direction='in']")) + ")"
            for interface in root.iter("interface") for method in interface.findall("method")
            for one in method.findall("arg[@direction='in']")}


def look(daemon):
    """What a call may change."""
    return daemon.query(), daemon.call("Get", interface=SETTINGS), [daemon.get(name) for name in ("PausedUntil", "Inhibitors", "Revision")]


def test_each_argument(daemon):
    """None is refused without its name, what it may be and what it was."""
    signatures = arguments()
    assert list(REFUSED) == list(signatures)
    daemon.add(meal())
    before = look(daemon)
    for (interface, method, name), calls in REFUSED.items():
        signature = signatures[interface, method, name]
        for values, error, *words in calls:
            if error != "NotFound" and "{" not in signature:  # in a dictionary it is a key that is at fault
                words.append(f"‘{name}’")
            with pytest.raises(BusError) as caught:
                daemon.call(method, signature, *values, interface=interface)
            assert caught.value.name == error, (method, name, caught.value)
            for word in words:
                assert word in caught.value.message, (method, name, caught.value)
            assert "\n" not in caught.value.message and "\x1b" not in caught.value.message and len(caught.value.message) < 600
    assert look(daemon) == before


def test_too_many_inhibitors(daemon):
    """Of one caller; the message tells the most."""
    cookies = [daemon.call("Inhibit", "(assx)", [], "Talk", 0) for _ in range(64)]
    with pytest.raises(BusError) as caught:
        daemon.call("Inhibit", "(assx)", [], "Talk", 0)
    assert caught.value.name == "LimitReached" and "64 inhibitors" in caught.value.message
    for cookie in cookies:
        daemon.call("Uninhibit", "(u)", cookie)


def test_full_fortnight(daemon):
    """It tells which days, how much they may hold, and how much they would."""
    start = now() // (14 * DAY) * 14 * DAY - 14 * DAY
    daemon.add(*[weight(80.0, start + i * 60 * 1000000) for i in range(5000)])
    with pytest.raises(BusError) as caught:
        daemon.add(weight(80.0, start))
    assert caught.value.name == "LimitReached"
    assert "at most 5000 entries and 8388608 bytes, and would hold 5001 and " in caught.value.message
    assert len(daemon.query()) == 5000
