# SPDX-License-Identifier: LGPL-2.1-or-later
"""Additions that are as long as they may be: read and written in turns, while others are answered; all or nothing all the same."""
from support import HOUR, JOURNAL, NAME, BusError, Daemon, GLib, instant, now, number, send, send_made, text, wait_for, weight

SETS = 200
DAY = 24 * HOUR


def send_add(connection, entries):
    """Journal.Add."""
    return send(connection, JOURNAL, "Add", "(aa{sv}a{sv})", entries, {})


def sessions(count):
    """Full sessions; about 285 of them are what a call may hold."""
    one = {"exercise": text("Barbell Back Squat"), "reps": instant(5), "load_kg": number(100), "rir": number(1)}
    sets = GLib.Variant("aa{sv}", [one] * SETS)
    return [{"kind": text("session"), "start": instant(now() - HOUR - i * DAY * 10), "sets": sets} for i in range(count)]


def weights(count):
    """The smallest entries, over years."""
    return [weight(80.0, now() - HOUR - i * HOUR * 8) for i in range(count)]


def ask_until(daemon, answers):
    """Asks for the revision until the addition is answered. Returns what was said before that."""
    other = daemon.bus.connect()
    said = []
    while not answers:
        asked = send(other, "org.freedesktop.DBus.Properties", "Get", "(ss)", NAME, "Revision")
        wait_for(lambda: asked, "an answer")  # pylint: disable=cell-var-from-loop
        if not answers:
            said.append(asked[0][0])
    return said


def test_full_sessions(daemon):
    """Others hear the old revision until all is there; then it is all there."""
    before = daemon.get("Revision")
    answers = send_add(daemon.connection, sessions(285))
    said = ask_until(daemon, answers)
    ids, _undo = answers[0]
    assert len(ids) == 285
    assert said and set(said[:-1]) <= {before}, said
    assert daemon.get("Revision") > before
    rows = daemon.query(limit=instant(10))
    assert all(len(row["sets"]) == SETS for row in rows)
    daemon.call("Undo", "(s)", "")
    assert daemon.query() == []


def test_many_entries(daemon):
    """As many as a call may hold; a question in between sees none or all of them."""
    answers = send_add(daemon.connection, weights(5000))
    other = daemon.bus.connect()
    seen = set()
    while not answers:
        asked = send(other, JOURNAL, "Query", "(a{sv})", {})
        wait_for(lambda: asked, "an answer")  # pylint: disable=cell-var-from-loop
        seen.add(len(asked[0][0]))
    assert seen <= {0, 5000}, seen
    assert len(answers[0][0]) == 5000 and len(daemon.query()) == 5000


def test_last_one_is_bad(daemon):
    """Nothing is taken, and the message names the one."""
    entries = weights(4999) + [weight(8.0)]
    answers = send_add(daemon.connection, entries)
    wait_for(lambda: answers, "the answer")
    assert isinstance(answers[0], BusError) and answers[0].name == "OutOfRange"
    assert "Entry 5000" in answers[0].message
    assert daemon.query() == []


def test_queue(daemon):
    """Additions wait for each other, long and short, good and bad. Too many may be refused."""
    first = send_add(daemon.connection, weights(1600))
    second = send_add(daemon.connection, weights(1599) + [{"kind": text("nap")}])
    third = send_add(daemon.connection, weights(1600))
    short = send_add(daemon.connection, [weight(70.0)])
    wait_for(lambda: first and second and third and short, "the answers")
    assert len(first[0][0]) == len(third[0][0]) == 1600 and len(short[0][0]) == 1
    assert isinstance(second[0], BusError) and "Entry 1600" in second[0].message

    # How many wait at once depends on who is quicker, what is there in the end does not.
    same = GLib.Variant("(aa{sv}a{sv})", (weights(1600), {}))
    crowd = [send_made(daemon.connection, JOURNAL, "Add", same) for _ in range(40)]
    wait_for(lambda: all(crowd), "the answers")
    refused = [one[0].name for one in crowd if isinstance(one[0], BusError)]
    assert set(refused) <= {"LimitReached"}
    state = daemon.state()
    assert state["storage"] == {"healthy": True}
    count, after = 0, {}
    while True:
        page = daemon.query(**after)
        count += len(page)
        if len(page) < 5000:
            break
        after = {"after": text(page[-1]["id"])}
    assert count == 3201 + 1600 * (len(crowd) - len(refused))


def test_room_for_a_fortnight(daemon):
    """Each settle goes over the last days, so these hold no more than one call may bring; what went makes room again."""
    start = (now() // (14 * DAY) - 1) * 14 * DAY + 3 * DAY  # fortnights are counted from 1970
    same = [weight(80.0, start + i * 1000000) for i in range(5000)]
    ids, undo = daemon.add(*same)
    assert len(ids) == 5000
    before = daemon.get("Revision")
    refused = send_add(daemon.connection, [weight(81.0, start - 90 * DAY), weight(81.0, start)])
    wait_for(lambda: refused, "the answer")
    assert refused[0].name == "LimitReached" and "5000 entries" in refused[0].message
    assert daemon.get("Revision") == before and daemon.query(until=instant(start - 1)) == []
    daemon.call("Remove", "(as)", ids[:1], interface=JOURNAL)
    assert len(daemon.add(weight(81.0, start))[0]) == 1
    daemon.call("Undo", "(s)", "")
    daemon.call("Undo", "(s)", "")
    assert len(daemon.query()) == 5000
    daemon.call("Undo", "(s)", undo)

    # Of full sessions fewer have room.
    full = [dict(one, start=instant(start + i * 1000000)) for i, one in enumerate(sessions(285))]
    first = send_add(daemon.connection, full)
    second = send_add(daemon.connection, full)
    wait_for(lambda: first and second, "the answers")
    assert len(first[0][0]) == 285 and second[0].name == "LimitReached" and "8388608 bytes" in second[0].message


def test_end_in_between(bus, folder):
    """A daemon that ends meanwhile has taken all or nothing."""
    one = Daemon(bus, folder / "home").start()
    answers = send_add(one.connection, weights(5000))
    ask = send(one.connection, "org.freedesktop.DBus.Properties", "Get", "(ss)", NAME, "Revision")
    wait_for(lambda: ask, "an answer")
    assert one.end() == 0
    wait_for(lambda: answers, "the answer, or that there is none")
    two = Daemon(bus, folder / "home").start()
    taken = 0 if isinstance(answers[0], BusError) else 5000
    assert len(two.query()) == taken
    assert two.end() == 0
