#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What recoupctl says beside the numbers, from a diary in the real daemon: what would change tomorrow, what a deload leaves of a
session, what recoup is and is not."""
import datetime
import json
import pathlib
import sys
import zoneinfo

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402

BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


def now():
    return datetime.datetime.now(BERLIN).replace(microsecond=0)


def diary():
    """Ten days up to yesterday; twelve hard sets of squats were the last thing."""
    today = (now() - datetime.timedelta(hours=4)).date()
    for age in range(10, 0, -1):
        day = today - datetime.timedelta(age)

        def at(hour):
            return datetime.datetime.combine(day, datetime.time(hour), BERLIN).isoformat()

        yield {"kind": "sleep", "start": at(0), "end": at(6)}
        yield {"kind": "checkin", "at": at(7), "stress": 3, "mood": 3, "fatigue": 3, "soreness": {}}
        yield {"kind": "food-day", "date": day.isoformat(), "protein_g": 80}
        if age == 1:
            yield {"kind": "session", "title": "Lower", "rpe": 8, "start": at(18), "end": at(19),
                   "sets": [{"exercise": "squat", "reps": 5, "rir": 1}] * 12}


@pytest.fixture(name="session")
def start_session():
    with Session() as session:
        yield session.start()


@pytest.fixture(name="logged")
def log_diary(session):
    session.ok("import", "--apply", "-", stdin="".join(json.dumps(entry) + "\n" for entry in diary()))
    return session


def test_first_run(session):
    text = " ".join(session.ok("status").split())
    assert "It does not diagnose, treat or predict injury." in text
    assert "Its defaults are for adults" in text and "seek emergency care" in text
    assert "feeling wins" not in text
    assert session.json("why")["what_if"] == []
    text = " ".join(session.ok("--help").split())
    assert "It does not diagnose, treat or predict injury." in text and "seek emergency care" in text


def test_what_if(logged):
    found = {row["kind"]: row for row in logged.json("why")["what_if"]}
    rest = found["rest"]
    assert rest["groups"] and set(rest["groups"]) <= {"quads", "glutes", "hamstrings", "lower_back"}
    assert [entry["kind"] for entry in rest["assume"]] == ["rest"] * len(rest["assume"])
    text = " ".join(logged.ok("why").split())
    for row in found.values():
        assert row["text"] in text
        assert row["kind"] == "rest" or row["lo"] <= row["readiness"] <= row["hi"]
    assert "no promise" in text
    assert len(logged.ok("export").splitlines()) == 31  # what was assumed is not in the journal
    assert "what_if" not in logged.json("why", "sleep")
    assert "What if" not in logged.ok("why", "--at", (now() - datetime.timedelta(days=1)).isoformat())


def test_deload(logged):
    assert "Sets " not in logged.ok("plan")
    text = logged.ok("plan", "accept")
    assert "Lower: squat 12×5 → 6×5. [S-081]" in text and "[S-089]" in text
    start = (now() - datetime.timedelta(minutes=40)).isoformat()
    more = logged.ok("log", "session", start, "--minutes", "30", "--title", "LOWER ", "--set", "squat 8x5")
    assert "Those were 8 sets; 6 are enough this week." in " ".join(more.split())
    enough = logged.ok("log", "session", start, "--minutes", "31", "--title", "Lower", "--set", "squat 6x5")
    assert "are enough" not in enough
    assert "Lower: squat 12×5 → 6×5. [S-081]" in logged.ok("plan")  # the new ones are not the usual


def test_feeling(logged):
    text = logged.ok("status")
    assert "the feeling wins" in text and "does not diagnose" not in text


def test_pain_and_doctor(logged):
    at = (now() - datetime.timedelta(minutes=1)).isoformat()
    logged.ok("log", "checkin", "--at", at, "--pain", "quads=sharp")
    assert "rest this area; if it lasts or worsens, see a professional." in " ".join(logged.ok("status").split())
    logged.ok("log", "answer", "S-074", "yes")
    text = " ".join(logged.ok("status").split())
    assert "Consider seeing a doctor first" in text and "it does not diagnose, treat or predict injury." in text
    assert "In an emergency, call your doctor or the emergency number. [S-074]" in text
    assert logged.json("why")["what_if"] == []
