# SPDX-License-Identifier: LGPL-2.1-or-later
"""A reminder falls due, is shown by a real notification server on a real screen, and is answered there. The journal is made
relative to now; nothing is simulated."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "bus"))
from support import (DEADLINE, REMINDERS, SECOND, Bus, Daemon, GLib, instant, now, number, text, texts,  # noqa: E402
                     wait_for)

PICTURES = pathlib.Path(os.environ["RECOUP_PICTURES"])
SERVER, SERVER_PATH, DUNST = "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.dunstproject.cmd0"


def afternoon_zone():
    """A zone in which it is past four in the afternoon: no meal, walk or bed is due by itself, whenever the test runs."""
    hours = (16 - time.gmtime().tm_hour + 12) % 24 - 12
    return f"Etc/GMT{-hours:+d}" if hours else "UTC"


class Desktop:
    """A screen, a bus, dunst, and the daemon."""

    def __init__(self, folder):
        self.folder = folder
        reader, writer = os.pipe()
        # pylint: disable=consider-using-with
        self.screen = subprocess.Popen(["Xvfb", "-displayfd", str(writer), "-screen", "0", "1024x600x24", "-nolisten", "tcp"],
                                       pass_fds=[writer], stderr=subprocess.DEVNULL)
        os.close(writer)
        with os.fdopen(reader, encoding="ascii") as lines:
            self.display = ":" + lines.readline().strip()
        self.bus = Bus(folder / "s")
        chooser = folder / "choose"
        chooser.write_text("#!/bin/sh\nexec grep -m 1 'Log '\n", encoding="utf-8")
        chooser.chmod(0o700)
        (folder / "config" / "dunst").mkdir(parents=True)
        (folder / "config" / "dunst" / "dunstrc").write_text(
            f"[global]\nwidth=420\norigin=top-right\nshow_indicators=yes\nmarkup=full\ndmenu={chooser}\n", encoding="utf-8")
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "DISPLAY": self.display, "LC_ALL": "C.UTF-8",
                            "XDG_CONFIG_HOME": str(folder / "config"), "XDG_RUNTIME_DIR": str(folder),
                            "DBUS_SESSION_BUS_ADDRESS": self.bus.address}
        self.dunst = None
        self.daemon = Daemon(self.bus, folder / "home", TZ=afternoon_zone())

    def start_dunst(self):
        """Starts the notification server."""
        # pylint: disable-next=consider-using-with
        self.dunst = subprocess.Popen(["dunst"], env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(lambda: self.daemon.connection.call_sync(
            "org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", GLib.Variant("(s)", (SERVER,)), None, 0, -1,
            None).unpack()[0], "dunst")

    def stop_dunst(self):
        """Ends it."""
        self.dunst.terminate()
        self.dunst.wait(DEADLINE)

    def displayed(self):
        """Number of popups on the screen."""
        return self.daemon.connection.call_sync(SERVER, SERVER_PATH, "org.freedesktop.DBus.Properties", "Get",
                                                GLib.Variant("(ss)", (DUNST, "displayedLength")), None, 0, -1, None).unpack()[0]

    def ctl(self, *words):
        """dunstctl."""
        subprocess.run(["dunstctl", *words], env=self.environment, check=True, timeout=DEADLINE)

    def picture(self, name):
        """The screen as it is. Returns: how many colours it has"""
        path = PICTURES / name
        subprocess.run(["import", "-window", "root", str(path)], env=self.environment, check=True, timeout=DEADLINE)
        told = subprocess.run(["identify", "-format", "%k", str(path)], capture_output=True, text=True, check=True,
                              timeout=DEADLINE)
        return int(told.stdout)

    def train(self, start, end):
        """Logs a session that has just ended: protein falls due."""
        self.daemon.add({"kind": text("session"), "start": instant(start), "end": instant(end), "rpe": number(7),
                         "title": text("Lower")})

    def protein(self):
        """Protein reminders that are open."""
        rows = self.daemon.call("List", "(a{sv})", {"kinds": texts(["protein"])}, interface=REMINDERS)
        return [row for row in rows if row["state"] in ("due", "shown")]

    def stop(self):
        """Ends everything."""
        status = self.daemon.end() if self.daemon.process is not None else 0
        if self.dunst is not None and self.dunst.poll() is None:
            self.stop_dunst()
        self.bus.stop()
        self.screen.terminate()
        self.screen.wait(DEADLINE)
        assert status == 0, self.daemon.read_log()


@pytest.fixture(name="desktop")
def fixture_desktop():
    """A desktop of its own."""
    with tempfile.TemporaryDirectory(prefix="rcp-") as name:
        desktop = Desktop(pathlib.Path(name))
        try:
            desktop.start_dunst()
            desktop.daemon.start()
            desktop.daemon.set(min_gap_min="0")
            yield desktop
        finally:
            desktop.stop()


def wait_shown(desktop, seconds=90):
    """Waits for a popup, which may take a daemon that has just started a minute."""
    until = time.monotonic() + seconds
    while desktop.displayed() == 0:
        assert time.monotonic() < until, (desktop.protein(), desktop.daemon.get("Waiting"), desktop.daemon.read_log())
        GLib.timeout_add(100, lambda: False)
        GLib.MainContext.default().iteration(True)


def test_reminder_on_a_real_screen(desktop):
    """Due, shown, answered with its button, logged, gone; then held back by do-not-disturb; then shown by a new server."""
    heard = desktop.daemon.listen("Due", REMINDERS)
    blank = desktop.picture("dunst-before.png")
    at = now()
    desktop.train(at - 3600 * SECOND, at - 300 * SECOND)
    wait_shown(desktop)
    wait_for(lambda: heard, "Due")
    wait_for(lambda: desktop.protein()[0]["state"] == "shown", "the daemon to know")
    row = desktop.protein()[0]
    assert heard[0] == (row["id"], "protein") and row["grams"] > 0
    wait_for(lambda: desktop.picture("dunst-reminder.png") > blank, "the popup to be drawn")
    assert desktop.daemon.query(kinds=texts(["meal"])) == []

    desktop.ctl("context")
    wait_for(lambda: desktop.daemon.query(kinds=texts(["meal"])), "the meal")
    meal = desktop.daemon.query(kinds=texts(["meal"]))[0]
    assert meal["protein_g"] == row["grams"] and abs(meal["at"] - now()) < 60 * SECOND
    wait_for(lambda: desktop.displayed() == 0, "the popup to go")
    wait_for(lambda: desktop.picture("dunst-after.png") == blank, "the screen to be clear")
    wait_for(lambda: desktop.protein() == [], "the reminder to end")
    ended = [one for one in desktop.daemon.call("List", "(a{sv})", {"since": instant(at - SECOND)}, interface=REMINDERS)
             if one["id"] == row["id"]]
    assert ended[0]["state"] == "done"

    desktop.ctl("set-paused", "true")
    wait_for(lambda: now() > meal["at"], "the next second")
    desktop.train(at - 1800 * SECOND, now())
    wait_for(lambda: ("protein", "do-not-disturb") in desktop.daemon.get("Waiting"), "the reminder to wait")
    assert desktop.displayed() == 0
    desktop.ctl("set-paused", "false")
    wait_shown(desktop, 30)
    wait_for(lambda: desktop.protein()[0]["state"] == "shown", "the daemon to know")
    assert desktop.daemon.get("Waiting") == []

    desktop.stop_dunst()
    wait_for(lambda: not desktop.daemon.get("NotificationServer")["up"], "the server to be gone")
    desktop.start_dunst()
    wait_shown(desktop, 30)
    assert desktop.daemon.get("NotificationServer")["name"] == "dunst"
    wait_for(lambda: desktop.daemon.get("PresenceSources") == ["do-not-disturb of dunst"], "its switch")
    wait_for(lambda: desktop.picture("dunst-again.png") > blank, "the popup to be drawn again")
