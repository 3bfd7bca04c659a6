#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Import and export as a user does them, against the real daemon: what is written, what is not, and how to go back."""
import json
import os
import pathlib
import sys
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402

DATA = pathlib.Path(os.environ["RECOUP_TEST_DATA"])
SAMPLES = DATA / "samples" / "own"
LOGS = {  # file -> workouts, options
    "hevy/hevy_lbs_miles_supersets.csv": (10, []),
    "strong/strong_android_semicolon_kg.csv": (12, []),
    "strong/strong_ios_2019_no_duration.csv": (8, ["--unit=kg"]),
    "fitnotes/fitnotes_android_2018_weight_lbs_header.csv": (9, []),
}
HEVY = SAMPLES / "hevy/hevy_lbs_miles_supersets.csv"
STRONG = SAMPLES / "strong/strong_ios_2019_no_duration.csv"


@pytest.fixture(name="session")
def start_session():
    with Session() as session:
        yield session.start()


def entries(session):
    return [json.loads(line) for line in session.ok("export").splitlines()]


def test_years_at_once(session):
    """It ends with what all of it comes to, and so does whoever asks next."""
    today = datetime.now(ZoneInfo("Europe/Berlin")) - timedelta(hours=12)
    rows = []
    for i in range(600):
        end = today - timedelta(days=i)
        rows.append({"kind": "sleep", "start": (end - timedelta(hours=8)).isoformat(), "end": end.isoformat()})
        rows.append({"kind": "checkin", "at": end.isoformat(), "stress": 2, "mood": 2, "fatigue": 2})
    lines = "\n".join(json.dumps(row) for row in rows)
    said = session.ok("import", "-", "--apply", stdin=lines)
    verdict = session.ok("status", "--format=plain").strip()
    assert verdict.startswith("Train") and f"\n{verdict}.\nTo undo this" in said, (said, verdict)


@pytest.mark.parametrize("name", LOGS)
def test_twice(session, name):
    workouts, options = LOGS[name]
    totals = json.loads((DATA / "samples" / "expected" / (name + ".json")).read_text(encoding="utf-8"))["training"]
    before = session.ok("export")
    dry = session.json("import", SAMPLES / name, *options)
    assert (dry["applied"], dry["new"], dry["present"]) == (False, workouts, 0)
    assert (dry["sets"], dry["warmups"], dry["workouts"]) == (totals["sets_total"], totals["sets_warmup"], workouts)
    assert dry["volume_kg"] == pytest.approx(totals["volume_kg"], rel=0.001)
    assert dry["unmapped"] == [] and dry["issues"] == []
    assert session.ok("export") == before == ""

    first = session.json("import", SAMPLES / name, "--apply", *options)
    assert (first["applied"], first["new"], first["present"]) == (True, workouts, 0)
    after = session.ok("export")
    logged = entries(session)
    assert len(logged) == workouts
    assert {entry["zone"] for entry in logged} == {"Europe/Berlin"}
    assert {entry["source"] for entry in logged} == {name.split("/", maxsplit=1)[0]}

    second = session.json("import", SAMPLES / name, "--apply", *options)
    assert (second["new"], second["present"], second["different"]) == (0, workouts, 0)
    assert "undo" not in second
    assert session.ok("export") == after
    session.ok("undo", first["undo"])
    assert session.ok("export") == ""


def test_wall_clock(session):
    """The file says 20:57; that is 20:57 where the user lives, not where this process does."""
    session.ok("import", "--apply", HEVY)
    assert entries(session)[-1]["start"] == "2026-03-20T20:57:00+01:00"
    session.ok("undo")
    session.ok("import", "--apply", "--zone", "America/New_York", HEVY)
    assert entries(session)[-1]["start"] == "2026-03-20T20:57:00-04:00"


def test_update(session):
    """What was read with the wrong unit, or mapped to the wrong muscles, can be put right."""
    session.ok("import", "--apply", "--unit=kg", STRONG)
    kilograms = entries(session)[0]["sets"][0]["load_kg"]
    unchanged = session.json("import", "--apply", "--unit=lb", STRONG)
    assert (unchanged["new"], unchanged["different"]) == (0, 8)
    assert entries(session)[0]["sets"][0]["load_kg"] == kilograms
    session.ok("import", "--apply", "--update", "--unit=lb", STRONG)
    assert entries(session)[0]["sets"][0]["load_kg"] == pytest.approx(kilograms * 0.45359237, abs=1e-4)
    assert {entry["rev"] for entry in entries(session)} == {1}

    config = session.home / "config" / "recoup"
    config.mkdir(parents=True, exist_ok=True)
    (config / "exercises.conf").write_text("[exercises]\nBench Press (Barbell) = abs\n", encoding="utf-8")
    done = session.json("import", "--apply", "--update", "--unit=lb", STRONG)
    assert (done["new"], done["different"]) == (0, 2)
    bench = [entry for entry in entries(session) for s in entry["sets"] if s["exercise"] == "Bench Press (Barbell)"]
    assert bench and {entry["rev"] for entry in bench} == {2}
    assert all(s["groups"] == {"abs": 1} for entry in bench for s in entry["sets"] if "Bench Press (B" in s["exercise"])


def test_logged_twice(session):
    """A training that was logged in another program too is told, not merged."""
    text = "title,start_time,exercise_title,weight_kg,reps\nA,2026-03-20 20:40,Squat,60,8\nA,2026-03-20 21:40,Squat,60,8\n"
    assert session.json("import", "--apply", HEVY)["close"] == 0
    assert session.json("import", "-", stdin=text)["close"] == 0  # the same program: two workouts
    strong = "Date,Workout Name,Exercise Name,Set Order,Weight,Reps\n2026-03-20 20:40:00,A,Squat,1,60,8\n"
    strong += "2026-03-20 21:40:00,A,Squat,1,60,8\n2026-03-20 20:20:00,A,Squat,1,60,8\n"
    assert session.json("import", "--unit=kg", "-", stdin=strong)["close"] == 1
    assert "logged elsewhere" in session.ok("import", "--unit=kg", "-", stdin=strong)


