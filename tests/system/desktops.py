#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: desktops.py PICTURES [SERVER...]

A reminder falls due, is shown by a real notification server on a real screen, and is answered there, on each of the servers
(all by default). The journal is made relative to now; nothing is simulated. Prints one line of TAP a step, then what each server
told of itself; pictures of the steps go to PICTURES."""
import pathlib
import signal
import sys
import tempfile
import time
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from desktops import SERVERS, Desktop  # noqa: E402  pylint: disable=wrong-import-position
from support import REMINDERS, SECOND, GLib, instant, meal, now, number, text, texts, wait_for  # noqa: E402

DRAWN_PIXELS = range(4000, 150000)  # the size of a popup; another screen, or one that is still black, is larger
CLEAR_PIXELS = 1500  # a clock that goes on is smaller
GONE_SECONDS = 1     # within which a popup goes that a fact has settled, as promised
LOOK_SECONDS = 2     # that it takes to look, on a busy machine


class Story:
    """What happens on one desktop, step by step; each step is a method, in the order of STEPS."""

    STEPS = ("starts", "shows", "is_answered", "is_closed_by_fact", "keeps_the_peace", "is_taken_over",
             "is_restarted", "ends")

    def __init__(self, desktop, pictures, label):
        self.desktop, self.daemon, self.server = desktop, desktop.daemon, desktop.server
        self.pictures, self.label = pictures, label
        self.heard = None
        self.trained = 0

    # --- what is done and looked at ---------------------------------------------------------------------------

    def picture(self, step):
        """Takes one. Returns: its path"""
        path = self.pictures / f"{self.label}-{step}.png"
        self.desktop.screen.picture(path)
        return path

    def differs(self, step):
        """Takes a picture. Returns: in how many pixels it differs from the empty screen"""
        return self.desktop.compare(self.pictures / f"{self.label}-empty.png", self.picture(step))

    def train(self):
        """Logs a session that has just ended, after all else that was logged: protein falls due."""
        last = now()
        wait_for(lambda: now() > last, "the next second")
        end = now()
        self.trained += 1
        start = end - (60 + 5 * self.trained) * 60 * SECOND  # another minute: a reminder is named after it
        self.daemon.add({"kind": text("session"), "start": instant(start), "end": instant(end), "rpe": number(7),
                         "title": text("Lower")})

    def protein(self):
        """Protein reminders that are open."""
        return [row for row in self.rows() if row["state"] in ("due", "shown")]

    def rows(self):
        """All protein reminders of today."""
        return self.daemon.call("List", "(a{sv})", {"kinds": texts(["protein"]), "since": instant(now() - 7200 * SECOND)},
                                interface=REMINDERS)

    def state(self, key):
        """What has become of a reminder."""
        return next((row["state"] for row in self.rows() if row["id"] == key), None)

    def wait_shown(self):
        """Waits until the popup is up, and the daemon knows. Returns: its row"""
        wait_for(lambda: self.desktop.displayed() == 1, "a popup")
        wait_for(lambda: [row for row in self.protein() if row["state"] == "shown"], "the daemon to know")
        return self.protein()[0]

    def wait_clear(self):
        """Waits until nothing is up."""
        wait_for(lambda: self.desktop.displayed() == 0, "the popup to go")

    # --- the steps ------------------------------------------------------------------------------------------------

    def starts(self):
        """The server and the daemon find each other."""
        self.desktop.start_server()
        self.daemon.start()
        self.daemon.set(min_gap_min="0")
        self.daemon.turn_off("protein") # on a Sunday there is a digest of the week
        wait_for(lambda: self.daemon.get("NotificationServer").get("name") == self.server.name, "its name")
        self.picture("empty")
        self.heard = self.daemon.listen("Due", REMINDERS)

    def shows(self):
        """A session is logged; its protein is due, and a popup with the text is on the screen."""
        self.train()
        row = self.wait_shown()
        wait_for(lambda: self.heard, "the signal Due")
        assert self.heard[0] == (row["id"], "protein") and row["grams"] > 0
        self.server.look(self.desktop, row)
        wait_for(lambda: self.differs("shown") in DRAWN_PIXELS, "the popup to be drawn")

    def is_answered(self):
        """“Log N g” is pressed: the meal is in the journal, the reminder is done, the screen is clear."""
        row = self.protein()[0]
        assert self.daemon.query(kinds=texts(["meal"])) == []
        self.server.press(self.desktop, "Log ")
        wait_for(lambda: self.daemon.query(kinds=texts(["meal"])), "the meal")
        eaten = self.daemon.query(kinds=texts(["meal"]))[0]
        assert eaten["protein_g"] == row["grams"] and abs(eaten["at"] - now()) < 60 * SECOND
        self.wait_clear()
        wait_for(lambda: self.differs("answered") < CLEAR_PIXELS, "the screen to be clear")
        assert self.state(row["id"]) == "done" and self.protein() == []

    def is_closed_by_fact(self):
        """The next popup goes by itself when the meal is logged elsewhere."""
        self.train()
        row = self.wait_shown()
        self.daemon.add(meal(row["grams"], now()))
        since = time.monotonic()
        self.wait_clear()
        assert time.monotonic() - since < self.server.lingers + GONE_SECONDS + LOOK_SECONDS
        wait_for(lambda: self.state(row["id"]) == "done", "the reminder to end")

    def keeps_the_peace(self):
        """With the switch on it waits, with the cause; with the switch off it is shown."""
        if self.server.peace is None:
            assert not [name for name in self.daemon.get("PresenceSources") if name.startswith("do-not-disturb")]
            self.train()
            self.wait_shown()
            return
        wait_for(lambda: self.server.peace in self.daemon.get("PresenceSources"), "its switch")
        self.server.set_peace(self.desktop, True)
        self.train()
        wait_for(lambda: ("protein", "do-not-disturb") in self.daemon.get("Waiting"), "the reminder to wait")
        assert self.desktop.displayed() == 0
        self.server.set_peace(self.desktop, False)
        self.wait_shown()
        assert self.daemon.get("Waiting") == []

    def is_taken_over(self):
        """We are killed while a popup is up and start again: it is one still, and a fact takes it away."""
        row = self.protein()[0]
        self.daemon.end(signal.SIGKILL)
        self.daemon.start()
        assert self.wait_shown()["id"] == row["id"]
        self.daemon.add(meal(row["grams"], now()))
        self.wait_clear()
        wait_for(lambda: self.state(row["id"]) == "done", "the reminder to end")
        self.train()
        self.wait_shown()

    def is_restarted(self):
        """The server ends and comes again: what is valid is posted again, once."""
        row = self.protein()[0]
        self.desktop.stop_server()
        wait_for(lambda: not self.daemon.get("NotificationServer")["up"], "the server to be gone")
        self.desktop.start_server()
        assert self.wait_shown()["id"] == row["id"]
        wait_for(lambda: self.daemon.get("NotificationServer").get("name") == self.server.name, "its name")
        self.server.look(self.desktop, row)
        wait_for(lambda: self.differs("again") in DRAWN_PIXELS, "the popup to be drawn again")
        self.server.press(self.desktop, "Log ")
        wait_for(lambda: self.state(row["id"]) == "done", "the new popup to be answered")

    def ends(self):
        """The daemon ends without a word of complaint."""
        assert self.daemon.end() == 0
        assert "CRITICAL" not in self.daemon.read_log() and "WARNING" not in self.daemon.read_log()


def tell(label, pictures, first):
    """One desktop. Returns: how many steps failed"""
    failed = 0
    with tempfile.TemporaryDirectory(prefix="rcp-") as folder:
        desktop = Desktop(folder, SERVERS[label]())
        story = Story(desktop, pictures, label)
        try:
            for number_, step in enumerate(Story.STEPS, first):
                fault = "the step before failed" if failed else None
                try:
                    if fault is None:
                        getattr(story, step)()
                except Exception:  # pylint: disable=broad-exception-caught
                    fault = traceback.format_exc()
                    if desktop.daemon.log is not None:
                        fault += f"\nThe daemon said:\n{desktop.daemon.read_log()}"
                    fault += f"\nThe others said:\n{desktop.read_log()}"
                failed += fault is not None
                print(f"{'not ok' if fault else 'ok'} {number_} - {label} {step.replace('_', ' ')}", flush=True)
                for line in (fault or "").splitlines():
                    print("#", line, flush=True)
        finally:
            desktop.stop()
    return failed


def main():
    """All of them, one after the other."""
    pictures = pathlib.Path(sys.argv[1])
    pictures.mkdir(parents=True, exist_ok=True)
    labels = sys.argv[2:] or list(SERVERS)
    total = len(labels) * len(Story.STEPS)
    failed = sum(tell(label, pictures, 1 + index * len(Story.STEPS)) for index, label in enumerate(labels))
    print(f"1..{total}\n# {total - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
