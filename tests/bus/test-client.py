# SPDX-License-Identifier: LGPL-2.1-or-later
"""recoupctl as a user runs it, against the real daemon on a private bus, with a home of its own.

Run by meson, which names the programs: RECOUPCTL, RECOUPD."""

import fcntl
import json
import os
import pathlib
import pty
import re
import select
import shlex
import socket
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import DEADLINE, Session, wait_for  # noqa: E402


@pytest.fixture
def bare():
    with Session() as session:
        yield session


@pytest.fixture
def session(bare):
    return bare.start()


@pytest.fixture
def noon():
    """The daemon in a zone where it is about noon: what is planned depends on the hour."""
    zones = ["Pacific/Auckland", "Asia/Tokyo", "Asia/Dhaka", "Europe/Helsinki", "America/Sao_Paulo", "America/Denver",
             "Pacific/Honolulu"]
    zone = min(zones, key=lambda name: abs(datetime.now(ZoneInfo(name)).hour - 12))
    with Session(zone) as session:
        yield session.start()


def columns(line):
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line
    )


def test_without_daemon(bare):
    assert "recoupd does not answer" in bare.refuse(3, "status")
    for args in (["--help"], ["--version"], ["log", "--help"], ["rules", "S-011"]):
        assert bare.ok(*args)
    bare.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
    assert "no session bus" in bare.refuse(3, "get")
    done = bare.run("--user", "get")  # the bus of the runtime folder is there, the daemon is not
    assert done.returncode == 3 and "does not answer" in done.stderr


