#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""An import of which the daemon refuses the second part. (The stand-in forks, so this is a program of its own.)"""
import os
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from standin import GLib, StandIn, run  # noqa: E402

ROWS = ["title,start_time,exercise_title,weight_kg,reps"]
ROWS += [f"A,20{n // 280:02d}-{n // 28 % 10 + 1:02d}-{n % 28 + 1:02d} 18:00,Squat,60,8" for n in range(5600)]


@pytest.mark.parametrize("can_undo", [True, False])
def test_failure_half_way(can_undo):
    """A call that fails after another succeeded: what was added is taken back."""
    calls = []

    def add(rows, options):
        calls.append(len(rows))
        if len(calls) > 1:
            raise ValueError(f"no more, after {calls} and {options.get('undo')}")
        return GLib.Variant("(ass)", ([], "the-token"))

    def undo(token):
        if token != "the-token" or not can_undo:
            raise ValueError("too late")
        return GLib.Variant("(a{sv})", ({},))

    answers = {"Query": lambda _filter: GLib.Variant("(aa{sv})", ([],)), "Add": add, "Undo": undo}
    with StandIn(answers, {"TimeZone": GLib.Variant("s", "Europe/Berlin")}):
        done = run(os.environ["RECOUPCTL"], "import", "--apply", "-", stdin="\n".join(ROWS))
    assert done.returncode == 1 and done.stdout == ""
    assert "no more, after [5000, 600] and the-token" in done.stderr
    assert ("nothing has changed" if can_undo else "recoupctl undo the-token") in done.stderr
