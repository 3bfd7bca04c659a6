#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: replay.py RECOUPCTL VECTORS

Runs the real ‘recoupctl replay’ over every scenario of VECTORS and compares each state with the
expected one, by the tolerances of VECTORS/README.md. Prints TAP, one line for each state.
"""
import copy
import datetime
import json
import pathlib
import random
import subprocess
import sys
import tempfile

POINTS = 0.3  # readiness, its interval, each key of points
BALANCE = 1e-3  # hours, shares, percent; loads: this share of the load
METRIC = 0.01
MINUTE = 60

EQUAL = ["model", "zone", "day", "first_day", "verdict", "severity", "ask", "confirmed", "plan",
         "unmapped", "errors"]
SHARES = ["sleep_debt_h", "fuel_shortfall", "stress", "mood", "fatigue"]
LOADS = ["acute", "chronic"]
GROUP_NUMBERS = ["usual", "unaccustomed", "fatigue", "soreness"]
NO_GROUP = {"usual": 0, "unaccustomed": 0, "fatigue": 0, "soreness": 0, "pain": [],
            "blocked": False, "why": [], "ready_at": None}


class Comparison:
    """Collects in what two states differ."""

    def __init__(self):
        self.found = []

    def equal(self, path, got, expected):
        if got != expected:
            self.found.append(f"{path}: got {got!r}, expected {expected!r}")

    def near(self, path, got, expected, tolerance):
        if got is None or expected is None or isinstance(got, bool):
            self.equal(path, got, expected)
        elif abs(got - expected) > tolerance + 1e-9:
            self.found.append(f"{path}: got {got}, expected {expected}")

    def load(self, path, got, expected):
        self.near(path, got, expected, max(BALANCE, BALANCE * abs(expected or 0)))

    def instant(self, path, got, expected):
        if got is None or expected is None:
            self.equal(path, got, expected)
        else:
            apart = datetime.datetime.fromisoformat(got) - datetime.datetime.fromisoformat(expected)
            self.near(path, apart.total_seconds(), 0, MINUTE)


def compare_rules(comparison, path, got, expected):
    """Rules in order, and what they found."""
    comparison.equal(path, [row["rule"] for row in got], [row["rule"] for row in expected])
    for mine, theirs in zip(got, expected):
        for name in sorted(set(mine["params"]) | set(theirs["params"])):
            place = f"{path}.{theirs['rule']}.{name}"
            left, right = mine["params"].get(name), theirs["params"].get(name)
            if isinstance(right, float):
                comparison.near(place, left, right, POINTS)
            else:
                comparison.equal(place, left, right)


def compare_groups(comparison, got, expected):
    comparison.equal("groups", len(got), 12)
    comparison.equal("groups", set(expected) - set(got), set())
    for name, group in got.items():
        path, other = f"groups.{name}", expected.get(name, NO_GROUP)
        for key in GROUP_NUMBERS:
            comparison.near(f"{path}.{key}", group[key], other[key], BALANCE)
        for key in ("pain", "blocked", "why"):
            comparison.equal(f"{path}.{key}", group[key], other[key])
        comparison.instant(f"{path}.ready_at", group["ready_at"], other["ready_at"])


def compare_points(comparison, got, expected):
    for name in ("point", "lo", "hi"):
        comparison.near(name, got["readiness"][name], expected["readiness"][name], POINTS)
    comparison.equal("coverage", got["readiness"]["coverage"], expected["readiness"]["coverage"])
    comparison.equal("points", [row["key"] for row in got["points"]],
                     [row["key"] for row in expected["points"]])
    for mine, theirs in zip(got["points"], expected["points"]):
        comparison.near(mine["key"], mine["points"], theirs["points"], POINTS)
        comparison.near(f"{mine['key']}.cap", mine["cap"], theirs["cap"], 0)
        comparison.equal(f"{mine['key']}.rules", mine["rules"], theirs["rules"])
    spent = round(10 * got["readiness"]["point"]) + sum(round(10 * row["points"]) for row in got["points"])
    comparison.equal("readiness and points in tenths", spent, 1000)


def compare_day(comparison, got, expected):
    today, bedtime, protein = got["today"], got["bedtime"], got["protein"]
    for name in ("planned", "protein_target_g", "sessions", "load_estimated", "ill"):
        comparison.equal(f"today.{name}", today[name], expected["today"][name])
    for name in ("protein_g", "sleep_min"):
        comparison.near(f"today.{name}", today[name], expected["today"][name], BALANCE)
    comparison.load("today.load", today["load"], expected["today"]["load"])
    for name in ("lights_out", "screens_dim"):
        comparison.instant(f"bedtime.{name}", bedtime[name], expected["bedtime"][name])
    for name in ("extra_min", "why"):
        comparison.equal(f"bedtime.{name}", bedtime[name], expected["bedtime"][name])
    comparison.equal("protein.times", len(protein["times"]), len(expected["protein"]["times"]))
    for mine, theirs in zip(protein["times"], expected["protein"]["times"]):
        comparison.instant("protein.times", mine, theirs)
    for name in ("per_slot_g", "remaining_slots", "above_0_55"):
        comparison.equal(f"protein.{name}", protein[name], expected["protein"][name])


def compare_metrics(comparison, got, expected):
    for name in ("sri", "monotony"):
        comparison.near(f"metrics.{name}", got[name], expected[name], METRIC)
    for name in ("strain", *LOADS):
        comparison.load(f"metrics.{name}", got[name], expected[name])
    for name in ("adherence7", "adherence7_known", "progress"):
        comparison.equal(f"metrics.{name}", got[name], expected[name])


def compare(got, expected):
    """In what the state differs from the expected one; an empty list when it agrees."""
    comparison = Comparison()
    for name in EQUAL:
        comparison.equal(name, got[name], expected[name])
    comparison.equal("keys", set(got), set(expected))
    comparison.instant("now", got["now"], expected["now"])
    compare_points(comparison, got, expected)
    for name in SHARES:
        comparison.near(name, got["balances"][name], expected["balances"][name], BALANCE)
    for name in LOADS:
        comparison.load(name, got["balances"][name], expected["balances"][name])
    compare_groups(comparison, got["balances"]["groups"], expected["balances"]["groups"])
    compare_rules(comparison, "reasons", got["reasons"], expected["reasons"])
    compare_rules(comparison, "flags", got["flags"], expected["flags"])
    compare_day(comparison, got, expected)
    compare_metrics(comparison, got["metrics"], expected["metrics"])
    return comparison.found


class Tap:
    def __init__(self):
        self.n = 0
        self.failed = 0

    def line(self, name, found):
        self.n += 1
        self.failed += bool(found)
        print(f"{'not ok' if found else 'ok'} {self.n} - {name}")
        for text in found[:20]:
            print(f"#   {text}")
        sys.stdout.flush()

    def end(self):
        print(f"1..{self.n}")
        return 1 if self.failed else 0


class Replay:
    """The program under test."""

    def __init__(self, program):
        self.program = program

    def run(self, journal, *options, stdin=None):
        command = [self.program, "replay", str(journal), *map(str, options)]
        return subprocess.run(command, input=stdin, capture_output=True, timeout=120, check=False)

    def states(self, journal, *options, stdin=None):
        done = self.run(journal, *options, stdin=stdin)
        if done.returncode != 0:
            return None, [f"exit status {done.returncode}", *done.stderr.decode().splitlines()]
        return [json.loads(line) for line in done.stdout.decode().splitlines()], []


def scenario_options(base, expected):
    options = [f"--zone={expected['zone']}", f"--policy={base}.policy.json"]
    return options + [f"--at={state['now']}" for state in expected["states"]]


def check_scenario(tap, replay, base):
    expected = json.loads(pathlib.Path(f"{base}.expected.json").read_text(encoding="utf-8"))
    states, problem = replay.states(f"{base}.jsonl", *scenario_options(base, expected))
    if states is None or len(states) != len(expected["states"]):
        tap.line(f"{base.name}: runs", problem or [f"{len(states)} states"])
        return None
    for got, want in zip(states, expected["states"]):
        tap.line(f"{base.name} at {want['now']}", compare(got, want))
    return states


def check_order(tap, replay, base, states):
    """Neither the order of lines nor that of instants matters, nor where the journal comes from."""
    expected = json.loads(pathlib.Path(f"{base}.expected.json").read_text(encoding="utf-8"))
    lines = pathlib.Path(f"{base}.jsonl").read_bytes().splitlines(keepends=True)
    random.Random(base.name).shuffle(lines)
    options = scenario_options(base, expected)
    options[2:] = reversed(options[2:])
    shuffled, problem = replay.states("-", *options, stdin=b"".join(lines))
    if shuffled is not None and shuffled[::-1] != states:
        problem = ["shuffled lines give other states"]
    tap.line(f"{base.name}: order does not matter", problem)


def check_judge(tap, states):
    """A comparison that overlooks a difference would prove nothing."""
    changes = {
        "verdict": lambda s: s.update(verdict="other"),
        "point": lambda s: s["readiness"].update(point=s["readiness"]["point"] + 0.4),
        "debt": lambda s: s["balances"].update(sleep_debt_h=s["balances"]["sleep_debt_h"] + 0.002),
        "group": lambda s: s["balances"]["groups"]["quads"].update(blocked=None),
        "reason": lambda s: s["reasons"].append({"rule": "S-999", "params": {}}),
        "lights out": lambda s: s["bedtime"].update(lights_out="2000-01-01T00:00:00+00:00"),
        "adherence": lambda s: s["metrics"].update(adherence7=8),
        "error": lambda s: s["errors"].append({"line": 1, "code": "json"}),
        "null": lambda s: s["metrics"].update(sri=None if s["metrics"]["sri"] is not None else 1),
    }
    for name, change in changes.items():
        changed = copy.deepcopy(states[-1])
        change(changed)
        tap.line(f"a changed {name} is noticed", [] if compare(changed, states[-1]) else ["it is not"])


def check_refusals(tap, replay, base):
    """What makes no sense is refused with its name, and nothing is printed."""
    with tempfile.TemporaryDirectory() as folder:
        policy = pathlib.Path(folder) / "policy.json"
        journal = f"{base}.jsonl"
        cases = [
            ('{"sleep_need_min":600}', 1, ["sleep_need_min", "600", "420"]),
            ('{"meals_per_day":3.5}', 1, ["meals_per_day", "3.5"]),
            ('{"wake":{"someday":"07:00"}}', 1, ["wake"]),
            ('{"week":{"mon":["leg"]}}', 1, ["week", "leg"]),
            ('{"week":["mon"]}', 1, ["week"]),
            ('{"nosuch":1}', 4, ["nosuch"]),
            ('{"meals_per_day":3,}', 1, []),
            ('[]', 1, ["object"]),
        ]
        for text, status, words in cases:
            policy.write_text(text, encoding="utf-8")
            done = replay.run(journal, f"--policy={policy}", "--zone=UTC")
            problem = [word for word in words if word not in done.stderr.decode()]
            if done.returncode != status or done.stdout:
                problem.append(f"exit status {done.returncode}, printed {done.stdout[:60]!r}")
            tap.line(f"policy {text} is refused", problem)
        for options, status in ((["--zone=Mars/Base"], 2), (["--at=noonish"], 2), (["--policy=/none"], 1)):
            done = replay.run(journal, *options)
            tap.line(f"{options[0]} is refused", [] if done.returncode == status and not done.stdout
                     else [f"exit status {done.returncode}"])
        done = replay.run(f"{folder}/none.jsonl", "--zone=UTC")
        tap.line("a missing journal is refused", [] if done.returncode == 1 else [str(done.returncode)])


def check_forms(tap, replay):
    """A policy may be written in the text form, an empty journal has a state, null is allowed."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = pathlib.Path(folder) / "a.json", pathlib.Path(folder) / "b.json"
        first.write_text('{"wake":{"mon":"06:30","sat":"08:30","sun":"08:30"},"meals_per_day":3,'
                         '"week":{"mon":["chest","back"],"tue":[]},"protein_target_g":null}')
        second.write_text('{"wake":"mon:06:30,sat-sun:08:30","meals_per_day":"3","week":"mon:chest+back"}')
        given = [replay.states("-", "--zone=Europe/Paris", "--at=2025-01-06T12:00:00+01:00",
                               f"--policy={path}", stdin=b"") for path in (first, second)]
        problem = given[0][1] + given[1][1]
        if not problem and given[0] != given[1]:
            problem = ["the forms differ"]
        if not problem and given[0][0][0]["today"]["planned"] != ["chest", "back"]:
            problem = ["the week was not read"]
        if not problem and given[0][0][0]["verdict"] != "unknown":
            problem = ["an empty journal has a verdict"]
        tap.line("both forms of a policy agree", problem)
    states, problem = replay.states("-", "--zone=UTC", stdin=b"\n{}\n")
    if states is not None:
        problem = [] if len(states) == 1 and states[0]["errors"] == [{"line": 2, "code": "kind"}] else [str(states)]
        said = replay.run("-", "--zone=UTC", stdin=b"\n{}\n").stderr.decode()
        problem += [] if said == "recoupctl: 1 line is no entry and was left out\n" else [said]
    tap.line("without --at it is now, and a bad line is told", problem)


def main():
    replay, folder, tap = Replay(sys.argv[1]), pathlib.Path(sys.argv[2]) / "own", Tap()
    bases = sorted(path.with_suffix("") for path in folder.glob("*.jsonl"))
    last = None
    for base in bases:
        states = check_scenario(tap, replay, base)
        if states:
            last = states
            if base.name[:3] in ("p10", "p12", "q00", "q07"):
                check_order(tap, replay, base, states)
    if last:
        check_judge(tap, last)
    check_refusals(tap, replay, bases[0])
    check_forms(tap, replay)
    tap.line("the vectors were found", [] if len(bases) == 39 else [f"{len(bases)} scenarios"])
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
