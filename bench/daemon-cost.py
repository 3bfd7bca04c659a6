#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: daemon-cost.py BUILD: what recoupd costs at rest, as ratios to the least daemon (floor.c) in interleaved runs.

Runs on a private bus (run.sh starts it). Prints for each figure the median of both, the median of the ratios pair by pair, and
the bound. Exit status 1 when a bound is passed by more than the tolerance."""
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

BUILD = os.path.abspath(sys.argv[1])
HERE = os.path.dirname(os.path.abspath(__file__))
RUNS = 15
TOLERANCE = 1.10
RECOUP = ("org.recoup.Recoup1", "/org/recoup/Recoup1", "org.recoup.Recoup1")
FLOOR = ("org.recoup.Floor1", "/org/recoup/Floor1", "org.recoup.Floor1")
LATENCY = os.path.join(BUILD, "bench/latency")


def run(*words, **more):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True, **more).stdout


def environment(home):
    env = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data",
               GIO_USE_VFS="local", GSETTINGS_BACKEND="memory", TZ="Europe/Berlin",
               DBUS_SYSTEM_BUS_ADDRESS="unix:path=" + home + "/no-system-bus")
    for folder in ("config", "data"):
        os.makedirs(home + "/" + folder, exist_ok=True)
    return env


class Daemon:
    """One started process that owns a bus name, and has answered for the first time: it was asked as soon as it had the name."""

    def __init__(self, words, target, env):
        watch = subprocess.Popen([LATENCY, *target, "start", "-"], stdout=subprocess.PIPE, text=True)
        watch.stdout.readline()
        start = time.monotonic()
        self.process = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        named, answered = map(float, watch.communicate()[0].split())
        self.start_ms = (named - start) * 1000
        self.answer_ms = (answered - start) * 1000

    def memory(self):
        """PSS and anonymous memory in kB."""
        text = open("/proc/%d/smaps_rollup" % self.process.pid).read()
        return tuple(int(re.search(r"^%s:\s+(\d+)" % key, text, re.M).group(1)) for key in ("Pss", "Anonymous"))

    def switches(self):
        """Voluntary context switches by thread."""
        counts = {}
        for task in os.listdir("/proc/%d/task" % self.process.pid):
            text = open("/proc/%d/task/%s/status" % (self.process.pid, task)).read()
            counts[task] = int(re.search(r"^voluntary_ctxt_switches:\s+(\d+)", text, re.M).group(1))
        return counts

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def latency(target, interface, method, count):
    return float(run(LATENCY, target[0], target[1], interface, method, str(count)))


def start_recoup(home):
    return Daemon([BUILD + "/daemon/recoupd"], RECOUP, environment(home))


def start_floor(home):
    return Daemon([BUILD + "/bench/floor", home + "/floor.db", home + "/answer"], FLOOR, environment(home))


def prepare(scratch, years):
    """A home whose store holds so many years, and the answer of GetState beside it."""
    home = "%s/%d-years" % (scratch, years)
    daemon = start_recoup(home)
    with open(home + "/journal.jsonl", "w") as journal:
        subprocess.run([HERE + "/history.py", str(years)], check=True, stdout=journal)
    run(BUILD + "/client/recoupctl", "import", home + "/journal.jsonl", "--apply", env=environment(home))
    wait_folded()
    run(LATENCY, *RECOUP, "save", home + "/answer")
    daemon.stop()
    return home


def wait_folded():
    """A long history is folded in slices between calls: the revision stands still when it is done."""
    last = None
    while True:
        now = run("gdbus", "call", "--session", "-d", RECOUP[0], "-o", RECOUP[1], "-m",
                  "org.freedesktop.DBus.Properties.Get", RECOUP[2], "Revision")
        if now == last:
            return
        last = now
        time.sleep(1.5)


def measure(home, starter, target):
    daemon = starter(home)
    if target is RECOUP:
        wait_folded()
    else:
        time.sleep(1.5)
    figures = {"start ms": daemon.start_ms, "first answer ms": daemon.answer_ms}
    figures["ping us"] = latency(target, "org.freedesktop.DBus.Peer", "Ping", 2000)
    figures["GetState us"] = latency(target, target[2], "GetState", 1000)
    figures["PSS kB"], figures["Anonymous kB"] = daemon.memory()
    daemon.stop()
    return figures


def compare(home, title, bounds):
    pairs = []
    for _ in range(RUNS):
        pairs.append((measure(home, start_recoup, RECOUP), measure(home, start_floor, FLOOR)))
    print("\n%s (median of %d interleaved runs)" % (title, RUNS))
    print("%-16s %12s %12s %8s %8s" % ("", "recoupd", "floor", "ratio", "bound"))
    good = True
    for key, bound in bounds.items():
        ours = statistics.median(p[0][key] for p in pairs)
        theirs = statistics.median(p[1][key] for p in pairs)
        ratio = statistics.median(p[0][key] / p[1][key] for p in pairs)
        held = bound is None or ratio <= bound * TOLERANCE
        good = good and held
        print("%-16s %12.1f %12.1f %8.2f %8s  %s" % (key, ours, theirs, ratio, bound or "none", "" if held else "ABOVE"))
    return good


def idle(home, seconds):
    daemon = start_recoup(home)
    time.sleep(75)  # past the first minute, in which the daemon waits for the desktop
    before = daemon.switches()
    time.sleep(seconds)
    count = sum(n - before.get(task, 0) for task, n in daemon.switches().items())
    daemon.stop()
    print("\nIdle wake-ups in %d s between deadlines: %d (bound 0)" % (seconds, count))
    return count == 0


def main():
    scratch = tempfile.mkdtemp(prefix="recoup-bench.")
    try:
        year = prepare(scratch, 1)
        decade = prepare(scratch, 10)
        good = compare(year, "One year of daily entries",
                       {"start ms": 1.5, "first answer ms": None, "ping us": 1.0, "GetState us": 1.5, "PSS kB": 1.3,
                        "Anonymous kB": 1.5})
        good &= compare(decade, "Ten years of daily entries",
                        {"start ms": 1.5, "first answer ms": None, "ping us": 1.0, "GetState us": 1.5, "PSS kB": 1.3,
                         "Anonymous kB": 1.5})
        good &= idle(year, 60)
        return 0 if good else 1
    finally:
        shutil.rmtree(scratch)


sys.exit(main())
