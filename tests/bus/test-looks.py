#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""To look instead of to read, against the real daemon: trends, the report, the calendar file."""
import json
import pathlib
import re
import sys

import icalendar
import pytest

from support import noon_zone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402

METRICS = ["readiness", "coverage", "sleep_min", "sleep_debt_h", "protein_g", "fuel_shortfall", "stress", "mood", "fatigue", "load",
           "acute", "chronic", "sri", "monotony", "strain", "adherence7"]


@pytest.fixture(name="session")
def start_session():
    with Session() as session:
        session.env["TZ"] = noon_zone()  # a session that has just ended lies within one recovery day
        yield session.start()


def test_nothing_logged(session):
    """Nothing is known, and nothing is made up."""
    listed = json.loads(session.ok("trends", "--json=short"))
    assert [one["metric"] for one in listed] == METRICS and all(one["values"] == [] for one in listed)
    assert "Not known on any of these days: readiness" in session.ok("trends")
    html = session.ok("report", "-o", "-", "--format=html")
    assert "Nothing was logged up to the end of these days." in html and html.count("not known on any of these days") >= 6


def test_what_was_logged(session):
    """It is in all three."""
    for words in (("sleep", "23:00", "06:45"), ("protein", "42"), ("checkin", "--stress", "3", "--sore", "quads=8"),
                  ("session", "--minutes", "60", "--rpe", "8", "--set", "squat 5x5 100kg")):
        session.ok("log", *words)
    state = json.loads(session.ok("status", "--json=short"))
    listed = {one["metric"]: one for one in json.loads(session.ok("trends", "--json=short", "--weeks=1"))}
    for metric, value in (("readiness", state["readiness"]["point"]), ("protein_g", 42),
                          ("stress", state["balances"]["stress"])):
        last = listed[metric]["values"][-1]
        assert last["date"] == state["day"] and last["point"] == pytest.approx(value, abs=0.2), metric
    assert max(value["point"] for value in listed["load"]["values"]) == 480
    assert listed["readiness"]["values"][-1]["low"] < listed["readiness"]["values"][-1]["high"]
    assert listed["sleep_min"]["values"][-1]["point"] == pytest.approx(465)
    html = session.ok("report", "-o", "-", "--format=html", "--weeks=1")
    assert re.search(r"To be spared: .*quads \(sore 8 of 10", html) and "Protein eaten: 42 g" in html
    assert session.ok("report", "-o", "-", "--format=svg").startswith("<?xml")


def test_calendar(session):
    """The coming nights, the week as it is planned, a deload that is accepted."""
    session.ok("log", "sleep", "23:00", "06:45")
    session.ok("set", "week=mon-fri:chest,sat:active,sun:rest", "sleep_need_min=480")
    session.ok("plan", "accept")
    first = session.ok("plan", "--ics")
    events = {str(event["UID"]): event for event in icalendar.Calendar.from_ical(first).walk("VEVENT")}
    kinds = [uid.split("-2")[0] for uid in events]
    assert kinds.count("bedtime") >= 7 and kinds.count("rest") == 2 and kinds.count("DELOAD") == 1, kinds
    assert {"REBUILD1", "REBUILD2"} <= set(kinds) and 1 <= kinds.count("active-recovery") <= 5, kinds
    again = icalendar.Calendar.from_ical(session.ok("plan", "--ics")).walk("VEVENT")
    assert {str(event["UID"]) for event in again} == set(events)
