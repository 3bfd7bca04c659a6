# SPDX-License-Identifier: LGPL-2.1-or-later
"""The process: how it starts, ends, is killed, and what it does without a store, a bus, or its name."""
import os
import signal
import sqlite3
import subprocess

import pytest
from support import DEADLINE, HOUR, JOURNAL, NAME, RECOUPD, Bus, BusError, Daemon, Gio, GLib, now, wait_for, weight


def refused(name, function, *words, **more):
    """The message of a call that must be answered with this error."""
    with pytest.raises(BusError) as caught:
        function(*words, **more)
    assert caught.value.name == name, caught.value
    return caught.value.message


def run(*words, **environment):
    """Runs recoupd to its end."""
    return subprocess.run([RECOUPD, *words], capture_output=True, text=True, timeout=DEADLINE, check=False,
                          env={"LC_ALL": "C.UTF-8", "HOME": "/nonexistent", **environment})


def test_version_and_help():
    """Told without a bus."""
    version = run("--version")
    assert version.returncode == 0 and version.stdout.startswith("recoupd ") and not version.stderr
    usage = run("--help")
    assert usage.returncode == 0 and "--version" in usage.stdout


@pytest.mark.parametrize("words", [["--frobnicate"], ["now"], ["-x"]])
def test_bad_arguments(words):
    """A fault of the command line."""
    done = run(*words)
    assert done.returncode == 2 and done.stderr.startswith("recoupd: ") and not done.stdout


