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