@pytest.mark.parametrize("greeting, status, complaint", [
    (b"REJECTED EXTERNAL\r\n", 1, "does not accept"),
    (b"x" * 1000, 1, "does not accept"),
    (b"OK 0123\r\n" + b"x" * 64, 1, ""),
    (b"OK 0123\r\n", 3, "closed"),
    (b"", 3, ""),
])
def test_a_bus_that_is_none(bare, greeting, status, complaint):
    path = os.path.join(bare.env["XDG_RUNTIME_DIR"], "strange")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        bare.env["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={path}"
        child = subprocess.Popen([os.environ["RECOUPCTL"], "get"], env=bare.env, stderr=subprocess.PIPE, text=True)
        server.settimeout(DEADLINE)
        client, _ = server.accept()
        with client:
            assert client.recv(4096).startswith(b"\0AUTH EXTERNAL ")
            client.sendall(greeting)
            client.shutdown(socket.SHUT_WR)
            said = child.communicate(timeout=DEADLINE)[1]
    assert child.returncode == status and complaint in said, said


@pytest.mark.parametrize(
    "args",
    [
        ["nonsense"],
        ["--nonsense"],
        ["--json=loud", "get"],
        ["log", "dinner", "30"],
        ["remove"],
        ["amend", "abcd"],
        ["set", "wake"],
        ["journal", "--limit", "0"],
        ["pause"],
        ["plan", "maybe"],
        ["why", "luck"],
        ["why", "bedtime", "--days", "5"],
        ["resume", "a"],
        ["status", "now"],
        ["forecast", "--days", "99"],
        ["forecast", "--sleep", "30h"],
    ],
)
def test_usage_needs_no_daemon(bare, args):
    assert "--help" in bare.refuse(2, *args)


def list_verbs(session):
    verbs = re.findall(r"^  ([a-z-]+) ", session.ok("--help").split("Options")[0], re.M)
    assert len(verbs) >= 20
    return verbs


def test_empty_arguments(bare):
    """A variable of a script that was not set must not say something else: no verb and no option takes nothing for a value."""
    for verb in list_verbs(bare):
        assert f"‘{verb}’ takes no empty argument: recoupctl {verb} " in bare.refuse(2, verb, "")
        for option in re.findall(r"^  (?:-\w,|   ) --([a-z-]+)=", bare.ok(verb, "--help"), re.M):
            assert f"‘--{option}’ needs a value: " in bare.refuse(2, verb, f"--{option}=")
            assert f"‘--{option}’ needs a value: " in bare.refuse(2, verb, f"--{option}", "")
    assert bare.refuse(2, "undo", "").endswith("\nExample: recoupctl undo\n")
    assert "‘later_min’ needs a value; ‘recoupctl unset later_min’" in bare.refuse(2, "set", "later_min=")
    assert "no verb ‘’" in bare.refuse(2, "")


def test_places_that_cannot_be_written(session):
    """Told by the name that was given; nothing is left there."""
    for words in (["export", "-o"], ["plan", "--ics", "-o"], ["report", "--format=svg", "-o"]):
        for place, reason in ((session.home / "none" / "x", "No such file or directory"), (session.home, "Is a directory")):
            assert f"‘{place}’ cannot be written: {reason}\n" in session.refuse(1, *words, place)


def test_empty_values(session):
    """Of a field: amend takes it away, elsewhere it is refused; of a setting: where nothing is one of its values."""
    for words in (["log", "protein", "30", "--at", ""], ["log", "protein", "30", "note="], ["ate", "30", "--kcal", ""],
                  ["log", "checkin", "--sore", ""], ["done", "protein", "30", "at="]):
        assert "needs a value" in session.refuse(2, *words)
    assert session.lines("journal") == []
    one = session.json("log", "checkin", "--stress", "3", "--sore", "quads=4")["ids"][0]
    session.ok("amend", one, "soreness=", "fatigue=2")
    assert "soreness" not in session.lines("journal", one)[0]
    session.ok("set", "accounts_off=fuel", "week=mon:chest")
    assert session.ok("set", "accounts_off=", "week=") == "accounts_off=\nweek=\n"
    done = session.run("inhibit", "--", "printf", "%s|", "a", "", "b")
    assert (done.returncode, done.stdout) == (0, "a||b|")


def test_help_fits(bare):
    verbs = list_verbs(bare)
    for args in [["--help"]] + [[verb, "--help"] for verb in verbs]:
        for line in bare.ok(*args).splitlines():
            if not line.startswith("  recoupctl "):  # an example, to be copied whole
                assert columns(line) <= 80, line


ENTRIES = [
    (["sleep", "2026-03-09T22:50", "2026-03-10T06:40", "--quality", "2", "--asleep", "7h10m"],
     {"kind": "sleep", "start": "2026-03-09T22:50:00+01:00", "end": "2026-03-10T06:40:00+01:00",
      "quality": 2, "asleep_min": 430}),
    (["protein", "30g", "--at", "2026-03-10T13:05", "--kcal", "400", "complete"],
     {"kind": "meal", "at": "2026-03-10T13:05:00+01:00", "protein_g": 30, "energy_kcal": 400,
      "complete": True}),
    (["food-day", "140", "2026-03-10"], {"kind": "food-day", "date": "2026-03-10", "protein_g": 140}),
    (["session", "2026-03-10T18:00", "--minutes", "1h", "--rpe", "8", "--title", "Legs",
      "--set", "squat 2x5 100kg rir 2", "--set", "plank 60s"],
     {"kind": "session", "start": "2026-03-10T18:00:00+01:00", "duration_min": 60, "rpe": 8, "title": "Legs",
      "sets": [{"exercise": "squat", "reps": 5, "load_kg": 100, "rir": 2},
               {"exercise": "squat", "reps": 5, "load_kg": 100, "rir": 2},
               {"exercise": "plank", "duration_s": 60}]}),
    (["rest", "2026-03-11"], {"kind": "rest", "date": "2026-03-11"}),
    (["checkin", "--at", "2026-03-11T07:00", "--stress", "3", "--mood=2", "--fatigue", "2",
      "--sore", "quads=4,glutes=2", "pain=quads=sharp+joint", "ill"],
     {"kind": "checkin", "at": "2026-03-11T07:00:00+01:00", "stress": 3, "mood": 2, "fatigue": 2,
      "soreness": {"quads": 4, "glutes": 2}, "pain": {"quads": ["sharp", "joint"]}, "ill": True}),
    (["recovery", "walk", "25", "at=2026-03-11T12:00"],
     {"kind": "recovery", "at": "2026-03-11T12:00:00+01:00", "activity": "walk", "minutes": 25}),
    (["weight", "81.5kg", "--at", "2026-03-12T07:00", "--note", "after breakfast"],
     {"kind": "weight", "at": "2026-03-12T07:00:00+01:00", "kg": 81.5, "note": "after breakfast"}),
    (["hrv", "60", "52", "--at", "2026-03-12T07:01"],
     {"kind": "hrv", "at": "2026-03-12T07:01:00+01:00", "rmssd_ms": 60, "rhr_bpm": 52}),
    (["answer", "S-071", "no", "--at", "2026-03-12T07:02"],
     {"kind": "answer", "at": "2026-03-12T07:02:00+01:00", "question": "S-071", "yes": False}),
    (["plan", "accept", "--at", "2026-03-12T07:03"],
     {"kind": "plan", "at": "2026-03-12T07:03:00+01:00", "action": "accept"}),
]


def test_log_every_kind(session):
    for args, expect in ENTRIES:
        said = session.ok("log", *args)
        assert f"Logged {expect['kind']}, " in said and "recoupctl undo" in said
    rows = session.lines("journal", "--from", "2026-03-01", "--until", "2026-03-31")
    assert len(rows) == len(ENTRIES)
    for row in rows:
        expect = next(e for _, e in ENTRIES if e["kind"] == row["kind"])
        expect = expect | {"id": row["id"], "rev": 0, "source": "manual", "zone": "Europe/Berlin"}
        assert row == expect
    assert [r["kind"] for r in session.lines("journal", "--kind", "meal,rest", "--from", "2026-03-01")] == [
        "meal", "rest"]
    assert len(session.lines("journal", "--from", "2026-03-12", "--until", "2026-03-12")) == 4
    assert all(columns(line) <= 80 for line in session.ok("journal", "--from", "2026-03-01").splitlines())
    text = session.ok("journal", "--from", "2026-03-01", COLUMNS="200")
    assert "2026-03-09 22:50 to 06:40" in text and "squat 2 × 5 × 100 kg rir 2; plank 1 × 60 s" in text


MALFORMED = {
    "log protein": "‘protein_g’ is missing",
    "log protein 5000": "‘protein_g’ must be 0 to 500 g, got ‘5000’",
    "log protein thirty": "‘protein_g’ expects a number of g, got ‘thirty’",
    "log protein 30 --at 25:00": "got ‘25:00’",
    "log protein 30 --rpe 3": "no field ‘rpe’",
    "log protein 30 protein=20": "given twice",
    "log protein protein=": "‘protein_g’ needs a value",
    "log protein 30 --zone Europe/Atlantis": "‘Europe/Atlantis’",
    "log meal": "‘protein_g’ is missing",
    "log food-day": "‘protein_g’ is missing",
    "log sleep": "Say when you slept, or for how long",
    "log sleep 22:50": "‘end’ is missing",
    "log sleep 22:50 06:40 --quality 9": "‘quality’",
    "log session": "Say for how long you trained",
    "log session 18:00": "‘duration_min’",
    "log rest someday": "got ‘someday’",
    "log checkin": "at least one of",
    "log checkin --stress 9": "‘stress’ must be a whole number, 1 to 7",
    "log checkin --sore legs=3": "‘legs’",
    "log recovery walk": "‘minutes’ is missing",
    "log recovery sprint 20": "‘activity’ must be one of",
    "log weight": "‘kg’ is missing",
    "log weight 5": "‘kg’ must be 20 to 400 kg",
    "log hrv": "‘rmssd_ms’",
    "log answer S-070": "‘yes’ is missing",
    "log answer S-001 yes": "‘question’ must be one of",
    "log plan think": "‘action’ must be one of",
    "done protein thirty": "got ‘thirty’",
}


def test_a_malformed_entry_is_a_usage_error(session):
    """What is wrong, how it is written, an example that can be used as it is, and exit status 2."""
    examples = {}
    for line, reason in MALFORMED.items():
        said = session.refuse(2, *line.split())
        kind = "meal" if line.startswith("done") else line.split()[1]
        assert reason in said, (line, said)
        assert f"\nExpected: recoupctl log {kind}" in said, (line, said)
        examples[kind] = re.search(r"^Example: recoupctl (.*)$", said, re.M).group(1)
    assert session.lines("journal") == []
    for kind, example in examples.items():
        entry = session.json(*shlex.split(example))["entry"]
        assert entry["kind"] == {"protein": "meal"}.get(kind, kind)


def test_clock_times_are_those_of_the_daemon(session):
    session.ok("log", "protein", "30", "--at", "-2h")
    session.ok("log", "protein", "20", "--at", "00:01")
    rows = session.lines("journal")
    assert all(re.search(r"\+0[12]:00$", row["at"]) for row in rows)
    assert any("T00:01:00+" in row["at"] for row in rows)


def test_amend_remove_undo(session):
    logged = session.json("log", "sleep", "2026-03-09T22:50", "2026-03-10T06:40", "--quality", "2")
    full = logged["ids"][0]
    assert logged["state"]["zone"] == "Europe/Berlin"

    said = session.ok("amend", full[:8], "end=06:55", "quality=", "--note", "cat")
    assert "Now sleep, 2026-03-09 22:50 to 06:55" in said
    (row,) = session.lines("journal", "--from", "2026-03-01")
    assert row["end"] == "2026-03-10T06:55:00+01:00" and row["rev"] == 1
    assert "quality" not in row and row["note"] == "cat" and row["id"] == full

    assert "field of ‘sleep’" in session.refuse(2, "amend", full, "protein_g=3")
    assert "‘end’ is missing" in session.refuse(2, "amend", full, "end=")
    for word in ("kind=meal", "rev=7", "id=00000000-0000-4000-8000-000000000000", "kind="):
        assert "which entry it is" in session.refuse(2, "amend", full, word)
    session.refuse(4, "amend", "00000000-0000-4000-8000-000000000000", "end=06:50")
    session.refuse(2, "remove", "ab")

    said = session.ok("remove", full[:6])
    assert "Removed sleep, 2026-03-09 22:50 to 06:55" in said
    assert session.lines("journal", "--from", "2026-03-01") == []
    token = re.search(r"recoupctl undo (\S+)", said).group(1)
    assert session.ok("undo", token).startswith("Taken back.")
    assert len(session.lines("journal", "--from", "2026-03-01")) == 1
    assert session.run("undo", token).returncode in (1, 4)
    session.refuse(4, "undo", "no-such-token")

    session.ok("log", "rest", "2026-03-11")
    session.ok("undo")
    assert [row["kind"] for row in session.lines("journal", "--from", "2026-03-01")] == ["sleep"]


def test_settings(session):
    assert session.ok("get", "wake") == "07:00\n"
    assert session.ok("set", "wake=mon-fri:06:30,sat-sun:08:30", "later_min=20").splitlines() == [
        "wake=mon-fri:06:30,sat-sun:08:30", "later_min=20"]
    with open(os.path.join(session.env["XDG_CONFIG_HOME"], "recoup", "recoup.conf")) as file:
        assert "later_min=20" in file.read().replace(" ", "")
    assert "‘later_min’ must be 5 to 180 min" in session.refuse(2, "set", "later_min=9999")
    assert "‘wake’ must be a time 00:00 to 18:00" in session.refuse(2, "set", "wake=18:01")
    assert "25:00" in session.refuse(2, "set", "wake=25:00")
    assert "set day_start=11:00 with it" in session.refuse(1, "set", "wake=17:00")  # each is well formed
    assert session.ok("get", "later_min") == "20\n"
    session.refuse(4, "get", "nonsense")
    session.refuse(4, "set", "nonsense=1")
    assert session.ok("unset", "later_min") == "later_min=30\n"
    everything = session.ok("get")
    table = session.ok("settings")
    for key in ("sleep_need_min", "remind_bedtime", "privacy"):
        assert f"{key}=" in everything and key in table
    assert all(columns(line) <= 80 for line in table.splitlines())
    assert {row["key"] for row in session.json("settings")} == {
        line.split("=")[0] for line in everything.splitlines()}


def fill(session):
    """A week of somebody who trains, up to now."""
    now = datetime.now(ZoneInfo(session.zone))
    for back in range(7, 0, -1):
        evening = (now - timedelta(days=back)).date()
        morning = evening + timedelta(days=1)
        session.ok("log", "sleep", f"{evening}T22:50", f"{morning}T06:40", "--quality", "3")
        session.ok("log", "checkin", "--at", f"{evening}T08:00", "--stress", "3", "--mood", "3", "--fatigue", "3")
        session.ok("log", "protein", "90", "--at", f"{evening}T13:00", "complete")
    session.ok("log", "session", "-26h", "--minutes", "60", "--rpe", "9", "--set", "squat 12x8 100kg rir 1")
    session.ok("log", "session", "-3h", "--minutes", "60", "--rpe", "9", "--set", "squat 12x8 100kg rir 0")


def test_status(noon):
    empty = noon.ok("status")
    assert empty.startswith("Not enough logged")
    assert "log" in empty
    for account in ("sleep", "fuel", "stress", "tissue", "load"):  # nothing is known, and that is said
        assert re.search(rf"^{account} .*: a guess$", empty, re.M), account
    assert "no debt" not in empty and "below the protein target" not in empty
    fill(noon)
    for width in ("80", "60", "120"):
        text = noon.ok("status", COLUMNS=width)
        assert "\033" not in text
        assert all(columns(line) <= int(width) for line in text.splitlines()), text
    assert re.search(r"readiness \d+ \(\d+ to \d+\), \d+ % covered", text)
    assert "a guess" not in text
    for word in ("sleep", "fuel", "stress", "tissue", "load", "autonomic", "Muscles", "Today", "Tonight", "Plan"):
        assert re.search(rf"^{word} ", text, re.M), word
    assert re.search(r"quads: .*% weaker; ready ", text)
    assert re.search(r"^Tonight +Lights out \d\d:\d\d, screens off ", text, re.M)
    assert len(noon.ok("status").splitlines()) <= 40
    verbose = " ".join(noon.ok("status", "--verbose").split())
    assert "recoupd 0" in verbose and "nothing tells whether you are there" in verbose
    assert "‘swayidle idlehint 300’ does, and ‘loginctl lock-session’" in verbose
    ascii_text = noon.ok("status", LC_ALL="C")
    assert ascii_text.isascii() and "####" in ascii_text

    state = noon.json("status")
    for key in ("now", "zone", "day", "readiness", "points", "balances", "verdict", "reasons", "flags", "ask",
                "plan", "today", "bedtime", "protein", "metrics"):
        assert key in state
    assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)$", state["now"])
    assert re.match(r"\d{4}-\d\d-\d\dT", state["bedtime"]["lights_out"])
    total = state["readiness"]["point"] + sum(row["points"] for row in state["points"])
    assert abs(total - 100) < 1e-6
    assert noon.ok("--json=pretty", "status").count("\n") > 50
    past = noon.json("status", "--at", "-3d")
    assert past["now"] < state["now"]


