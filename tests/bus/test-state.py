# SPDX-License-Identifier: LGPL-2.1-or-later
"""org.recoup.Recoup1: state, explanation, series, pause, inhibitors, and what is broadcast."""
import contextlib
import datetime
import sqlite3
import time

import pytest
from support import HOUR, NAME, SECOND, BusError, GLib, instant, meal, now, text, texts, wait_for, weight

KEYS = {"model", "now", "zone", "day", "first_day", "readiness", "points", "balances", "verdict", "severity", "reasons", "flags",
        "ask", "confirmed", "plan", "today", "bedtime", "protein", "metrics", "unmapped", "revision", "text"}


def refused(name, function, *words, **more):
    """The message of a call that must be answered with this error."""
    with pytest.raises(BusError) as caught:
        function(*words, **more)
    assert caught.value.name == name, caught.value
    return caught.value.message


def assumed(*entries):
    """A list of entries as a value."""
    return GLib.Variant("aa{sv}", list(entries))


def test_state_now(daemon):
    """The whole of it."""
    state = daemon.state()
    assert KEYS <= set(state), KEYS - set(state)
    assert state["storage"] == {"healthy": True}
    assert abs(state["now"] - now()) < 60 * SECOND and state["zone"] == "Europe/Berlin"
    assert sum(one["points"] for one in state["points"]) + state["readiness"]["point"] == pytest.approx(100)


def test_state_assumed(daemon):
    """What if: for this call only."""
    before = daemon.state()["today"]["protein_g"]
    with_meal = daemon.state(assume=assumed(meal(40.0, now() - 2 * SECOND)))
    assert with_meal["today"]["protein_g"] == before + 40
    assert daemon.state()["today"]["protein_g"] == before and daemon.query() == []
    assert daemon.state(assume=GLib.Variant("as", []))["today"]["protein_g"] == before
    refused("OutOfRange", daemon.state, assume=assumed(weight(7.0)))
    refused("InvalidArgument", daemon.state, assume=text("meal"))
    refused("LimitReached", daemon.state, assume=assumed(*[weight()] * 5001))


def test_state_at(daemon):
    """The past as it is known now, the future as a forecast."""
    daemon.add(meal(25.0, now() - 2 * HOUR))
    then = now() - 3 * HOUR
    assert daemon.state(at=instant(then))["now"] == then
    ahead = daemon.state(at=instant(now() + 72 * HOUR))
    assert ahead["today"]["protein_g"] == 0 and "storage" not in ahead
    assert daemon.state(at=GLib.Variant("d", float(now())))["day"] == daemon.state()["day"]
    refused("OutOfRange", daemon.state, at=instant(5))
    refused("InvalidArgument", daemon.state, at=text("noon"))
    assert "colour" in refused("InvalidArgument", daemon.state, colour=text("red"))


def test_explain(daemon):
    """Rows of the account, of all accounts or one."""
    (one,), _undo = daemon.add({"kind": text("checkin"), "at": instant(now() - SECOND), "stress": instant(6)})
    rows = daemon.call("Explain", "(a{sv})", {"days": instant(2)})
    assert {row["account"] for row in rows} >= {"stress", "sleep"}
    assert any(row.get("entry") == one and row["account"] == "stress" for row in rows)
    only = daemon.call("Explain", "(a{sv})", {"account": text("stress")})
    assert {row["account"] for row in only} == {"stress"}
    for options, name in (({"account": text("luck")}, "InvalidArgument"), ({"days": instant(67)}, "OutOfRange"),
                          ({"days": instant(0)}, "OutOfRange"), ({"x": instant(0)}, "InvalidArgument")):
        refused(name, daemon.call, "Explain", "(a{sv})", options)


def test_series(daemon):
    """A metric over days."""
    day = daemon.state()["day"]
    daemon.add(meal(25.0, now() - SECOND))
    rows = daemon.call("GetSeries", "(sss)", "readiness", day, day)
    assert len(rows) == 1 and rows[0][0] == day and rows[0][1] <= rows[0][2] <= rows[0][3]
    assert daemon.call("GetSeries", "(sss)", "sri", day, day) == []
    assert len(daemon.call("GetSeries", "(sss)", "protein_g", "2025-12-01", "2025-12-31")) == 0
    for words, name in ((("luck", day, day), "InvalidArgument"), (("mood", "2026-02-30", day), "InvalidArgument"),
                        (("mood", "2026-03-02", "2026-03-01"), "InvalidArgument"),
                        (("mood", "2025-01-01", "2026-02-05"), "LimitReached"),
                        (("mood", "1999-01-01", "1999-01-02"), "OutOfRange")):
        refused(name, daemon.call, "GetSeries", "(sss)", *words)


