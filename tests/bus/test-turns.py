# SPDX-License-Identifier: LGPL-2.1-or-later
"""Calls that take long: they are worked at in turns while others are answered, and see the journal as it was at one moment."""
import os
import signal
import sqlite3
import subprocess

from support import (HOUR, JOURNAL, NAME, PATH, REMINDERS, TOP, BusError, Daemon, Gio, GLib, instant, now, send, text,
                     wait_for, weight)

DAY = 24 * HOUR
MANY = 2000
QUESTIONS = 5


def ask_meanwhile(daemon, *call):
    """Sends a call and questions right behind it, which a daemon that was stopped finds all at once, however slow this test is.
    Returns the answer, and how many of the questions were answered before it."""
    connection, order = daemon.connection, []
    os.kill(daemon.process.pid, signal.SIGSTOP)
    try:
        answers = send(connection, *call)
        for _ in range(QUESTIONS):
            connection.call(NAME, PATH, "org.freedesktop.DBus.Properties", "Get", GLib.Variant("(ss)", (NAME, "Revision")), None,
                            Gio.DBusCallFlags.NO_AUTO_START, 120000, None, lambda *_answer: order.append(not answers))
        connection.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetId", None, None, 0, 120000, None)
    finally:
        os.kill(daemon.process.pid, signal.SIGCONT)
    wait_for(lambda: answers and len(order) == QUESTIONS, "all answers")
    assert not isinstance(answers[0], BusError), answers[0]
    return answers[0], sum(order)


def weights(count, step=8 * HOUR):
    """The smallest entries, over years."""
    return [weight(80.0, now() - HOUR - i * step) for i in range(count)]


def test_remove_and_undo(daemon):
    """All or nothing, while others are answered."""
    ids, _undo = daemon.add(*weights(MANY))
    (removed, token), meanwhile = ask_meanwhile(daemon, JOURNAL, "Remove", "(as)", ids)
    assert meanwhile == QUESTIONS and removed == MANY and daemon.query() == []
    _undone, meanwhile = ask_meanwhile(daemon, NAME, "Undo", "(s)", token)
    assert meanwhile == QUESTIONS
    rows = daemon.query()
    assert len(rows) == MANY and not {row["id"] for row in rows} & set(ids)
    again = send(daemon.connection, JOURNAL, "Remove", "(as)", [rows[0]["id"], ids[0]])
    wait_for(lambda: again, "the answer")
    assert again[0].name == "NotFound" and len(daemon.query()) == MANY


def test_calls_keep_their_order(daemon):
    """What comes behind a long change waits for it, and is answered as if it came after it."""
    ids, _undo = daemon.add(*weights(MANY))
    one = daemon.connection
    removed = send(one, JOURNAL, "Remove", "(as)", ids)
    behind = [
        send(one, JOURNAL, "Query", "(a{sv})", {}),
        send(one, NAME, "Pause", "(xs)", now() + HOUR, "first"),
        send(one, NAME, "Pause", "(xs)", now() + HOUR, "second"),
        send(one, NAME, "GetState", "(a{sv})", {"at": instant(now() - DAY)}),
        send(one, REMINDERS, "Upcoming", "(xx)", now(), now() + DAY),
        send(one, REMINDERS, "List", "(a{sv})", {}),
        send(one, NAME, "GetSeries", "(sss)", "load", "2026-01-01", "2026-02-01"),
        send(one, NAME, "Resume", "()"),
        send(one, NAME, "Pause", "(xs)", now() + HOUR, "last"),
    ]
    wait_for(lambda: removed and all(behind), "all answers")
    assert removed[0][0] == MANY and not any(isinstance(answer[0], BusError) for answer in behind)
    assert behind[0][0] == ([],)
    assert daemon.get("PauseReason") == "last"
    added = send(one, JOURNAL, "Add", "(aa{sv}a{sv})", weights(MANY), {})
    crowd = [send(one, NAME, "Pause", "(xs)", now() + HOUR, str(i)) for i in range(100)]
    wait_for(lambda: added and all(crowd), "all answers")
    assert not any(isinstance(answer[0], BusError) for answer in crowd) and daemon.get("PauseReason") == "99"