def test_status_without_a_store(bare):
    (bare.home / "data").write_text("in the way", encoding="utf-8")
    bare.env.pop("G_DEBUG", None)  # the daemon warns of it
    bare.start()
    done = bare.run("status", "--verbose")
    assert done.returncode == 1 and "Cannot make the folder" in done.stderr
    assert any(line.startswith("Storage") and "Cannot make the folder" in line for line in done.stdout.splitlines()), done.stdout


def test_status_after_midnight(noon):
    """The evening before is still this one: its bedtime is over, and that is said in words, not by a date."""
    lights_out = noon.json("status")["bedtime"]["lights_out"]
    assert lights_out[11:16] == "22:45"
    date = lights_out[:10]
    line = re.compile(r"^Tonight +(.*)$", re.M)
    before = line.search(noon.ok("status", "--at", f"{date}T22:30"))[1]
    assert before == "Lights out 22:45, screens off 21:45."
    assert line.search(noon.ok("status", "--at", f"{date}T22:45"))[1] == before
    assert line.search(noon.ok("status", "--at", f"{date}T23:59"))[1] == "Lights out was due at 22:45, 1 h 14 min ago."
    after = (datetime.fromisoformat(date) + timedelta(days=1)).date()
    assert line.search(noon.ok("status", "--at", f"{after}T00:30"))[1] == "Lights out was due at 22:45, 1 h 45 min ago."
    assert line.search(noon.ok("status", "--at", f"{after}T04:00"))[1] == before


