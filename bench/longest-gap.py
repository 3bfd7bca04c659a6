#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: longest-gap.py BUILD: how long recoupd leaves other callers waiting while it takes the largest additions that are legal.

Runs on a private bus (run.sh starts it). One client adds, another one asks for a property all the time; printed is the longest
time between two of its answers, and how long the addition took."""
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
    """Asks without end; keeps the longest time between two answers."""

    def __init__(self):
        super().__init__()
        self.bus = connect()
        self.longest = 0.0
        self.count = 0
        self.stopped = False

    def run(self):
        last = time.monotonic()
        while not self.stopped:
            self.bus.call_sync(NAME, PATH, "org.freedesktop.DBus.Properties", "Get",
                               GLib.Variant("(ss)", (NAME, "Coverage")), None, Gio.DBusCallFlags.NONE, 60000, None)
            now = time.monotonic()
            self.longest = max(self.longest, now - last)
            last = now
            self.count += 1


def measure(what, entries):
    """One addition to a daemon that holds nothing."""
    with tempfile.TemporaryDirectory() as home:
        process = start(home)
        bus = connect()
        arguments = GLib.Variant("(aa{sv}a{sv})", (entries, {}))
        size = arguments.get_size() / 2**20
        asker = Asker()
        asker.start()
        time.sleep(0.2)
        asker.longest = 0.0
        begun = time.monotonic()
        try:
            bus.call_sync(NAME, PATH, NAME + ".Journal", "Add", arguments, None, Gio.DBusCallFlags.NONE, 120000, None)
            took = time.monotonic() - begun
            time.sleep(1.0)
        finally:
            asker.stopped = True
            asker.join()
            os.kill(process, 15)
            os.waitpid(process, 0)
        print("%-32s %5d entries %5.1f MiB: added in %6.0f ms, longest gap %6.1f ms" %
              (what, len(entries), size, took * 1000, asker.longest * 1000), flush=True)


def main():
    """All of them."""
    measure("weights of one day", weights(1))
    measure("weights of ten years", weights(3650))
    measure("full sessions of a week", sessions(7))
    measure("full sessions of ten years", sessions(3650))


if __name__ == "__main__":
    main()
