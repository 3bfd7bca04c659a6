#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check-zones.py TEST-NIGHTS

Compares the changes of offset that recoup knows of every zone, 2010 to 2037, with those that Python reads from tzdata by
itself: each change is there, and the offset holds the second before it, at it, and at any time between."""
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

FROM, UNTIL = 1262304000, 2145916800  # 2010-01-01, 2038-01-01
STEP = 7 * 86400  # between two looks where nothing is said to change


def offset(zone, second):
    """Offset from UTC in seconds that Python gives at an instant."""
    return int(datetime.fromtimestamp(second, zone).utcoffset() / timedelta(seconds=1))


changes = {}
for line in subprocess.run([sys.argv[1], "--dump"], capture_output=True, text=True, check=True).stdout.splitlines():
    name, second, after = line.split()
    changes.setdefault(name, []).append((int(second), int(after)))

print("1..1")
wrong = 0
for name, steps in sorted(changes.items()):
    zone = ZoneInfo(name)
    for i, (second, after) in enumerate(steps):
        end = steps[i + 1][0] if i + 1 < len(steps) else UNTIL
        looks = [second, *range(second + STEP, end, STEP), end - 1]
        bad = [look for look in looks if offset(zone, look) != after]
        if bad:
            print(f"# {name}: {after} s at {datetime.fromtimestamp(bad[0], timezone.utc)}, Python says {offset(zone, bad[0])}")
            wrong += 1
print(f"{'not ok' if wrong or len(changes) < 500 else 'ok'} 1 - {len(changes)} zones")
sys.exit(1 if wrong or len(changes) < 500 else 0)
