#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check.py [--write] RECOUP-SIM SCRIPT

Runs a script and compares what was seen with its lines that begin with "#>", which it must match
whole: the same events in the same order at the same instants, and no other. A line is short: local
time (with "/2" when the clock shows it for the second time), event, key, what it says of outcome and cause, the urgency where it is not normal, "silent"
where it makes no sound. Alarms are compared where the script names one. --write replaces the lines
by what was seen, to be read before it is kept."""
import difflib
import json
import subprocess
import sys


def clock(local, again=False):
    return local[:16] + ("" if local[17:19] == "00" else ":" + local[17:19]) + ("/2" if again else "")


def shorten(event):
    if event["event"] == "wake":
        return f"{clock(event['local'], event.get('again'))} wake {clock(event['until']) if 'until' in event else 'never'}"
    urgency = event.get("urgency", "normal")
    words = [clock(event["local"], event.get("again")), event["event"], event["key"], event.get("outcome"), event.get("cause"),
             urgency if urgency != "normal" else None, "silent" if event.get("silent") else None]
    return " ".join(word for word in words if word)


def main(sim, script, write):
    with open(script, encoding="utf-8") as file:
        lines = file.read().splitlines()
    wanted = [line[2:].strip() for line in lines if line.startswith("#>")]
    run = subprocess.run([sim, "--seed", "1", script], capture_output=True, text=True, check=False)
    sys.stderr.write(run.stderr)
    events = [json.loads(line) for line in run.stdout.splitlines()]
    if run.returncode != 0:
        sys.stdout.writelines(f"{shorten(event)}\n" for event in events if event["event"] != "wake")
        return run.returncode
    for event in events:
        # An alarm lies ahead, whatever the script is about; instants of one form sort as text.
        if event["event"] == "wake" and "until" in event and event["instant"] <= event["at"]:
            print(f"an alarm that does not lie ahead: {event}")
            return 1
    kept = {"wake"} if any(line.split()[1] == "wake" for line in wanted) else set()
    seen = [shorten(event) for event in events
            if event["event"] not in {"wake", "state"} or event["event"] in kept]
    if write:
        text = [line for line in lines if not line.startswith("#>")]
        while text and not text[-1]:
            text.pop()
        with open(script, "w", encoding="utf-8") as file:
            file.write("\n".join(text + [""] + [f"#> {line}" for line in seen]) + "\n")
    elif seen != wanted:
        sys.stdout.writelines(f"{line}\n" for line in difflib.unified_diff(wanted, seen, "wanted", "seen", lineterm=""))
        return 1
    elif not wanted:
        print("a script that wants nothing shows nothing")
        return 1
    return 0


if __name__ == "__main__":
    arguments = [word for word in sys.argv[1:] if word != "--write"]
    sys.exit(main(*arguments, "--write" in sys.argv))
