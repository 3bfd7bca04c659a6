#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: trends.py RECOUPCTL

What ‘recoupctl trends’ prints for series that are known. Prints TAP."""
import datetime
import json
import os
import pathlib
import pty
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from standin import GLib, StandIn, Tap, run  # noqa: E402

PROGRAM = sys.argv[1]
TODAY = datetime.date(2026, 3, 28)


def days(first, last):
    first, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    if (last - first).days >= 400:
        raise ValueError("too many days")
    return [first + datetime.timedelta(days=i) for i in range((last - first).days + 1)]


def series(metric, first, last):
    """Known from 2026-03-01 on, but for the Mondays; every number follows from the day of the month."""
    rows = []
    for day in days(first, last):
        if day < datetime.date(2026, 3, 1) and metric != "coverage" or day.weekday() == 0 or metric == "strain":
            continue
        i = day.day
        value = {"readiness": 40.0 + i, "sleep_min": 400.0 + i, "sleep_debt_h": i / 4, "stress": i / 40}.get(metric, float(i))
        spread = 10.0 if metric == "readiness" else 0.0
        rows.append((day.isoformat(), value - spread, value, value + spread))
    return GLib.Variant("(a(sddd))", (rows,))


ANSWERS = {
    "GetState": lambda options: GLib.Variant("(a{sv})", ({"day": GLib.Variant("s", TODAY.isoformat())},)),
    "GetSeries": series,
}


def on_terminal(*words, **environment):
    """What a program writes to a terminal."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update({"TERM": "xterm", "LC_ALL": "C.UTF-8", "PAGER": "cat", **environment})
        os.execv(words[0], words)
    output = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:
            break
        if not part:
            break
        output += part
    os.waitpid(child, 0)
    return output.decode()


