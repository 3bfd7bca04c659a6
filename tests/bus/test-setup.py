#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The first run: `recoupctl setup` by options, by a pipe and on a terminal; all of it or nothing."""
import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402


@pytest.fixture(name="session")
def start_session():
    with Session() as session:
        yield session.start()


def weights(session):
    return [entry["kg"] for entry in map(json.loads, session.ok("--json=short", "journal").splitlines())]


def settings(session, *keys):
    return dict(line.split("=", 1) for line in session.ok("get", *keys, "wake").splitlines())


def test_options(session):
    said = session.ok("setup", "--weight", "80kg", "--wake", "mon-fri:06:30,sat-sun:08:30", "--need", "8h", "--status",
                      "intermediate", "--days", "mon,wed,fri", "--protein", "130")
    for line in ("wake=mon-fri:06:30,sat-sun:08:30", "week=tue:rest,thu:rest,sat-sun:rest", "protein_target_g=130",
                 "weight 80 kg", "It does not diagnose", "recoupctl slept"):
        assert line in said, said
    assert "sleep_need_min" not in said  # as it was
    assert weights(session) == [80]
    assert settings(session, "week", "protein_target_g", "training_status") == {
        "wake": "mon-fri:06:30,sat-sun:08:30", "week": "tue:rest,thu:rest,sat-sun:rest", "protein_target_g": "130",
        "training_status": "default"}
    session.ok("setup", "--days", "any", "--protein", "1.8 g/kg", "--status", "Trained", "--need", "7h30")
    assert settings(session, "week", "protein_target_g", "protein_g_per_kg", "training_status", "sleep_need_min") == {
        "wake": "mon-fri:06:30,sat-sun:08:30", "week": "", "protein_target_g": "", "protein_g_per_kg": "1.8",
        "training_status": "trained", "sleep_need_min": "450"}
    assert session.json("setup", "--weight", "176lb") == {"body_weight_kg": "79.83"}
    assert session.ok("setup", "--weight", "176lb", "-q") == ""


def test_days_keep_what_is_planned(session):
    session.ok("set", "week=mon:chest+back,tue:active,wed:rest,thu:quads")
    session.ok("setup", "--days", "mon-wed")
    assert settings(session, "week")["week"] == "mon:chest+back,tue:active,thu-sun:rest"
    session.ok("setup", "--days", "mon:glutes,sat:rest")
    assert settings(session, "week")["week"] == "mon:glutes,sat:rest"


def test_night_shift(session):
    said = session.ok("setup", "--wake", "16:00")
    assert "day_start=11:00" in said and "wake=16:00" in said
    assert settings(session, "day_start")["day_start"] == "11:00"
    said = session.ok("setup", "--wake", "07:00")
    assert "day_start=" in said  # 11:00 does not fit it
    assert "wake" in session.refuse(2, "setup", "--wake", "mon:05:00,sun:18:00")


@pytest.mark.parametrize("name, text", [
    ("weight", "176"), ("weight", "20kg"), ("weight", "heavy"), ("wake", "25:00"), ("wake", "mon"), ("need", "12h"),
    ("need", "5"), ("status", "elite"), ("days", "someday"), ("days", "mon:legs"), ("protein", "5"), ("protein", "4g/kg"),
    ("protein", "lots"),
])
def test_nothing_is_written(session, name, text):
    before = session.ok("get")
    said = session.refuse(2, "setup", "--weight", "80kg", "--need", "7h", f"--{name}", text)
    assert f"‘--{name}’: Expected " in said and f"got ‘{text}’" in said and "\nExample: recoupctl setup " in said
    assert session.ok("get") == before and weights(session) == []


def test_pipe(session):
    session.ok("setup", stdin="82.5kg\n\n7h30\n")
    assert weights(session) == [82.5] and settings(session, "sleep_need_min")["sleep_need_min"] == "450"
    assert "Line 3, need: Expected 7h to 9h" in session.refuse(2, "setup", stdin="90kg\n\n99\n")
    assert weights(session) == [82.5]
    assert "nothing" in session.ok("setup", stdin="")


def test_a_settings_file_that_cannot_be_written():
    """The weight, which was logged first, is taken back."""
    with Session() as session:
        session.env.pop("G_DEBUG", None)  # the daemon warns of such a file, and goes on
        session.start()
        (session.home / "config" / "recoup" / "recoup.conf" / "in the way").mkdir(parents=True)
        session.refuse(1, "setup", "--weight", "80kg", "--need", "7h30")
        assert weights(session) == []


def on_terminal(session, answers):
    return session.on_terminal(["setup"], answers)


def test_terminal(session):
    said = on_terminal(session, [b"80\n", b"80kg\n", b"\n", b"25h\n", b"7h30\n", b"novice\n", b"mon-thu\n", b"\n"])
    plain = " ".join(said.split())
    assert "It does not diagnose" in plain and "Its defaults are for adults" in plain and "emergency care" in plain
    assert "where medical advice differs" in plain
    assert "got ‘80’" in said and "got ‘25h’" in said and "6/6" in said and "Logged    weight 80 kg" in said
    assert settings(session, "training_status", "week", "sleep_need_min") == {
        "training_status": "novice", "week": "fri-sun:rest", "sleep_need_min": "450", "wake": "07:00"}
    before = session.ok("get")
    assert "Nothing was changed." in on_terminal(session, [b"90kg\n", b"\x04"])
    assert session.ok("get") == before and weights(session) == [80]


def test_accounts_that_are_off(session):
    """What only they need is not asked, and what they would be told is not proposed."""
    plain = " ".join(on_terminal(session, [b"\n"] * 6).split())
    assert "6 questions." in plain and "accounts_off=fuel" in plain and "recoupctl ate 35" in plain
    session.ok("set", "accounts_off=sleep,fuel")
    said = on_terminal(session, [b"06:15\n", b"trained\n", b"mon,fri\n"])
    plain = " ".join(said.split())
    assert "not asked about: sleep, fuel." in plain and "3 questions." in plain and "3/3" in said, said
    for word in ("weight", "Sleep that you need", "Protein for a day", "recoupctl slept", "recoupctl ate"):
        assert word not in said, said
    assert settings(session, "training_status", "week") == {
        "wake": "06:15", "training_status": "trained", "week": "tue-thu:rest,sat-sun:rest"}
    session.ok("setup", "--need", "7h30")  # who says it by its name is heard
    assert settings(session, "sleep_need_min")["sleep_need_min"] == "450"


def test_check_in_with_accounts_off(session):
    """Pain and illness are asked always; six keys are all there is."""
    said = session.on_terminal(["checkin"], [b"3", b"2", b"4", b"n", b"n", b"n"])
    assert "Logged checkin" in said and "soreness none" in said, said
    session.ok("set", "accounts_off=sleep,stress,tissue")
    said = session.on_terminal(["checkin"], [b"n", b"y"])
    assert "Stress of life" not in said and "sore" not in said and "pain none, ill" in " ".join(said.split()), said
    said = session.on_terminal(["checkin"], [b"n", b"\x04"])
    assert "Nothing was logged." in said
    assert session.ok("journal", "--kind", "checkin", "--no-legend").count("checkin") == 2
