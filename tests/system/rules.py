#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: rules.py RECOUPCTL IDS

Whether ‘recoupctl rules’ shows every rule of the file IDS, one by one and as a list. Prints TAP.
"""
import json
import pathlib
import subprocess
import sys

PROGRAM, IDS = sys.argv[1], pathlib.Path(sys.argv[2]).read_text(encoding="utf-8").split()
FAILED = []


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, timeout=60, check=False, encoding="utf-8")


def tap(number, name, is_good):
    print(f"{'ok' if is_good else 'not ok'} {number} - {name}")
    if not is_good:
        FAILED.append(name)


listed = json.loads(run("rules", "--json=short").stdout)
tap(1, "the list has every rule in order", [rule["id"] for rule in listed] == IDS)
tap(2, "the list says all there is to say",
    all(set(rule) == {"id", "statement", "formalisation", "source", "support", "use", "constants"} for rule in listed))
tap(3, "each rule is found by its id", all(json.loads(run("rules", rule["id"], "--json=short").stdout) == rule
                                           for rule in listed))
text = run("rules").stdout
tap(4, "the table names every rule", [line.split()[0] for line in text.splitlines()[1:]
                                     if not line.startswith(" ")] == IDS)
one = run("rules", "s-011")
tap(5, "a rule is shown with its source", one.returncode == 0 and all(
    word in one.stdout for word in ("S-011", "7 to 9 h", "sleep_need_min", "well founded", "Mofilo")))
unknown = run("rules", "S-999")
tap(6, "an unknown id is not found", unknown.returncode == 4 and "S-999" in unknown.stderr and not unknown.stdout)
tap(7, "two ids are too many", run("rules", "S-011", "S-012").returncode == 2)
constants = json.loads(run("rules", "--constants", "--json=short").stdout)
tap(8, "every constant says all there is to say", len(constants) > 100 and all(
    set(row) == {"topic", "name", "value", "unit", "rule", "source", "why"} and row["rule"] in IDS
    for row in constants))
tap(9, "each constant is shown with its rule",
    sorted((c["topic"], c["name"]) for rule in listed for c in rule["constants"])
    == sorted((c["topic"], c["name"]) for c in constants))
some = run("rules", "--constants", "sleep")
tap(10, "the constants of an account", some.returncode == 0 and "sleep.debt_time_constant" in some.stdout
    and "97.44" in some.stdout and "tissue." not in some.stdout)
tap(11, "a topic that is none", run("rules", "--constants", "weather").returncode == 2)
tap(12, "a rule with its constants", "sleep.debt_time_constant" in run("rules", "M-06").stdout)
print("1..12")
sys.exit(1 if FAILED else 0)
