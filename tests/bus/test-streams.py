#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What comes out of recoupctl, wherever that goes: nothing that was logged steers a terminal, JSON is JSON, output that is lost
is a failure."""
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from support import noon_zone

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402

ESCAPE, C1, OVERRIDE = "\x1b[31m\x1b]0;title\x07", "\x9b31m", "\u202e"
HOSTILE = f"x{ESCAPE}{C1}{OVERRIDE}\u2067\ry"
STEERING = {chr(c) for c in (*range(0x202a, 0x202f), *range(0x2066, 0x206a))}
LOOKS = [["status"], ["status", "--verbose"], ["journal"], ["plan"], ["trends"], ["trends", "load"], ["why"], ["why", "tissue"],
         ["why", "bedtime"], ["reminders"], ["reminders", "--history"], ["inhibit"], ["settings"], ["get"], ["forecast"], ["log"],
         ["rules"], ["rules", "--constants"], ["rules", "S-011"]]


@pytest.fixture(name="session")
def start_session():
    with Session() as session:
        yield session.start()


def check_text(text, args):
    found = {c for c in text if c != "\n" and (unicodedata.category(c) == "Cc" or c in STEERING)}
    assert not found, (args, found, text)


def read_json(text):
    """All values that stand there one behind the other."""
    values, decoder = [], json.JSONDecoder()
    while text.strip():
        value, end = decoder.raw_decode(text.lstrip())
        values.append(value)
        text = text.lstrip()[end:]
    return values


def test_nothing_steers_the_terminal(session):
    """Texts of a foreign file, of callers of the bus and of the command line, in everything that is printed."""
    sets = [{"exercise": HOSTILE, "reps": 5, "load_kg": 100}, {"exercise": "squat", "reps": 5, "load_kg": 90}]
    rows = [{"kind": "weight", "at": "2026-03-10T10:00:00Z", "kg": 80, "note": HOSTILE, "source": HOSTILE},
            {"kind": "session", "start": "2026-03-10T11:00:00Z", "duration_min": 60, "rpe": 9, "title": HOSTILE, "sets": sets}]
    lines = [json.dumps(row) for row in rows] + [json.dumps({"kind": HOSTILE}), f'{{"kind":"weight","{HOSTILE}":1}}']
    said = session.run("import", "-", "--apply", stdin="\n".join(lines) + "\n")
    assert said.returncode == 0 and "Entries added: 2" in said.stdout
    check_text(said.stdout + said.stderr, "import")
    hevy = ("title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,reps,"
            "distance_km,duration_seconds,rpe\n"
            f'"{HOSTILE}","10 Mar 2026, 15:00","{HOSTILE}","{HOSTILE}","{HOSTILE}",,"",0,"{HOSTILE}",100,5,,,\n')
    said = session.run("import", "-", "--apply", stdin=hevy)
    assert said.returncode == 0 and "Entries added: 1" in said.stdout, said.stderr
    check_text(said.stdout + said.stderr, "import of Hevy")
    session.ok("pause", "1h", HOSTILE)
    check_text(session.ok("skip", "check-in", HOSTILE), "skip")
    check_text(session.ok("plan", "accept"), "accept")
    ctl = os.environ["RECOUPCTL"]
    for args in (*LOOKS, ["journal", "--from", "2026-03-01"], ["inhibit", "--why", HOSTILE, "--", ctl, "inhibit"], ["export"]):
        check_text(session.ok(*args), args)
        check_text(session.ok("--json=pretty", *args), args)
    for args in (["get", HOSTILE], [HOSTILE], ["log", HOSTILE], ["log", "weight", HOSTILE], ["import", HOSTILE], ["why", HOSTILE],
                 ["set", "wake=" + HOSTILE], ["done", HOSTILE], ["status", "--" + HOSTILE], ["import", "-", "--unit", HOSTILE]):
        done = session.run(*args, stdin="")
        assert done.returncode != 0, args
        check_text(done.stdout + done.stderr, args)
    notes = {row.get("note") for row in session.lines("journal", "--from", "2026-03-01")}
    assert HOSTILE in notes  # it is kept as it is, and JSON gives it back
    done = subprocess.run([ctl, "get", b"\xf0\x9f"], env=session.env, capture_output=True, timeout=60, check=False)
    assert done.returncode == 4 and done.stderr.decode().count("\ufffd") >= 1


def test_json_of_every_verb():
    """What is JSON can be read as such, and its instants have the offset of the daemon's zone."""
    with Session() as session:  # where it is about noon: what can be put off depends on the hour
        session.env["TZ"] = noon_zone()
        check_json(session.start())


