#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: panel.py RECOUPCTL RECOUPD: `recoupctl status --follow` against the real daemon on a private bus: a line for each change,
through restarts of the daemon, until nobody reads any more; and the same under a real i3blocks."""
import json
import os
import pathlib
import re
import select
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import DEADLINE, Session  # noqa: E402

os.environ["RECOUPCTL"], os.environ["RECOUPD"] = sys.argv[1:3]


class Reader:
    """Lines of a program, each waited for with a deadline."""

    def __init__(self, session, *argv):
        # pylint: disable-next=consider-using-with
        self.process = subprocess.Popen(argv, env=session.env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        session.children.insert(0, self.process)
        self.pending = b""

    def line(self):
        end = time.monotonic() + DEADLINE
        while b"\n" not in self.pending:
            assert select.select([self.process.stdout], [], [], max(end - time.monotonic(), 0))[0], "no line came"
            chunk = os.read(self.process.stdout.fileno(), 65536)
            assert chunk, "it ended"
            self.pending += chunk
        line, _, self.pending = self.pending.partition(b"\n")
        return line.decode()

    def until(self, condition):
        """The first line of which the condition holds."""
        while True:
            line = self.line()
            if condition(line):
                return line

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(DEADLINE)


def follow(session, form):
    return Reader(session, os.environ["RECOUPCTL"], "status", f"--format={form}", "--follow")


def stop_daemon(session):
    daemon = session.children.pop()
    daemon.terminate()
    assert daemon.wait(DEADLINE) == 0


def log_ratings(session, grade):
    session.ok("feel", "stress", grade, "mood", grade, "fatigue", grade)


def fill(session):
    """Enough for a verdict."""
    session.ok("slept", "22:50", "6:40", "good")
    session.ok("trained", "legs", "60m", "yesterday", "12:00")
    log_ratings(session, 3)


def test_plain(session):
    reader = follow(session, "plain")
    assert reader.line().startswith("Not enough logged")
    fill(session)
    first = reader.until(lambda line: "Train" in line)
    assert re.search(r"readiness \d+ \(\d+ to \d+\), \d+ % covered", first)
    log_ratings(session, 7)
    second = reader.line()
    assert second != first and "readiness" in second
    stop_daemon(session)
    reader.until(lambda line: "does not answer" in line)
    session.start()
    assert "readiness" in reader.line()
    assert reader.end() == 0


def test_waybar(session):
    reader = follow(session, "waybar")
    fill(session)
    line = json.loads(reader.until(lambda text: "percentage" in text))
    assert set(line) == {"text", "alt", "tooltip", "class", "percentage"}
    assert line["text"] == f"Train {line['percentage']}" and line["class"] == line["alt"] == "train"
    assert "readiness" in line["tooltip"] and "Lights out" in line["tooltip"] and "<" not in line["tooltip"]
    session.ok("feel", "ill")
    line = json.loads(reader.until(lambda text: '"rest"' in text))
    assert line["text"].startswith("Rest")
    stop_daemon(session)
    line = json.loads(reader.until(lambda text: "off" in text))
    assert line["class"] == "off" and "percentage" not in line
    assert reader.end(signal.SIGINT) == 0


def test_once(session):
    for form in ("plain", "waybar", "polybar", "i3blocks"):
        assert session.ok("status", f"--format={form}").count("\n") == 1
    assert json.loads(session.ok("status", "--format=waybar"))["class"] == "unknown"
    fill(session)
    session.ok("feel", "ill")
    assert re.fullmatch(r"%\{F#[0-9a-f]{6}\}Rest \d+%\{F-\}\n", session.ok("status", "--format=polybar"))
    line = json.loads(session.ok("status", "--format=i3blocks"))
    assert set(line) == {"full_text", "short_text", "color"} and line["full_text"] == "Rest " + line["short_text"]
    assert "i3blocks" in session.refuse(2, "status", "--format=tint2")
    for other in (["--at", "-1h"], ["--verbose"], ["--json=short"]):
        session.refuse(2, "status", "--format=plain", *other)


def test_a_reader_that_leaves(session):
    """It ends at once, and well, although there is nothing to print."""
    reader = follow(session, "plain")
    reader.line()
    reader.process.stdout.close()
    assert reader.process.wait(DEADLINE) == 0
    monitor = Reader(session, os.environ["RECOUPCTL"], "monitor")
    monitor.line()
    monitor.process.stdout.close()
    assert monitor.process.wait(DEADLINE) == 0


def test_i3blocks(session):
    config = session.home / "i3blocks.conf"
    config.write_text(f"[recoup]\ncommand={os.environ['RECOUPCTL']} status --format=i3blocks --follow\n"
                      "interval=persist\nformat=json\n", encoding="utf-8")
    bar = Reader(session, "i3blocks", "-c", str(config))
    bar.until(lambda line: "Not enough logged" in line)
    fill(session)
    assert '"short_text"' in bar.until(lambda line: '"Train ' in line)
    bar.end(signal.SIGKILL)  # it ends on nothing less; what it started ends by itself


def main():
    tests = [(name, test) for name, test in sorted(globals().items()) if name.startswith("test_")]
    print(f"1..{len(tests)}")
    for number, (name, test) in enumerate(tests, 1):
        with Session() as session:
            session.start()
            test(session)
        print(f"ok {number} - {name}", flush=True)


if __name__ == "__main__":
    main()
