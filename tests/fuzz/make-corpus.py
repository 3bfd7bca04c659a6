#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: make-corpus.py: writes the seeds below into corpus/, as the bytes that the targets read.

The seeds are GVariant text. What the fuzzer finds is added to corpus/ as it is, under a name that
says what it is."""

import pathlib

import gi

gi.require_version("GLib", "2.0")
from gi.repository import GLib  # noqa: E402

ID = "5f0c1f8e-7d0a-4d53-9f6e-0e8b4b7f0a11"
AT = "'at': <int64 1741608000000000>"

ENTRY = {
    "sleep": "'zone': <'Europe/Paris'>, 'source': <'watch'>, 'start': <int64 1741608000000000>, "
    "'end': <int64 1741636800000000>, 'asleep_min': <431.5>, 'quality': <int64 3>, 'note': <'warm'>",
    "meal": AT + ", 'protein_g': <42.5>, 'energy_kcal': <650.0>, 'complete': <true>",
    "food-day": "'date': <'2025-03-10'>, 'protein_g': <150>",
    "session": "'start': <int64 1741608000000000>, 'rpe': <8.5>, 'title': <'Lower'>, 'sets': <[{'exercise': "
    "<'squat'>, 'reps': <8>, 'load_kg': <90.0>, 'rir': <1.0>, 'warmup': <true>, 'groups': <{'quads': <1.0>}>}, "
    "{'exercise': <'plank'>, 'duration_s': <90>}]>",
    "rest": "'date': <'2025-03-10'>, 'rev': <uint32 7>",
    "checkin": AT + ", 'stress': <3>, 'soreness': <{'quads': <4>}>, 'pain': <{'quads': <['sharp', 'rom']>, "
    "'abs': <@as []>}>, 'ill': <false>",
    "recovery": AT + ", 'activity': <'walk'>, 'minutes': <20>",
    "weight": AT + ", 'kg': <81.4>",
    "hrv": AT + ", 'rmssd_ms': <62.1>, 'rhr_bpm': <51>",
    "answer": AT + ", 'question': <'S-070'>, 'yes': <true>",
    "plan": AT + ", 'action': <'accept'>",
    "remove": "'target': <'c0ffee00-1111-4222-8333-444455556666'>",
}

ODD = {
    "twice": "{'kind': <'meal'>, 'date': <'x'>, 'kind': <'rest'>, 'date': <'2025-03-10'>}",
    "nested": "{'kind': <<<<<'rest'>>>>>, 'sets': <[{'sets': <[{'sets': <@aa{sv} []>}]>}]>}",
    "wrong-types": "{'kind': <'session'>, 'start': <'now'>, 'sets': <{'a': <1>}>, 'title': <[1, 2]>}",
    "not-a-number": "{'kind': <'weight'>, " + AT + ", 'kg': <nan>}",
}

WIRE = {
    "settings": "{'sleep_need_min': <'500'>, 'wake': <'mon-fri:06:30,sat-sun:08:30'>, 'week': "
    "<'mon:chest+back,tue:active,thu:rest'>, 'quiet_from': <'22:00'>, 'quiet_until': <'07:00'>, 'privacy': "
    "<'full'>, 'protein_g_per_kg': <'1.763698'>, 'remind_advice': <'off'>}",
    "night-shift": "{'wake': <'16:00'>, 'day_start': <'11:00'>}",
    "empty": "@a{sv} {}",
    "deep": "{'a': <[<{'b': <[<{'c': <1>}>]>}>]>}",
    "tuples": "[((),), ((),)]",
    "variants": "<<<<<<1>>>>>>",
}

JSONL = {
    "entries": '{"kind":"sleep","id":"%s","zone":"Europe/Paris","start":"2025-01-05T23:05:00+01:00",'
    '"end":"2025-01-06T06:50:00.5+01:00","asleep_min":431,"quality":3.0,"color":1e3}\r\n'
    '{"kind":"session","start":"2025-01-06T18:00Z","sets":[{"exercise":"squat","reps":8,"rir":null,'
    '"groups":{"quads":1}}]}\n' % ID,
    "escapes": '{"kind":"rest","date":"2025-01-06","note":"\\u00e9\\uD83D\\uDE00\\n\\"","note":"é"}',
    "maps": '{"kind":"checkin","at":"2025-01-06T07:00Z","soreness":{"quads":4,"quads":5,"abs":null},'
    '"pain":{"back":["form","sharp"],"abs":[]},"ill":false,"stress":2e0}',
    "no-json": "// x\n{'a':01}\n[1,]\n\n\"\\uD800\"\n{}\nnull\n1e400\n[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\n\x00\n",
    "settings": '{"wake":{"mon":"06:30","sat":"08:30"},"week":{"mon":["chest","back"],"tue":[]},'
    '"protein_target_g":null,"meals_per_day":3,"remind_protein":false,"day_start":"03:30"}',
}


def write(folder, name, text, kind):
    value = GLib.Variant.parse(None, text, None, None)
    if kind == "v":
        value = GLib.Variant.new_variant(value)
    path = pathlib.Path(__file__).parent / "corpus" / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(value.get_data_as_bytes().get_data() or b"")


for name, rest in ENTRY.items():
    write("entry", name, "{'kind': <'%s'>, 'id': <'%s'>, %s}" % (name, ID, rest), "a{sv}")
for name, text in ODD.items():
    write("entry", name, text, "a{sv}")
for name, text in WIRE.items():
    write("wire", name, text, "v")
for name, text in JSONL.items():
    path = pathlib.Path(__file__).parent / "corpus" / "jsonl" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