def test_strict(session):
    text = "title,start_time,exercise_title,weight_kg,reps\nA,2026-01-05 19:00,Squat,60,8\nA,never,Squat,60,8\n"
    done = session.run("import", "--strict", "--apply", "-", stdin=text)  # which shows what it would have done
    assert done.returncode == 1 and "--strict" in done.stderr, (done.stdout, done.stderr)
    assert "add --apply" not in done.stdout and "add --apply" in session.ok("import", "-", stdin=text)
    assert session.ok("export") == ""
    done = session.json("import", "--apply", "-", stdin=text)
    assert (done["new"], done["refused"]) == (1, 1)
    assert [(issue["line"], issue["column"], issue["refused"]) for issue in done["issues"]] == [(3, "start_time", True)]
    assert "line 3, start_time: expected a date and time" in session.ok("import", "-", stdin=text)


def test_refusals(session):
    assert "--unit=kg or --unit=lb" in session.refuse(1, "import", STRONG)
    assert "No such file" in session.refuse(1, "import", session.home / "nothing.csv")
    assert "column names" in session.refuse(1, "import", SAMPLES / "cronometer/servings.csv")
    for other in ("hello\nworld\n", "a;b\n1;2\n", '{"a": [1, 2]}\n', "{\n}\n", "[1, 2]\n", "<?xml version='1.0'?>\n"):
        said = session.refuse(1, "import", "-", stdin=other)
        assert "Not a format that recoup reads (journal, hevy, strong" in said, other
    assert session.json("import", "--format=journal", "-", stdin="{}\n")["refused"] == 1
    assert session.json("import", "-", stdin='{"kind":"meal"}\n')["refused"] == 1
    assert "Europe/Atlantis" in session.refuse(2, "import", "--zone=Europe/Atlantis", HEVY)
    assert "‘stone’" in session.refuse(2, "import", "--unit=stone", HEVY)
    assert "‘excel’" in session.refuse(2, "import", "--format=excel", HEVY)
    session.refuse(2, "import")


def test_many(session):
    """More than one call can take: all of it is one undo."""
    rows = ["title,start_time,exercise_title,weight_kg,reps"]
    rows += [f"A,20{n // 280:02d}-{n // 28 % 10 + 1:02d}-{n % 28 + 1:02d} 18:00,Squat,{n % 50 + 50},8" for n in range(5600)]
    session.ok("import", "--apply", HEVY)
    before = session.ok("export")
    done = session.json("import", "--apply", "-", stdin="\n".join(rows))
    assert (done["new"], done["refused"]) == (5600, 0)
    assert len(entries(session)) == 5610
    session.ok("undo", done["undo"])
    assert session.ok("export") == before


def test_records(session):
    """Nights, days of food and weights: the same rules as for training."""
    for name, kind, count in (("plees_tracker/plees_2026_week.csv", "sleep", 6), ("cronometer/dailysummary.csv", "food-day", 9),
                              ("bodyweight/withings_weight.csv", "weight", 3)):
        assert session.json("import", "--apply", SAMPLES / name)["new"] == count
        assert session.json("import", "--apply", SAMPLES / name)["new"] == 0
        assert [entry["kind"] for entry in entries(session)].count(kind) == count
        assert f"{kind} " in session.ok("import", SAMPLES / name)


def test_round_trip(session):
    """An export, imported into an empty journal, gives the same journal and the same state at every instant."""
    for name, (_, options) in LOGS.items():
        session.ok("import", "--apply", SAMPLES / name, *options)
    session.ok("import", "--apply", DATA / "vectors/own/p10_meals_edits.jsonl")
    session.ok("import", "--apply", DATA / "vectors/own/p05_pain_and_referral.jsonl")
    path = session.home / "journal.jsonl"
    session.ok("export", "-o", path)
    assert path.stat().st_mode & 0o777 == 0o600
    text = path.read_text(encoding="utf-8")
    assert session.ok("export") == text and len(text.splitlines()) > 60

    instants = [1735800000, 1736200000, 1767643200, 1768000000, 1774000000, 1774170000]
    expected = [session.state(instant) for instant in instants]
    with Session() as other:
        other.start()
        done = other.json("import", "--apply", path)
        assert done["new"] == len(text.splitlines()) and done["refused"] == 0
        assert other.ok("export") == text
        assert [other.state(instant) for instant in instants] == expected
        assert other.json("import", "--apply", path)["new"] == 0
        assert other.ok("export") == text


def test_export_range(session):
    session.ok("import", "--apply", HEVY)
    days = [entry["start"][:10] for entry in entries(session)]
    part = session.ok("export", "--from", days[2], "--until", days[4]).splitlines()
    assert [json.loads(line)["start"][:10] for line in part] == days[2:5]
    assert session.ok("export", "--until", "2000-01-01") == ""
    session.refuse(2, "export", "--from", "someday")


def test_without_daemon():
    with Session() as session:
        done = session.json("import", HEVY)
        assert done["workouts"] == 10 and "new" not in done
        assert "recoupd does not answer" in session.ok("import", HEVY)
        session.refuse(3, "import", "--apply", HEVY)
        session.refuse(3, "import", "--apply", "--zone=Europe/Berlin", HEVY)
        session.refuse(3, "export")
