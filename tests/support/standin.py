# SPDX-License-Identifier: LGPL-2.1-or-later
"""A service that stands in for recoupd on a private bus, and gives the answers that a test wants: for tests of what recoupctl
makes of an answer, whatever the clock says and the model computes. The real daemon is tested elsewhere."""
import os
import pathlib
import subprocess
import sys
import tempfile

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

TOP = pathlib.Path(__file__).resolve().parents[2]
HOME = tempfile.TemporaryDirectory(prefix="recoup-home-")  # of what is run; nothing of the user is read or written
NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"


def serve(answers, properties, ready):
    """Answers calls until it is killed. ANSWERS: method -> function of the arguments, giving a GLib.Variant tuple."""
    xml = (TOP / "dbus" / "org.recoup.Recoup1.xml").read_text(encoding="utf-8")
    bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

    def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
        answer = answers.get(method)
        if answer is None:
            invocation.return_dbus_error(f"{NAME}.Error.Unsupported", f"‘{method}’ is not part of this test")
            return
        try:
            invocation.return_value(answer(*arguments.unpack()))
        except ValueError as error:
            invocation.return_dbus_error(f"{NAME}.Error.InvalidArgument", str(error))

    for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces:
        bus.register_object(PATH, interface, on_call, lambda *words: properties.get(words[4]), None)
    Gio.bus_own_name_on_connection(bus, NAME, Gio.BusNameOwnerFlags.DO_NOT_QUEUE, lambda *_: os.write(ready, b"1"), None)
    GLib.MainLoop().run()


class StandIn:
    """with StandIn(answers, properties): recoupctl finds it on the session bus of the environment."""

    def __init__(self, answers, properties):
        self.answers, self.properties = answers, properties

    def __enter__(self):
        self.bus = Gio.TestDBus.new(Gio.TestDBusFlags.NONE)
        self.bus.up()
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = self.bus.get_bus_address()
        reader, writer = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            os.close(reader)
            try:
                serve(self.answers, self.properties, writer)
            finally:
                os._exit(1)
        os.close(writer)
        if os.read(reader, 1) != b"1":
            raise RuntimeError("the service did not start")
        os.close(reader)
        return self

    def __exit__(self, *_error):
        os.kill(self.child, 15)
        os.waitpid(self.child, 0)
        self.bus.stop()


class Tap:
    """Results of a test script, as TAP."""

    def __init__(self):
        self.count, self.failed = 0, 0

    def check(self, name, is_good, *details):
        self.count += 1
        print(f"{'ok' if is_good else 'not ok'} {self.count} - {name}", flush=True)
        if not is_good:
            self.failed += 1
            for detail in details:
                for line in str(detail).splitlines():
                    print(f"# {line}")

    def end(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def run(*words, stdin=None, **environment):
    """Runs a program with a locale and a width of its own; gives its result with text."""
    env = {key: value for key, value in os.environ.items() if key not in ("COLUMNS", "NO_COLOR", "PAGER")}
    env.update({"HOME": HOME.name, "XDG_CACHE_HOME": HOME.name, "XDG_CONFIG_HOME": HOME.name, "XDG_DATA_HOME": HOME.name})
    return subprocess.run([str(word) for word in words], input=stdin, capture_output=True, timeout=60, check=False,
                          encoding="utf-8", env={**env, "LC_ALL": "C.UTF-8", **environment})
