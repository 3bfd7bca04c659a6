#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: longest-gap.py BUILD [PART]: how long recoupd leaves other callers waiting while it does the largest things that are legal.

Runs on a private bus (run.sh starts it). Printed is how long a call took, and the most processor time that the daemon's main
thread needed for one turn of its loop until all was done that followed of the call (turns.c). PART is one of the functions
measure_PART below."""
import mmap
import os
import sys
import tempfile
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"
JOURNAL = NAME + ".Journal"
BOUND_MS = 50
DAY = 86400 * 1000000
NOW = int(time.time()) * 1000000


def connect():
    """A connection of its own."""
    address = os.environ["DBUS_SESSION_BUS_ADDRESS"]
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)


def start(home):
    """recoupd, when it owns its name."""
    env = dict(os.environ, HOME=home, XDG_CONFIG_HOME=home + "/config", XDG_DATA_HOME=home + "/data", GIO_USE_VFS="local",
               GSETTINGS_BACKEND="memory", TZ="Europe/Berlin", DBUS_SYSTEM_BUS_ADDRESS="unix:path=" + home + "/none",
               LD_PRELOAD=BUILD + "/bench/libturns.so", TURNS_FILE=home + "/turns")
    watch = GLib.spawn_async(["gdbus", "wait", "--session", "--timeout", "60", NAME], flags=GLib.SpawnFlags.SEARCH_PATH |
                             GLib.SpawnFlags.DO_NOT_REAP_CHILD)[0]
    process = GLib.spawn_async([BUILD + "/daemon/recoupd"], envp=["%s=%s" % pair for pair in env.items()],
                               flags=GLib.SpawnFlags.DO_NOT_REAP_CHILD | GLib.SpawnFlags.STDERR_TO_DEV_NULL)[0]
    os.waitpid(watch, 0)
    return process


def variant(kind, value):
    """A value of a dictionary."""
    return GLib.Variant(kind, value)


def weights(days):
    """5000 of the smallest entries."""
    return [{"kind": variant("s", "weight"), "kg": variant("d", 80), "at": variant("x", NOW - i * days * DAY // 5000)}
            for i in range(5000)]


def sessions(days):
    """As many sets as 16 MiB and a million values hold."""
    one = {"exercise": variant("s", "Barbell Back Squat"), "reps": variant("x", 5), "load_kg": variant("d", 100),
           "rir": variant("d", 1)}
    sets = variant("aa{sv}", [one] * 200)
    count = 285
    return [{"kind": variant("s", "session"), "start": variant("x", NOW - DAY // 24 - i * days * DAY // count), "sets": sets}
            for i in range(count)]


class Daemon:
    """with Daemon() as daemon: one that holds nothing yet, with turns.c in it."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory()
        with open(self.home.name + "/turns", "w+b") as file:
            file.truncate(8)
            self.longest = mmap.mmap(file.fileno(), 8)
        self.process = start(self.home.name)
        self.bus = connect()
        return self

    def __exit__(self, *_):
        os.kill(self.process, 15)
        os.waitpid(self.process, 0)
        self.home.cleanup()

    def call(self, interface, method, arguments):
        """A call that nobody measures; an error is an answer too."""
        try:
            return self.bus.call_sync(NAME, PATH, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 120000, None)
        except GLib.Error as error:
            self.refused = True
            return GLib.Variant("(s)", (error.message,))

    def settle(self):
        """Waits until the daemon has nothing to do."""
        path = "/proc/%d/schedstat" % self.process
        while True:
            with open(path, encoding="ascii") as file:
                before = file.read()
            time.sleep(0.3)
            with open(path, encoding="ascii") as file:
                if file.read() == before:
                    return

    def measure(self, what, interface, method, arguments):
        """One call, and the longest turn until all is done that follows of it."""
        self.settle()
        self.longest[:] = bytes(8)
        self.refused = False
        begun = time.monotonic()
        reply = self.call(interface, method, arguments)
        took = time.monotonic() - begun
        self.settle()
        longest = int.from_bytes(self.longest[:], sys.byteorder) / 1e6
        print("%-58s %6.0f ms, longest turn %6.1f ms%s%s" % (what, took * 1000, longest, ", refused" if self.refused else "",
                                                             "  ABOVE" if longest > BOUND_MS else ""), flush=True)
        return reply


