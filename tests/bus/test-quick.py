#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Entries in plain words: what `recoupctl slept 22:50 6:40 good` and its like store, what they say, and what they refuse."""
import datetime
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402


@pytest.fixture(name="session", scope="module")
def start_session():
    with Session() as session:
        yield session.start()


def clock(text):
    """The local clock time of an instant."""
    return text[11:16]


def minutes(entry):
    """Length of an entry with two ends."""
    start, end = (datetime.datetime.fromisoformat(entry[key]) for key in ("start", "end"))
    return (end - start).total_seconds() / 60


# What is said, and the fields of the entry; "start", "end" and "at" by the clock, of a night whose length is said only one
# of them: once a year it has another hour.
SAID = [
    ("slept 22:50 6:40 good", {"kind": "sleep", "start": "22:50", "end": "06:40", "quality": 2}),
    ("slept from 22:50 to 6:40", {"kind": "sleep", "start": "22:50", "end": "06:40"}),
    ("slept 23:00 7:00 6h20 poor", {"kind": "sleep", "start": "23:00", "end": "07:00", "asleep_min": 380, "quality": 5}),
    ("slept 23:15 7h30 quality 3", {"kind": "sleep", "start": "23:15", "asleep_min": 450, "quality": 3}),
    ("slept 8 great", {"kind": "sleep", "asleep_min": 480, "quality": 1}),
    ("slept 7h30 until 6:30", {"kind": "sleep", "end": "06:30", "asleep_min": 450}),
    ("slept until 6:40 from 22:50", {"kind": "sleep", "start": "22:50", "end": "06:40"}),
    ("napped 25m", {"kind": "sleep", "asleep_min": 25}),
    ("napped 25m 14:00", {"kind": "sleep", "start": "14:00", "end": "14:25", "asleep_min": 25}),
    ("napped 25m until 14:00", {"kind": "sleep", "start": "13:35", "end": "14:00", "asleep_min": 25}),
    ("ate 35", {"kind": "meal", "protein_g": 35}),
    ("ate 35g chicken with rice", {"kind": "meal", "protein_g": 35, "note": "chicken with rice"}),
    ("ate 40 g 650 kcal at 13:05 complete",
     {"kind": "meal", "protein_g": 40, "energy_kcal": 650, "at": "13:05", "complete": True}),
    ("ate 30g protein shake, a note to self", {"kind": "meal", "protein_g": 30, "note": "protein shake a note to self"}),
    ("ate 30 energy-kcal=500", {"kind": "meal", "protein_g": 30, "energy_kcal": 500}),
    ("ate 30 20m ago", {"kind": "meal", "protein_g": 30}),
    ("ate 32.5 yesterday 19:30 --kcal 500", {"kind": "meal", "protein_g": 32.5, "at": "19:30", "energy_kcal": 500}),
    ("trained legs 60m rpe 8", {"kind": "session", "title": "legs", "duration_min": 60, "rpe": 8}),
    ("trained push day 1h @7.5", {"kind": "session", "title": "push day", "duration_min": 60, "rpe": 7.5}),
    ("trained 1h15 rpe8", {"kind": "session", "duration_min": 75, "rpe": 8}),
    ("trained pull yesterday 18:00 yesterday 19:10", {"kind": "session", "title": "pull", "start": "18:00", "end": "19:10"}),
    ("trained legs 1h until 18:30", {"kind": "session", "title": "legs", "start": "17:30", "end": "18:30", "duration_min": 60}),
    ("rested", {"kind": "rest"}),
    ("rested 2026-03-11", {"kind": "rest", "date": "2026-03-11"}),
    ("sore quads 4 calves 2", {"kind": "checkin", "soreness": {"quads": 4, "calves": 2}}),
    ("sore quads 4, lower back 3", {"kind": "checkin", "soreness": {"quads": 4, "lower_back": 3}}),
    ("sore chest=5", {"kind": "checkin", "soreness": {"chest": 5}}),
    ("sore none", {"kind": "checkin", "soreness": {}}),
    ("feel stress 3 fatigue 2", {"kind": "checkin", "stress": 3, "fatigue": 2}),
    ("feel mood 2, sore glutes 6", {"kind": "checkin", "mood": 2, "soreness": {"glutes": 6}}),
    ("feel ill", {"kind": "checkin", "ill": True}),
    ("walked 25m", {"kind": "recovery", "activity": "walk", "minutes": 25}),
    ("walked 25 minutes at 12:30", {"kind": "recovery", "activity": "walk", "minutes": 25, "at": "12:30"}),
    ("cycled 1h", {"kind": "recovery", "activity": "cycling", "minutes": 60}),
    ("stretched 10", {"kind": "recovery", "activity": "mobility", "minutes": 10}),
    ("weighed 81.5", {"kind": "weight", "kg": 81.5}),
    ("weighed 180 lb", {"kind": "weight", "kg": 81.6466266}),
]