def test_additions_keep_their_order(daemon):
    """An addition does not overtake what its client sent before, nor is it overtaken while it is read."""
    one, known = daemon.connection, "00000000-0000-4000-8000-00000000000a"
    added = send(one, JOURNAL, "Add", "(aa{sv}a{sv})", weights(MANY), {})
    full = send(one, JOURNAL, "Query", "(a{sv})", {})
    short = send(one, JOURNAL, "Add", "(aa{sv}a{sv})", [weight(70.0, id=text(known))], {})
    gone = send(one, JOURNAL, "Remove", "(as)", [known])
    wait_for(lambda: added and full and short and gone, "all answers")
    assert len(added[0][0]) == len(full[0][0]) == MANY and gone[0][0] == 1, (short, gone)

    # What takes turns to answer is answered as it was when it was asked, whatever is sent behind it.
    full = send(one, JOURNAL, "Query", "(a{sv})", {})
    series = send(one, NAME, "GetSeries", "(sss)", "load", "2026-01-01", "2026-12-31")
    removed = send(one, JOURNAL, "Remove", "(as)", added[0][0])
    empty = send(one, JOURNAL, "Query", "(a{sv})", {})
    wait_for(lambda: full and series and removed and empty, "all answers")
    assert len(full[0][0]) == MANY and removed[0][0] == MANY and empty[0][0] == []


def test_query_sees_one_moment(daemon):
    """An entry that is added meanwhile is in the answer, or it is not; no row comes twice."""
    daemon.add(*weights(MANY))
    other = daemon.bus.connect()
    count = MANY
    for turn in range(5):
        asked = send(daemon.connection, JOURNAL, "Query", "(a{sv})", {})
        more = [send(other, JOURNAL, "Add", "(aa{sv}a{sv})", [weight(70.0, now() - DAY - (turn * 10 + i) * 60000000)], {})
                for i in range(3)]
        wait_for(lambda asked=asked, more=more: asked and all(more), "the answers")
        ids = [row["id"] for row in asked[0][0]]
        assert len(set(ids)) == len(ids) and count <= len(ids) <= count + 3
        count += 3
    assert len(daemon.query()) == count


def test_long_list(daemon):
    """Thousands of reminders that are over, and one of them."""
    database = sqlite3.connect(daemon.database)
    for i in range(MANY):
        at = now() - DAY - i * HOUR
        database.execute(f"INSERT INTO delivery VALUES ({', '.join('?' * 26)})",
                         (f"protein/2026-01-01/{i}", "protein", at // DAY, "expired", at, at + HOUR, None, 0, at, at, at + HOUR,
                          0, 0, ":1.5", i, "Europe/Berlin", None, None, 30, 0, 60, 2, None, None, None, "S-021"))
    database.commit()
    database.close()
    (listed,), meanwhile = ask_meanwhile(daemon, REMINDERS, "List", "(a{sv})", {"since": instant(now() - MANY * DAY)})
    assert meanwhile == QUESTIONS
    ids = [row["id"] for row in listed]
    assert len(set(ids)) == len(ids) >= MANY
    few = daemon.call("List", "(a{sv})", {"since": instant(now() - MANY * DAY), "limit": instant(7)}, interface=REMINDERS)
    assert [row["id"] for row in few] == ids[:7]
    (rule,) = daemon.call("Explain", "(s)", "protein/2026-01-01/77", interface=REMINDERS)
    assert rule["rule"] == "S-021" and rule["source"]


