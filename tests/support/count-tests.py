#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: count-tests.py TESTLOG: prints "PASSED FAILED" for a meson test log (testlog.json).

Each case of a program that speaks TAP counts, any other program counts as one case. A skipped case, a program that ended
badly, and a log without a single case count as failed."""
import json
import re
import sys

good = bad = 0
for line in open(sys.argv[1], encoding="utf-8", errors="replace"):
    test = json.loads(line)
    cases = re.findall(r"^(ok|not ok) \d+(.*)$", test.get("stdout", ""), re.M)
    failed = sum(1 for word, rest in cases if word != "ok" or "# SKIP" in rest.upper())
    if test["result"] != "OK" and failed == 0:
        bad += 1
    good += len(cases) - failed if cases else int(test["result"] == "OK")
    bad += failed
if good + bad == 0:
    bad = 1
print(good, bad)
