#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check.py RECOUP-SIM SCRIPT

Runs a script and compares what was seen, shortened, with its lines that begin with "#>":
local time, event, key, and what it says of outcome and cause. The alarms are left out."""
import difflib
import json
import subprocess
import sys

sim, script = sys.argv[1:]
run = subprocess.run([sim, "--seed", "1", script], capture_output=True, text=True, check=False)
seen = []
for line in run.stdout.splitlines():
    event = json.loads(line)
    if event["event"] in ("wake", "state"):
        continue
    time = event["local"][:16] + ("" if event["local"][17:19] == "00" else ":" + event["local"][17:19])
    words = [time, event["event"], event["key"], event.get("outcome"), event.get("cause")]
    seen.append(" ".join(word for word in words if word))
with open(script, encoding="utf-8") as file:
    wanted = [line[2:].strip() for line in file if line.startswith("#>")]
sys.stderr.write(run.stderr)
if run.returncode != 0:
    sys.exit(run.returncode)
if seen != wanted:
    sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(wanted, seen, "wanted", "seen", lineterm=""))
    sys.exit(1)
