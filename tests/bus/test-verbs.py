# SPDX-License-Identifier: LGPL-2.1-or-later
"""Whatever the bus can do, recoupctl can: a verb for each method, each property in what it tells, a line for each signal."""
import json
import os
import re
import subprocess
import xml.etree.ElementTree as ET

import pytest
from support import (DEADLINE, HOUR, JOURNAL, NAME, PATH, REMINDERS, SETTINGS, TOP, Daemon, Gio, GLib, noon_zone, now, wait_for,
                     weight)

XML = TOP / "dbus" / "org.recoup.Recoup1.xml"
ID = "1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7633b"

# A new method fails here until it has a verb; they run in this order.
VERBS = {
    (JOURNAL, "Add"): ["log", "weight", "80.5", f"id={ID}"],
    (JOURNAL, "Query"): ["journal"],
    (JOURNAL, "Amend"): ["amend", ID, "kg=81"],
    (JOURNAL, "Remove"): ["remove", ID],
    (NAME, "Undo"): ["undo"],
    (NAME, "GetState"): ["status"],
    (NAME, "Explain"): ["why", "sleep"],
    (NAME, "GetSeries"): ["trends", "readiness"],
    (NAME, "Pause"): ["pause", "2h", "Dentist"],
    (NAME, "Resume"): ["resume"],
    (NAME, "Inhibit"): ["inhibit", "true"],
    (NAME, "Uninhibit"): ["inhibit", "true"],
    (REMINDERS, "List"): ["reminders"],
    (REMINDERS, "Upcoming"): ["plan", "--ics"],
    (REMINDERS, "Done"): ["done", "protein", "30"],
    (REMINDERS, "Snooze"): ["snooze", "bedtime"],
    (REMINDERS, "Skip"): ["skip", "wind-down"],
    (REMINDERS, "Explain"): ["why", "wind-down/{day}/0"],  # it is over: of one to come List has the rules
    (REMINDERS, "SkipDate"): ["skip", "bedtime", "--date", "tomorrow"],
    (SETTINGS, "Describe"): ["settings"],
    (SETTINGS, "Get"): ["get"],
    (SETTINGS, "Set"): ["set", "later_min=20"],
    (SETTINGS, "Reset"): ["unset", "later_min"],
}


def members(kind):
    """(interface, name) -> element of the XML."""
    root = ET.fromstring(XML.read_text(encoding="utf-8"))
    return {(interface.get("name"), one.get("name")): one
            for interface in root.iter("interface") for one in interface.findall(kind)}


@pytest.fixture(name="noon")
def fixture_noon(bus, folder):
    """A daemon with the day before it."""
    daemon = Daemon(bus, folder / "home", TZ=noon_zone()).start()
    yield daemon
    assert daemon.end() == 0


def run(daemon, *words):
    """What recoupctl prints."""
    done = subprocess.run([os.environ["RECOUPCTL"], *words], env=daemon.environment, capture_output=True, text=True,
                          encoding="utf-8", timeout=DEADLINE, check=False)
    assert done.returncode == 0, (words, done.stderr)
    return done.stdout


