#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: count-junit.py FILE: prints "PASSED FAILED" for a meson test log; a skipped or crashed case counts as failed."""
import sys
import xml.etree.ElementTree as tree

good = bad = 0
for case in tree.parse(sys.argv[1]).getroot().iter("testcase"):
    if any(case.find(tag) is not None for tag in ("failure", "error", "skipped")):
        bad += 1
    else:
        good += 1
if good + bad == 0:
    bad = 1
print(good, bad)
