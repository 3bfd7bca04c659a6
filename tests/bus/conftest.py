# SPDX-License-Identifier: LGPL-2.1-or-later
"""Fixtures, and a report that meson reads: one line a test, as TAP."""
import pathlib
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from support import Bus, Daemon  # noqa: E402  pylint: disable=wrong-import-position


@pytest.fixture(name="folder")
def fixture_folder():
    """A folder that goes away; its name is short, because sockets lie in it."""
    with tempfile.TemporaryDirectory(prefix="rcp-") as name:
        yield pathlib.Path(name)


@pytest.fixture(name="bus")
def fixture_bus(folder):
    """A bus of its own."""
    bus = Bus(folder / "s")
    yield bus
    bus.stop()


@pytest.fixture(name="stopped")
def fixture_stopped(bus, folder):
    """A daemon that is not started; whatever runs of it in the end is ended."""
    daemon = Daemon(bus, folder / "home")
    yield daemon
    if daemon.process is not None and daemon.process.poll() is None:
        status = daemon.end()
        assert status == 0, daemon.read_log()


@pytest.fixture(name="daemon")
def fixture_daemon(stopped):
    """A daemon that runs."""
    return stopped.start()


class Tap:
    """Prints the outcome of each test as one line of TAP."""

    def __init__(self):
        self.count = 0

    @staticmethod
    def pytest_addoption(parser):
        """What messages of assertions ask for, and the terminal's plugin would have."""
        parser.addoption("--verbose", dest="verbose", type=int, default=1)

    def pytest_runtest_logreport(self, report):
        """A test failed, or ended."""
        if report.when != "call" and not report.failed:
            return
        self.count += 1
        name = report.nodeid.split("::", 1)[1]
        print(f"{'ok' if report.passed else 'not ok'} {self.count} - {name}{'' if report.when == 'call' else ' ' + report.when}")
        if report.failed:
            for line in report.longreprtext.splitlines():
                print("#", line)
        sys.stdout.flush()

    def pytest_sessionfinish(self):
        """All ended."""
        print(f"1..{self.count}")


def main():
    """Runs one file."""
    return pytest.main(["-p", "no:cacheprovider", "-p", "no:terminal", "-o", "addopts=", sys.argv[1]], plugins=[Tap()])


if __name__ == "__main__":
    sys.exit(main())