def test_accounts_that_are_off(noon):
    """Nothing is shown, told or asked of an account that the user does not want."""
    fill(noon)
    before = noon.json("status")
    assert "off" not in before["readiness"] and "Protein" in noon.ok("status")
    noon.ok("set", "accounts_off=fuel,sleep")
    assert noon.ok("get", "accounts_off") == "sleep,fuel\n"
    text = noon.ok("status", TZ=noon.zone)
    assert re.search(r"^sleep +switched off$", text, re.M) and re.search(r"^fuel +switched off$", text, re.M), text
    assert re.search(r"^stress .* of 15 ", text, re.M)
    for word in ("Protein", "protein", "Tonight", "Lights out", "debt", "meals"):
        assert word not in text, text
    state = noon.json("status")
    assert state["readiness"]["off"] == ["sleep", "fuel"] and set(state["readiness"]["known"]).isdisjoint({"sleep", "fuel"})
    assert state["balances"]["sleep_debt_h"] is None and state["balances"]["fuel_shortfall"] is None
    assert state["today"]["protein_g"] is None and state["today"]["sleep_min"] is None
    assert state["bedtime"]["lights_out"] is None and state["protein"]["times"] is None
    assert state["metrics"]["sri"] is None and state["metrics"]["adherence7"] is None
    assert state["balances"]["stress"] == before["balances"]["stress"]
    lost = {row["key"]: row["points"] for row in state["points"]}
    assert lost["sleep.debt"] == lost["sleep.last"] == lost["fuel.protein"] == 0
    assert abs(state["readiness"]["point"] + sum(lost.values()) - 100) < 1e-6
    assert "switched off" in noon.ok("trends", "protein") and "switched off" in noon.ok("why", "sleep")
    assert {"sleep_min", "protein_g"}.isdisjoint(row["metric"] for row in noon.json("trends"))
    assert noon.json("trends", "protein")["values"] == []
    assert {row["account"] for row in noon.json("why")["rows"]}.isdisjoint({"sleep", "fuel"})
    kinds = {row["kind"] for row in noon.json("reminders") if row["state"] != "expired"}  # before it was switched off
    assert kinds.isdisjoint({"protein", "bedtime", "wind-down"}) and "check-in" in kinds
    assert "Log sleep" not in noon.ok("plan")
    assert noon.ok("why", "bedtime") == "bedtime: switched off by the setting accounts_off.\n"
    assert noon.ok("why", "hydration") == "hydration: switched off by the setting remind_hydration.\n"
    assert "must be names of" in noon.refuse(2, "set", "accounts_off=food")
    noon.ok("unset", "accounts_off")
    after = noon.json("status")["balances"]
    for key in ("sleep_debt_h", "fuel_shortfall", "stress", "mood", "fatigue"):
        assert after[key] == before["balances"][key], key  # nothing was lost; muscles recover meanwhile


