#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: test-scripts.py RECOUP-SIM

What a script may say and what it may not: a wrong line is named with its number and ends the run with 1, and no line of a
script can be wrong and pass. Prints TAP."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

HEAD = "zone Europe/Berlin\nstart 2026-03-23T06:00\n"
MEAL = '{"kind":"meal","at":"2026-03-23T07:00:00+01:00","protein_g":20}'
POINT = '{"state":{"readiness":{"point":%s}}}'

# Script, exit status, what is said.
CASES = (
    ("", 1, "the script does not reach ‘end’"),
    ("end\n", 1, ":1: no ‘start’ before the first event"),
    (HEAD, 1, "the script does not reach ‘end’"),
    (HEAD + "+1h end\n", 0, ""),
    (HEAD + "# a comment\n  \n\t+1h   end   \nafter it nothing is read\n", 0, ""),
    ("zone Mars/Olympus\n", 1, ":1: not a zone: ‘Mars/Olympus’"),
    ("start 2026-03-23\n", 1, ":1: not a time: ‘2026-03-23’"),
    ("start 2026-02-29T06:00\n", 1, ":1: not a time: ‘2026-02-29T06:00’"),
    (HEAD + "set nonsense=1\n", 1, ":3: No setting is called ‘nonsense’"),
    (HEAD + "set wind_down_min=181\n", 1, ":3: ‘wind_down_min’ must be 0 to 180 min, got ‘181’"),
    (HEAD + "set wake=16:00\n", 1, ":3: ‘day_start’ must be 07:46 to 11:59"),
    (HEAD + "+1h end\nzone Mars\n", 0, ""),
    (HEAD + "+1h lock\nzone UTC\n", 1, ":4: after the first event a line begins with its time: ‘zone’"),
    (HEAD + "2026-03-23T05:59:59 end\n", 1, ":3: time goes forward: ‘2026-03-23T05:59:59’"),
    (HEAD + "2026-03-23T24:00 end\n", 1, ":3: not a time: ‘2026-03-23T24:00’"),
    (HEAD + "+1x end\n", 1, ":3: not a duration: ‘+1x’"),
    (HEAD + "+1h dance\n", 1, ":3: unknown event: ‘dance’"),
    (HEAD + "+1h lock now\n", 1, ":3: nothing may follow the event: ‘now’"),
    (HEAD + "+1h undo 5\n", 1, ":3: nothing may follow the event: ‘5’"),
    (HEAD + "+1h remove 5\n", 1, ":3: There is no entry ‘5’"),
    (HEAD + "+1h undo\n", 1, ":3: There is nothing to undo"),
    (HEAD + "+1h log {\n", 1, ":3: Byte 2"),
    (HEAD + "+1h log " + MEAL.replace(":20}", ":501}") + "\n", 1, ":3: ‘protein_g’ must be 0 to 500 g, got ‘501’"),
    (HEAD + "+1h close bedtime\n", 1, ":3: no popup is up: ‘bedtime’"),
    (HEAD + "+1h server sideways\n", 1, ":3: not a state of the server: ‘sideways’"),
    (HEAD + "+1h dnd perhaps\n", 1, ":3: neither on nor off: ‘perhaps’"),
    (HEAD + "+1h store full\n", 1, ":3: neither fail nor ok: ‘full’"),
    (HEAD + "+1h inhibit film dinner\n", 1, ":3: not a kind: ‘dinner’"),
    (HEAD + "+1h set-zone Mars\n", 1, ":3: not a zone: ‘Mars’"),
    (HEAD + "+1h step back\n", 1, ":3: not a duration: ‘back’"),
    (HEAD + "+1h pause long\n", 1, ":3: not a duration: ‘long’"),
    # What is refused is refused by the daemon: a line that is no event does not count.
    (HEAD + "+1h refuse undo\n+0s end\n", 0, ""),
    (HEAD + "+1h refuse dance\n+0s end\n", 1, ":3: unknown event: ‘dance’"),
    (HEAD + "+1h refuse snooze bedtime long\n+0s end\n", 1, ":3: not a duration: ‘long’"),
    (HEAD + f"+1h refuse log {MEAL}\n+0s end\n", 1, ":3: it was not refused: ‘log’"),
    # Nothing logged: 87.5.
    (HEAD + f"+1h expect {POINT % 87.8}\n+0s expect {POINT % 87.2}\n+0s end\n", 0, ""),
    (HEAD + f"+1h expect {POINT % 87.81}\n", 1, ":3: expected"),
    (HEAD + f"+1h expect {POINT % 87.19}\n", 1, ":3: expected"),
    (HEAD + '+1h expect {"state":{"balances":{"fuel_shortfall":0.2509}}}\n+0s end\n', 0, ""),
    (HEAD + '+1h expect {"state":{"balances":{"fuel_shortfall":0.2512}}}\n', 1, "but it was"),
    (HEAD + '+1h expect {"reminders":[{"kind":"bedtime"},{"kind":"protein"}]}\n+0s end\n', 0, ""),
    (HEAD + '+1h expect {"reminders":[{"kind":"bedtime"},{"kind":"dinner"}]}\n', 1, "but it was"),
    (HEAD + '+1h expect {"weather":"fine"}\n', 1, "but it was"),
    (HEAD + "+1h expect 5\n", 1, ":3: expect takes an object"),
    # The start is a time of the zone, whichever of them is said first.
    ("start 2026-03-23T06:00\nzone Asia/Tokyo\n+0s expect {\"state\":{\"now\":\"2026-03-23T06:00:00+09:00\"}}\n+0s end\n", 0, ""),
)