def add(entries):
    """Arguments of Journal.Add."""
    return GLib.Variant("(aa{sv}a{sv})", (entries, {}))


def state(**options):
    """Arguments of GetState."""
    return GLib.Variant("(a{sv})", (options,))


def measure_journal(what, make):
    """Additions of all lengths, and what takes as many entries as they gave."""
    for days, over in ((1, "one day"), (31, "a month"), (3650, "ten years")):
        entries = make(days)
        with Daemon() as daemon:
            name = "%d %s of %s" % (len(entries), what, over)
            ids, undo = daemon.measure("Add: " + name, JOURNAL, "Add", add(entries)).unpack()
            daemon.measure("Query: " + name, JOURNAL, "Query", state())
            daemon.measure("Undo: " + name, NAME, "Undo", GLib.Variant("(s)", (undo,)))
            ids = daemon.call(JOURNAL, "Add", add(entries)).unpack()[0]
            daemon.measure("Remove: " + name, JOURNAL, "Remove", GLib.Variant("(as)", (ids,)))
            daemon.measure("Undo of that", NAME, "Undo", GLib.Variant("(s)", ("",)))


def date(instant):
    """Its day."""
    return time.strftime("%Y-%m-%d", time.gmtime(instant // 1000000))


def settings(daemon):
    """All settings with the values that they have, as Set takes them."""
    values = daemon.call(NAME + ".Settings", "Get", None).unpack()[0]
    told = {row["key"]: row for row in daemon.call(NAME + ".Settings", "Describe", None).unpack()[0]}
    return {key: variant("s", value if isinstance(value, str) else str(told[key]["default"])) for key, value in values.items()}


def measure_looks():
    """Questions about other days than today, with what may be asked at once, over ten years of entries."""
    with Daemon() as daemon:
        daemon.call(JOURNAL, "Add", add(sessions(3650)))
        daemon.call(JOURNAL, "Add", add(weights(3650)))
        before, ahead = variant("x", NOW - 1825 * DAY), variant("x", NOW + 60 * 365 * DAY)
        early = [dict(weights(1)[0], at=variant("x", NOW - 3649 * DAY))]
        daemon.measure("GetState: five years ago", NAME, "GetState", state(at=before))
        daemon.measure("GetState: sixty years on", NAME, "GetState", state(at=ahead))
        for what, assumed in (("an entry assumed ten years ago", early), ("3800 entries assumed over ten years", weights(3650)[:3800]),
                              ("3800 entries assumed of today", weights(1)[:3800]), ("4 full sessions assumed of today", sessions(1)[:4])):
            daemon.measure("GetState: now, " + what, NAME, "GetState", state(assume=variant("aa{sv}", assumed)))
        daemon.measure("Explain: now, 66 days, 3800 entries assumed of today", NAME, "Explain",
                       state(days=variant("x", 66), assume=variant("aa{sv}", weights(1)[:3800])))
        daemon.measure("Explain: sixty years on, 66 days", NAME, "Explain", state(at=ahead, days=variant("x", 66)))
        daemon.measure("Explain: five years ago, 66 days", NAME, "Explain", state(at=before, days=variant("x", 66)))
        for what, start in (("", NOW), (", in a year", NOW + 350 * DAY), (", in sixty years", NOW + 60 * 365 * DAY)):
            daemon.measure("Upcoming: two weeks" + what, NAME + ".Reminders", "Upcoming",
                           GLib.Variant("(xx)", (start, start + 14 * DAY)))
        for what, end in (("", NOW), (", ten years ago", NOW - 3300 * DAY)):
            daemon.measure("GetSeries: 400 days" + what, NAME, "GetSeries",
                           GLib.Variant("(sss)", ("readiness", date(end - 399 * DAY), date(end))))


def measure_changes():
    """What makes ten years worthless, and what touches nothing but itself."""
    with Daemon() as daemon:
        rows = daemon.call(JOURNAL, "Add", add(sessions(3650))).unpack()[0]
        daemon.call(JOURNAL, "Add", add(weights(3650)))
        oldest = dict(sessions(3650)[-1])
        daemon.measure("Amend: a full session of ten years ago", JOURNAL, "Amend",
                       GLib.Variant("(sa{sv}a{sv})", (rows[-1], oldest, {})))
        daemon.measure("Undo of that", NAME, "Undo", GLib.Variant("(s)", ("",)))
        daemon.measure("Set: a setting of the model", NAME + ".Settings", "Set", state(sleep_need_min=variant("s", "470")))
        daemon.measure("Undo of that", NAME, "Undo", GLib.Variant("(s)", ("",)))
        daemon.measure("Set: all settings", NAME + ".Settings", "Set", GLib.Variant("(a{sv})", (settings(daemon),)))
        daemon.measure("Reset: all settings", NAME + ".Settings", "Reset", GLib.Variant("(as)", ([],)))
        daemon.measure("Describe", NAME + ".Settings", "Describe", None)
        daemon.measure("Pause", NAME, "Pause", GLib.Variant("(xs)", (NOW + DAY, "x" * 4096)))
        daemon.measure("Resume", NAME, "Resume", None)
        for _ in range(63):
            daemon.call(NAME, "Inhibit", GLib.Variant("(assx)", ([], "x" * 4096, 0)))
        daemon.measure("Inhibit: the 64th", NAME, "Inhibit", GLib.Variant("(assx)", ([], "x" * 4096, 0)))
        daemon.measure("List: all reminders", NAME + ".Reminders", "List", state(since=variant("x", NOW - 3650 * DAY)))


def measure_reminders():
    """What is said to reminders, over ten years of entries."""
    reminders = NAME + ".Reminders"
    with Daemon() as daemon:
        daemon.call(JOURNAL, "Add", add(sessions(3650)))
        daemon.call(JOURNAL, "Add", add(weights(3650)))
        rows = daemon.call(reminders, "Upcoming", GLib.Variant("(xx)", (NOW, NOW + 2 * DAY))).unpack()[0]
        first, second, third = [row["id"] for row in rows if row["kind"] in ("check-in", "protein", "bedtime")][:3]
        slept = {"kind": variant("s", "sleep"), "start": variant("x", NOW - 9 * DAY // 24), "end": variant("x", NOW - DAY // 24)}
        daemon.measure("Explain: a reminder", reminders, "Explain", GLib.Variant("(s)", (first,)))
        daemon.measure("Snooze", reminders, "Snooze", GLib.Variant("(sx)", (first, 0)))
        daemon.measure("Done: with a night", reminders, "Done", GLib.Variant("(sa{sv})", (second, slept)))
        daemon.measure("Undo of that", NAME, "Undo", GLib.Variant("(s)", ("",)))
        daemon.measure("Skip: with the longest reason", reminders, "Skip", GLib.Variant("(ss)", (third, "x" * 4096)))
        daemon.measure("SkipDate", reminders, "SkipDate", GLib.Variant("(ss)", ("bedtime", date(NOW + 5 * DAY))))
        cookie = daemon.call(NAME, "Inhibit", GLib.Variant("(assx)", ([], "x", 0))).unpack()[0]
        daemon.measure("Uninhibit", NAME, "Uninhibit", GLib.Variant("(u)", (cookie,)))


def measure_refused():
    """What is larger than a call may be, or is no call at all."""
    with Daemon() as daemon:
        keys = {"key%d" % i: variant("s", "x") for i in range(300000)}
        long = [{"kind": variant("s", "weight"), "note": variant("s", "x" * 4096)}] * 4200
        few = [{"kind": variant("s", "weight"), "k%d" % i: variant("y", 0)} for i in range(240000)]
        daemon.measure("Query: 300000 keys", JOURNAL, "Query", GLib.Variant("(a{sv})", (keys,)))
        daemon.measure("Remove: 300000 ids", JOURNAL, "Remove", GLib.Variant("(as)", (list(keys),)))
        daemon.measure("Add: 17 MB", JOURNAL, "Add", add(long))
        daemon.measure("Add: 240000 entries", JOURNAL, "Add", add(few))
        daemon.measure("Describe: with 300000 arguments that it has not", NAME + ".Settings", "Describe",
                       GLib.Variant("(a{sv})", (keys,)))


def main():
    """All of them."""
    if len(sys.argv) > 2:
        return globals()["measure_" + sys.argv[2]]()
    measure_journal("weights", weights)
    measure_journal("full sessions", sessions)
    measure_looks()
    measure_changes()
    measure_reminders()
    measure_refused()


if __name__ == "__main__":
    main()