class Listener:
    """dbus-monitor, for the calls that the daemon gets."""

    def __init__(self, bus, folder):
        self.log = folder / "calls"
        with open(self.log, "wb") as file:
            # pylint: disable-next=consider-using-with
            self.process = subprocess.Popen(["dbus-monitor", "--address", bus.address,
                                             f"type='method_call',destination='{NAME}'"], stdout=file, stderr=subprocess.DEVNULL)

    def calls(self):
        """(interface, method) of each."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return re.findall(rf"^method call .*destination={re.escape(NAME)} .*interface=(\S+); member=(\w+)$", text, re.M)

    def stop(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait(DEADLINE)


@pytest.fixture(name="listener")
def fixture_listener(noon, bus, folder):
    """One that hears what noon is called."""
    listener = Listener(bus, folder)

    def hears():
        noon.call("Ping", interface="org.freedesktop.DBus.Peer")
        return listener.calls()
    try:
        wait_for(hears, "the monitor")
        yield listener
    finally:
        listener.stop()


def test_methods(noon, listener):
    """The verb of the table calls the method."""
    assert set(VERBS) == set(members("method"))
    for method, words in VERBS.items():
        before = len(listener.calls())
        run(noon, *[word.format(day=noon.state()["day"]) for word in words])
        wait_for(lambda before=before, method=method: method in listener.calls()[before:], f"{method} of {words}")


def test_old_entry_is_asked_for_alone(noon, listener):
    """However long ago it was logged: the daemon finds it, the journal is not read."""
    ids, _undo = noon.add(*[weight(80.0, now() - i * 24 * HOUR) for i in range(900, 1000)])
    assert run(noon, "journal", "--no-legend", ids[7][:8].upper()).startswith(ids[7][:8])
    for words in (("amend", ids[7][:8], "kg=81"), ("remove", ids[7])):
        run(noon, *words)
    assert len(noon.query()) == 99
    wait_for(lambda: (JOURNAL, "Remove") in listener.calls(), "the removal")
    assert listener.calls().count((JOURNAL, "Query")) == 4  # each of the three asks once, and this test


def test_properties(noon):
    """All of them are in one object, by their names in the spelling of keys."""
    told = json.loads(run(noon, "--json=short", "status", "--verbose"))["daemon"]
    keys = {re.sub(r"(?<=[a-z])([A-Z])", r"_\1", name).lower() for _interface, name in members("property")}
    assert set(told) == keys
    assert told["time_zone"] == noon.environment["TZ"] and told["paused_until"] is None and told["next_at"].startswith("20")
    assert "daemon" not in json.loads(run(noon, "--json=short", "status"))
    noon.conf.parent.mkdir(parents=True, exist_ok=True)
    noon.conf.write_text("[Model]\nsleep_need_min=soon\n", encoding="utf-8")
    wait_for(lambda: noon.get("Problem", SETTINGS), "the problem")
    assert "sleep_need_min" in json.loads(run(noon, "--json=short", "status", "--verbose"))["daemon"]["problem"]
    assert re.search(r"^Settings .*sleep_need_min", run(noon, "status", "--verbose"), re.M)


def test_signals(noon, folder):
    """Each of them is a line of monitor with its arguments. They are sent by this test, once the daemon has left its name."""
    output = folder / "monitor"
    with open(output, "wb") as file:
        # pylint: disable-next=consider-using-with
        monitor = subprocess.Popen([os.environ["RECOUPCTL"], "--json=short", "monitor"], env=noon.environment, stdout=file)

    def events():
        return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines(keepends=True) if line.endswith("\n")]
    owner = 0
    try:
        wait_for(lambda: any(one["event"] == "state" for one in events()), "the state")
        noon.end()
        owner = Gio.bus_own_name_on_connection(noon.connection, NAME, Gio.BusNameOwnerFlags.NONE, None, None)
        wait_for(lambda: [one["event"] for one in events()].count("daemon") == 2, "the new owner")
        before = len(events())
        source = XML.read_text(encoding="utf-8")
        for count, ((interface, name), signal) in enumerate(members("signal").items(), 1):
            comment = re.search(rf"{name}:\n(?:(?!-->).)*Example: `([^`]*)`\s+-->\s+<signal name=\"{name}\"", source, re.S)
            kind = "(" + "".join(one.get("type") for one in signal.findall("arg")) + ")"
            words = GLib.Variant.parse(GLib.VariantType(kind), comment[1], None, None)
            noon.connection.emit_signal(None, PATH, interface, name, words)
            wait_for(lambda count=count: len(events()) >= before + count, f"a line for {name}")
            values = [value for value in words.unpack() if isinstance(value, str)]
            assert set(values) <= {one for one in events()[-1].values() if isinstance(one, str)}, (name, events()[-1])
    finally:
        monitor.terminate()
        monitor.wait(DEADLINE)
        if owner:
            Gio.bus_unown_name(owner)
            noon.connection.flush_sync(None)
            noon.start()


def test_help_names_each_verb(noon):
    """What the table says is in the help."""
    told = run(noon, "--help")
    for words in VERBS.values():
        assert re.search(rf"^  {words[0]}\b", told, re.M), words[0]
