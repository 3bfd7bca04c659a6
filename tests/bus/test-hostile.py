# SPDX-License-Identifier: LGPL-2.1-or-later
"""Programs that call with anything, that do not wait, do not read and do not say goodbye: the daemon lives, answers each call once,
changes nothing when it refuses, and holds no more memory for it."""
import os
import random
import socket
import struct

from support import (HOUR, JOURNAL, NAME, PATH, REMINDERS, SETTINGS, TOP, BusError, Daemon, Gio, GLib, instant, meal, now, send,
                     send_made, text, wait_for, weight)

SEED = 20261122
SINGLE, FLOOD = 250, 1200
INTEGERS = {"y": (0, 255), "n": (-2**15, 2**15 - 1), "q": (0, 2**16 - 1), "i": (-2**31, 2**31 - 1), "u": (0, 2**32 - 1),
            "x": (-2**63, 2**63 - 1), "t": (0, 2**64 - 1)}
DOUBLES = (float("nan"), float("inf"), float("-inf"), -0.0, 0.0, 1.0, -1.0, 5e-324, 1.7e308, -1.7e308, 2.0**53, 80.0, 30.5)
TEXTS = ("", "x", "\n", "\x1b[2J", "\u202etxt", "a\u200bb", "%s%n", "'; DROP TABLE entry; --", "‘’", "🦵" * 40, "x" * 4096, "x" * 4097,
         "../../etc/passwd", "2026-02-30", "2026-11-22", "2099-12-31", "00000000-0000-4000-8000-000000000000", "protein", "bedtime",
         "meal", "session", "weight", "Europe/Berlin", "readiness", "load", "tissue", "squat", "470", "off", "-1", "nan")
KEYS = ("kind", "at", "start", "end", "date", "kg", "protein_g", "sets", "exercise", "reps", "load_kg", "rir", "groups", "zone", "note",
        "id", "rev", "source", "stress", "soreness", "pain", "kinds", "from", "until", "limit", "after", "since", "days", "account",
        "assume", "undo", "later_min", "sleep_need_min", "body_weight_kg", "wake", "\n", "")
TYPES = ("b", "y", "n", "q", "i", "u", "x", "t", "d", "s", "as", "ax", "a{sv}", "aa{sv}", "v", "ay", "(sx)", "o", "g", "a{ss}")


def draw_integer(dice, kind):
    """One at an end, near now or anywhere."""
    low, high = INTEGERS[kind]
    ends = [low, high, 0, 1, 7, 66, 400, 5000, now(), now() - 24 * HOUR, now() + HOUR]
    return dice.choice([value for value in ends if low <= value <= high]) if dice.random() < 0.8 else dice.randint(low, high)


def split(signature):
    """The complete types in it, one by one."""
    types, start, depth = [], 0, 0
    for i, letter in enumerate(signature):
        depth += letter in "({"
        depth -= letter in ")}"
        if depth == 0 and letter != "a":
            types.append(signature[start:i + 1])
            start = i + 1
    return types


def draw(dice, kind, depth=0):
    """A value of a type, as GLib.Variant takes it."""
    simple = {"b": lambda: dice.random() < 0.5, "d": lambda: dice.choice(DOUBLES), "s": lambda: dice.choice(TEXTS),
              "o": lambda: dice.choice(("/", PATH)), "g": lambda: dice.choice(("", "a{sv}"))}
    if kind in simple:
        return simple[kind]()
    if kind in INTEGERS:
        return draw_integer(dice, kind)
    if kind == "v":
        inner = dice.choice(TYPES[:-8] if depth > 3 else TYPES)
        return GLib.Variant(inner, draw(dice, inner, depth + 1))
    count = dice.choice((0, 1, 1, 2, 3, 7 if depth < 2 else 1))
    if kind.startswith("a{"):
        key, value = split(kind[2:-1])
        return {dice.choice(KEYS) if key == "s" else draw(dice, key): draw(dice, value, depth + 1) for _ in range(count)}
    if kind.startswith("a"):
        return [draw(dice, kind[1:], depth + 1) for _ in range(count)]
    return tuple(draw(dice, one, depth + 1) for one in split(kind[1:-1]))


