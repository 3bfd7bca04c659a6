#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: history.py YEARS [SETS]: prints a journal of so many years of daily entries that ends today, as JSON Lines: a night,
a check-in, two meals and a food total each day, and a session of SETS sets (default 20) every other day."""
import datetime
import sys

years = int(sys.argv[1])
sets = int(sys.argv[2]) if len(sys.argv) > 2 else 20
exercises = ["squat", "bench-press", "row", "deadlift", "overhead-press", "curl", "leg-curl", "calf-raise"]
today = datetime.datetime.now(datetime.timezone.utc).date()
first = today - datetime.timedelta(days=round(years * 365.25))


def emit(number, kind, rest):
    print('{"kind":"%s","id":"00000000-0000-4000-8000-%012x","zone":"Europe/Berlin","source":"bench",%s}' % (kind, number, rest))


number = 0
day = first
while day < today:
    i = day.toordinal()
    before = day - datetime.timedelta(days=1)
    lines = [
        ("sleep", '"start":"%sT22:%02d:00Z","end":"%sT06:%02d:00Z","quality":%d' % (before, i * 7 % 60, day, i * 11 % 60, 1 + i % 5)),
        ("checkin", '"at":"%sT06:45:00Z","stress":%d,"mood":%d,"fatigue":%d,"soreness":{"quads":%d}'
         % (day, 1 + i % 5, 1 + i % 4, 1 + i % 6, i % 5)),
        ("meal", '"at":"%sT11:30:00Z","protein_g":%d' % (day, 25 + i % 20)),
        ("meal", '"at":"%sT18:30:00Z","protein_g":%d' % (day, 30 + i % 25)),
        ("food-day", '"date":"%s","protein_g":%d' % (day, 90 + i % 50)),
    ]
    if i % 2 == 0:
        work = ",".join('{"exercise":"%s","reps":8,"load_kg":%d,"rir":%d}' % (exercises[(i // 2 + k // 4) % 8], 40 + k, k % 4)
                        for k in range(sets))
        lines.append(("session", '"start":"%sT16:00:00Z","end":"%sT17:10:00Z","rpe":%d,"title":"Day %d","sets":[%s]'
                      % (day, day, 5 + i % 4, i % 4, work)))
    for kind, rest in lines:
        number += 1
        emit(number, kind, rest)
    day += datetime.timedelta(days=1)
