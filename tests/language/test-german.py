#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The whole of recoup in German, beside the same in English: the same content, no English left, nothing but ASCII in "C"."""
import collections
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import unicodedata

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import DEADLINE, Session  # noqa: E402

GERMAN, PLAIN = {"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "C"}
LINE = re.compile(r'^(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?)? ?"((?:[^"\\]|\\.)*)"$')
FORMAT = re.compile(r"%(?:<\w+>|[-+0-9.*]*[a-zA-Z%])")
CHAPTERS = [("status",), ("status", "--verbose"), ("status", "--format=plain"), ("why",), ("why", "sleep"), ("why", "bedtime"),
            ("reminders",), ("reminders", "--history"), ("journal",), ("plan",), ("forecast", "--days=2"), ("trends",),
            ("trends", "sleep"), ("settings",), ("rules",), ("rules", "S-011"), ("rules", "--constants"), ("log",)]


def read_catalogue():
    """(English, German) of each text and form."""
    entries, key, entry = [], None, {}
    for line in [*pathlib.Path(os.environ["RECOUP_CATALOGUE"]).read_text(encoding="utf-8").splitlines(), ""]:
        match = LINE.match(line)
        if match:
            key = match[1] or key
            entry[key] = entry.get(key, "") + match[2]
        elif not line and entry:
            entries.append(entry)
            entry = {}
    pairs = []
    for one in entries:
        english = [one.get("msgid", ""), one.get("msgid_plural", one.get("msgid", ""))]
        german = [one.get("msgstr", one.get("msgstr[0]", "")), one.get("msgstr[1]", one.get("msgstr", ""))]
        pairs += [(e.replace("\\n", " ").replace('\\"', '"'), g) for e, g in zip(english, german) if e]
    return pairs


def make_patterns():
    """Patterns of the English texts that are said in other words in German; a text of one word is a key as often as not."""
    patterns = []
    for english, german in set(read_catalogue()):
        words = FORMAT.sub(" ", english)
        if english != german and len(re.findall(r"[A-Za-z]{2,}", words)) >= 3:
            parts = [re.escape(" ".join(part.split())).replace(r"\ ", " ") for part in FORMAT.split(english)]
            patterns.append((english, re.compile(".{0,80}?".join(part for part in parts))))
    return patterns


HEVY = str(pathlib.Path(__file__).resolve().parents[1] / "data" / "samples" / "own" / "hevy" / "hevy_lbs_miles_supersets.csv")
PATTERNS = make_patterns()


def find_english(text):
    """The texts of the catalogue that stand in @text untranslated."""
    plain = " ".join(text.split())
    return [english for english, pattern in PATTERNS if pattern.search(plain)]


def count_numbers(text):
    """How often each number stands there, whatever the form of decimals, dates and clock times. A number of the form 1 of
    "10:40" counts twice in both languages."""
    return collections.Counter(int(number) for number in re.findall(r"\d+", text))


@pytest.fixture(name="session", scope="module")
def start_session():
    """A German daemon with a diary in it."""
    with Session() as session:
        session.env |= GERMAN
        session.start()
        for words in (("sleep", "22:50", "06:40", "--quality", "2"), ("protein", "30"), ("weight", "81,5kg"),
                      ("checkin", "--stress=5", "--fatigue=6", "--sore", "quads=8,lower_back=3", "--pain", "calves=sharp"),
                      ("session", "--minutes", "60", "--rpe", "8", "--title", "Beine", "--set", "Kniebeuge 5x5 102,5kg rir 2"),
                      ("recovery", "walk", "25"), ("hrv", "42,5", "55"), ("rest", "yesterday"), ("food-day", "120", "yesterday")):
            session.ok("log", *words)
        session.ok("set", "week=mon-sun:quads+calves")
        yield session


def say(session, locale, *words):
    """What recoupctl prints, standard output and error, in that locale; wide, so that nothing is broken."""
    done = subprocess.run([os.environ["RECOUPCTL"], *words], env=session.env | locale | {"TZ": "UTC", "COLUMNS": "400"},
                          capture_output=True, timeout=DEADLINE, check=False, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


@pytest.mark.parametrize("words", CHAPTERS, ids=" ".join)
def test_chapter(session, words):
    """German words, no English ones; the same numbers as in English, which is ASCII where that is all there is."""
    for attempt in range(3):  # a minute may end between the two
        status, german, error = say(session, GERMAN, *words)
        assert (status, error) == (0, ""), (words, error)
        status, english, error = say(session, PLAIN, *words)
        assert (status, error) == (0, ""), (words, error)
        if count_numbers(german) == count_numbers(english) or attempt == 2:
            break
    assert english.isascii(), english
    assert find_english(german) == [], german
    assert german != english
    if words[0] not in ("rules", "settings") and words != ("trends",):  # they tell numbers of their own, or digits are bars
        assert count_numbers(german) == count_numbers(english), (german, english)


def test_after_midnight(session):
    """What was due yesterday evening is due tonight, in German too."""
    day = json.loads(say(session, PLAIN, "status", "--json=short")[1])["day"]
    night = (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat() + "T00:30"
    _status, german, _error = say(session, GERMAN, "status", "--at", night)
    assert re.search(r"^Abends +Licht aus war um \d\d:\d\d fällig, vor .*\d min\.$", german, re.M), german
    assert find_english(german) == [], german


def test_forms(session):
    """Decimal comma, date and 24 hours; JSON knows nothing of them."""
    text = " ".join(session.ok("journal").split())
    assert re.search(r"\d\d\.\d\d\.20\d\d \d\d:\d\d", text) and "102,5 kg" in text and "81,5 kg" in text, text
    assert "Qualität 2" in text and "Quadrizeps 8" in text and "unterer Rücken 3" in text, text
    entries = [json.loads(line) for line in session.ok("journal", "--json=short").splitlines()]
    assert {"sleep", "meal", "session", "checkin"} <= {entry["kind"] for entry in entries}
    assert [entry["kg"] for entry in entries if entry["kind"] == "weight"] == [81.5]
    assert [entry["sets"][0]["load_kg"] for entry in entries if entry["kind"] == "session"] == [102.5]
    state = session.json("status")
    done, plain, _ = say(session, PLAIN, "status", "--json=short")
    assert done == 0 and set(json.loads(plain)) == set(state) and isinstance(state["readiness"]["point"], float)


# The words that bind English sentences. None of them is German; names of arguments and of studies are.
ENGLISH = re.compile(r"\b(the|and|are|not|from|with|your|to|for|has|of|by|none|day|days|yesterday|tomorrow)\b")
CITED = re.compile(r"Mofilo: [^;)]*|PlateauBreaker: [^;)]*|Article: [^;)]*|Chen and Nosaka[^)]*|public advice[^)]*|against it|yes\|no")


@pytest.mark.parametrize("words", [chapter for chapter in CHAPTERS if chapter != ("log",)], ids=" ".join)
def test_no_english(session, words):
    """Neither marked nor unmarked: no sentence is left, whether a catalogue has it or not."""
    text = CITED.sub(" ", " ".join(say(session, GERMAN, *words)[1].split()))
    assert ENGLISH.search(re.sub(r"[a-z_]+=\S*|doi:\S*", " ", text)) is None, (ENGLISH.search(text), text)


def test_typed(session):
    """What is shown in German is taken in German, and is stored as it always was."""
    kept = ("sleep", "meal", "food-day", "session", "checkin", "recovery", "weight")
    for words, key, value in (
            (("slept", "von", "gestern", "23:10", "bis", "jetzt", "gut"), "quality", 2),
            (("ate", "35,5"), "protein_g", 35.5),
            (("log", "protein", "30", "--at", "gestern 22:40"), "protein_g", 30),
            (("log", "food-day", "120", "gestern"), "protein_g", 120),
            (("trained", "Beine", "45m", "rpe", "8,5", "--set", "rumänisches Kreuzheben 3x8 82,5kg"), "rpe", 8.5),
            (("log", "session", "--minutes", "45", "--set", "Eigenes 3x8 groups=Quadrizeps=0,5,glutes=1,Waden=0,25"), "sets",
             [{"exercise": "Eigenes", "reps": 8, "groups": {"quads": 0.5, "glutes": 1, "calves": 0.25}}] * 3),
            (("sore", "Quadrizeps", "4,", "unterer", "Rücken", "2"), "soreness", {"quads": 4, "lower_back": 2}),
            (("feel", "Stress", "3", "Stimmung", "2"), "mood", 2),
            (("log", "checkin", "--pain", "Waden=stechend+Gelenk"), "pain", {"calves": ["sharp", "joint"]}),
            (("log", "recovery", "Radfahren", "25"), "activity", "cycling"),
            (("weighed", "81,25"), "kg", 81.25)):
        entry = session.json(*words)["entry"]
        assert entry["kind"] in kept and entry[key] == value, (words, entry)
        if words[0] == "trained":
            assert [one["exercise"] for one in entry["sets"]] == ["romanian-deadlift"] * 3
            text = " ".join(session.ok("journal").split())
            assert "rumänisches Kreuzheben 3 × 8 × 82,5 kg" in text, text
        session.ok("undo")
    assert session.json("log", "Gewicht", "80,5")["entry"]["kg"] == 80.5
    session.ok("undo")
    assert session.json("rules", "--constants", "Schlaf") == session.json("rules", "--constants", "sleep")
    assert session.json("skip", "Bettzeit", "heute")["reminder"]["kind"] == "bedtime"
    session.ok("undo")
    assert "Bettzeit" in session.ok("why", "Bettzeit", "--json=pretty") or session.json("why", "Bettzeit")["rules"]
    assert session.json("trends", "Schlafschuld")["metric"] == "sleep_debt_h"
    assert {row["kind"] for row in map(json.loads, session.ok("journal", "--json=short", "--kind", "Schlaf,Gewicht").splitlines())} == {
        "sleep", "weight"}


def test_settings(session):
    """The decimal comma and German days are typed; what is stored, printed as KEY=VALUE and in JSON is plain."""
    said = session.ok("set", "body_weight_kg=80,5", "protein_g_per_kg=1,75", "wake=Mo-Fr:6:30,Sa-So:8:15", "sleep_need_min=7,5h",
                      "accounts_off=Belastung")
    assert said == ("body_weight_kg=80.5\nprotein_g_per_kg=1.75\nwake=mon-fri:06:30,sat-sun:08:15\nsleep_need_min=450\n"
                    "accounts_off=load\n")
    conf = (session.home / "config" / "recoup" / "recoup.conf").read_text(encoding="utf-8")
    assert "body_weight_kg=80.5\n" in conf and "wake=mon-fri:06:30,sat-sun:08:15\n" in conf
    assert "„4,5“" in session.refuse(2, "set", "protein_g_per_kg=4,5")
    session.ok("set", "week=Mo:Brust+Trizeps,Do:unterer Rücken")
    assert session.ok("get", "week") == "mon:chest+triceps,thu:lower_back\n"
    session.ok("unset", "body_weight_kg", "protein_g_per_kg", "wake", "sleep_need_min", "accounts_off")
    session.ok("set", "week=mon-sun:quads+calves")


def test_setup(session):
    """The first run and the check-in, on a German terminal."""
    before = session.ok("get")
    said = session.on_terminal(["setup"], [b"80\n", b"81,5kg\n", b"Mo-Fr 6:30, Sa-So 8:15\n", b"7,5h\n", "Anfänger\n".encode(),
                                           b"Mo,Mi,Fr\n", b"1,7g/kg\n"])
    plain = " ".join(said.split())
    assert "6 Fragen." in plain and "6/6" in plain and "„80“ bekommen" in plain and find_english(said) == [], said
    assert "zum Beispiel Mo-Fr:06:30,Sa-So:08:30" in plain and "0,8 bis 3,1 g/kg" in plain and "Gewicht 81,5 kg, jetzt" in plain
    for line in ("wake=mon-fri:06:30,sat-sun:08:15", "sleep_need_min=450", "training_status=novice",
                 "week=mon:quads+calves,tue:rest,", "protein_g_per_kg=1.7"):
        assert line in plain, said
    said = session.on_terminal(["setup"], [b"\n", b"\n", b"\x04"])
    assert "[81,5 kg]" in said and "[Mo-Fr:06:30,Sa-So:08:15]" in said and "Nichts wurde geändert." in said
    said = session.on_terminal(["checkin"], [b"3", b"2", b"4", b"j", "Quadrizeps=4,unterer Rücken=2\n".encode(), b"n", b"n"])
    assert re.search("Muskelkater (unterer Rücken 2, Quadrizeps 4|Quadrizeps 4, unterer Rücken 2), Schmerz keiner, krank nein",
                     " ".join(said.split())), said
    session.ok("set", *[line for line in before.splitlines() if not line.endswith("=")],
               *[line for line in before.splitlines() if line.endswith("=")])


def test_inhibitors(session):
    """What is held back is named as everywhere else."""
    for more, kinds in ((["--what", "Eiweiß,bedtime"], "Eiweiß, Bettzeit"), ([], "alle")):
        table = session.ok("inhibit", "--why", "Vortrag", *more, "--", os.environ["RECOUPCTL"], "inhibit")
        assert table.splitlines()[1].endswith("  Vortrag  " + kinds), table


def test_american(session):
    """Twelve hours and pounds where the locale has them."""
    american = {"LC_ALL": "en_US.UTF-8"}
    status, text, _ = say(session, american, "journal")
    assert status == 0 and re.search(r"\d\d/\d\d/20\d\d \d{1,2}:\d\d [AP]M", text) and "226 lb" in text and "179.7 lb" in text, text
    status, text, error = say(session, american, "log", "weight", "180")
    assert status == 2 and "lb" in error, error
    status, text, error = say(session, american, "weighed", "180")
    assert status == 2 and "180lb" in error, error
    status, text, error = say(session, american, "weighed", "176lb")
    assert status == 0 and "176 lb" in text, (text, error)
    session.ok("undo")
    status, text, error = say(session, american, "set", "body_weight_kg=176lb", "quiet_from=10:30pm", "quiet_until=7 AM")
    assert (status, text) == (0, "body_weight_kg=79.83\nquiet_from=22:30\nquiet_until=07:00\n"), (text, error)
    session.ok("unset", "body_weight_kg", "quiet_from", "quiet_until")
    status, text, error = say(session, american, "import", HEVY)
    assert status == 0 and " lb without warm-ups" in text and re.search(r"SETS +LB +WORKS", text), (text, error)
    status, text, error = say(session, GERMAN, "import", HEVY)
    assert status == 0 and re.search(r"SÄTZE +KG ", text) and "Rücken, Bizeps 0,5" in text and find_english(text) == [], text
    status, text, error = say(session, american, "slept", "yesterday", "1:10", "pm", "yesterday", "1:40", "pm")
    assert status == 0 and "1:10 PM to 1:40 PM" in text, (text, error)
    session.ok("undo")


def visible(text):
    """Columns on a terminal."""
    return sum(not unicodedata.combining(sign) for sign in text)


@pytest.mark.parametrize("locale", ["ar_EG", "fa_IR", "fr_FR", "ps_AF", "tr_TR"])
def test_other_locales(session, locale):
    """Forms of any locale are aligned by columns, JSON is that of "C", and keys are ASCII: in Turkish too an I is an i."""
    other = {"LC_ALL": f"{locale}.UTF-8", "LANGUAGE": "en"}
    for words in (("status",), ("reminders",), ("plan",), ("journal",), ("trends",), ("why", "bedtime")):
        status, text, error = say(session, other, *words)
        assert (status, error) == (0, "") and text, (words, error)
    status, text, error = say(session, other, "status")
    columns = {visible(line[:re.search(r" of +\d+  ", line).start()]) for line in text.splitlines() if re.match(r"\w+ +[█░▓]", line)}
    assert len(columns) == 1, text
    for words in (("journal",), ("settings",)):
        assert say(session, other, *words, "--json=short") == say(session, PLAIN, *words, "--json=short")
    for words in (("sore", "QUADS", "4", "Lower", "BACK", "2"), ("slept", "YESTERDAY", "1:10", "PM", "yesterday", "1:40", "pm", "FINE"),
                  ("log", "checkin", "--ill", "YES"), ("log", "recovery", "FOAM-ROLLING", "10")):
        status, text, error = say(session, other, *words, "--json=short")
        assert (status, error) == (0, ""), (words, error)
        session.ok("undo", json.loads(text)["undo"])
    status, text, error = say(session, other, "set", "remind_hydration=ON", "training_status=TRAINED", "wake=FRI-SUN:9:30", "accounts_off=TISSUE")
    assert text == "remind_hydration=on\ntraining_status=trained\nwake=mon-thu:07:00,fri-sun:09:30\naccounts_off=tissue\n", (text, error)
    session.ok("unset", "remind_hydration", "training_status", "wake", "accounts_off")


def test_help(session):
    """Of every verb."""
    _, text, _ = say(session, GERMAN, "--help")
    assert "Aufruf:" in text and find_english(text) == [], find_english(text)
    verbs = re.findall(r"^  ([a-z]+) ", text.split("Befehle:")[1], re.M)
    assert len(verbs) > 20
    for verb in verbs:
        status, text, error = say(session, GERMAN, verb, "--help")
        assert (status, error) == (0, "") and find_english(text) == [], (verb, find_english(text))
        status, text, error = say(session, PLAIN, verb, "--help")
        assert status == 0 and text.isascii(), text


ERRORS = [("frobnicate",), ("log", "sleep", "x", "y"), ("log", "weight", "1.500kg"), ("log", "checkin", "--stress", "9"),
          ("set", "sleep_need_min=1"), ("set", "nothing=1"), ("undo", "00000000-0000-0000-0000-000000000000"), ("status", "--nothing"),
          ("status", "--at", "heute"), ("import", "/nonexistent"), ("done", "nothing"), ("plan", "cancel"), ("rules", "S-999")]


@pytest.mark.parametrize("words", ERRORS, ids=" ".join)
def test_errors(session, words):
    """Errors of the client, of the core in it, of a helper and of the daemon; the status does not depend on the language."""
    status, text, german = say(session, GERMAN, *words)
    assert status != 0 and text == "" and german.startswith("recoupctl: "), (status, text, german)
    assert find_english(german) == [], german
    again, _, plain = say(session, PLAIN, *words)
    assert again == status and plain.startswith("recoupctl: "), plain


def test_errors_plain(session):
    """In "C" an error of the client has nothing but ASCII, and no sign is lost."""
    status, _, error = say(session, PLAIN, "frobnicate")
    assert status == 2 and error.isascii() and "?" not in error and "'frobnicate'" in error, error


def test_files(session):
    """The report and the calendar."""
    html = session.ok("report", "-o", "-", "--format=html")
    assert '<html lang="de">' in html and "Erholungsbericht" in html
    text = re.sub(r"<style.*?</style>", " ", html, flags=re.S)
    text = re.sub(r"<[^>]+>", " ", text)
    assert find_english(text) == [] and ENGLISH.search(text) is None and "Werte" in text and "Values" not in text
    assert re.search(r"\d\d\.\d\d\.20\d\d", text)
    assert "Licht aus" in session.ok("plan", "--ics")


def test_history(session):
    """Dates, outcomes and causes."""
    said = session.ok("skip", "bedtime", "tomorrow")
    assert re.match(r"Bettzeit, \d\d\.\d\d\.\d{4}: ausgelassen\.\n", said), said
    assert re.search(r"^\d\d\.\d\d\.\d{4} +Bettzeit .* ausgelassen +du$", session.ok("reminders", "--history"), re.M)
    session.ok("undo")


def test_notification_lines(session):
    """Every text of a reminder and every line of status: short, plain, and the same in ASCII."""
    for reminder in session.json("reminders"):
        assert len(reminder["text"]["summary"]) <= 60 and len(reminder["text"]["body"]) <= 160, reminder
        assert find_english(reminder["text"]["summary"] + " " + reminder["text"]["body"]) == []
    for locale in (GERMAN, PLAIN):
        _, text, _ = say(session, locale, "status")
        lines = text.splitlines()
        assert len(lines) > 12
        for line in lines:  # behind the label; what waits, and why, stands in brackets behind what it says
            said = line[10:].strip() if line[:10].isspace() or re.match(r"[^ ]+ {2,}|.{9} ", line) else line
            assert len(re.sub(r" \([^()]*\)$", "", said)) <= 160, line
        assert any("[" in line for line in lines), "no rule stands behind anything"
