# SPDX-License-Identifier: LGPL-2.1-or-later
"""The real recoupd on a private bus, in a home of its own. Everything is waited for with a deadline, nothing sleeps."""
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
RECOUPD = os.environ["RECOUPD"]
NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"
JOURNAL, REMINDERS, SETTINGS = NAME + ".Journal", NAME + ".Reminders", NAME + ".Settings"
DEADLINE = 30
KINDS = ("active_recovery", "advice", "bedtime", "check_in", "deload", "digest", "protein", "wind_down") # on by default

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
<limit name="max_incoming_bytes">1000000000</limit><limit name="max_outgoing_bytes">1000000000</limit>
<limit name="max_message_size">1000000000</limit></busconfig>
"""


class BusError(Exception):
    """An answer that is an error: its name without the prefix, and what it says."""

    def __init__(self, error):
        name = Gio.DBusError.get_remote_error(error) or ""
        super().__init__(f"{name}: {error.message}")
        self.name = name.removeprefix(NAME + ".Error.")
        self.message = re.sub(r"^GDBus\.Error:[^ ]*: ", "", error.message)


def wait_for(condition, what):
    """Turns the main loop until the condition holds."""
    context = GLib.MainContext.default()
    until = time.monotonic() + DEADLINE
    source = GLib.timeout_add(50, lambda: True)
    try:
        while not condition():
            assert time.monotonic() < until, f"{what} did not come within {DEADLINE} s"
            context.iteration(True)
    finally:
        GLib.source_remove(source)


class Bus:
    """A dbus-daemon of its own."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.services = self.folder / "services"
        self.services.mkdir(parents=True)
        config = self.folder / "bus.conf"
        config.write_text(CONFIG.format(folder=self.folder, services=self.services), encoding="utf-8")
        self.address = f"unix:path={self.folder}/bus"
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen(["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile",
                                         "--print-address=1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        assert self.process.stdout.readline()
        self.connections = []

    def connect(self):
        """A connection of its own, as another program has."""
        connection = Gio.DBusConnection.new_for_address_sync(
            self.address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION,
            None, None)
        connection.set_exit_on_close(False)
        self.connections.append(connection)
        return connection

    def stop(self):
        """Ends the bus."""
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(DEADLINE)
        self.process.stdout.close()


def send_made(connection, interface, method, arguments):
    """Sends a call and does not wait. Returns a list that will hold its answer, or its error."""
    answers = []

    def on_answer(source, result):
        try:
            answers.append(source.call_finish(result).unpack())
        except GLib.Error as error:
            answers.append(BusError(error))

    connection.call(NAME, PATH, interface, method, arguments, None, Gio.DBusCallFlags.NO_AUTO_START, 120000, None, on_answer)
    return answers


def send(connection, interface, method, signature, *words):
    """The same with arguments that are still to be packed."""
    return send_made(connection, interface, method, GLib.Variant(signature, words))


class Daemon:
    """recoupd on a bus; `home` outlives it, so that it can be started again."""

    def __init__(self, bus, home, **environment):
        self.bus, self.home = bus, pathlib.Path(home)
        self.home.mkdir(parents=True, exist_ok=True)
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"),
            "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config", "XDG_RUNTIME_DIR": str(home),
            "DBUS_SESSION_BUS_ADDRESS": bus.address, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent",
            "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory", "G_DEBUG": "fatal-criticals", "TZ": "Europe/Berlin",
        }
        for key in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if key in os.environ:
                self.environment[key] = os.environ[key]
        self.environment.update(environment)
        self.connection = bus.connect()
        self.process = None
        self.log = None

    @property
    def database(self):
        """Its store."""
        return self.home / "data" / "recoup" / "recoup.db"

    @property
    def conf(self):
        """Its settings."""
        return self.home / "config" / "recoup" / "recoup.conf"

    def launch(self, *words):
        """Starts the process and does not wait."""
        # pylint: disable=consider-using-with
        self.log = tempfile.TemporaryFile(mode="w+", encoding="utf-8")
        self.process = subprocess.Popen([RECOUPD, *words], env=self.environment, stdout=self.log, stderr=self.log)
        return self.process

    def start(self):
        """Starts it and waits until it owns its name."""
        owners = []
        watch = Gio.bus_watch_name_on_connection(self.connection, NAME, Gio.BusNameWatcherFlags.NONE,
                                                 lambda _bus, _name, owner: owners.append(owner), None)
        self.launch()
        wait_for(lambda: owners or self.process.poll() is not None, "the name")
        Gio.bus_unwatch_name(watch)
        assert owners, self.read_log()
        return self

    def read_log(self):
        """What it said."""
        self.log.seek(0)
        return self.log.read()

    def end(self, number=signal.SIGTERM):
        """Ends it. Returns its exit status."""
        self.process.send_signal(number)
        return self.process.wait(DEADLINE)

    def call(self, method, signature="()", *arguments, interface=NAME, connection=None):
        """The answer, unpacked; one value alone if it is one. A dictionary keeps the types that it was given in."""
        values = arguments[0] if len(arguments) == 1 and isinstance(arguments[0], GLib.Variant) else \
            GLib.Variant(signature, arguments)
        try:
            answer = (connection or self.connection).call_sync(NAME, PATH, interface, method, values, None,
                                                               Gio.DBusCallFlags.NO_AUTO_START, DEADLINE * 1000, None)
        except GLib.Error as error:
            raise BusError(error) from None
        unpacked = answer.unpack()
        return unpacked[0] if len(unpacked) == 1 else unpacked

    def state(self, **options):
        """GetState."""
        return self.call("GetState", "(a{sv})", options)

    def add(self, *entries, **options):
        """Journal.Add."""
        return self.call("Add", "(aa{sv}a{sv})", list(entries), options, interface=JOURNAL)

    def query(self, **filters):
        """Journal.Query."""
        return self.call("Query", "(a{sv})", filters, interface=JOURNAL)

    def get(self, name, interface=NAME):
        """A property."""
        return self.call("Get", "(ss)", interface, name, interface="org.freedesktop.DBus.Properties")

    def set(self, **changes):
        """Settings.Set."""
        return self.call("Set", "(a{sv})", {key: text(value) for key, value in changes.items()}, interface=SETTINGS)

    def turn_off(self, *but):
        """Reminders of all kinds that are on by themselves, but some."""
        self.set(**{f"remind_{kind}": "off" for kind in KINDS if kind not in but})

    def listen(self, signal_name, interface=NAME):
        """The arguments of a signal, in a list that grows."""
        heard = []
        self.connection.signal_subscribe(NAME, interface, signal_name, PATH, None, Gio.DBusSignalFlags.NONE,
                                         lambda *words: heard.append(words[5].unpack()))
        return heard


def afternoon_zone():
    """A zone in which it is past four in the afternoon: no meal, walk or bed is due by itself, whenever the test runs."""
    hours = (16 - time.gmtime().tm_hour + 12) % 24 - 12
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


def text(value):
    """A text as a value of a dictionary."""
    return GLib.Variant("s", value)


def number(value):
    """A number."""
    return GLib.Variant("d", value)


def instant(value):
    """An instant or an integer."""
    return GLib.Variant("x", value)


def texts(values):
    """A list of texts."""
    return GLib.Variant("as", values)


def noon_zone():
    """A zone in which it is about noon now, so that reminders of all sorts are still to come."""
    hours = time.gmtime().tm_hour - 12
    return f"Etc/GMT{hours:+d}" if hours else "Etc/UTC"


SECOND = 1000000
HOUR = 3600 * SECOND


def now():
    """The instant now, a whole second."""
    return int(time.time()) * SECOND


def meal(grams=30.0, at=None, **more):
    """An entry."""
    return {"kind": text("meal"), "at": instant(at if at is not None else now() - HOUR), "protein_g": number(grams), **more}


def weight(kilograms=80.0, at=None, **more):
    """An entry."""
    return {"kind": text("weight"), "at": instant(at if at is not None else now() - HOUR), "kg": number(kilograms), **more}