@pytest.mark.parametrize("said, expect", SAID)
def test_what_is_stored(session, said, expect):
    logged = session.json(*said.split())
    lines = session.ok("--json=short", "journal", "--from", "2026-01-01").splitlines()
    (row,) = [row for row in map(json.loads, lines) if row["id"] == logged["ids"][0]]
    got = {key: clock(row[key]) if key in ("start", "end", "at") else row[key] for key in expect}
    assert got == expect, row
    assert set(row) - set(expect) <= {"id", "rev", "source", "zone", "at", "start", "end", "date"}, row
    if row["kind"] == "sleep" and set(expect) & {"start", "end"} != {"start", "end"}:
        assert minutes(row) == row["asleep_min"]


def test_answer(session):
    said = session.ok("ate", "20g", "quark")
    assert "Logged meal, " in said and "protein 20 g, note quark" in said
    assert "Changed   protein today" in said and "recoupctl undo" in said
    assert "Which muscles worked" in session.ok("trained", "arms", "30m")
    assert session.ok("-q", "ate", "20g") == ""


@pytest.mark.parametrize("said", [
    "slept", "slept 22:50", "slept 22:50 7:3", "slept 30h", "ate", "ate much", "ate 5000", "ate 30 at 25:00",
    "trained legs", "trained legs 60m rpe 12", "sore", "sore quads", "sore legs 3", "sore quads 11", "feel", "feel fine",
    "feel stress", "feel stress 9", "walked", "walked far", "weighed 5kg", "rested 2026-13-01x=1", "napped x",
    "trained 60m legs yesterday", "ate 30 shake today",
])
def test_what_is_refused(session, said):
    before = session.ok("journal", "--from", "2026-01-01")
    complaint = session.refuse(2, *said.split())
    assert complaint.splitlines()[1].startswith(f"Example: recoupctl {said.split()[0]} "), complaint
    assert session.ok("journal", "--from", "2026-01-01") == before


@pytest.mark.parametrize("said, reason", [
    ("slept", "when you slept, or for how long"), ("trained legs", "for how long you trained"),
    ("trained 60m legs yesterday", "‘yesterday’ needs a clock time"), ("ate", "‘protein_g’ is missing: 0 to 500 g"),
    ("sore legs 4", "‘legs’ is no muscle group; there are chest, back"), ("sore quads", "‘quads’ needs a number from 0 to 10 behind it"),
    ("feel stress", "‘stress’ needs a number from 1 to 7 behind it"),
    ("trained 99999999999999999999m", "‘duration_min’ must be"), ("log sleep asleep=99999999999999999999", "‘asleep_min’ must be"),
])
def test_what_is_missing_is_told(session, said, reason):
    assert reason in session.refuse(2, *said.split())


@pytest.mark.parametrize("verb", sorted({said.split()[0] for said, _ in SAID}))
def test_examples_are_true(session, verb):
    """What an error proposes is accepted."""
    complaint = session.refuse(2, verb, "at=nonsense", "nonsense=1")
    session.ok(*complaint.splitlines()[1].removeprefix("Example: recoupctl ").split())