def test_series_of_a_year(daemon):
    """It is worked out in slices: what is asked meanwhile is answered first, and only so many may wait."""
    daemon.add(*[meal(20.0, now() - days * 24 * HOUR) for days in range(390)])
    today = datetime.date.fromisoformat(daemon.state()["day"])
    words = GLib.Variant("(sss)", ("protein_g", str(today - datetime.timedelta(days=399)), str(today)))
    order, answers, refusals = [], [], []

    def on_answer(connection, result):
        try:
            answers.append(connection.call_finish(result).unpack()[0])
            order.append("series")
        except GLib.Error as error:
            refusals.append(BusError(error).name)

    for other in [daemon.bus.connect() for _ in range(100)]:  # those of one client wait for each other
        other.call(NAME, "/org/recoup/Recoup1", NAME, "GetSeries", words, None, 0, 60000, None, on_answer)
    daemon.connection.call(NAME, "/org/recoup/Recoup1", "org.freedesktop.DBus.Properties", "Get",
                           GLib.Variant("(ss)", (NAME, "NextAt")), None, 0, 60000, None, lambda *_: order.append("property"))
    wait_for(lambda: len(answers) + len(refusals) == 100 and "property" in order, "all answers")
    assert order.index("property") < len(order) - 1
    assert set(refusals) == {"LimitReached"} and len(answers) >= 64
    assert all(answer == answers[0] for answer in answers)
    assert len(answers[0]) >= 388 and {row[2] for row in answers[0]} <= {20.0, 40.0}  # the clock changes, some days have two


def test_revision_is_broadcast_and_health_is_not(daemon):
    """A follower hears that something changed, and asks."""
    heard = []
    daemon.connection.signal_subscribe(NAME, "org.freedesktop.DBus.Properties", "PropertiesChanged", None, None, 0,
                                       lambda *words: heard.append(words[5].unpack()))
    before = daemon.get("Revision")
    daemon.add({"kind": text("checkin"), "at": instant(now() - SECOND), "stress": instant(7), "mood": instant(7)})
    wait_for(lambda: any("Revision" in changed for _interface, changed, _gone in heard), "Revision")
    assert daemon.get("Revision") > before
    told = set().union(*[set(changed) | set(gone) for _interface, changed, gone in heard])
    assert told <= {"Revision", "NextAt", "PausedUntil", "Inhibitors", "TimeZone", "TimeZoneSource", "NotificationServer"}
    assert daemon.get("Coverage") > 0 and 0 <= daemon.get("Readiness") <= 100


def test_pause(daemon):
    """Until an instant; undone like anything else."""
    until = now() + HOUR
    assert "verdict" in daemon.call("Pause", "(xs)", until, "travelling")
    assert daemon.get("PausedUntil") == until
    daemon.call("Resume")
    assert daemon.get("PausedUntil") == 0
    daemon.call("Resume")
    refused("OutOfRange", daemon.call, "Pause", "(xs)", now() - HOUR, "")
    refused("OutOfRange", daemon.call, "Pause", "(xs)", now() + 400 * 24 * HOUR, "")
    refused("OutOfRange", daemon.call, "Pause", "(xs)", 7, "")
    refused("LimitReached", daemon.call, "Pause", "(xs)", until, "x" * 4097)
    daemon.call("Pause", "(xs)", until, "")
    daemon.call("Undo", "(s)", "")
    assert daemon.get("PausedUntil") == 0


def test_pause_outlives_the_process(stopped):
    """An absolute end."""
    daemon = stopped.start()
    until = now() + HOUR
    daemon.call("Pause", "(xs)", until, "")
    assert daemon.end() == 0
    assert daemon.start().get("PausedUntil") == until


