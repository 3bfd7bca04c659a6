# SPDX-License-Identifier: LGPL-2.1-or-later
"""The programs of examples/, each run as its reader would: what they print, what they leave in the journal, what they hold."""
import os
import pathlib
import re
import signal
import subprocess

import pytest
from support import DEADLINE, SECOND, TOP, instant, now, text, wait_for

EXAMPLES = TOP / "examples"
PROGRAMS = {
    "c": [os.environ["RECOUP_EXAMPLE_C"]],
    "python": ["/usr/bin/python3", str(EXAMPLES / "recoup-example.py")],
    "javascript": ["/usr/bin/gjs", str(EXAMPLES / "recoup-example.js")],
    "shell": [str(EXAMPLES / "recoup-example.sh")],
}
GONE = "recoupd is not there"


@pytest.fixture(name="program", params=PROGRAMS)
def fixture_program(request):
    """Its command."""
    return PROGRAMS[request.param]


def environment(daemon):
    """That of the daemon; recoupctl is where an installation would have it."""
    recoupctl = pathlib.Path(os.environ["RECOUPCTL"]).parent
    return daemon.environment | {"PATH": f"{recoupctl}:{os.environ['PATH']}", "G_DEBUG": "fatal-warnings"}


def run(program, daemon, *words):
    """Runs it to its end."""
    return subprocess.run([*program, *words], env=environment(daemon), capture_output=True, text=True, encoding="utf-8",
                          timeout=DEADLINE, check=False)


class Running:
    """One that runs on; its lines are read from a file, so that nothing waits for a pipe."""

    def __init__(self, program, daemon, folder, *words):
        self.output = folder / "output"
        with open(self.output, "wb") as file:
            # A session of its own: the shell's has children.
            # pylint: disable-next=consider-using-with
            self.process = subprocess.Popen([*program, *words], env=environment(daemon), stdout=file, stderr=file,
                                            start_new_session=True)

    def lines(self):
        """What it printed up to now."""
        return self.output.read_text(encoding="utf-8").splitlines()

    def wait_lines(self, *expected):
        """Until it printed these and no more."""
        wait_for(lambda: len(self.lines()) >= len(expected), f"line {len(expected)} ({expected[-1]})")
        assert self.lines() == list(expected)

    def stop(self, number=signal.SIGTERM):
        """Ends it. Returns its exit status."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, number)
        return self.process.wait(DEADLINE)


def test_status(program, daemon):
    """The line that recoupd has for it."""
    done = run(program, daemon, "status")
    assert (done.returncode, done.stdout, done.stderr) == (0, daemon.get("Summary") + "\n", "")


def test_log(program, daemon):
    """The entry is in the journal, and the token takes it back."""
    before = now()
    done = run(program, daemon, "log", "32.5")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    told = re.fullmatch(r"logged (\S+), undo token (\S+)\n", done.stdout)
    (row,) = daemon.query()
    assert row["id"] == told[1] and row["kind"] == "meal" and row["protein_g"] == 32.5 and row["source"] == "recoup-example"
    assert before <= row["at"] <= now()
    daemon.call("Undo", "(s)", told[2])
    assert daemon.query() == []


def test_refusal(program, daemon):
    """What recoupd refuses is said in its words, without the name of the error."""
    done = run(program, daemon, "log", "5000")
    assert done.returncode == 1 and done.stdout == "" and daemon.query() == []
    assert "‘protein_g’ must be" in done.stderr and "org.recoup" not in done.stderr and "Traceback" not in done.stderr


def test_no_number(program, daemon):
    """It is not taken for 0, nor for an option."""
    for words in ("lots", "30x", "", "-5"):
        done = run(program, daemon, "log", words)
        assert done.returncode == 1 and done.stdout == "" and daemon.query() == [], (words, done)
        assert len(done.stderr.splitlines()) == 1 and "option" not in done.stderr, (words, done.stderr)


def test_follow(program, stopped, folder):
    """A line for each change of the state, over a restart of the daemon."""
    daemon = stopped.start()
    example = Running(program, daemon, folder, "follow")
    try:
        first = daemon.get("Summary")
        example.wait_lines(first)
        daemon.add({"kind": text("checkin"), "at": instant(now() - SECOND), "stress": instant(2), "fatigue": instant(2)})
        second = daemon.get("Summary")
        assert second != first
        example.wait_lines(first, second)
        daemon.end()
        example.wait_lines(first, second, GONE)
        stopped.start()
        example.wait_lines(first, second, GONE, second)
    finally:
        example.stop()


def test_inhibit(program, stopped, folder):
    """Held while the command runs, over a restart of the daemon, and gone with it."""
    daemon = stopped.start()
    fifo = folder / "fifo"
    os.mkfifo(fifo)
    example = Running(program, daemon, folder, "inhibit", "Presentation", "sh", "-c", f"read -r code < {fifo}; exit $code")
    try:
        for _ in range(2):
            wait_for(lambda: daemon.get("Inhibitors"), "the inhibitor")
            (row,) = daemon.get("Inhibitors")
            assert row["reason"] == "Presentation" and len(row["kinds"]) == 11
            daemon.end()
            stopped.start()
        wait_for(lambda: daemon.get("Inhibitors"), "the inhibitor")
        fifo.write_text("7\n", encoding="utf-8")
        wait_for(lambda: example.process.poll() is not None, "its end")
        assert example.process.returncode == 7
        wait_for(lambda: daemon.get("Inhibitors") == [], "the end of the inhibitor")
        assert example.lines() == []
    finally:
        example.stop()


def test_no_daemon(program, stopped):
    """Said, and no command runs."""
    for words in (["status"], ["log", "30"], ["inhibit", "x", "echo", "ran"]):
        done = run(program, stopped, *words)
        assert done.returncode not in (0, None) and done.stderr and "ran" not in done.stdout, words


def test_usage(program, stopped):
    """How to call it."""
    for words in ([], ["log"], ["status", "now"], ["inhibit", "x"], ["dance"]):
        done = run(program, stopped, *words)
        assert done.returncode == 1 and "usage: recoup-example" in done.stderr and "inhibit REASON COMMAND" in done.stderr, words