class Runs:
    """Scripts in a folder of their own."""

    def __init__(self, sim, folder):
        self.sim, self.folder, self.n = sim, pathlib.Path(folder), 0

    def run(self, script, *options):
        """Plays a script. Returns: how it ended"""
        self.n += 1
        path = self.folder / f"{self.n}.sim"
        path.write_text(script, encoding="utf-8")
        return subprocess.run([self.sim, *options, str(path)], capture_output=True, encoding="utf-8", check=False,
                              env={"LC_ALL": "C.UTF-8", "GIO_USE_VFS": "local"})


def check_case(runs, script, status, message):
    """One line of the table."""
    done = runs.run(script)
    assert done.returncode == status, f"status {done.returncode}: {done.stderr}"
    assert message in done.stderr if message else done.stderr == "", done.stderr


def check_options(runs):
    """--seed draws the same ids again, --store keeps what was logged, --verbose tells the state."""
    script = HEAD + f"+1h log {MEAL}\n+0s end\n"
    stores = [str(runs.folder / f"{name}.db") for name in "abc"]
    outputs = [runs.run(script, "--seed", seed, "--store", store).stdout for seed, store in zip("112", stores)]
    assert outputs[0] == outputs[1] and outputs[0]
    ids = []
    for store in stores:
        again = runs.run(HEAD.replace("06:00", "08:00") + '+0s expect {"state":{"today":{"protein_g":20}}}\n+0s end\n',
                         "--store", store)
        assert again.returncode == 0, again.stderr
        with sqlite3.connect(store) as database:
            ids.append(database.execute("SELECT id FROM entry").fetchall())
    assert ids[0] == ids[1] != ids[2] and len(ids[0]) == 1, ids
    states = [line for line in runs.run(script, "--verbose").stdout.splitlines() if json.loads(line)["event"] == "state"]
    assert states and json.loads(states[-1])["state"]["today"]["protein_g"] == 20
    assert '"event":"state"' not in outputs[0]


def check_usage(runs):
    """What cannot be read ends with 2."""
    for words in ([], ["/nowhere"], ["--seed", "x", "/nowhere"], ["--faster", "/nowhere"], ["a", "b"]):
        done = subprocess.run([runs.sim, *words], capture_output=True, check=False)
        assert done.returncode == 2 and done.stderr, words


def main(sim):
    """Prints a line of TAP a case. Returns: exit status"""
    checks = [(repr(script[len(HEAD):] if script.startswith(HEAD) else script),
               lambda runs, case=(script, status, message): check_case(runs, *case))
              for script, status, message in CASES]
    checks += [("options", check_options), ("usage", check_usage)]
    n_failed = 0
    with tempfile.TemporaryDirectory() as folder:
        runs = Runs(sim, folder)
        for i, (name, check) in enumerate(checks, 1):
            try:
                check(runs)
                print(f"ok {i} - {name}".replace("#", ""))
            except AssertionError as error:
                n_failed += 1
                print(f"not ok {i} - {name}\n# {error}")
    print(f"1..{len(checks)}")
    return n_failed != 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
