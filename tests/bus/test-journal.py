# SPDX-License-Identifier: LGPL-2.1-or-later
"""org.recoup.Recoup1.Journal: what goes in comes out, all or nothing, within limits, undone by its token."""
import uuid

import pytest
from support import HOUR, JOURNAL, BusError, GLib, instant, meal, now, number, text, texts, wait_for, weight


def refused(name, function, *words, **more):
    """The message of a call that must be answered with this error."""
    with pytest.raises(BusError) as caught:
        function(*words, **more)
    assert caught.value.name == name, caught.value
    return caught.value.message


def remove(daemon, *ids):
    """Journal.Remove."""
    return daemon.call("Remove", "(as)", list(ids), interface=JOURNAL)


def amend(daemon, one, entry, **options):
    """Journal.Amend."""
    return daemon.call("Amend", "(sa{sv}a{sv})", one, entry, options, interface=JOURNAL)


def test_add_and_query(daemon):
    """Entries come back in order of time, with id, revision and zone."""
    ids, undo = daemon.add(meal(30.0, now() - HOUR), weight(81.5, now() - 2 * HOUR))
    assert uuid.UUID(undo) and len(ids) == 2
    rows = daemon.query()
    assert [row["id"] for row in rows] == [ids[1], ids[0]]
    assert rows[0]["kind"] == "weight" and rows[0]["kg"] == 81.5 and rows[0]["rev"] == 0
    assert rows[0]["zone"] == "Europe/Berlin"
    assert daemon.query(kinds=texts(["meal"]))[0]["id"] == ids[0]
    assert daemon.query(kinds=texts([])) == []


def test_add_again_changes_nothing(daemon):
    """An id that is there counts once; a greater revision replaces it."""
    one = str(uuid.uuid4())
    for _ in range(2):
        ids, _undo = daemon.add(meal(30.0, now() - HOUR, id=text(one.upper())))
        assert ids == [one]
    assert len(daemon.query()) == 1
    daemon.add(meal(45.0, now() - HOUR, id=text(one), rev=instant(1)))
    assert [row["protein_g"] for row in daemon.query()] == [45.0]


def test_all_or_nothing(daemon):
    """One bad entry, and none is logged; the message names entry, key, range and value."""
    message = refused("OutOfRange", daemon.add, meal(), meal(5000.0))
    for word in ("Entry 2", "protein_g", "500", "5000"):
        assert word in message
    assert daemon.query() == []


@pytest.mark.parametrize("entry, name, words", [
    ({"kind": text("nap")}, "InvalidArgument", ["kind", "nap"]),
    ({}, "InvalidArgument", ["kind"]),
    ({"kind": text("weight"), "at": instant(now())}, "InvalidArgument", ["kg"]),
    (weight(80.0, colour=text("red")), "InvalidArgument", ["colour"]),
    (weight(80.0, zone=text("Mars/Olympus")), "InvalidArgument", ["zone", "Mars/Olympus"]),
    (weight(80.0, id=text("7")), "InvalidArgument", ["id", "7"]),
    ({"kind": text("weight"), "at": text("noon"), "kg": number(80)}, "InvalidArgument", ["at"]),
    (weight(8.0), "OutOfRange", ["kg", "20", "400", "8"]),
    (weight(float("nan")), "InvalidArgument", ["kg"]),
    (weight(float("inf")), "InvalidArgument", ["kg"]),
    ({"kind": text("weight"), "at": instant(5), "kg": number(80)}, "OutOfRange", ["at"]),
    ({"kind": text("rest"), "date": text("2026-02-30")}, "InvalidArgument", ["date", "2026-02-30"]),
    (weight(80.0, note=text("x" * 2001)), "OutOfRange", ["note", "2000"]),
])
def test_bad_entries(daemon, entry, name, words):
    """Each fault of an entry is refused, naming what is wrong."""
    with pytest.raises(BusError) as caught:
        daemon.add(entry)
    assert caught.value.name in (name, "OutOfRange" if name == "InvalidArgument" and "kg" in words else name), caught.value
    for word in words:
        assert word in caught.value.message
    assert daemon.query() == []


def test_integers_of_any_type(daemon):
    """Languages that know one type of number may send that one."""
    entry = {"kind": text("checkin"), "at": instant(now() - HOUR), "stress": GLib.Variant("y", 3),
             "mood": GLib.Variant("d", 2.0), "fatigue": GLib.Variant("i", 4)}
    daemon.add(entry)
    row = daemon.query()[0]
    assert (row["stress"], row["mood"], row["fatigue"]) == (3, 2, 4)
    refused("InvalidArgument", daemon.add, {**entry, "mood": number(2.5)})