def check_json(session):
    """Of each verb that prints some."""
    zone = ZoneInfo(session.env["TZ"])
    session.ok("log", "sleep", "23:00", "06:45")
    session.ok("trained", "legs", "60m", "rpe", "8", "--set", "squat 5x5 100kg")
    for args in (*LOOKS, ["pause", "1h"], ["resume"], ["ate", "30"], ["undo"], ["plan", "accept"], ["plan", "cancel"],
                 ["snooze", "bedtime"], ["skip", "wind-down"], ["set", "later_min=20"], ["unset", "later_min"], ["checkin", "ill"],
                 ["export"]):
        for mode in ("short", "pretty"):
            if mode == "pretty" and args not in LOOKS:
                continue
            text = session.ok(f"--json={mode}", *args)
            assert read_json(text) or args == ["export"], args
            for instant in re.findall(r'"\d{4}-\d\d-\d\dT[^"]*"', text):
                moment = datetime.fromisoformat(instant.strip('"'))
                assert not instant.endswith('Z"') and moment.utcoffset() == moment.astimezone(zone).utcoffset(), (args, instant)
    forms = session.json("log")
    assert {"kind", "usage", "example"} == set(forms[0]) and "sleep" in [form["kind"] for form in forms]


def columns(line):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def test_width(session):
    """Nothing is wider than the terminal, but tables on a very narrow one."""
    session.ok("log", "sleep", "23:00", "06:45")
    session.ok("trained", "legs", "60m", "rpe", "8", "--set", "squat 5x5 100kg")
    for width, looks in ((80, LOOKS), (40, [["status"], ["trends"], ["trends", "readiness"]])):
        session.env["COLUMNS"] = str(width)
        for args in looks:
            wide = [line for line in session.ok(*args).splitlines() if columns(line) > width]
            assert not wide, (args, width, wide[0])


def test_plain_letters(session):
    """In a locale that has ASCII alone the same words are there: no sign beyond it carries a meaning of its own."""
    session.ok("log", "sleep", "23:00", "06:45")
    session.ok("trained", "legs", "60m", "rpe", "8", "--set", "squat 5x5 100kg")
    session.ok("plan", "accept")
    for args in (*LOOKS, ["status", "--format=plain"], ["status", "--format=polybar"], ["ate", "30"], ["--help"]):
        session.env["LC_ALL"] = "C.UTF-8"
        rich = session.ok(*args)
        session.env["LC_ALL"] = "C"
        plain = session.ok(*args)
        assert plain.isascii() and "?" not in plain.replace("?\n", "").replace("? ", ""), (args, plain)
        if args != ["ate", "30"]:  # which tells an id
            assert re.findall(r"[A-Za-z]{2,}", rich) == re.findall(r"[A-Za-z]{2,}", plain), args


def test_output_that_is_lost(session):
    """On a full disk, and where standard output was closed: then it goes nowhere, least of all into the socket of the bus."""
    session.ok("ate", "30")
    ctl, revision = os.environ["RECOUPCTL"], session.json("status")["revision"]
    for args in (*LOOKS, ["export"], ["plan", "--ics"], ["report", "-o", "-", "--format=svg"], ["--help"], ["--version"]):
        for redirection in (">/dev/full", ">&-"):
            done = subprocess.run(["sh", "-c", f'exec "$@" {redirection}', "sh", ctl, *args], env=session.env, timeout=60,
                                  stderr=subprocess.PIPE, text=True, check=False)
            assert done.returncode == 1 and "could not be written" in done.stderr, (args, redirection, done)
    done = subprocess.run(["sh", "-c", 'exec "$@" 2>&- <&-', "sh", ctl, "get", "wake"], env=session.env, timeout=60,
                          stdout=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "07:00\n")
    done = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", ctl, "import", "-"], env=session.env, timeout=60,
                          stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and done.stderr.startswith("recoupctl: "), done
    assert session.json("status")["revision"] == revision


def test_a_reader_that_has_enough(session):
    """`| head -1` ends recoupctl as it ends any tool, without a word."""
    rows = [json.dumps({"kind": "weight", "at": f"2026-0{1 + i % 9}-01T10:00:00Z", "kg": 80, "note": f"{i} " + "x" * 1900})
            for i in range(100)]  # more than a pipe holds
    session.ok("import", "-", "--apply", stdin="\n".join(rows))
    for words in ("rules --constants", "export", "journal --limit 500", "--json=short journal --limit 500"):
        done = subprocess.run(["bash", "-c", f'"$0" {words} | head -1; echo "${{PIPESTATUS[0]}}"', os.environ["RECOUPCTL"]],
                              env=session.env, capture_output=True, text=True, timeout=60, check=False)
        assert done.stderr == "" and done.stdout.splitlines()[-1] in ("0", "141"), (words, done.stderr)


def test_the_hint_names_the_verb(session):
    for args in (["status", "--nonsense"], ["status", "-Z"], ["journal", "--limit"], ["status", "--json"]):
        assert f"recoupctl {args[0]} --help" in session.refuse(2, *args)
    assert "‘recoupctl --help’" in session.refuse(2, "--nonsense")


def test_fields_may_stand_anywhere(session):
    entry = session.json("log", "--at", "13:05", "protein", "--kcal=400", "30")["entry"]
    assert entry["kind"] == "meal" and entry["protein_g"] == 30 and "T13:05:00" in entry["at"]
    assert "note" in session.refuse(2, "log", "meal", "30", "--note", "")
    assert "energy_kcal" in session.refuse(2, "log", "meal", "30", "kcal=")
