#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""recoup from Python, with PyGObject.

usage: recoup-example.py status                  where you stand, in one line
       recoup-example.py follow                  the same, again whenever it changes, until interrupted
       recoup-example.py log GRAMS               a meal, now
       recoup-example.py inhibit REASON COMMAND  reminders wait while the command runs
"""
import sys
import time

from gi.repository import Gio, GLib

NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"
PROPERTIES = "org.freedesktop.DBus.Properties"


def call(bus, interface, method, arguments, reply):
    """Calls recoupd, which the bus starts if need be, and unpacks what it answers."""
    return bus.call_sync(NAME, PATH, interface, method, arguments, GLib.VariantType(reply), Gio.DBusCallFlags.NONE, -1,
                         None).unpack()


def read_status(bus):
    """A property that is about health changes without a signal, so it is asked for and never cached, as a proxy would."""
    return call(bus, PROPERTIES, "Get", GLib.Variant("(ss)", (NAME, "Summary")), "(v)")[0]


def status(bus):
    """Prints it once."""
    print(read_status(bus))


def follow(bus):
    """Prints it whenever Revision, which is broadcast, says that it may differ."""
    last = ""

    def show():
        nonlocal last
        try:
            now = read_status(bus)
        except GLib.Error as error:
            complain(error)
            return
        if now != last:
            print(now, flush=True)
        last = now

    def on_properties(_bus, _sender, _path, _interface, _signal, arguments):
        if "Revision" in arguments.unpack()[1]:
            show()

    def on_vanished(_bus, _name):
        nonlocal last
        last = ""
        print("recoupd is not there", flush=True)

    bus.signal_subscribe(NAME, PROPERTIES, "PropertiesChanged", PATH, NAME, Gio.DBusSignalFlags.NONE, on_properties)
    # Calls the first function at once if the daemon runs, and again whenever it was started anew.
    Gio.bus_watch_name_on_connection(bus, NAME, Gio.BusNameWatcherFlags.AUTO_START, lambda *_: show(), on_vanished)
    GLib.MainLoop().run()


def log(bus, grams):
    """Logs a meal. All entries of a call are taken, or none."""
    meal = {
        "kind": GLib.Variant("s", "meal"),
        "at": GLib.Variant("x", int(time.time()) * 1000000),  # microseconds
        "protein_g": GLib.Variant("d", float(grams)),
        "source": GLib.Variant("s", "recoup-example"),
    }
    ids, undo = call(bus, NAME + ".Journal", "Add", GLib.Variant("(aa{sv}a{sv})", ([meal], {})), "(ass)")
    print(f"logged {ids[0]}, undo token {undo}")


def inhibit(bus, reason, *command):
    """The inhibitor ends with our connection. A daemon that was started anew knows nothing of it, so it is asked again."""
    loop = GLib.MainLoop()
    child = None
    failure = None

    def on_appeared(_bus, _name, _owner):
        nonlocal child, failure
        try:
            call(bus, NAME, "Inhibit", GLib.Variant("(assx)", ([], reason, 0)), "(u)")
            if child is None:
                child = Gio.Subprocess.new(command, Gio.SubprocessFlags.STDIN_INHERIT)
                child.wait_async(None, lambda *_: loop.quit())
        except GLib.Error as error:
            if child is not None:
                complain(error)  # the command goes on without it
                return
            failure = error
            loop.quit()

    def on_vanished(_bus, _name):
        nonlocal failure
        if child is None:
            failure = GLib.Error("recoupd is not there")
            loop.quit()

    Gio.bus_watch_name_on_connection(bus, NAME, Gio.BusNameWatcherFlags.AUTO_START, on_appeared, on_vanished)
    loop.run()
    if failure is not None:
        raise failure
    sys.exit(child.get_exit_status() if child.get_if_exited() else 1)


def complain(error):
    """What recoupd says is for people; the name of the error in front of it is for programs."""
    remote = Gio.DBusError.get_remote_error(error)
    print("recoup-example:", error.message.removeprefix(f"GDBus.Error:{remote}: "), file=sys.stderr)


def main():
    """One verb."""
    verbs = {"status": (status, 0, 0), "follow": (follow, 0, 0), "log": (log, 1, 1), "inhibit": (inhibit, 2, 99)}
    verb, least, most = verbs.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, 0, 0))
    if verb is None or not least <= len(sys.argv) - 2 <= most:
        sys.exit(__doc__)
    try:
        verb(Gio.bus_get_sync(Gio.BusType.SESSION), *sys.argv[2:])
    except GLib.Error as error:
        complain(error)
        sys.exit(1)
    except ValueError as error:  # a number that is none
        sys.exit(f"recoup-example: {error}")
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