def test_inhibit(daemon):
    """Cookies belong to their caller."""
    cookie = daemon.call("Inhibit", "(assx)", ["protein"], "Presentation", 0)
    assert cookie > 0
    other = daemon.bus.connect()
    refused("NotFound", daemon.call, "Uninhibit", "(u)", cookie, connection=other)
    daemon.call("Uninhibit", "(u)", cookie)
    refused("NotFound", daemon.call, "Uninhibit", "(u)", cookie)
    refused("InvalidArgument", daemon.call, "Inhibit", "(assx)", ["tea"], "x", 0)
    refused("InvalidArgument", daemon.call, "Inhibit", "(assx)", [], "", 0)
    for until in (now() - HOUR, now() + 5 * HOUR, 7):
        refused("OutOfRange", daemon.call, "Inhibit", "(assx)", [], "x", until)
    assert daemon.call("Inhibit", "(assx)", [], "x", now() + HOUR) > 0


def test_inhibitors_are_told(daemon):
    """Who holds what back, why and until when; gone with their caller. Nobody has to ask."""
    heard = daemon.listen("PropertiesChanged", "org.freedesktop.DBus.Properties")
    other = daemon.bus.connect()
    until = now() + HOUR
    assert daemon.get("Inhibitors") == []
    daemon.call("Inhibit", "(assx)", ["protein", "bedtime"], "Presentation", until, connection=other)
    expected = [{"caller": other.get_unique_name(), "reason": "Presentation", "until": until, "kinds": ["protein", "bedtime"]}]
    assert daemon.get("Inhibitors") == expected
    wait_for(lambda: any(words[1].get("Inhibitors") == expected for words in heard), "the signal")
    other.close_sync(None)
    wait_for(lambda: heard and heard[-1][1].get("Inhibitors") == [], "the end of it")
    daemon.call("Inhibit", "(assx)", [], "x", 0)
    assert len(daemon.get("Inhibitors")[0]["kinds"]) == 11


def test_pause_reason(stopped):
    """Kept with the pause, not broadcast, and back with it when a later one is undone."""
    daemon = stopped.start()
    heard = daemon.listen("PropertiesChanged", "org.freedesktop.DBus.Properties")
    daemon.call("Pause", "(xs)", now() + HOUR, "Dentist")
    assert daemon.get("PauseReason") == "Dentist"
    daemon.call("Pause", "(xs)", now() + 2 * HOUR, "")
    assert daemon.get("PauseReason") == ""
    daemon.call("Undo", "(s)", "")
    assert daemon.get("PauseReason") == "Dentist"
    daemon.end()
    daemon = stopped.start()
    assert daemon.get("PauseReason") == "Dentist"
    daemon.call("Resume")
    assert daemon.get("PauseReason") == ""
    daemon.call("Pause", "(xs)", now() + 2 * SECOND, "Dentist")
    wait_for(lambda: daemon.get("PausedUntil") == 0, "its own end")
    assert daemon.get("PauseReason") == ""
    daemon.end()
    with contextlib.closing(sqlite3.connect(daemon.database)) as store:
        assert not store.execute("SELECT * FROM fact WHERE name LIKE 'pause%'").fetchall()
    assert heard and not any("PauseReason" in words[1] for words in heard)


def test_inhibit_limits(daemon):
    """64 of one caller, 256 of all; whoever leaves the bus takes its own along."""
    callers = [daemon.bus.connect() for _ in range(5)]
    for caller in callers[:4]:
        for _ in range(64):
            daemon.call("Inhibit", "(assx)", [], "x", 0, connection=caller)
    refused("LimitReached", daemon.call, "Inhibit", "(assx)", [], "x", 0, connection=callers[0])
    refused("LimitReached", daemon.call, "Inhibit", "(assx)", [], "x", 0, connection=callers[4])
    callers[0].close_sync(None)

    def has_room():
        try:
            return daemon.call("Inhibit", "(assx)", [], "x", 0, connection=callers[4]) > 0
        except BusError:
            return False
    wait_for(has_room, "room for another inhibitor")


def test_answers_while_busy(daemon):
    """A client with much to say does not keep another one waiting: the longest call is bounded."""
    daemon.add(*[weight(80.0, now() - (i + 1) * HOUR) for i in range(5000)])
    slowest = 0
    for _ in range(20):
        start = time.monotonic()
        daemon.state()
        slowest = max(slowest, time.monotonic() - start)
    assert slowest < 1, slowest
