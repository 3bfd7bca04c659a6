#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: calendar-file.py RECOUPCTL CALENDAR-HELPER

What ‘recoupctl plan --ics’ writes, read by another implementation of iCalendar than the one that writes it. Prints TAP."""
import datetime
import os
import pathlib
import stat
import subprocess
import sys
import tempfile
import zoneinfo

import icalendar

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from standin import GLib, StandIn, Tap, run  # noqa: E402

PROGRAM, HELPER = sys.argv[1:3]
ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
NOW = datetime.datetime(2026, 3, 27, 12, 0, 30, tzinfo=ZONE)  # the clock springs forward on the 29th
DAYS = [NOW.date() + datetime.timedelta(days=i) for i in range(14)]


def usec(moment):
    return int(moment.timestamp()) * 1000000


def reminder(kind, day, clock, **more):
    """A row of Upcoming at that local time."""
    due = datetime.datetime.combine(day, datetime.time.fromisoformat(clock), tzinfo=ZONE)
    row = {"id": GLib.Variant("s", f"{kind}/{day}/0"), "kind": GLib.Variant("s", kind), "day": GLib.Variant("s", str(day)),
           "state": GLib.Variant("s", "planned"), "due": GLib.Variant("x", usec(due)),
           "text": GLib.Variant("a{sv}", {"summary": GLib.Variant("s", "You owe 3 h of sleep")})}
    return {**row, **{key: GLib.Variant("x", value) for key, value in more.items()}}


def upcoming(first, last):
    if first != usec(NOW) or last - first != 14 * 86400 * 1000000:
        raise ValueError("the coming fourteen days were expected")
    rows = [reminder("bedtime", day, "22:25") for day in DAYS]
    rows += [reminder("active-recovery", DAYS[2], "17:30", minutes=20), reminder("active-recovery", DAYS[9], "17:30"),
             reminder("protein", DAYS[1], "12:00"), reminder("wind-down", DAYS[1], "21:25")]
    return GLib.Variant("(aa{sv})", (rows,))


def state(options):
    plan = {"state": GLib.Variant("s", PLAN[0]), "week": GLib.Variant("x", 1), "since": GLib.Variant("s", PLAN[1]),
            "set_factor": GLib.Variant("s", "1/2")}
    return GLib.Variant("(a{sv})", ({"now": GLib.Variant("x", usec(NOW)), "zone": GLib.Variant("s", "Europe/Berlin"),
                                     "day": GLib.Variant("s", str(NOW.date())), "plan": GLib.Variant("a{sv}", plan)},))


ANSWERS = {"GetState": state, "Upcoming": upcoming,
           "Get": lambda *_: GLib.Variant("(a{sv})", ({"week": GLib.Variant("s", "wed:rest,sun:rest+active,mon:chest,fri:active"),
                                                             "activity_time": GLib.Variant("s", "18:15")},))}


def with_plan(*plan):
    """Runs the verb while the plan is that one; the stand-in reads it when it starts."""
    global PLAN
    PLAN = plan
    with StandIn(ANSWERS, {"TimeZone": GLib.Variant("s", "Europe/Berlin")}), tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "plan.ics"
        result = run(PROGRAM, "plan", "--ics", "-o", path)
        again = run(PROGRAM, "plan", "--ics")
        refused = [run(PROGRAM, "plan", *words).returncode for words in (("accept", "--ics"), ("-o", path), ("--ics", "x"))]
        return result, path.read_bytes(), stat.S_IMODE(os.stat(path).st_mode), again.stdout, refused


def events_of(text):
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


def main():
    tap = Tap()
    result, text, mode, again, refused = with_plan("DELOAD", "2026-03-25")
    tap.check("it is written", result.returncode == 0 and "14 days" in result.stdout, result.stdout, result.stderr)
    tap.check("nobody else may read it", mode == 0o600, oct(mode))
    tap.check("it is the same again, and on standard output", text.decode().replace("\r\n", "\n") == again.replace("\r\n", "\n"))
    tap.check("lines end and fold as the format asks", text.endswith(b"END:VCALENDAR\r\n") and
              all(len(line) <= 75 and b"\n" not in line for line in text.split(b"\r\n")), text)
    calendar = icalendar.Calendar.from_ical(text)
    tap.check("the calendar has what it needs", str(calendar["VERSION"]) == "2.0" and "recoup" in str(calendar["PRODID"]))
    events = events_of(text)
    required = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS")
    tap.check("every event has what it needs", events and all(key in event for event in events.values() for key in required))
    tap.check("no event twice", len(events) == len(calendar.walk("VEVENT")))
    tap.check("the stamp is that of the state", {event["DTSTAMP"].dt for event in events.values()} ==
              {NOW.astimezone(datetime.timezone.utc)})
    beds = [event["DTSTART"].dt.astimezone(ZONE) for uid, event in events.items() if uid.startswith("bedtime-")]
    tap.check("a bedtime each night, at the same time by the clock on both sides of the change",
              [bed.date() for bed in beds] == DAYS and {bed.strftime("%H:%M") for bed in beds} == {"22:25"}
              and {bed.utcoffset().seconds for bed in beds} == {3600, 7200}, beds)
    tap.check("a uid follows from kind and date", "bedtime-2026-03-29@org.recoup.Recoup1" in events, list(events))
    walks = {uid: event for uid, event in events.items() if uid.startswith("active-recovery-")}
    tap.check("a walk as long as its reminder says, else 25 min; planned ones at the hour of the settings", sorted(
        (event["DTSTART"].dt.astimezone(ZONE).strftime("%d %H:%M"), (event["DTEND"].dt - event["DTSTART"].dt).seconds // 60)
        for event in walks.values()) == [("03 18:15", 25), ("05 17:30", 25), ("27 18:15", 25), ("29 17:30", 20)], walks)
    rest = sorted(event["DTSTART"].dt for uid, event in events.items() if uid.startswith("rest-"))
    tap.check("the rest days of the week", rest == [day for day in DAYS if day.weekday() in (2, 6)], rest)
    day = events["rest-2026-03-29@org.recoup.Recoup1"]
    tap.check("a rest day is a date, one day long", type(day["DTSTART"].dt) is datetime.date and
              day["DTEND"].dt - day["DTSTART"].dt == datetime.timedelta(days=1), day)
    tap.check("nothing else is there", len(events) == 14 + 4 + len(rest) + 3, list(events))
    phases = [(str(event["SUMMARY"]), str(event["DTSTART"].dt), str(event["DTEND"].dt), str(event["STATUS"]))
              for uid, event in events.items() if uid.startswith(("DELOAD", "REBUILD"))]
    tap.check("the deload and what follows, which is not certain", phases == [
        ("Deload week", "2026-03-25", "2026-04-01", "CONFIRMED"),
        ("Building up: 2/3 of the usual sets", "2026-04-01", "2026-04-08", "TENTATIVE"),
        ("Building up: 5/6 of the usual sets", "2026-04-08", "2026-04-15", "TENTATIVE")], phases)
    tap.check("no health value is in it", b"owe" not in text and b"readiness" not in text.lower(), text)
    tap.check("what makes no sense is refused", refused == [2, 2, 2], refused)

    _, text, _, _, _ = with_plan("REBUILD1", "2026-03-18")  # held: its week was over on the 25th
    phases = [(str(event["DTSTART"].dt), str(event["STATUS"])) for uid, event in events_of(text).items()
              if uid.startswith("REBUILD")]
    tap.check("a phase that is held moves the next one past today", phases == [("2026-03-18", "CONFIRMED"),
                                                                          ("2026-03-28", "TENTATIVE")], phases)
    _, text, _, _, _ = with_plan("NORMAL", "2026-02-01")
    tap.check("without a deload there is none", not any(uid.startswith(("DELOAD", "NORMAL")) for uid in events_of(text)))

    junk = subprocess.run([HELPER], input=b"junk", capture_output=True, timeout=60, check=False)
    empty = subprocess.run([HELPER], input=b"", capture_output=True, timeout=60, check=False)
    tap.check("the helper refuses what recoupctl did not write", (junk.returncode, empty.returncode) == (1, 1) and
              not junk.stdout + empty.stdout and b"executed by it" in junk.stderr, junk, empty)
    nameless = GLib.Variant("a{sv}", {"events": GLib.Variant("aa{sv}", [{"first": GLib.Variant("s", "2026-03-28")}])})
    wrong = subprocess.run([HELPER], input=nameless.get_data_as_bytes().get_data(), capture_output=True, timeout=60, check=False)
    tap.check("it refuses an event without a name", wrong.returncode == 1 and not wrong.stdout, wrong)
    hostile = GLib.Variant("a{sv}", {"stamp": GLib.Variant("x", 0), "events": GLib.Variant("aa{sv}", [
        {"uid": GLib.Variant("s", "u"), "summary": GLib.Variant("s", "a,b;c\\d\nEND:VCALENDAR " + "ü" * 99),
         "first": GLib.Variant("s", "2026-03-28"), "last": GLib.Variant("s", "2026-03-28")}])})
    quoted = subprocess.run([HELPER], input=hostile.get_data_as_bytes().get_data(), capture_output=True, timeout=60, check=False)
    back = events_of(quoted.stdout)
    tap.check("text is quoted so that it comes back", str(back["u"]["SUMMARY"]) == "a,b;c\\d\nEND:VCALENDAR " + "ü" * 99,
              quoted.stdout)
    tap.end()


main()
