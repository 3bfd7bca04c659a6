# SPDX-License-Identifier: LGPL-2.1-or-later
"""Presence, as each source tells it: logind, screen savers, do-not-disturb switches; and the zone, as timedate1 tells it. The
services are stand-ins on private buses; dunst itself is in tests/system."""
import contextlib
import itertools
import os
import signal
import sqlite3
import subprocess
import time

import dbus
import dbusmock
import pytest
from support import DEADLINE, HOUR, Bus, Daemon, Gio, GLib, afternoon_zone, instant, now, number, text, wait_for

LOGIN, LOGIN_PATH, SESSION = "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Session"
PROPERTIES = "org.freedesktop.DBus.Properties"


class Probe:
    """The presence of the daemon in a process of its own."""

    def __init__(self, session, system):
        environment = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "GIO_USE_VFS": "local", "GSETTINGS_BACKEND": "memory",
                       "G_DEBUG": "fatal-warnings", "DBUS_SESSION_BUS_ADDRESS": session.address,
                       "DBUS_SYSTEM_BUS_ADDRESS": system.address if system else "unix:path=/nonexistent"}
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen([os.environ["PRESENCE_PROBE"]], env=environment, stdout=subprocess.PIPE, text=True,
                                        bufsize=1)
        self.lines = []
        self.watch = GLib.io_add_watch(self.process.stdout.fileno(), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN, self.on_line)
        wait_for(lambda: "ready" in self.lines, "the probe")

    def on_line(self, *_words):
        """The probe said something."""
        self.lines += os.read(self.process.stdout.fileno(), 65536).decode().splitlines()
        return True

    def wait(self, *words):
        """Waits until the last line has all of these words."""
        wait_for(lambda: all(word in self.lines[-1] for word in words), f"{words} after {self.lines}")

    def stop(self):
        """Ends it."""
        GLib.source_remove(self.watch)
        self.process.terminate()
        self.process.wait(DEADLINE)
        self.process.stdout.close()


@pytest.fixture(name="system")
def fixture_system(folder):
    """A system bus."""
    bus = Bus(folder / "y")
    yield bus
    bus.stop()


@pytest.fixture(name="probe")
def fixture_probe(bus, system):
    """A probe on both buses."""
    probe = Probe(bus, system)
    yield probe
    probe.stop()


