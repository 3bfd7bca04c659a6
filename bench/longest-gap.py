#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: longest-gap.py BUILD: how long recoupd leaves other callers waiting while it does the largest things that are legal.

Runs on a private bus (run.sh starts it). One client calls, another one asks for a property all the time; printed is how long the
call took, and the most processor time that the daemon's loop needed between two answers to the other one. The bound is 50 ms; on
a busy machine the other client is late and several turns pass between its answers."""
import os
import sys
import tempfile
import threading
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

BUILD = os.path.abspath(sys.argv[1])
NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"
JOURNAL = NAME + ".Journal"
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
               GSETTINGS_BACKEND="memory", TZ="Europe/Berlin", DBUS_SYSTEM_BUS_ADDRESS="unix:path=" + home + "/none")
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


class Asker(threading.Thread):
    """Asks without end; keeps the most processor time of the daemon's main thread between two answers."""

    def __init__(self, process):
        super().__init__()
        self.bus = connect()
        self.process = process
        self.longest = 0
        self.stopped = False

    def read_time(self):
        """Nanoseconds."""
        with open("/proc/%d/task/%d/schedstat" % (self.process, self.process), encoding="ascii") as file:
            return int(file.read().split()[0])

    def run(self):
        last = self.read_time()
        while not self.stopped:
            self.bus.call_sync(NAME, PATH, "org.freedesktop.DBus.Properties", "Get",
                               GLib.Variant("(ss)", (NAME, "Coverage")), None, Gio.DBusCallFlags.NONE, 60000, None)
            now = self.read_time()
            self.longest = max(self.longest, now - last)
            last = now


class Daemon:
    """with Daemon() as daemon: one that holds nothing yet, and somebody who asks it all the time."""

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory()
        self.process = start(self.home.name)
        self.bus = connect()
        self.asker = Asker(self.process)
        self.asker.start()
        return self

    def __exit__(self, *_):
        self.asker.stopped = True
        self.asker.join()
        os.kill(self.process, 15)
        os.waitpid(self.process, 0)
        self.home.cleanup()

    def call(self, interface, method, arguments):
        """A call that nobody measures."""
        return self.bus.call_sync(NAME, PATH, interface, method, arguments, None, Gio.DBusCallFlags.NONE, 120000, None)

    def measure(self, what, interface, method, arguments):
        """One call, and what it left the other one waiting."""
        time.sleep(0.5)
        self.asker.longest = 0
        begun = time.monotonic()
        reply = self.call(interface, method, arguments)
        took = time.monotonic() - begun
        time.sleep(1.0)
        print("%-58s %6.0f ms, longest turn %6.1f ms" % (what, took * 1000, self.asker.longest / 1e6), flush=True)
        return reply


def add(entries):
    """Arguments of Journal.Add."""
    return GLib.Variant("(aa{sv}a{sv})", (entries, {}))


def state(**options):
    """Arguments of GetState."""
    return GLib.Variant("(a{sv})", (options,))


def measure_journal(what, make):
    """Additions of all lengths, and what takes as many entries as they gave."""
    for days, over in ((1, "one day"), (3650, "ten years")):
        entries = make(days)
        with Daemon() as daemon:
            name = "%d %s of %s" % (len(entries), what, over)
            ids, undo = daemon.measure("Add: " + name, JOURNAL, "Add", add(entries)).unpack()
            daemon.measure("Query: " + name, JOURNAL, "Query", state())
            daemon.measure("Undo: " + name, NAME, "Undo", GLib.Variant("(s)", (undo,)))
            ids = daemon.call(JOURNAL, "Add", add(entries)).unpack()[0]
            daemon.measure("Remove: " + name, JOURNAL, "Remove", GLib.Variant("(as)", (ids,)))
            daemon.measure("Undo of that", NAME, "Undo", GLib.Variant("(s)", ("",)))


def measure_looks():
    """Questions about other days than today."""
    with Daemon() as daemon:
        daemon.call(JOURNAL, "Add", add(sessions(3650)))
        daemon.call(JOURNAL, "Add", add(weights(3650)))
        before, ahead = variant("x", NOW - 1825 * DAY), variant("x", NOW + 60 * 365 * DAY)
        early = [dict(weights(1)[0], at=variant("x", NOW - 3649 * DAY))]
        daemon.measure("GetState: five years ago", NAME, "GetState", state(at=before))
        daemon.measure("GetState: sixty years on", NAME, "GetState", state(at=ahead))
        daemon.measure("GetState: now, an entry assumed ten years ago", NAME, "GetState",
                       state(assume=variant("aa{sv}", early)))
        daemon.measure("GetState: now, 1000 entries assumed over ten years", NAME, "GetState",
                       state(assume=variant("aa{sv}", weights(3650)[::5])))
        daemon.measure("Explain: sixty years on, 66 days", NAME, "Explain", state(at=ahead, days=variant("x", 66)))
        daemon.measure("Explain: five years ago, 66 days", NAME, "Explain", state(at=before, days=variant("x", 66)))
        daemon.measure("Upcoming: two weeks", NAME + ".Reminders", "Upcoming", GLib.Variant("(xx)", (NOW, NOW + 14 * DAY)))
        daemon.measure("Upcoming: two weeks, in a year", NAME + ".Reminders", "Upcoming",
                       GLib.Variant("(xx)", (NOW + 350 * DAY, NOW + 364 * DAY)))
        daemon.measure("GetSeries: 400 days", NAME, "GetSeries",
                       GLib.Variant("(sss)", ("readiness", time.strftime("%Y-%m-%d", time.gmtime((NOW - 399 * DAY) // 1000000)),
                                              time.strftime("%Y-%m-%d", time.gmtime(NOW // 1000000)))))
        daemon.measure("Set: a setting of the model", NAME + ".Settings", "Set",
                       state(sleep_need_min=variant("s", "470")))


def main():
    """All of them."""
    measure_journal("weights", weights)
    measure_journal("full sessions", sessions)
    measure_looks()


if __name__ == "__main__":
    main()
