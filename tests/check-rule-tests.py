#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check-rule-tests.py RECOUPCTL TABLE TESTS

Each rule that the program computes or decides a reminder by has a test: TABLE names its path, the
function of that path is in TESTS/unit and speaks of the rule. What has none is text or unused, and
the program says so too. Prints TAP.
"""
import json
import pathlib
import re
import subprocess
import sys

FUNCTION = re.compile(r"((?:/\*(?:(?!\*/).)*\*/\n)*)static [^\n;=]*\n(\w+) \([^;{]*\)\n\{\n(.*?)\n\}\n", re.S)
PREFIX = re.compile(r'#define ADD\(name, func\)[^"]*"(/[^"]*)" name')
ENTRY = re.compile(r'\b(?:g_test_add(?:_func|_data_func)?|ADD) \(\s*"([^"]+)"(.*?)\);', re.S)


def read_tests(folder):
    """Path of each test -> text of its function with the comment above it."""
    found = {}
    for file in sorted(folder.glob("unit/test-*.c")):
        text = file.read_text(encoding="utf-8")
        functions = {name: comment + body for comment, name, body in FUNCTION.findall(text)}
        prefix = PREFIX.search(text)
        for path, rest in ENTRY.findall(text):
            if not path.startswith("/"):
                path = (prefix.group(1) if prefix else "/") + path
            used = [functions[word] for word in re.findall(r"\w+", rest) if word in functions]
            found[path] = "\n".join(used)
    return found


def names(text, rule):
    return re.search(rf"(?<![\w-]){re.escape(rule)}(?![\w-])", text) is not None


program, table, tests = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
reply = subprocess.run([program, "rules", "--json=short"], capture_output=True, check=True, timeout=60)
rules = {rule["id"]: rule["use"] for rule in json.loads(reply.stdout)}
lines = [line for line in table.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
rows = dict(line.split("\t") for line in lines)
found = read_tests(tests)
failed = 0
print(f"1..{len(rules) + 3}")
for number, (rule, use) in enumerate(rules.items(), 1):
    row = rows.get(rule, "no row")
    if use in ("text", "unused"):
        good = row == use
    else:
        good = row in found and names(found[row], rule)
    print(f"{'ok' if good else 'not ok'} {number} - {rule} ({use}): {row}")
    failed += not good
OTHERS = [
    ("every row is a rule, once", set(rows) == set(rules) and len(lines) == len(rows)),
    ("an id is not found within another", not names("S-0100 and XS-010", "S-010") and names("/* S-010 */", "S-010")),
    ("the tests are read", len(found) > 200 and all(found[path] for path in rows.values() if path.startswith("/"))),
]
for number, (name, good) in enumerate(OTHERS, len(rules) + 1):
    print(f"{'ok' if good else 'not ok'} {number} - {name}")
    failed += not good
sys.exit(1 if failed else 0)