def members():
    """Interface, name and signature of each method."""
    xml = (TOP / "dbus" / "org.recoup.Recoup1.xml").read_text(encoding="utf-8")
    found = [(interface.name, method.name, "(" + "".join(argument.signature for argument in method.in_args) + ")")
             for interface in Gio.DBusNodeInfo.new_for_xml(xml).interfaces for method in interface.methods]
    return found + [("org.freedesktop.DBus.Properties", "Get", "(ss)"), ("org.freedesktop.DBus.Properties", "Set", "(ssv)"),
                    ("org.freedesktop.DBus.Properties", "GetAll", "(s)")]


def draw_call(dice, known):
    """A method and arguments; one in five are not those that it takes."""
    interface, name, signature = dice.choice(known)
    if dice.random() < 0.2:
        signature = "(" + "".join(dice.choice(TYPES) for _ in range(dice.randint(0, 3))) + ")"
    return interface, name, GLib.Variant(signature, draw(dice, signature))


def look(daemon):
    """All that a call may change."""
    return (daemon.query(), daemon.call("Get", interface=SETTINGS), daemon.get("PausedUntil"), daemon.get("PauseReason"),
            daemon.get("Inhibitors"), [(row["id"], row["state"]) for row in daemon.call("List", "(a{sv})", {}, interface=REMINDERS)])


def is_refusal(error):
    """Whether it is one of ours, or says that the arguments are wrong, in words."""
    theirs = ("InvalidArgs", "UnknownMethod", "UnknownProperty", "UnknownInterface", "PropertyReadOnly", "InvalidSignature")
    ours = ("InvalidArgument", "NotFound", "AlreadyResolved", "OutOfRange", "LimitReached", "Conflict", "Unsupported")
    return error.message != "" and (error.name in ours or error.name.removeprefix("org.freedesktop.DBus.Error.") in theirs)


def test_anything(daemon):
    """One call after the other: what is refused has changed nothing."""
    dice, known = random.Random(SEED), members()
    daemon.add(meal(), weight())
    before, refused, taken = look(daemon), 0, 0
    for i in range(SINGLE):
        interface, name, arguments = draw_call(dice, known)
        answers = send_made(daemon.connection, interface, name, arguments)
        wait_for(lambda answers=answers: answers, f"the answer to call {i}, {name} {arguments.print_(True)[:300]}")
        if isinstance(answers[0], BusError):
            assert is_refusal(answers[0]), (i, name, arguments.print_(True)[:300], answers[0])
            after = look(daemon)
            assert after == before, (i, name, arguments.print_(True)[:300])
            refused += 1
        else:
            before = look(daemon)
            taken += 1
    assert refused > SINGLE / 4 and taken > SINGLE / 20, (refused, taken)


def test_all_at_once(daemon):
    """Nobody waits for an answer: each call gets one."""
    dice, known = random.Random(SEED + 1), members()
    connections = [daemon.bus.connect() for _ in range(5)]
    answers = []
    for i in range(FLOOD):
        interface, name, arguments = draw_call(dice, known)
        answers.append((name, arguments, send_made(dice.choice(connections), interface, name, arguments)))
        if i % 100 == 99:  # the bus lets 128 calls of a client wait
            wait_for(lambda: all(got for _name, _arguments, got in answers), "the answers")
    for name, arguments, got in answers:
        assert not isinstance(got[0], BusError) or is_refusal(got[0]), (name, arguments.print_(True)[:300], got[0])
    assert daemon.state()["storage"] == {"healthy": True}


