# SPDX-License-Identifier: LGPL-2.1-or-later
"""Between two deadlines the daemon does nothing at all: no thread of it wakes in a minute. This is the one test that lets time
pass, for that is what it is about; it takes no processor time and runs beside the others."""
import pathlib
import re
import time

from support import afternoon_zone, meal, now, wait_for, weight

MINUTE, LIMIT = 60, 240  # seconds; threads that GLib keeps for further work leave after 15
LOOK = 5                 # seconds from one look to the next, which the daemon does not feel


def switches(daemon):
    """How often each thread has woken so far."""
    counts = {}
    for task in pathlib.Path(f"/proc/{daemon.process.pid}/task").iterdir():
        told = (task / "status").read_text(encoding="ascii")
        name = re.search(r"^Name:\t(.*)$", told, re.M)[1]
        counts[f"{name} {task.name}"] = int(re.search(r"^voluntary_ctxt_switches:\t(\d+)$", told, re.M)[1])
    return counts


def test_nothing_wakes_it(stopped):
    """With entries, settings and a plan, but nothing due."""
    stopped.environment["TZ"] = afternoon_zone()
    daemon = stopped.start()
    daemon.turn_off()
    daemon.add(meal(), weight())
    assert daemon.state()["now"] <= now()
    assert daemon.get("NextAt") == 0, daemon.get("NextKind")
    start = since = time.monotonic()
    last = switches(daemon)
    while time.monotonic() - since < MINUTE:
        time.sleep(LOOK)
        seen = switches(daemon)
        if seen != last:
            since = time.monotonic()
            assert since - start < LIMIT - MINUTE, {task: n - last.get(task, 0) for task, n in seen.items()}
        last = seen
    wait_for(lambda: daemon.get("Revision") > 0, "an answer after all that")