def on_terminal(session, args, typed=(), **env):
    """Output of recoupctl on a terminal of 30 lines and 80 columns. Each of TYPED is the answer to a question."""
    pid, fd = pty.fork()
    if pid == 0:
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 80, 0, 0))
        os.execve(os.environ["RECOUPCTL"], ["recoupctl", *args],
                  session.env | {"TERM": "xterm", "PAGER": "cat"} | env)
    typed = list(typed)
    output = b""
    while select.select([fd], [], [], DEADLINE)[0]:
        try:
            chunk = os.read(fd, 4096)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        if typed and output.endswith(b": "):
            os.write(fd, typed.pop(0))
    os.close(fd)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    return output.decode()


def test_colour_only_on_a_terminal(noon):
    fill(noon)
    plain = noon.ok("status").split("Next")[0]
    coloured = on_terminal(noon, ["status"])
    assert "\033[" in coloured
    bare_text = re.sub(r"\033\[[0-9;]*m", "", coloured).replace("\r\n", "\n")
    assert bare_text.split("\n")[0] == plain.split("\n")[0]
    assert "\033[" not in on_terminal(noon, ["status"], NO_COLOR="1")
    assert "\033[" not in on_terminal(noon, ["status"], TERM="dumb")


def test_long_output_is_paged(session):
    session.ok("log", "rest")
    text = on_terminal(session, ["settings"], PAGER="sed s/^/PAGED:/")
    assert "PAGED:" in text
    assert "PAGED:" not in on_terminal(session, ["settings", "--no-pager"], PAGER="sed s/^/PAGED:/")
    assert "sleep_need_min" in on_terminal(session, ["settings"], PAGER="/nonexistent/pager")
    # One that is quit before it has read all, and ends later: more than a pipe holds.
    assert on_terminal(session, ["--json=pretty", "rules"], PAGER="exec <&-; ls / >/dev/null; echo QUIT") == "QUIT\r\n"


