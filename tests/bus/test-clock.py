# SPDX-License-Identifier: LGPL-2.1-or-later
"""The clock of the daemon as it runs: its one timer, and the zone, from TZ or from an /etc of its own."""
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

import pytest
from support import RECOUPD, SECOND, Bus, Daemon, GLib, afternoon_zone, now, wait_for

# The folder is mounted over /etc for the daemon alone: mount(8) would refuse one who is not root outside.
MOUNT = """import ctypes, os, sys
if ctypes.CDLL(None, use_errno=True).mount(sys.argv[1].encode(), b"/etc", None, 4096, None) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
os.execv(sys.argv[2], sys.argv[2:])"""
ALONE = ["--mount"] if os.getuid() == 0 else ["--mount", "--user", "--map-current-user", "--keep-caps"]


class Traveller(Daemon):
    """A daemon with an /etc of its own."""

    def __init__(self, bus, folder, **environment):
        super().__init__(bus, folder / "home", **environment)
        self.etc = pathlib.Path(folder) / "etc"
        self.etc.mkdir()
        for name in ("passwd", "group", "nsswitch.conf"):
            shutil.copy(f"/etc/{name}", self.etc)
        self.link("Europe/Berlin")

    def link(self, zone):
        """The link is replaced at once, as timedated does it."""
        (self.etc / "new").symlink_to(f"/usr/share/zoneinfo/{zone}")
        (self.etc / "new").rename(self.etc / "localtime")

    def launch(self, *words):
        """Starts the process and does not wait."""
        # pylint: disable=consider-using-with
        self.log = tempfile.TemporaryFile(mode="w+", encoding="utf-8")
        command = ["unshare", *ALONE, "/usr/bin/python3", "-c", MOUNT, str(self.etc), RECOUPD, *words]
        self.process = subprocess.Popen(command, env=self.environment, stdout=self.log, stderr=self.log)
        return self.process

    def follows(self, zone, source="/etc/localtime"):
        """Waits until it lives in that zone."""
        wait_for(lambda: self.get("TimeZone") == zone, f"{zone} after {self.get('TimeZone')}")
        assert self.get("TimeZoneSource") == source and self.state()["zone"] == zone


@pytest.fixture(name="system")
def fixture_system(folder):
    """A system bus, on which there is no timedate1."""
    bus = Bus(folder / "y")
    yield bus
    bus.stop()


@pytest.fixture(name="traveller")
def fixture_traveller(bus, system, folder):
    """A daemon that is not started, without TZ."""
    daemon = Traveller(bus, folder, DBUS_SYSTEM_BUS_ADDRESS=system.address)
    del daemon.environment["TZ"]
    yield daemon
    status = daemon.end()
    assert status == 0, daemon.read_log()


def test_link(traveller, system):
    """Replaced, removed and made again, leading nowhere; nobody owns timedate1, and when it comes it is heard."""
    traveller.start()
    traveller.follows("Europe/Berlin")
    traveller.link("Asia/Tokyo")
    traveller.follows("Asia/Tokyo")
    (traveller.etc / "localtime").unlink()  # as by a script; what is gone for a moment is not UTC
    assert {traveller.get("TimeZone") for _ in range(5)} == {"Asia/Tokyo"}
    (traveller.etc / "localtime").symlink_to("/usr/share/zoneinfo/Pacific/Honolulu")
    traveller.follows("Pacific/Honolulu")
    assert "unknown" not in traveller.read_log()
    traveller.link("Nowhere/City")
    traveller.follows("UTC", "none")
    assert "The time zone is now unknown; UTC is used" in traveller.read_log()
    traveller.link("Africa/Casablanca")
    traveller.follows("Africa/Casablanca")

    timedate1, path = system.connect(), "/org/freedesktop/timedate1"
    timedate1.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "RequestName",
                        GLib.Variant("(su)", ("org.freedesktop.timedate1", 0)), None, 0, -1, None)
    for zone in ("Nowhere/City", "Asia/Kathmandu"):
        timedate1.emit_signal(None, path, "org.freedesktop.DBus.Properties", "PropertiesChanged", GLib.Variant(
            "(sa{sv}as)", ("org.freedesktop.timedate1", {"Timezone": GLib.Variant("s", zone)}, [])))
    traveller.follows("Asia/Kathmandu", "timedate1")
    assert "Nowhere" not in traveller.read_log()


def test_copy(traveller):
    """A copy in place of the link does not tell its name; Debian keeps it beside."""
    (traveller.etc / "localtime").unlink()
    shutil.copy("/usr/share/zoneinfo/Asia/Kolkata", traveller.etc / "localtime")
    (traveller.etc / "timezone").write_text("Asia/Kolkata\n", encoding="ascii")
    traveller.start()
    traveller.follows("Asia/Kolkata")


@pytest.mark.parametrize("variable", ["Nowhere/City", "CET-1CEST,M3.5.0,M10.5.0/3", "/etc/passwd", ":"])
def test_bad_variable(traveller, variable):
    """It is said once, and the zone of the system is used and followed."""
    traveller.environment["TZ"] = variable
    traveller.start()
    traveller.follows("Europe/Berlin")
    assert traveller.read_log().count("TZ names no zone that is known") == 1
    traveller.link("Asia/Tokyo")
    traveller.follows("Asia/Tokyo")


def timers(daemon):
    """What the kernel knows of its timers; a file that is closed meanwhile is none."""
    found = []
    for entry in pathlib.Path(f"/proc/{daemon.process.pid}/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            if os.readlink(entry) == "anon_inode:[timerfd]":
                found.append(pathlib.Path(f"/proc/{daemon.process.pid}/fdinfo/{entry.name}").read_text(encoding="ascii"))
    return found


def left(daemon):
    """Seconds until its one timer goes off."""
    found = timers(daemon)
    assert len(found) == 1, found
    return int(re.search(r"^it_value: \((\d+), ", found[0], re.M)[1])


def test_one_timer(stopped):
    """One, on the wall clock, which wakes no machine (a clock that does is 8 or 9), absolute, cancelled when that is set; at the
    next instant that matters, and far off when there is none."""
    stopped.environment["TZ"] = afternoon_zone()
    daemon = stopped.start()
    told = timers(daemon)[0]
    assert re.search(r"^clockid: 0$", told, re.M) and re.search(r"^settime flags: 03$", told, re.M), told
    daemon.call("Pause", "(xs)", now() + 40 * SECOND, "")
    assert 0 < left(daemon) <= 40
    daemon.turn_off()
    daemon.call("Resume")
    assert left(daemon) > 40
