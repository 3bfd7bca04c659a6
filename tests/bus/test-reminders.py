# SPDX-License-Identifier: LGPL-2.1-or-later
"""org.recoup.Recoup1.Reminders: what comes, why, and the answers to it."""
import pytest
from support import HOUR, REMINDERS, SECOND, BusError, instant, meal, now, text, texts, wait_for


def refused(name, function, *words, **more):
    """The message of a call that must be answered with this error."""
    with pytest.raises(BusError) as caught:
        function(*words, **more)
    assert caught.value.name == name, caught.value
    return caught.value.message


def call(daemon, method, signature, *words):
    """A method of the interface."""
    return daemon.call(method, signature, *words, interface=REMINDERS)


def listed(daemon, **filters):
    """Reminders.List."""
    return call(daemon, "List", "(a{sv})", filters)


def test_list_and_upcoming(daemon):
    """What comes next is planned, with its text and its rules."""
    rows = listed(daemon)
    assert rows
    for row in rows:
        assert row["id"].startswith(row["kind"] + "/") and row["state"] in ("planned", "due", "shown")
        assert row["text"]["summary"] and isinstance(row["reason"], list) and row["due"] <= row["valid_until"]
    assert daemon.get("NextAt") in [row["due"] for row in rows]
    bedtime = listed(daemon, kinds=texts(["bedtime"]))
    assert {row["kind"] for row in bedtime} <= {"bedtime"}
    week = call(daemon, "Upcoming", "(xx)", now(), now() + 7 * 24 * HOUR)
    assert len([row for row in week if row["kind"] == "bedtime"]) >= 6
    assert [row["due"] for row in week] == sorted(row["due"] for row in week)
    refused("InvalidArgument", listed, daemon, kinds=texts(["tea"]))
    refused("InvalidArgument", listed, daemon, colour=text("red"))
    refused("OutOfRange", listed, daemon, since=instant(3))
    refused("OutOfRange", listed, daemon, limit=instant(0))
    assert [row["id"] for row in listed(daemon, limit=instant(1))] == [row["id"] for row in listed(daemon)][:1]
    refused("InvalidArgument", call, daemon, "Upcoming", "(xx)", now(), now() - HOUR)
    refused("OutOfRange", call, daemon, "Upcoming", "(xx)", now(), now() + 15 * 24 * HOUR)
    refused("OutOfRange", call, daemon, "Upcoming", "(xx)", 5, now())


def test_explain(daemon):
    """The rules behind a reminder, by id or kind."""
    row = next(row for row in listed(daemon) if row["reason"])
    for name in (row["id"], row["kind"]):
        rules = call(daemon, "Explain", "(s)", name)
        assert rules and all(rule["statement"] and rule["source"] and rule["support"] for rule in rules)
    refused("NotFound", call, daemon, "Explain", "(s)", "tea")
    refused("NotFound", call, daemon, "Explain", "(s)", "bedtime/2001-01-01/0")


def first(daemon):
    """A reminder that is planned and can be answered ahead of time."""
    return next(row for row in listed(daemon) if row["kind"] in ("bedtime", "wind-down", "protein"))


def test_skip_and_undo(daemon):
    """Ends one; the same again is refused; undo takes it back."""
    heard = daemon.listen("Resolved", REMINDERS)
    row = first(daemon)
    after, undo = call(daemon, "Skip", "(ss)", row["id"], "visitors")
    assert after["id"] == row["id"] and after["state"] == "skipped"
    wait_for(lambda: heard, "Resolved")
    assert heard[0] == (row["id"], row["kind"], "skipped")
    refused("AlreadyResolved", call, daemon, "Skip", "(ss)", row["id"], "")
    refused("AlreadyResolved", call, daemon, "Done", "(sa{sv})", row["id"], {})
    refused("AlreadyResolved", call, daemon, "Snooze", "(sx)", row["id"], row["due"])
    assert row["id"] not in [one["id"] for one in listed(daemon)]
    daemon.call("Undo", "(s)", undo)
    assert row["id"] in [one["id"] for one in listed(daemon)]


def test_done_logs(daemon):
    """What was done is logged with it, and undone with it."""
    row = first(daemon)
    after, undo = call(daemon, "Done", "(sa{sv})", row["id"], meal(30.0, now() - SECOND))
    assert after["state"] == "done" and len(daemon.query()) == 1
    daemon.call("Undo", "(s)", undo)
    assert daemon.query() == []
    refused("OutOfRange", call, daemon, "Done", "(sa{sv})", row["id"], meal(3000.0))
    refused("InvalidArgument", call, daemon, "Done", "(sa{sv})", row["id"], {"kind": text("nap")})
    refused("NotFound", call, daemon, "Done", "(sa{sv})", "tea", {})
    refused("NotFound", call, daemon, "Done", "(sa{sv})", "protein/2001-01-01/0", {})


def test_snooze_bounds(daemon):
    """Never into the past, never past its validity."""
    row = first(daemon)
    refused("OutOfRange", call, daemon, "Snooze", "(sx)", row["id"], row["valid_until"] + HOUR)
    refused("OutOfRange", call, daemon, "Snooze", "(sx)", row["id"], now() - HOUR)
    refused("OutOfRange", call, daemon, "Snooze", "(sx)", row["id"], 5)
    refused("NotFound", call, daemon, "Snooze", "(sx)", "tea", now() + HOUR)
    after, _undo = call(daemon, "Snooze", "(sx)", row["id"], 0)
    assert after["state"] == "snoozed" and row["due"] < after["until"] < row["valid_until"]  # the usual time


def test_skip_date(daemon):
    """All of a kind on one day, ahead of time."""
    bedtimes = [row for row in call(daemon, "Upcoming", "(xx)", now(), now() + 5 * 24 * HOUR) if row["kind"] == "bedtime"]
    day = bedtimes[2]["day"]
    row, undo = call(daemon, "SkipDate", "(ss)", "bedtime", day)
    assert row["state"] == "skipped" and row["day"] == day
    left = [one["day"] for one in call(daemon, "Upcoming", "(xx)", now(), now() + 5 * 24 * HOUR) if one["kind"] == "bedtime"]
    assert day not in left and bedtimes[3]["day"] in left
    daemon.call("Undo", "(s)", undo)
    left = [one["day"] for one in call(daemon, "Upcoming", "(xx)", now(), now() + 5 * 24 * HOUR) if one["kind"] == "bedtime"]
    assert day in left
    refused("InvalidArgument", call, daemon, "SkipDate", "(ss)", "tea", day)
    refused("InvalidArgument", call, daemon, "SkipDate", "(ss)", "bedtime", "2026-02-30")
    refused("OutOfRange", call, daemon, "SkipDate", "(ss)", "bedtime", "2001-01-01")


def test_limits(daemon):
    """Long texts are refused everywhere."""
    refused("LimitReached", call, daemon, "Skip", "(ss)", "bedtime", "x" * 4097)
    refused("LimitReached", call, daemon, "Explain", "(s)", "x" * 4097)
