# SPDX-License-Identifier: LGPL-2.1-or-later
"""The real daemon on a private bus, with a home of its own, and recoupctl beside it. Meson names the programs in RECOUPD and
RECOUPCTL."""
import json
import os
import pathlib
import pty
import select
import socket
import subprocess
import tempfile
import time

import gi

gi.require_version("Gio", "2.0")
from gi.repository import Gio, GLib  # noqa: E402

DEADLINE = 60  # seconds, for whatever is waited for
NAME, PATH = "org.recoup.Recoup1", "/org/recoup/Recoup1"

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path={run}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/></policy></busconfig>
"""


def wait_for(what, condition):
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.02)
    raise AssertionError(f"{what} did not come")


def listens(path):
    """Whether somebody accepts connections there; the file alone comes earlier."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


class Session:
    """with Session() as session: a bus and a home; start() adds the daemon, which lives in ZONE."""

    def __init__(self, zone="Europe/Berlin"):
        self.zone = zone

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="recoup-session-")
        self.home = pathlib.Path(self.folder.name)
        run = self.home / "run"
        run.mkdir(mode=0o700)
        (self.home / "bus.conf").write_text(BUS_CONFIG.format(run=run), encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if key in ("PATH", "LC_ALL", "G_DEBUG", "LOCPATH")}
        self.env = kept | {
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "XDG_DATA_HOME": str(self.home / "data"),
            "XDG_RUNTIME_DIR": str(run),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={run}/bus",
            "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={run}/no-system-bus",
            "GIO_USE_VFS": "local",
            "GSETTINGS_BACKEND": "memory",
            "TZ": self.zone,
        }
        self.children = []
        self.spawn("dbus-daemon", f"--config-file={self.home}/bus.conf", "--nofork", "--nopidfile")
        wait_for("the bus", lambda: listens(run / "bus"))
        return self

    def __exit__(self, *_):
        for child in reversed(self.children):
            child.terminate()
            try:
                child.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.folder.cleanup()

    def spawn(self, *argv, stdout=subprocess.DEVNULL):
        child = subprocess.Popen(argv, env=self.env, stdout=stdout, stderr=subprocess.DEVNULL)
        self.children.append(child)
        return child

    def start(self):
        self.spawn(os.environ["RECOUPD"])
        wait_for("recoupd", lambda: self.run("get").returncode == 0)
        return self

    def run(self, *args, stdin=None, **env):
        """Runs recoupctl in UTC, so that only the daemon's zone can explain local times."""
        return subprocess.run([os.environ["RECOUPCTL"], *map(str, args)], env=self.env | {"TZ": "UTC"} | env, input=stdin,
                              capture_output=True, text=True, encoding="utf-8", timeout=DEADLINE, check=False)

    def ok(self, *args, stdin=None, **env):
        done = self.run(*args, stdin=stdin, **env)
        assert done.returncode == 0 and done.stderr == "", (args, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def json(self, *args, stdin=None):
        return json.loads(self.ok("--json=short", *args, stdin=stdin))

    def lines(self, *args):
        """What a verb prints as one object a line."""
        return [json.loads(line) for line in self.ok("--json=short", *args).splitlines()]

    def refuse(self, status, *args, stdin=None):
        done = self.run(*args, stdin=stdin)
        assert done.returncode == status, (args, done.returncode, done.stdout, done.stderr)
        assert done.stderr.startswith("recoupctl: ") and done.stdout == "", (done.stdout, done.stderr)
        return done.stderr

    def on_terminal(self, words, answers):
        """What recoupctl says on a terminal when each of ANSWERS is typed at the next prompt."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execve(os.environ["RECOUPCTL"], ["recoupctl", *words], self.env | {"TERM": "dumb", "TZ": "UTC"})
        said, answered, answers = "", 0, list(answers)
        while select.select([terminal], [], [], DEADLINE)[0]:
            try:
                chunk = os.read(terminal, 4096)
            except OSError:
                break
            if not chunk:
                break
            said += chunk.decode("utf-8", "replace")
            if answers and said[answered:].endswith(("] ", ": ")):
                answered = len(said)
                os.write(terminal, answers.pop(0))
        os.close(terminal)
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert status == 0, (status, said)
        return said.replace("\r\n", "\n")

    def state(self, instant):
        """The whole state at INSTANT, seconds since 1970, without what says nothing about the journal."""
        bus = Gio.DBusConnection.new_for_address_sync(
            self.env["DBUS_SESSION_BUS_ADDRESS"],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        options = GLib.Variant("(a{sv})", ({"at": GLib.Variant("x", instant * 1000000)},))
        reply = bus.call_sync(NAME, PATH, NAME, "GetState", options, None, Gio.DBusCallFlags.NONE, DEADLINE * 1000, None)
        bus.close_sync(None)
        state = reply.unpack()[0]
        state.pop("revision")
        return state