def test_no_bus():
    """Nothing to live on."""
    done = run(DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")
    assert done.returncode == 1 and "Cannot start" in done.stderr


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_stops_on_request(stopped, number):
    """In good order."""
    assert stopped.start().end(number) == 0


def test_end_of_session(stopped, bus):
    """A closed bus is the end of the session, not a fault."""
    assert stopped.start().state()
    bus.process.kill()
    assert stopped.process.wait(DEADLINE) == 0


def test_name_refused(daemon, folder):
    """A second daemon gives way, and says so."""
    other = Daemon(daemon.bus, folder / "other")
    other.launch()
    assert other.process.wait(DEADLINE) == 1
    assert "Another process owns" in other.read_log()
    assert daemon.state()


def test_refused_does_nothing(daemon, folder):
    """A second daemon with a store of its own has not touched its reminders when it learns that it is not the one."""
    home = Daemon(Bus(folder / "t"), folder / "other").start()
    assert home.end() == 0
    home.bus.stop()
    with sqlite3.connect(home.database) as store:
        store.execute("INSERT INTO delivery (key, kind, day, state, due, valid_until, snoozes, claimed_at, seen, timed_out,"
                      " server_id, grams, minutes, amount, portions, rules) VALUES"
                      " ('bedtime/2020-01-01/0', 'bedtime', 18262, 'shown', 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0, '')")
    store.close()
    other = Daemon(daemon.bus, folder / "other")
    other.launch()
    assert other.process.wait(DEADLINE) == 1
    with sqlite3.connect(home.database) as store:
        assert store.execute("SELECT state FROM delivery").fetchall() == [("shown",)]
    store.close()
    assert daemon.end() == 0
    assert other.start().end() == 0
    with sqlite3.connect(home.database) as store:  # as the one, it does its work
        assert store.execute("SELECT state FROM delivery").fetchall() == [("expired",)]
    store.close()


def test_object_is_there_with_the_name(stopped):
    """Whoever finds the name finds the state behind it: a call at the very moment is answered."""
    answers = []

    watch = Gio.bus_watch_name_on_connection(
        stopped.connection, NAME, Gio.BusNameWatcherFlags.NONE,
        lambda connection, name, owner: connection.call(
            owner, "/org/recoup/Recoup1", NAME, "GetState", GLib.Variant("(a{sv})", ({},)), None, 0, -1, None,
            lambda source, result: answers.append(source.call_finish(result).unpack()[0])), None)
    stopped.launch()
    wait_for(lambda: answers, "the state")
    Gio.bus_unwatch_name(watch)
    assert answers[0]["revision"] >= 1


def test_killed_at_any_time(stopped):
    """What was answered is on the disk."""
    kept = []
    for turn in range(6):
        daemon = stopped.start()
        assert sorted(row["id"] for row in daemon.query()) == sorted(kept)
        for i in range(turn + 1):
            kept += daemon.add(weight(80.0, now() - (turn * 10 + i + 1) * HOUR))[0]
        daemon.process.kill()
        assert daemon.process.wait(DEADLINE) == -signal.SIGKILL
    daemon = stopped.start()
    assert sorted(row["id"] for row in daemon.query()) == sorted(kept) and len(kept) == 21


def test_killed_within_a_call(stopped):
    """A call under way is there as a whole, or not at all."""
    for delay in range(6):
        daemon = stopped.start()
        before = len(daemon.query())
        entries = [weight(80.0, now() - (delay * 1000 + i + 1) * 1000000) for i in range(500)]
        daemon.connection.call(NAME, "/org/recoup/Recoup1", JOURNAL, "Add", GLib.Variant("(aa{sv}a{sv})", (entries, {})), None,
                               0, -1, None, None)
        daemon.connection.flush_sync(None)
        until = GLib.get_monotonic_time() + delay * 8000
        wait_for(lambda until=until: GLib.get_monotonic_time() >= until, "the moment")
        daemon.process.kill()
        daemon.process.wait(DEADLINE)
        daemon = stopped.start()
        assert len(daemon.query()) - before in (0, 500)
        assert daemon.end() == 0


def test_no_store(stopped):
    """An unwritable data folder does not stop the daemon: it is told, and logging is refused."""
    (stopped.home / "data").write_text("in the way", encoding="utf-8")
    daemon = stopped.start()
    storage = daemon.state()["storage"]
    assert storage["healthy"] is False and "data" in storage["message"]
    refused("StorageFailure", daemon.add, weight())
    refused("StorageFailure", daemon.call, "Undo", "(s)", "")
    assert daemon.get("Verdict") == "unknown"


def test_newer_store(stopped):
    """A database of a newer version is left alone."""
    daemon = stopped.start()
    daemon.add(weight())
    daemon.end()
    database = sqlite3.connect(stopped.database)
    database.execute("PRAGMA user_version = 999")
    database.close()
    before = stopped.database.read_bytes()
    daemon = stopped.start()
    assert "newer" in daemon.state()["storage"]["message"]
    refused("StorageFailure", daemon.add, weight())
    daemon.end()
    assert stopped.database.read_bytes() == before


def test_store_in_use(daemon, folder):
    """Another session's daemon on the same home does not write into a journal that it does not follow."""
    other_bus = Bus(folder / "t")
    other = Daemon(other_bus, daemon.home)
    try:
        other.start()
        assert "in use" in other.state()["storage"]["message"]
        refused("StorageFailure", other.add, weight())
        daemon.add(weight())
        assert other.end() == 0
    finally:
        other_bus.stop()


def test_private_files(daemon):
    """For their user alone."""
    daemon.add(weight())
    daemon.set(sleep_need_min="450")
    for folder in (daemon.database.parent, daemon.conf.parent):
        assert folder.stat().st_mode & 0o777 == 0o700
        for path in folder.iterdir():
            assert path.stat().st_mode & 0o077 == 0, path


def test_log_has_no_health(daemon):
    """Nothing of an entry is in the log."""
    daemon.add(weight(87.25))
    daemon.state()
    log = daemon.read_log()
    assert "87.25" not in log and "weight" not in log


def test_activation(bus, folder):
    """A call starts it, where no systemd is."""
    stopped = Daemon(bus, folder / "home")
    (bus.services / f"{NAME}.service").write_text(f"[D-BUS Service]\nName={NAME}\nExec={RECOUPD}\n", encoding="utf-8")
    for method, words in (("ReloadConfig", None), ("UpdateActivationEnvironment", stopped.environment)):
        stopped.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", method,
                                     GLib.Variant("(a{ss})", (words,)) if words else None, None, 0, -1, None)
    answer = stopped.connection.call_sync(NAME, "/org/recoup/Recoup1", NAME, "GetState", GLib.Variant("(a{sv})", ({},)), None,
                                          0, DEADLINE * 1000, None).unpack()[0]
    assert answer["verdict"] == "unknown"
    pid = stopped.connection.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                       "GetConnectionUnixProcessID", GLib.Variant("(s)", (NAME,)), None, 0, -1,
                                       None).unpack()[0]
    gone = []
    watch = Gio.bus_watch_name_on_connection(stopped.connection, NAME, Gio.BusNameWatcherFlags.NONE, None,
                                             lambda *_words: gone.append(1))
    os.kill(pid, signal.SIGTERM)
    wait_for(lambda: gone, "its end")
    Gio.bus_unwatch_name(watch)
