#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check-constants.py CORE

Every number that a file of the model names is in its table of constants, or is on the list below: it
converts units, bounds memory or loops, or says how the table of zones is read, and no rule depends
on it. Prints TAP.
"""
import pathlib
import re
import sys

NO_MODEL = {
    "NOON_MIN", "MIN_PER_DAY", "SEC_PER_MIN", "MIN_PER_HOUR", "SEC_PER_DAY", "DP_PER_POINT",
    "MAX_OFFSET_SEC", "ZONE_FROM_SEC", "ZONE_UNTIL_SEC", "MAX_UNKNOWN_ZONES",  # civil.c
    "READ_MARGIN_DAYS", "SLACK_DAYS", "DATE_MARGIN",  # daytable.c
    "COVERAGE_LOOKBACK",  # coverage.c: follows from the others
    "ROW_WEIGHT",  # entry.c: what an entry costs the machine
    "PROFESSIONAL_SEVERITY",  # verdict.c: the order of the verdicts
    "WEEK_DAYS",  # where it is the week of the calendar
}
DEFINE = re.compile(r"^#define (\w+) +(.*?)(?: */\*.*)?$", re.M)
TABLE = re.compile(r"static const RecoupConstant constants\[\] = \{(.*?)\n\};", re.S)


def find_missing(text):
    table = TABLE.search(text)
    if table is None:
        return None
    return [name for name, value in DEFINE.findall(text)
            if re.search(r"\d|USEC_PER", value) and name not in NO_MODEL and not re.search(rf"\b{name}\b", table.group(1))]


files = {path.name: path.read_text(encoding="utf-8") for path in sorted(pathlib.Path(sys.argv[1]).glob("*.c"))}
missing = {name: find_missing(text) for name, text in files.items()}
missing = {name: names for name, names in missing.items() if names is not None}
planted = find_missing('#define KNOWN 3\n#define PLANTED_H 2.5 /* h */\nstatic const RecoupConstant constants[] = {\n'
                       '  { "sleep", "known", KNOWN },\n};\n')
failed = [name for name, names in missing.items() if names]
print(f"1..{len(missing) + 2}")
for number, (name, names) in enumerate(missing.items(), 1):
    print(f"{'not ok' if names else 'ok'} {number} - {name}{': ' if names else ''}{', '.join(names)}")
print(f"{'ok' if planted == ['PLANTED_H'] else 'not ok'} {len(missing) + 1} - a constant that is left out is found")
print(f"{'ok' if len(missing) >= 20 else 'not ok'} {len(missing) + 2} - the tables are read")
sys.exit(1 if failed or planted != ["PLANTED_H"] or len(missing) < 20 else 0)