def main():
    tap = Tap()
    chart = run(PROGRAM, "trends", "readiness")
    lines = chart.stdout.splitlines()
    tap.check("a line a day from the first that is known", len(lines) == 1 + 1 + 28 + 1, chart.stdout, chart.stderr)
    tap.check("it says what and when", lines[0] == "Readiness, 2026-03-01 to 2026-03-28", lines[0])
    tap.check("the scale has both ends", lines[1].split() == ["0", "100"] and len(lines[1]) == 80, lines[1])
    tap.check("each value is there in words with its interval", lines[2].startswith("Sun 2026-03-01  41 (31 to 51)  "), lines[2])
    tap.check("what is not known is said", lines[3] == "Mon 2026-03-02  not known", lines[3])
    bar = lines[-2].split("  ")[2]
    width = 80 - len("Sat 2026-03-28  68 (58 to 78)  ")
    tap.check("a bar has three parts that differ by sign",
              bar == "█" * round(.58 * width) + "▓" * (round(.68 * width) - round(.58 * width))
              + "░" * (round(.78 * width) - round(.68 * width)), bar)
    tap.check("the signs are explained", lines[-1] == "█ at least, ▓ up to the value, ░ at most.", lines[-1])
    tap.check("no line is too wide", all(len(line) <= 80 for line in lines))
    narrow = run(PROGRAM, "trends", "readiness", COLUMNS="50").stdout
    tap.check("it minds the width", 40 < max(map(len, narrow.splitlines())) <= 50, narrow)

    plain = run(PROGRAM, "trends", "readiness", LC_ALL="C")
    tap.check("without UTF-8 all is ASCII", plain.stdout.isascii() and re.search("68 \\(58 to 78\\)  #+=+-+$", plain.stdout, re.M)
              is not None, plain.stdout)
    tap.check("the signs are explained there too", "# at least, = up to the value, - at most." in plain.stdout, plain.stdout)

    every = run(PROGRAM, "trends")
    rows = {line.split()[0]: line for line in every.stdout.splitlines()[1:]}
    tap.check("a row for each metric", list(rows)[:4] == ["readiness", "coverage", "sleep", "sleep-debt"] and len(rows) >= 15,
              every.stdout, every.stderr)
    tap.check("a row has the last value in words", "68 (58 to 78)" in rows["readiness"] and "7 h 8 min" in rows["sleep"]
              and "70 %" in rows["stress"], every.stdout)
    signs = rows["readiness"][32:]
    tap.check("a row has a sign a day", len(signs) == 28 and signs[1] == " " and signs[0] < signs[27], repr(signs))
    tap.check("what is never known is named", "Not known on any of these days: strain." in every.stdout, every.stdout)
    digits = run(PROGRAM, "trends", LC_ALL="C").stdout
    tap.check("digits stand for signs without UTF-8", digits.isascii() and re.search(r"^readiness .* 4 444", digits, re.M)
              is not None, digits)
    year = run(PROGRAM, "trends", "--weeks", "57")
    tap.check("a year fits the width", year.returncode == 0 and all(len(line) <= 80 for line in year.stdout.splitlines())
              and "a sign is the mean of 9 days" in year.stdout, year.stdout)
    weekly = run(PROGRAM, "trends", "coverage", "--weeks=11").stdout.splitlines()
    dated = [line for line in weekly if re.match("(Mon|Tue|Wed|Thu|Fri|Sat|Sun) 20", line)]
    tap.check("many weeks are lines of a week", len(dated) == 11 and all(line.startswith("Sun ") for line in dated)
              and "mean of 7 days" in " ".join(weekly), "\n".join(weekly))
    tight = run(PROGRAM, "trends", "sleep", "--weeks=11", COLUMNS="40").stdout
    tap.check("where there is no room for a bar there is none", "█" not in tight.split("\nA line")[0] and "7 h" in tight, tight)

    whole = json.loads(run(PROGRAM, "trends", "sleep", "--json=short", "--weeks=1").stdout)
    tap.check("JSON has the values", whole["metric"] == "sleep_min" and whole["unit"] == "min" and whole["from"] == "2026-03-22"
              and whole["to"] == "2026-03-28" and len(whole["values"]) == 6
              and whole["values"][-1] == {"date": "2026-03-28", "low": 428, "point": 428, "high": 428}, whole)
    listed = json.loads(run(PROGRAM, "trends", "--json=short").stdout)
    tap.check("JSON of all is a list", [one["metric"] for one in listed][:2] == ["readiness", "coverage"] and len(listed) == 16
              and listed[14]["values"] == [], listed)

    tap.check("both names of a metric are taken", run(PROGRAM, "trends", "sleep_min").stdout == run(PROGRAM, "trends", "sleep").stdout)
    unknown = run(PROGRAM, "trends", "luck")
    tap.check("an unknown metric is a fault of the command line", unknown.returncode == 2 and "readiness" in unknown.stderr
              and not unknown.stdout, unknown.stderr)
    words = unknown.stderr.split("but: ")[1].splitlines()[0].split(", ")
    described = re.findall("[a-z-]+", run(PROGRAM, "trends", "--help").stdout)
    tap.check("the help names every metric", len(words) == 16 and set(words) <= set(described), words)
    wrong = [run(PROGRAM, "trends", "--weeks", weeks).returncode for weeks in ("0", "58", "x", "1.5")]
    tap.check("weeks out of range too", wrong == [2, 2, 2, 2], wrong)
    none = run(PROGRAM, "trends", "strain")
    tap.check("nothing known is said", none.returncode == 0 and "not known on any of these days" in none.stdout, none.stdout)

    coloured = on_terminal(PROGRAM, "trends", "readiness")
    tap.check("colour on a terminal", "\x1b[32m" in coloured, repr(coloured[:300]))
    bare = on_terminal(PROGRAM, "trends", "readiness", NO_COLOR="1")
    tap.check("no colour where it is not wanted", "\x1b" not in bare, repr(bare[:300]))
    tap.check("colour adds nothing", re.sub("\x1b\\[[0-9]*m", "", coloured) == bare)
    tap.end()


with StandIn(ANSWERS, {"TimeZone": GLib.Variant("s", "Europe/Berlin")}):
    main()