def test_checkin(session):
    assert "asks on a terminal" in session.refuse(2, "checkin")
    said = on_terminal(session, ["checkin"], [b"3", b"2", b"2", b"n", b"n", b"n"])  # six keys and no Enter
    (row,) = session.lines("journal")
    assert {key: row[key] for key in ("stress", "mood", "fatigue", "soreness", "pain", "ill")} == {
        "stress": 3, "mood": 2, "fatigue": 2, "soreness": {}, "pain": {}, "ill": False}
    session.ok("remove", row["id"])
    said = on_terminal(session, ["checkin"], [
        b"3", b"92", b"\r", b"y", b"quads=40\r", b"quads=4\r", b"y", b"dull\r", b"\r", b"n"])
    assert "40" in said and "dull" in said and "Logged check" in said
    (row,) = session.lines("journal")
    assert {key: row[key] for key in ("stress", "mood", "soreness", "ill")} == {
        "stress": 3, "mood": 2, "soreness": {"quads": 4}, "ill": False}
    assert "fatigue" not in row and "pain" not in row
    for keys in ([b"3", b"\x04"], [b"3", b"\x03"], [b"\r"] * 6):
        assert "Nothing was logged" in on_terminal(session, ["checkin"], keys)
    session.ok("checkin", "--fatigue", "5")
    assert {row.get("fatigue") for row in session.lines("journal")} == {None, 5}


def test_status_and_replay_give_one_object(noon):
    """The daemon's state and one computed from the journal's file: the same keys, nulls and values."""
    fill(noon)
    noon.ok("set", "week=mon-sun:quads", "sleep_need_min=500")
    state = noon.json("status")
    journal = os.path.join(noon.env["HOME"], "journal.jsonl")
    policy = os.path.join(noon.env["HOME"], "policy.json")
    noon.ok("export", "-o", journal)
    with open(policy, "w") as file:
        json.dump({"sleep_need_min": 500, "week": {day: ["quads"] for day in "mon tue wed thu fri sat sun".split()}}, file)
    replayed = noon.json("replay", journal, "--policy", policy, "--at", state["now"], "--zone", noon.zone)
    assert replayed == {key: state[key] for key in replayed}
    assert list(state)[:len(replayed)] == list(replayed)
    assert set(state) - set(replayed) == {"revision", "storage", "text"}
    assert state["metrics"]["sri"] is not None and state["metrics"]["monotony"] is None


def test_why(noon):
    fill(noon)
    text = noon.ok("why", "--days", "7")
    assert re.match(r"ACCOUNT +CHANGE .* WHAT", text) and re.search(r"^\d{4}-\d\d-\d\d$", text, re.M)
    assert all(columns(line) <= 80 for line in text.splitlines())
    assert "recovery, quads" not in text and "recovery, quads" in noon.ok("why", "tissue")
    rows = noon.json("why", "sleep", "--days", "7")["rows"]
    assert rows and all(row["account"] == "sleep" for row in rows)
    ids = {row["id"] for row in noon.lines("journal", "--kind", "sleep")}
    assert {row["entry"] for row in rows if "entry" in row} <= ids
    assert "RPE min" in noon.ok("why", "load") and " %" in noon.ok("why", "fuel")
    whole = noon.json("why")
    assert {row["rule"] for row in whole["rows"]} == {rule["rule"] for rule in whole["rules"]}
    assert all(rule["statement"] and rule["source"] for rule in whole["rules"])
    assert {(row["rule"], row["source"]) for row in whole["rows"]} == {
        (rule["rule"], rule["source"]) for rule in whole["rules"]}
    reminder = noon.json("reminders")[0]
    assert re.search(r"^[SXRM]-\S+ ", noon.ok("why", reminder["kind"]), re.M)
    assert [row["rule"] for row in noon.json("why", reminder["id"])["rules"]]
    text = noon.ok("why", "bedtime")
    assert re.search(r"You get up at 07:00; 8 h of sleep", text) and re.search(r"\d\d:\d\d leaves ", text)
    assert all(columns(line) <= 80 for line in text.splitlines())
    tomorrow = (datetime.now(ZoneInfo(noon.zone)) + timedelta(days=1)).date()
    later = noon.json("why", "bedtime", "--at", f"{tomorrow}T12:00")
    assert later["reminder"]["id"] == f"bedtime/{tomorrow}/0" and "07:00" in later["when"] and later["put_off"]
    noon.refuse(2, "why", "sleep", "--days", "0")