def test_limits(daemon):
    """Entries, bytes, texts, depth: the most is taken, one more is not."""
    many = [weight(80.0, now() - (i + 1) * 1000000) for i in range(5000)]
    ids, _undo = daemon.add(*many)
    assert len(ids) == 5000
    assert "5000" in refused("LimitReached", daemon.add, *many, weight())
    assert "4096" in refused("LimitReached", daemon.add, weight(80.0, note=text("x" * 4097)))
    nested = GLib.Variant("a{sv}", {})
    for _ in range(4):
        nested = GLib.Variant("a{sv}", {"a": nested})
    assert "4 deep" in refused("LimitReached", daemon.add, weight(80.0, note=nested))
    big = [weight(80.0, note=text("x" * 4000)) for _ in range(4300)]
    assert "16 MiB" in refused("LimitReached", daemon.add, *big)
    assert len(daemon.query()) == 5000


def test_query_pages(daemon):
    """Pages of rows join to the whole, also where times are equal."""
    at = now() - HOUR
    ids, _undo = daemon.add(*[weight(80.0, at + (i // 4) * 1000000) for i in range(30)])
    found, after = [], {}
    while True:
        page = daemon.query(limit=instant(7), **after)
        found += [row["id"] for row in page]
        if len(page) < 7:
            break
        after = {"after": text(page[-1]["id"])}
    assert len(found) == 30 and sorted(found) == sorted(ids)
    assert len(daemon.query(**{"from": instant(at + 2000000), "until": instant(at + 3000000)})) == 8
    refused("NotFound", daemon.query, after=text(str(uuid.uuid4())))
    refused("OutOfRange", daemon.query, limit=instant(5001))
    refused("OutOfRange", daemon.query, limit=instant(0))
    refused("InvalidArgument", daemon.query, kinds=texts(["nap"]))
    refused("InvalidArgument", daemon.query, kinds=text("meal"))
    refused("InvalidArgument", daemon.query, colour=text("red"))


def test_query_source(daemon):
    """Entries of one source."""
    daemon.add(weight(80.0, source=text("scale")), weight(81.0))
    assert [row["kg"] for row in daemon.query(source=text("scale"))] == [80.0]


def test_query_keys(daemon):
    """Of each entry the keys that are asked for, and of a key that it lacks nothing; pages join as ever."""
    at = now() - HOUR
    ids, _undo = daemon.add(meal(30.0, at, note=text("rice")), weight(80.0, at + 1000000), weight(81.0, at + 2000000))
    assert daemon.query(keys=texts(["note", "kind", "at"])) == [
        {"kind": "meal", "at": at, "note": "rice"}, {"kind": "weight", "at": at + 1000000}, {"kind": "weight", "at": at + 2000000}]
    assert daemon.query(keys=texts(["kg"]), after=text(ids[0]), limit=instant(1)) == [{"kg": 80.0}]
    assert daemon.query(keys=texts(["protein_g"]), kinds=texts(["weight"])) == [{}, {}]
    assert daemon.query(keys=texts([])) == [{}, {}, {}]
    assert "‘colour’" in refused("InvalidArgument", daemon.query, keys=texts(["kind", "colour"]))
    refused("InvalidArgument", daemon.query, keys=text("kind"))


def test_query_id(daemon):
    """A whole id or its beginning gives the entries that have it, with the other filters, and a beginning of too many none."""
    ids = ["5f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d21", "5f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d22", "5f0c1f8f-2f39-4e0d-9a51-6b8f0f4c7d21"]
    daemon.add(*[weight(80.0 + i, now() - HOUR - i * 1000000, id=text(one)) for i, one in enumerate(ids)],
               meal(id=text("7f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d21")))

    def found(beginning, **more):
        return [row["id"] for row in daemon.query(id=text(beginning), **more)]
    assert found(ids[0]) == found(ids[0].upper()) == [ids[0]]
    assert found("5f0c1f8E") == [ids[1], ids[0]] and found("5f0c1f8") == found("5") == ids[::-1]
    assert found("5f0c1f8", limit=instant(2)) == [ids[2], ids[1]]
    assert found("5f0c1f8", limit=instant(2), after=text(ids[1])) == [ids[0]]
    assert found("5f0c1f8", kinds=texts(["meal"])) == found("5f0c1f8e-0") == []
    remove(daemon, ids[0])
    assert found(ids[0]) == []
    for bad in ("", "7%", "quads", "5f0c1f8e2", ids[0] + "0", "'", "5f0c1f8e-2f39-4e0d-9a51-6b8f0f4c7d2g"):
        message = refused("InvalidArgument", daemon.query, id=text(bad))
        assert "‘id’" in message and "1 to 36" in message and f"got ‘{bad}’" in message
    refused("InvalidArgument", daemon.query, id=instant(5))


def test_query_id_of_many(daemon):
    """However many entries there are, those that are asked for are found by the index; the beginning of too many is refused."""
    many = [weight(80.0, now() - HOUR - i * 4 * HOUR, id=text(f"{'00000000' if i < 501 else f'{i:08x}'}-0000-4000-8000-{i:012x}"))
            for i in range(5000)]
    daemon.add(*many)
    assert [row["at"] for row in daemon.query(id=text(f"{4999:08x}"))] == [many[4999]["at"].unpack()]
    message = refused("LimitReached", daemon.query, id=text("00000000"))
    assert "500" in message and "‘00000000’" in message and "‘id’" in message
    assert len(daemon.query(id=text("00000000-0000-4000-8000-0000000001f"))) == 5
    remove(daemon, f"00000000-0000-4000-8000-{0:012x}")
    assert len(daemon.query(id=text("00000000"))) == 500


def test_amend(daemon):
    """The whole entry is replaced; the revision tells whether somebody else was quicker."""
    (one,), _undo = daemon.add(weight(80.0))
    row, _undo = amend(daemon, one.upper(), weight(79.0), rev=instant(0))
    assert row["kg"] == 79.0 and row["rev"] == 1 and row["id"] == one
    refused("Conflict", amend, daemon, one, weight(78.0), rev=instant(0))
    refused("NotFound", amend, daemon, str(uuid.uuid4()), weight(78.0))
    refused("InvalidArgument", amend, daemon, "7", weight(78.0))
    refused("InvalidArgument", amend, daemon, one, weight(78.0, id=text(str(uuid.uuid4()))))
    refused("InvalidArgument", amend, daemon, one, {"kind": text("remove"), "target": text(one)})
    refused("InvalidArgument", amend, daemon, one, weight(78.0), colour=text("red"))
    refused("OutOfRange", amend, daemon, one, weight(7.0))
    assert [row["kg"] for row in daemon.query()] == [79.0]


def test_remove_and_undo(daemon):
    """All of them or none; undo brings them back under another id."""
    ids, _undo = daemon.add(weight(80.0), meal(20.0))
    refused("NotFound", remove, daemon, ids[0], str(uuid.uuid4()))
    refused("InvalidArgument", remove, daemon)
    refused("InvalidArgument", remove, daemon, "x")
    refused("LimitReached", remove, daemon, *([ids[0]] * 5001))
    assert len(daemon.query()) == 2
    count, undo = remove(daemon, *ids)
    assert count == 2 and daemon.query() == []
    daemon.call("Undo", "(s)", undo)
    rows = daemon.query()
    assert sorted(row["kind"] for row in rows) == ["meal", "weight"]
    assert not {row["id"] for row in rows} & set(ids)
    refused("AlreadyResolved", daemon.call, "Undo", "(s)", undo)
    refused("NotFound", daemon.call, "Undo", "(s)", str(uuid.uuid4()))


def test_undo_last_and_amended(daemon):
    """Without a token the last change is taken back, then the one before."""
    (one,), _undo = daemon.add(weight(80.0))
    amend(daemon, one, weight(79.0))
    daemon.call("Undo", "(s)", "")
    assert [row["kg"] for row in daemon.query()] == [80.0]
    daemon.call("Undo", "(s)", "")
    assert daemon.query() == []
    refused("NotFound", daemon.call, "Undo", "(s)", "")


def test_one_undo_over_calls(daemon):
    """A client with more than fits a call has one token for all."""
    token = str(uuid.uuid4())
    for grams in (10.0, 20.0, 30.0):
        _ids, undo = daemon.add(meal(grams), undo=text(token))
        assert undo == token
    refused("InvalidArgument", daemon.add, meal(), undo=text("mine"))
    refused("InvalidArgument", daemon.add, meal(), colour=text("red"))
    daemon.call("Undo", "(s)", token)
    assert daemon.query() == []


def test_changed_signal(daemon):
    """Tells what changed, and no value."""
    heard = daemon.listen("Changed", JOURNAL)
    before = daemon.get("Revision")
    daemon.add(meal(33.0), weight(80.0))
    wait_for(lambda: heard, "Changed")
    kinds, day, revision = heard[0]
    assert sorted(kinds) == ["meal", "weight"] and len(day) == 10 and revision > before
    assert "33" not in str(kinds)