def test_too_large(daemon):
    """Refused before the loop sees it, whatever it is meant to be."""
    keys = {str(i): text("x") for i in range(60000)}
    values, many = "a call may hold at most 50000 values, got more", [{"kind": text("weight")}] * 250000
    before = look(daemon)
    for interface, name, signature, words, told in (
            (JOURNAL, "Query", "(a{sv})", (keys,), f"‘filter’: {values}"),
            (JOURNAL, "Remove", "(as)", (list(keys),), f"‘ids’: {values}"),
            (JOURNAL, "Add", "(aa{sv}a{sv})", (many, {}), "‘entries’: a call may hold at most 1000000 values, got more"),
            (SETTINGS, "Set", "(a{sv})", (keys,), f"‘changes’: {values}"),
            (SETTINGS, "Describe", "(a{sv})", (keys,), f"‘arguments’ 1: {values}"),
            (NAME, "Pause", "(xs)", (now() + HOUR, "x" * 2**24), "‘reason’: a call may hold at most 16777216 bytes (16 MiB), got 16777"),
            ("org.example.Other", "Any", "(a{sv})", (keys,), f"‘arguments’ 1: {values}")):
        answers = send(daemon.connection, interface, name, signature, *words)
        wait_for(lambda answers=answers: answers, "the answer")
        assert answers[0].name == "LimitReached" and answers[0].message.startswith(told), answers[0]
    assert look(daemon) == before


def test_leaves_midway(daemon):
    """Who leaves takes its inhibitors along; what it had asked for is done or not, and others are served."""
    many = [weight(80.0, now() - HOUR - i * 8 * HOUR) for i in range(600)]
    for _ in range(4):
        rude = daemon.bus.connect()
        for _ in range(20):
            send(rude, NAME, "Inhibit", "(assx)", [], "Talk", 0)
        send(rude, JOURNAL, "Add", "(aa{sv}a{sv})", many, {})
        send(rude, JOURNAL, "Query", "(a{sv})", {})
        send(rude, NAME, "GetState", "(a{sv})", {"at": instant(now() - 900 * 24 * HOUR)})
        rude.flush_sync(None)
        rude.close_sync(None)
    wait_for(lambda: daemon.get("Inhibitors") == [], "the end of the inhibitors")
    assert len(daemon.query()) % 600 == 0
    assert len(daemon.add(meal())[0]) == 1


class Deaf:
    """A client that speaks and never reads."""

    def __init__(self, bus):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(bus.address.removeprefix("unix:path="))
        self.socket.sendall(b"\0AUTH EXTERNAL " + str(os.getuid()).encode().hex().encode() + b"\r\nBEGIN\r\n")
        self.serial = 0
        self.send("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "Hello")

    def send(self, name, path, interface, member, body=None):
        """A call."""
        message = Gio.DBusMessage.new_method_call(name, path, interface, member)
        if body is not None:
            message.set_body(body)
        self.serial += 1
        message.set_serial(self.serial)
        self.socket.sendall(message.to_blob(Gio.DBusCapabilityFlags.NONE))


def resident(daemon):
    """Kilobytes of memory that it has."""
    with open(f"/proc/{daemon.process.pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def test_never_reads(bus, folder):
    """Answers wait in the bus, not in the daemon, which grows no more the longer it goes on."""
    daemon = Daemon(bus, folder / "home", ASAN_OPTIONS=os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1").start()
    daemon.add(*[weight(80.0, now() - HOUR - i * 8 * HOUR) for i in range(300)])
    sizes = []
    deaf = Deaf(bus)
    for _ in range(4):
        for _ in range(20):
            for _ in range(5):
                deaf.send(NAME, PATH, NAME, "GetState", GLib.Variant("(a{sv})", ({},)))
            deaf.send(NAME, PATH, JOURNAL, "Query", GLib.Variant("(a{sv})", ({},)))
            assert daemon.get("Revision") > 0
        assert len(daemon.query()) == 300
        sizes.append(resident(daemon))
    deaf.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    deaf.socket.close()
    assert len(daemon.query()) == 300
    assert sizes[3] - sizes[1] < 8192, sizes
    assert daemon.end() == 0, daemon.read_log()