def test_plan_and_forecast(noon):
    fill(noon)
    text = noon.ok("plan")
    assert "Training as usual, week 1" in text and "Your week plans nothing yet" in text
    assert len(re.findall(r"^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d{4}-\d\d-\d\d  ", text, re.M)) == 7
    noon.ok("set", "week=mon-sun:quads+glutes")
    assert "plans rest" not in noon.ok("status")
    noon.ok("set", "week=mon-sun:rest")
    said = " ".join(noon.ok("status").split())
    assert re.match(r"\w.* covered by your log\. Your week plans rest for today\. Why ", said), said
    noon.ok("set", "week=mon-sun:quads+glutes")
    text = noon.ok("plan")
    assert len(re.findall(r"^\w+ \d{4}-\d\d-\d\d .* quads, glutes", text, re.M)) == 7
    assert all(columns(line) <= 80 for line in text.splitlines())
    days = noon.json("plan")["days"]
    assert [day["planned"] for day in days] == [["quads", "glutes"]] * 7
    assert all(day["verdict"] and day["reasons"] and day["plan"]["state"] == "NORMAL" for day in days)
    assert days[0]["readiness"] == noon.json("status")["readiness"]
    assert "nothing to decline" in noon.refuse(1, "plan", "decline")
    assert "nothing to cancel" in noon.refuse(1, "plan", "cancel")
    assert "Deload since" in noon.ok("plan", "accept")
    assert noon.json("plan")["state"] == "DELOAD"
    accepted = int(time.time())
    wait_for("the next second", lambda: int(time.time()) > accepted)  # entries of one second have no order
    assert "Training as usual" in noon.ok("plan", "cancel")

    table = noon.ok("forecast", "--sleep", "9h", "--protein", "150", "--rest", "--days", "5").splitlines()
    assert table[0].startswith("MORNING")
    assert len([line for line in table if re.match(r"\d{4}-", line)]) == 5
    good = noon.lines("forecast", "--sleep", "9h", "--protein", "150", "--rest", "--days", "5")
    bad = noon.lines("forecast", "--sleep", "4h", "--protein", "0", "--rest", "--days", "5")
    assert [state["readiness"]["point"] for state in good] > [state["readiness"]["point"] for state in bad]
    assert good[-1]["readiness"]["point"] > bad[-1]["readiness"]["point"] + 5
    assert len(noon.lines("journal", "--kind", "food-day")) == 0


def test_reminders(noon):
    noon.ok("log", "weight", "80kg")
    rows = noon.json("reminders")
    assert rows and all({"id", "kind", "state", "due"} <= set(row) for row in rows)
    text = noon.ok("reminders")
    assert "bedtime" in text and all(columns(line) <= 80 for line in text.splitlines())
    said = noon.ok("skip", "bedtime", "--date", "tomorrow")
    assert "skipped" in said
    noon.ok("undo", re.search(r"recoupctl undo (\S+)", said).group(1))
    noon.refuse(4, "done", "nonsense")
    # What a popup without buttons ends with is understood, and logs what the button does.
    for words in ("active-recovery walk 25", "mobility mobility 10", "foam-roll foam-rolling 5", "advice S-074 yes",
                  "advice X-077 no"):
        noon.refuse(4, "done", *words.split())
    said = noon.ok("done", "protein", "30")
    assert [entry["protein_g"] for entry in noon.lines("journal", "--kind", "meal")] == [30]
    noon.ok("undo", re.search(r"recoupctl undo (\S+)", said).group(1))
    assert noon.lines("journal", "--kind", "meal") == []
    noon.refuse(2, "snooze", "bedtime", "soon")
    said = noon.ok("snooze", "bedtime")  # for the usual time
    until = re.search(r"snoozed until (\d\d:\d\d)", said).group(1)
    assert f"\n{until} leaves " in said  # what it costs
    noon.ok("undo", re.search(r"recoupctl undo (\S+)", said).group(1))
    tonight = re.search(r"recoupctl undo (\S+)", noon.ok("skip", "bedtime", "tonight")).group(1)
    history = noon.json("reminders", "--history")
    assert all("claimed_at" in row for row in history)
    assert ("bedtime", "skipped") in {(row["kind"], row["state"]) for row in history if row["id"].endswith("/all")}
    assert "bedtime" not in {row["kind"] for row in noon.json("reminders")}
    noon.ok("undo", tonight)
    assert "bedtime" in {row["kind"] for row in noon.json("reminders")}
    for word in ("2026-13-01", "31.", "7"):  # a slip in a date skips nothing
        assert word in noon.refuse(2, "skip", "bedtime", word)
    assert re.search(r"bedtime +– +– +planned *$", noon.ok("reminders", "--history"), re.M)
    noon.ok("skip", "bedtime", "late-shift")
    text = noon.ok("reminders", "--history")
    assert "OUTCOME" in text and re.search(r"bedtime +– .*skipped +late-shift", text)