def test_far_off(daemon):
    """Sixty years on, and ten years back with entries that are assumed: others are answered meanwhile."""
    daemon.add(*weights(MANY, 28 * HOUR))
    for options in ({"at": instant(now() + 60 * 365 * DAY)},
                    {"assume": GLib.Variant("aa{sv}", [weight(81.0, now() - 3700 * DAY)])}):
        before = daemon.state(**options)
        (after,), meanwhile = ask_meanwhile(daemon, NAME, "GetState", "(a{sv})", options)
        assert meanwhile == QUESTIONS
        moving = {"now": 0, "text": 0, "balances": 0, "revision": 0}  # a reminder that falls due meanwhile is another revision
        assert {**before, **moving} == {**after, **moving}
    assert daemon.state()["day"] < daemon.state(at=instant(now() + 60 * 365 * DAY))["day"]
    for ahead in (0, 30, 40 * 365):
        start = now() + ahead * DAY
        rows = daemon.call("Upcoming", "(xx)", start, start + 7 * DAY, interface=REMINDERS)
        assert 6 <= len([row for row in rows if row["kind"] == "bedtime"]) <= 8, ahead
        assert all(start <= row["due"] <= start + 7 * DAY for row in rows)


def test_answer_too_large(daemon):
    """More than a message holds is refused."""
    one = {"exercise": text("squat"), "reps": instant(5)}
    sets = GLib.Variant("aa{sv}", [one] * 200)
    for part in range(2):
        daemon.add(*[{"kind": text("session"), "start": instant(now() - DAY - (part * 500 + i) * 4 * HOUR), "sets": sets}
                     for i in range(500)])
    asked = send(daemon.connection, JOURNAL, "Query", "(a{sv})", {})
    wait_for(lambda: asked, "the answer")
    assert asked[0].name == "LimitReached" and "limit" in asked[0].message
    assert len(daemon.query(limit=instant(10))) == 10


def test_client_asks_for_less(stopped, folder):
    """recoupctl halves its pages until an answer fits, and misses no entry. To the stand-in that answers 700 rows are too many."""
    rows = [{"id": text(f"00000000-0000-4000-8000-{i:012d}"), "kind": text("weight"), "rev": instant(0), "zone": text("UTC"),
             "kg": GLib.Variant("d", 80), "at": instant(now() - i * HOUR)} for i in range(1600)]
    limits = []

    def on_call(_bus, _sender, _path, _interface, method, arguments, invocation):
        assert method == "Query"
        wanted = arguments.unpack()[0]
        limits.append(wanted["limit"])
        first = int(wanted["after"][-12:]) + 1 if "after" in wanted else 0
        page = rows[first:first + wanted["limit"]]
        if len(page) > 700:
            invocation.return_dbus_error(NAME + ".Error.LimitReached", "Too much")
        else:
            invocation.return_value(GLib.Variant("(aa{sv})", (page,)))

    xml = (TOP / "dbus" / "org.recoup.Recoup1.xml").read_text(encoding="utf-8")
    for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces:
        stopped.connection.register_object(PATH, interface, on_call,
                                           lambda *words: text("UTC") if words[4] == "TimeZone" else None, None)
    owned = []
    Gio.bus_own_name_on_connection(stopped.connection, NAME, Gio.BusNameOwnerFlags.NONE, lambda *_: owned.append(1), None)
    wait_for(lambda: owned, "the name")
    with open(folder / "export", "w+", encoding="utf-8") as file, \
            subprocess.Popen([os.environ["RECOUPCTL"], "export"], env=stopped.environment, stdout=file) as client:
        wait_for(lambda: client.poll() is not None, "the export")
        assert client.returncode == 0
        file.seek(0)
        told = [line[line.index("0000-0000-4000"):][:35] for line in file]
    assert len(told) == len(set(told)) == 1600
    assert limits == [5000, 2500, 1250, 625, 625, 625]


def test_end_in_between(bus, folder):
    """A daemon that ends meanwhile has removed all or nothing; who waits is told."""
    one = Daemon(bus, folder / "home").start()
    ids, _undo = one.add(*weights(MANY))
    removed = send(one.connection, JOURNAL, "Remove", "(as)", ids)
    waits = send(one.connection, JOURNAL, "Query", "(a{sv})", {})
    ask = send(one.connection, "org.freedesktop.DBus.Properties", "Get", "(ss)", NAME, "Revision")
    wait_for(lambda: ask, "an answer")
    assert one.end() == 0
    wait_for(lambda: removed and waits, "the answers, or that there are none")
    two = Daemon(bus, folder / "home").start()
    assert len(two.query()) == (MANY if isinstance(removed[0], BusError) else 0)
    assert two.end() == 0