class Mock:
    """A template of python-dbusmock on a bus."""

    def __init__(self, bus, template):
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen(["/usr/bin/python3", "-m", "dbusmock", "--system", "--template", template],
                                        env={**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": bus.address}, stdout=subprocess.DEVNULL)
        self.bus = bus
        self.connection = bus.connect()

    def wait(self, name):
        """Waits for its name."""
        wait_for(lambda: self.connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner",
                                                   GLib.Variant("(s)", (name,)), None, 0, -1, None).unpack()[0], name)

    def call(self, name, path, method, signature, *words, interface="org.freedesktop.DBus.Mock"):
        """A method, of the mock itself unless said otherwise."""
        return self.connection.call_sync(name, path, interface, method, GLib.Variant(signature, words), None, 0, -1,
                                         None).unpack()

    def stop(self):
        """Ends it."""
        self.process.terminate()
        self.process.wait(DEADLINE)


@pytest.fixture(name="logind")
def fixture_logind(system):
    """logind without a session."""
    assert dbusmock and dbus
    mock = Mock(system, "logind")
    mock.wait(LOGIN)
    yield mock
    mock.stop()


def add_session(logind, name="c1"):
    """A session of this user appears. Returns: its path"""
    path = logind.call(LOGIN, LOGIN_PATH, "AddSession", "(ssusb)", name, "seat0", os.getuid(), "tester", True)[0]
    logind.call(LOGIN, LOGIN_PATH, "EmitSignal", "(sssav)", LOGIN + ".Manager", "SessionNew", "so",
                [GLib.Variant("s", name), GLib.Variant("o", path)])
    return path


def set_hints(logind, path, **hints):
    """The hints of the session change."""
    logind.call(LOGIN, path, "UpdateProperties", "(sa{sv})", SESSION,
                {name: GLib.Variant("b", value) for name, value in hints.items()})


def test_session(logind, probe):
    """Followed from its coming to its going: locked, idle, suspended."""
    probe.wait("logged-out=1")
    path = add_session(logind)
    probe.wait("logged-out=0", "locked=0", "session of logind")
    set_hints(logind, path, LockedHint=True)
    probe.wait("locked=1", "idle=0")
    set_hints(logind, path, LockedHint=False, IdleHint=True)
    probe.wait("locked=0", "idle=1")
    set_hints(logind, path, IdleHint=False)
    probe.wait("idle=0")
    logind.call(LOGIN, path, "EmitSignal", "(sssav)", SESSION, "Lock", "", [])
    probe.wait("locked=1")
    logind.call(LOGIN, path, "EmitSignal", "(sssav)", SESSION, "Unlock", "", [])
    probe.wait("locked=0")
    for begins, word in ((True, "suspend"), (False, "resume")):
        logind.call(LOGIN, LOGIN_PATH, "EmitSignal", "(sssav)", LOGIN + ".Manager", "PrepareForSleep", "b",
                    [GLib.Variant("b", begins)])
        probe.wait(word)


def test_session_of_another_user(logind, probe):
    """Is none of ours."""
    path = logind.call(LOGIN, LOGIN_PATH, "AddSession", "(ssusb)", "c7", "seat0", os.getuid() + 7, "other", True)[0]
    logind.call(LOGIN, LOGIN_PATH, "EmitSignal", "(sssav)", LOGIN + ".Manager", "SessionNew", "so",
                [GLib.Variant("s", "c7"), GLib.Variant("o", path)])
    probe.wait("logged-out=1")
    set_hints(logind, path, LockedHint=True)
    add_session(logind, "c8")
    probe.wait("logged-out=0", "locked=0")


def test_logind_restarts(system, probe):
    """While it is gone nothing is known, and nothing is held back."""
    mock = Mock(system, "logind")
    mock.wait(LOGIN)
    path = add_session(mock)
    probe.wait("session of logind")
    set_hints(mock, path, LockedHint=True)
    probe.wait("locked=1")
    mock.stop()
    probe.wait("locked=0", "logged-out=0")
    assert "missing=session of logind" in probe.lines[-1]


class Sessions:
    """logind with what python-dbusmock's lacks: the session on the user's display, types and ages of sessions, and the time that
    an answer takes. While `waits`, questions about a session are kept in `asked`."""
    XML = (f"<node><interface name='{LOGIN}.Manager'><method name='ListSessions'><arg type='a(susso)' direction='out'/></method>"
           "<method name='Inhibit'><arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
           "<arg type='s' direction='in'/><arg type='h' direction='out'/></method></interface>"
           f"<interface name='{PROPERTIES}'><method name='GetAll'><arg type='s' direction='in'/>"
           "<arg type='a{sv}' direction='out'/></method><method name='Get'><arg type='s' direction='in'/>"
           "<arg type='s' direction='in'/><arg type='v' direction='out'/></method></interface></node>")

    def __init__(self, system, **sessions):
        self.connection, self.display, self.waits, self.asked, self.called = system.connect(), "", False, [], []
        self.sessions, self.objects = {}, {}
        self.manager, self.properties = Gio.DBusNodeInfo.new_for_xml(self.XML).interfaces
        self.connection.register_object(LOGIN_PATH, self.manager, self.on_call, None, None)
        self.connection.register_object(LOGIN_PATH + "/user/self", self.properties, self.on_call, None, None)
        for name, properties in sessions.items():
            self.add(name, **properties)
        self.own = Gio.bus_own_name_on_connection(self.connection, LOGIN, Gio.BusNameOwnerFlags.NONE, None, None)

    def restart(self):
        """It leaves the bus and comes back, as when it is updated."""
        Gio.bus_unown_name(self.own)
        self.connection.flush_sync(None)
        self.called = []
        self.own = Gio.bus_own_name_on_connection(self.connection, LOGIN, Gio.BusNameOwnerFlags.NONE, None, None)

    @staticmethod
    def path(name):
        """Of a session."""
        return f"{LOGIN_PATH}/session/{name}"

    def on_call(self, *words):
        """A call on any of the objects."""
        path, method, invocation = words[2], words[4], words[6]
        self.called.append(method)
        if method == "ListSessions":
            invocation.return_value(GLib.Variant("(a(susso))", (
                [(name, os.getuid(), "tester", "seat0", self.path(name)) for name in self.sessions],)))
        elif method == "Get":
            display = (self.display, self.path(self.display) if self.display else "/")
            invocation.return_value(GLib.Variant("(v)", (GLib.Variant("(so)", display),)))
        elif self.waits:
            self.asked.append(invocation)
        else:
            self.answer(invocation, path)

    def answer(self, invocation, path):
        """What a session is."""
        properties = self.sessions[path.rsplit("/", 1)[1]]
        kinds = {str: "s", bool: "b", int: "t"}
        invocation.return_value(GLib.Variant("(a{sv})", (
            {name: GLib.Variant(kinds[type(value)], value) for name, value in properties.items()},)))

    def wait(self, number):
        """Waits for so many open questions."""
        wait_for(lambda: len(self.asked) == number, f"{number} questions")

    def release(self, index):
        """Answers one of them."""
        invocation = self.asked.pop(index)
        self.answer(invocation, invocation.get_object_path())

    def tell(self, signal, name):
        """A session came or went."""
        self.connection.emit_signal(None, LOGIN_PATH, LOGIN + ".Manager", signal, GLib.Variant("(so)", (name, self.path(name))))

    def hint(self, name, **hints):
        """A session tells of a change."""
        self.sessions[name].update(hints)
        self.connection.emit_signal(None, self.path(name), PROPERTIES, "PropertiesChanged", GLib.Variant(
            "(sa{sv}as)", (SESSION, {hint: GLib.Variant("b", value) for hint, value in hints.items()}, [])))

    def sleep(self, begins):
        """The machine is about to sleep, or woke."""
        self.connection.emit_signal(None, LOGIN_PATH, LOGIN + ".Manager", "PrepareForSleep", GLib.Variant("(b)", (begins,)))

    def add(self, name, kind="wayland", since=1, locked=False, idle=False, whose="user", state="active"):
        """A session comes."""
        self.sessions[name] = {"Class": whose, "Type": kind, "Timestamp": since, "LockedHint": locked, "IdleHint": idle,
                               "State": state}
        if name not in self.objects:
            self.objects[name] = self.connection.register_object(self.path(name), self.properties, self.on_call, None, None)
        self.tell("SessionNew", name)

    def remove(self, name):
        """A session goes."""
        del self.sessions[name]
        self.connection.unregister_object(self.objects.pop(name))
        self.tell("SessionRemoved", name)


def test_sessions_in_quick_succession(system, probe):
    """A session that comes while the one before is asked what it is: nothing of that is lost."""
    logind = Sessions(system)
    probe.wait("logged-out=1")
    logind.waits = True
    logind.add("s1", locked=True)
    logind.wait(1)
    logind.release(0)  # it is the one
    logind.wait(1)     # and is it locked?
    logind.tell("SessionNew", "s1")
    logind.wait(2)
    logind.release(1)  # the choice is the same
    logind.release(0)
    probe.wait("locked=1", "source=session of logind")


def test_session_on_the_display(system, probe):
    """The one that logind calls the user's display, whatever others there are and do."""
    logind = Sessions(system, s1={"locked": True, "since": 9}, s2={"idle": True}, s3={"locked": True, "since": 99})
    logind.display = "s2"
    logind.tell("SessionNew", "s3")
    probe.wait("locked=0", "idle=1")
    logind.connection.emit_signal(None, logind.path("s3"), SESSION, "Lock", None)
    logind.display = "s1"
    logind.remove("s2")
    probe.wait("locked=1", "idle=0")
    assert not [line for line in probe.lines if "locked=1 idle=1" in line]


def test_newest_graphical_session(system, probe):
    """Where logind names no display: a screen before a terminal, then the newest; a greeter is nobody's."""
    logind = Sessions(system, old={"idle": True, "since": 5}, term={"kind": "tty", "locked": True, "since": 99},
                      greet={"whose": "greeter", "locked": True, "since": 999})
    probe.wait("idle=1", "locked=0")
    logind.add("new", kind="x11", locked=True, since=7)
    probe.wait("idle=0", "locked=1")
    logind.remove("new")
    probe.wait("idle=1", "locked=0")
    logind.remove("old")
    probe.wait("idle=0", "locked=0", "logged-out=0", "missing=session of logind")  # on a terminal, but logged in
    logind.remove("term")
    probe.wait("logged-out=1")
    logind.sleep(True)
    probe.wait("suspend")
    assert "Inhibit" not in logind.called


def test_logind_is_updated_at_night(system, probe):
    """What it said last holds while it is restarted: a locked screen was not unlocked, and nobody came back."""
    logind = Sessions(system, s1={"locked": True})
    probe.wait("locked=1")
    logind.restart()
    wait_for(lambda: "GetAll" in logind.called, "the question about the session")
    logind.hint("s1", IdleHint=True)
    probe.wait("locked=1", "idle=1")
    assert not any("locked=0" in line for line in probe.lines[probe.lines.index(next(
        line for line in probe.lines if "locked=1" in line)):]), probe.lines
    logind.sessions["s1"].update(LockedHint=False, IdleHint=False)  # while it is away
    logind.restart()
    probe.wait("locked=0", "idle=0")


def test_logind_dies_while_the_machine_sleeps(system, probe):
    """Nobody says that it woke: it is not taken to be asleep for ever. Twice asleep is asleep."""
    logind = Sessions(system, s1={})
    probe.wait("logged-out=0", "source=session of logind")
    logind.sleep(True)
    probe.wait("suspend")
    logind.sleep(True)
    logind.restart()
    probe.wait("resume")
    assert sum(line.startswith("resume") for line in probe.lines) == 1
    logind.sleep(False)
    wait_for(lambda: sum(line.startswith("resume") for line in probe.lines) == 2, "a resume without a suspend")


def test_locker_that_says_nothing(system, probe):
    """Locked by the signal, unlocked without a word (swaylock): until its user moves again. One that says LockedHint is believed."""
    logind = Sessions(system, s1={})
    probe.wait("source=session of logind")
    logind.connection.emit_signal(None, logind.path("s1"), SESSION, "Lock", None)
    probe.wait("locked=1", "idle=0")
    logind.hint("s1", IdleHint=True)
    probe.wait("locked=1", "idle=1")
    logind.hint("s1", IdleHint=False)
    probe.wait("locked=0", "idle=0")
    logind.hint("s1", LockedHint=True, IdleHint=True)
    probe.wait("locked=1", "idle=1")
    logind.hint("s1", IdleHint=False)
    probe.wait("locked=1", "idle=0")
    logind.hint("s1", LockedHint=False)
    probe.wait("locked=0")


def waiting(daemon, cause):
    """Whether the reminder after a session waits for that."""
    return any(row[:2] == ("protein", cause) for row in daemon.get("Waiting"))


def test_daemon_waits(bus, system, folder):
    """From what logind says to what the daemon does: it waits, says what for, and for no longer."""
    logind = Sessions(system, s1={})
    daemon = Daemon(bus, folder / "home", TZ=afternoon_zone(), DBUS_SYSTEM_BUS_ADDRESS=system.address).start()
    try:
        daemon.add({"kind": text("session"), "start": instant(now() - HOUR), "end": instant(now()), "rpe": number(7)})
        for hint, cause in (("LockedHint", "locked"), ("IdleHint", "away")):
            logind.hint("s1", **{hint: True})
            wait_for(lambda cause=cause: waiting(daemon, cause), cause)
            logind.hint("s1", **{hint: False})
            wait_for(lambda: waiting(daemon, "no-server"), "nobody to show it")
        logind.remove("s1")
        wait_for(lambda: waiting(daemon, "away"), "the logout")
        logind.add("s2")
        wait_for(lambda: waiting(daemon, "no-server"), "the login")
        for begins in (True, True, False):
            logind.sleep(begins)
        wait_for(lambda: waiting(daemon, "resumed"), "the first minute after a resume")
    finally:
        status = daemon.end()
    assert status == 0, daemon.read_log()


def absences(daemon):
    """The absences in its store: the cause, and whether they are over."""
    with contextlib.closing(sqlite3.connect(daemon.database)) as store:
        return store.execute("SELECT cause, until IS NOT NULL FROM absence ORDER BY start").fetchall()


def test_start_is_no_return(bus, system, folder):
    """A daemon that starts anew at night does not take the user for present before logind has answered, and shows nothing: the
    absence of the night goes on."""
    logind = Sessions(system, s1={"locked": True})
    daemon = Daemon(bus, folder / "home", TZ=afternoon_zone(), DBUS_SYSTEM_BUS_ADDRESS=system.address).start()
    daemon.add({"kind": text("session"), "start": instant(now() - HOUR), "end": instant(now()), "rpe": number(7)})
    wait_for(lambda: absences(daemon) == [("locked", 0)], "the absence")
    daemon.end(signal.SIGKILL)
    logind.waits = True
    daemon.start()
    logind.wait(1)
    assert waiting(daemon, "no-server") or waiting(daemon, "away")
    assert absences(daemon) == [("locked", 0)]
    logind.waits = False
    logind.release(0)
    wait_for(lambda: waiting(daemon, "locked"), "the answer")
    assert absences(daemon) == [("locked", 0)]
    logind.hint("s1", LockedHint=False)
    wait_for(lambda: absences(daemon) == [("locked", 1)], "the return")
    assert daemon.end() == 0, daemon.read_log()


def test_session_that_is_closing(system, probe):
    """Logged out, while something of the session still runs: it is no session any more, and comes back as a new one."""
    logind = Sessions(system, s1={})
    logind.display = "s1"
    probe.wait("logged-out=0", "source=session of logind")
    logind.sessions["s1"]["State"], logind.display = "closing", ""
    logind.hint("s1", Active=False)
    probe.wait("logged-out=1", "missing=session of logind")
    logind.add("s2", locked=True)
    probe.wait("logged-out=0", "locked=1")


def test_no_system_bus(bus):
    """Present and not disturbed."""
    probe = Probe(bus, None)
    probe.stop()
    assert all("locked=1" not in line for line in probe.lines)


class Service:
    """An object with a truth value, asked by a method or a property, on the session bus."""

    def __init__(self, bus, name, path, xml, answer):
        self.connection, self.name = bus.connect(), name
        info = Gio.DBusNodeInfo.new_for_xml(f"<node>{xml}</node>")
        self.object = self.connection.register_object(
            path, info.interfaces[0],
            lambda _bus, _sender, _path, _interface, method, _words, invocation: self.reply(invocation, answer(method)),
            lambda *words: answer(words[4]), None)
        self.own = Gio.bus_own_name_on_connection(self.connection, name, Gio.BusNameOwnerFlags.NONE, None, None)

    @staticmethod
    def reply(invocation, answer):
        """A value, or an error with the name that is given."""
        if isinstance(answer, LookupError):
            invocation.return_dbus_error(str(answer), "There is none")
        else:
            invocation.return_value(answer)

    def emit(self, path, interface, signal, value):
        """Tells of a change."""
        self.connection.emit_signal(None, path, interface, signal, value)

    def leave(self):
        """Leaves the bus."""
        Gio.bus_unown_name(self.own)
        self.connection.close_sync(None)


@pytest.mark.parametrize("name", ["org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
                                  "org.mate.ScreenSaver", "org.xfce.ScreenSaver"])
def test_screen_savers(bus, probe, name):
    """Asked when they come, heard afterwards, forgotten when they go."""
    path = "/" + name.replace(".", "/")
    xml = f"<interface name='{name}'><method name='GetActive'><arg type='b' direction='out'/></method></interface>"
    saver = Service(bus, name, path, xml, lambda _method: GLib.Variant("(b)", (True,)))
    probe.wait("locked=1", name)
    saver.emit(path, name, "ActiveChanged", GLib.Variant("(b)", (False,)))
    probe.wait("locked=0")
    saver.emit(path, name, "ActiveChanged", GLib.Variant("(b)", (True,)))
    probe.wait("locked=1")
    saver.leave()
    probe.wait("locked=0")


@pytest.mark.parametrize("interface, member", [("org.freedesktop.Notifications", "Inhibited"), ("org.dunstproject.cmd0", "paused")])
def test_peace_by_property(bus, probe, interface, member):
    """Plasma and dunst."""
    path = "/org/freedesktop/Notifications"
    xml = f"<interface name='{interface}'><property name='{member}' type='b' access='read'/></interface>"
    server = Service(bus, "org.freedesktop.Notifications", path, xml, lambda _name: GLib.Variant("b", True))
    probe.wait("dnd=1")
    server.emit(path, PROPERTIES, "PropertiesChanged",
                GLib.Variant("(sa{sv}as)", (interface, {member: GLib.Variant("b", False)}, [])))
    probe.wait("dnd=0")
    server.emit(path, PROPERTIES, "PropertiesChanged",
                GLib.Variant("(sa{sv}as)", (interface, {member: GLib.Variant("b", True)}, [])))
    probe.wait("dnd=1")
    assert "missing=do-not-disturb" not in probe.lines[-1]
    server.leave()
    probe.wait("dnd=0", "missing=do-not-disturb")


@pytest.mark.parametrize("signal, signature, more", [("Subscribe", "(ubb)", ()), ("SubscribeV2", "(ubbb)", (True,))])
def test_peace_of_swaync(bus, probe, signal, signature, more):
    """Its signal, one until version 0.7 and another since, tells the number of notifications first."""
    name, path = "org.erikreider.swaync.cc", "/org/erikreider/swaync/cc"
    xml = f"<interface name='{name}'><method name='GetDnd'><arg type='b' direction='out'/></method></interface>"
    server = Service(bus, name, path, xml, lambda _method: GLib.Variant("(b)", (True,)))
    probe.wait("dnd=1")
    server.emit(path, name, "Other", GLib.Variant(signature, (3, False, True, *more)))
    server.emit(path, name, signal, GLib.Variant(signature, (3, True, True, *more)))
    server.emit(path, name, signal, GLib.Variant(signature, (3, False, True, *more)))
    probe.wait("dnd=0")
    told = ["dnd=1" in line for line in probe.lines if line.startswith("changed")]
    assert [value for value, _ in itertools.groupby(told)] in ([True, False], [False, True, False]) and len(told) <= 3


def name_server(bus, called):
    """A notification server that tells its name, and no more."""
    name, path = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
    answers = {"GetServerInformation": GLib.Variant("(ssss)", (called, "", "", "1.2")),
               "GetCapabilities": GLib.Variant("(as)", ([],))}
    xml = (f"<interface name='{name}'><method name='GetServerInformation'>" + 4 * "<arg type='s' direction='out'/>" + "</method>"
           "<method name='GetCapabilities'><arg type='as' direction='out'/></method></interface>")
    return Service(bus, name, path, xml, answers.get)


def test_peace_of_xfce(bus, probe):
    """One of many settings, which counts only while its own server shows the popups."""
    name, path = "org.xfce.Xfconf", "/org/xfce/Xfconf"
    notifyd = name_server(bus, "Xfce Notify Daemon")
    xml = (f"<interface name='{name}'><method name='GetProperty'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
           "<arg type='v' direction='out'/></method></interface>")
    server = Service(bus, name, path, xml, lambda _method: GLib.Variant("(v)", (GLib.Variant("b", True),)))
    probe.wait("dnd=1")
    for channel, key, value in (("xfce4-panel", "/other", False), ("xfce4-notifyd", "/do-not-disturb", False)):
        server.emit(path, name, "PropertyChanged", GLib.Variant("(ssv)", (channel, key, GLib.Variant("b", value))))
    probe.wait("dnd=0")
    server.emit(path, name, "PropertyChanged", GLib.Variant("(ssv)", ("xfce4-notifyd", "/other", GLib.Variant("b", True))))
    server.emit(path, name, "PropertyChanged",
                GLib.Variant("(ssv)", ("xfce4-notifyd", "/do-not-disturb", GLib.Variant("b", True))))
    probe.wait("dnd=1")
    assert sum("dnd=1" in line for line in probe.lines) <= 3
    notifyd.leave()
    probe.wait("dnd=0", "missing=do-not-disturb")
    other = name_server(bus, "mako")
    server.emit(path, name, "PropertyChanged",
                GLib.Variant("(ssv)", ("xfce4-notifyd", "/do-not-disturb", GLib.Variant("b", True))))
    other.leave()
    server.leave()
    assert "dnd=0" in probe.lines[-1]


def test_peace_of_xfce_never_set(bus, probe):
    """The setting is made when it is first used."""
    name, path = "org.xfce.Xfconf", "/org/xfce/Xfconf"
    xml = (f"<interface name='{name}'><method name='GetProperty'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
           "<arg type='v' direction='out'/></method></interface>")
    name_server(bus, "Xfce Notify Daemon")
    server = Service(bus, name, path, xml, lambda _method: LookupError("org.xfce.Xfconf.Error.PropertyNotFound"))
    probe.wait("dnd=0", "source=do-not-disturb of Xfce")
    server.emit(path, name, "PropertyChanged",
                GLib.Variant("(ssv)", ("xfce4-notifyd", "/do-not-disturb", GLib.Variant("b", True))))
    probe.wait("dnd=1")


def test_zone_of_timedate1(bus, system, folder):
    """Travel: the zone of the system changes, and the daemon follows within a second."""
    mock = Mock(system, "timedated")
    mock.wait("org.freedesktop.timedate1")
    daemon = Daemon(bus, folder / "home", DBUS_SYSTEM_BUS_ADDRESS=system.address)
    del daemon.environment["TZ"]
    daemon.start()
    try:
        for zone in ("Asia/Tokyo", "Pacific/Kiritimati"):
            mock.call("org.freedesktop.timedate1", "/org/freedesktop/timedate1", "UpdateProperties", "(sa{sv})",
                      "org.freedesktop.timedate1", {"Timezone": GLib.Variant("s", zone)})
            since = time.monotonic()
            wait_for(lambda zone=zone: daemon.get("TimeZone") == zone, zone)
            assert time.monotonic() - since < 1
            assert daemon.get("TimeZoneSource") == "timedate1" and daemon.state()["zone"] == zone
    finally:
        status = daemon.end()
        mock.stop()
    assert status == 0, daemon.read_log()


def test_server_that_the_bus_starts(bus, folder):
    """Nobody has the name, but the bus would start somebody: recoup knows, and says so."""
    daemon = Daemon(bus, folder / "home")
    name = "org.freedesktop.Notifications"
    (bus.services / f"{name}.service").write_text(f"[D-BUS Service]\nName={name}\nExec=/bin/false\n", encoding="utf-8")
    daemon.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "ReloadConfig", None,
                                None, 0, -1, None)
    daemon.start()
    wait_for(lambda: daemon.get("NotificationServer").get("activatable"), "activatable")
    assert daemon.get("NotificationServer")["up"] is False
    assert daemon.end() == 0, daemon.read_log()