def test_pause(session):
    assert "No reminder until" in session.ok("pause", "2h", "exam")
    assert re.search(r"paused until [^:]*\d\d:\d\d: exam\n", session.ok("status", "--verbose"))
    session.ok("resume")
    assert "paused until" not in session.ok("status", "--verbose")
    session.refuse(2, "pause", "soon")
    session.refuse(1, "pause", "-1h")


def test_inhibit(session):
    """Held while the command runs, and told to whoever asks; the exit status is that of the command."""
    ctl = os.environ["RECOUPCTL"]
    assert session.ok("inhibit") == "No application holds reminders back.\n"
    rows = session.json("inhibit", "--what", "protein,bedtime", "--why", "Talk", "--", ctl, "--json=short", "inhibit")
    assert [(row["reason"], row["kinds"]) for row in rows] == [("Talk", ["protein", "bedtime"])]
    assert rows[0]["caller"].startswith(":") and rows[0]["until"].startswith("20")
    table = session.ok("inhibit", "--", ctl, "inhibit")
    assert table.splitlines()[0].split() == ["UNTIL", "CALLER", "WHY", "KINDS"] and table.split()[-2:] == [ctl, "all"]
    assert session.json("inhibit") == []
    assert session.run("inhibit", "--", "sh", "-c", "exit 7").returncode == 7
    assert session.run("inhibit", "--", "sh", "-c", "kill -9 $$").returncode == 128 + 9
    assert "‘--what’ must be one of check-in, protein, " in session.refuse(2, "inhibit", "--what", "tea", "true")
    assert "‘--limit’ expects 1 to 2147483647 entries, got ‘0’" in session.refuse(2, "journal", "--limit", "0")
    assert "‘--until’ expects a date like 2026-03-28 or yesterday, or a time" in session.refuse(2, "export", "--until", "2026-13-01")
    assert "‘--kind’ must be one of sleep, meal, " in session.refuse(2, "journal", "--kind", "meal,tea")
    session.refuse(1, "inhibit", "/nonexistent")
    session.refuse(2, "inhibit", "--why", "x")


def test_monitor(session):
    child = session.spawn(os.environ["RECOUPCTL"], "--json=short", "monitor", stdout=subprocess.PIPE)
    pending = b""

    def next_event(name, **fields):
        nonlocal pending
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            line, found, rest = pending.partition(b"\n")
            if found:
                pending = rest
                event = json.loads(line)
                if event["event"] == name and fields.items() <= event.items():
                    return event
            elif select.select([child.stdout], [], [], 1)[0]:
                pending += os.read(child.stdout.fileno(), 65536)
        raise AssertionError(f"no event {name} {fields} came")

    next_event("daemon")
    assert next_event("state")["readiness"]["coverage"] == 0
    session.ok("log", "checkin", "--at", "-1m", "--stress", "3", "--mood", "3")
    next_event("journal", kinds=["checkin"])
    assert next_event("state")["readiness"]["coverage"] > 0
    session.ok("pause", "1h")
    event = next_event("property")
    while "paused_until" not in event:
        event = next_event("property")
    assert re.match(r"\d{4}-", event["paused_until"])
    child.send_signal(signal.SIGINT)
    assert child.wait(DEADLINE) == 0

    text = session.spawn(os.environ["RECOUPCTL"], "monitor", stdout=subprocess.PIPE)
    assert b"recoupd is there" in text.stdout.readline()
    session.ok("inhibit", "--why", "Talk", "--", "true")
    pattern = rb'property +Inhibitors \[\{.*"reason":"Talk".*\}\]'
    line = next(line for line in text.stdout if re.search(pattern, line))
    assert re.search(rb'"until":"20\d\d-\d\d-\d\dT', line), line
    text.send_signal(signal.SIGTERM)
    assert text.wait(DEADLINE) == 0
