#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: report-file.py RECOUPCTL REPORT-HELPER FORBIDDEN-CLAIMS

What ‘recoupctl report’ writes, in each of its formats: whole, the same for the same data, legible, and honest. Prints TAP."""
import datetime
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from standin import GLib, StandIn, Tap, run  # noqa: E402

PROGRAM, HELPER, CLAIMS = sys.argv[1:4]
FORMATS = ("html", "svg", "png", "pdf")
TODAY = datetime.date(2026, 3, 28)
NOW = datetime.datetime(2026, 3, 28, 17, 5, tzinfo=datetime.timezone.utc)
SVG = "{http://www.w3.org/2000/svg}"
FIGURES = ["readiness", "night", "debt", "protein", "load", "feelings", "muscles"]
SECTIONS = ["Today", "Readiness", "Sleep", "Protein and training", "How it felt", "Muscles", "Plan and signs",
            "What was not logged", "About these numbers"]
DARK = ["--blink-settings=preferredColorScheme=0"]
LIGHT = ["--blink-settings=preferredColorScheme=1"]


def usec(moment):
    return int(moment.timestamp()) * 1000000


def variant(value):
    """A value with the type that the bus has for it."""
    if isinstance(value, GLib.Variant):
        return value
    if isinstance(value, bool):
        return GLib.Variant("b", value)
    if isinstance(value, int):
        return GLib.Variant("x", value)
    if isinstance(value, float):
        return GLib.Variant("d", value)
    if isinstance(value, str):
        return GLib.Variant("s", value)
    if isinstance(value, dict):
        return GLib.Variant("a{sv}", {key: variant(item) for key, item in value.items()})
    if value and isinstance(value[0], dict):
        return GLib.Variant("aa{sv}", [{key: variant(item) for key, item in row.items()} for row in value])
    return GLib.Variant("as", value)


def group(fatigue=0.0, soreness=0.0, why=(), ready_at=None):
    row = {"usual": fatigue, "fatigue": fatigue, "soreness": soreness, "blocked": bool(why), "why": list(why)}
    return {**row, "ready_at": usec(ready_at)} if ready_at else row


GROUPS = ["chest", "back", "shoulders", "biceps", "triceps", "forearms", "abs", "lower_back", "glutes", "quads", "hamstrings",
          "calves"]
STATE = {
    "now": usec(NOW), "zone": "Europe/Berlin", "day": str(TODAY), "first_day": "2026-03-05",
    "readiness": {"point": 52.4, "lo": 41.0, "hi": 60.9, "coverage": 72},
    "verdict": "active_recovery", "severity": 2,
    "reasons": [{"rule": "R-55", "params": {"readiness": 52.4}}, {"rule": "S-052", "params": {"groups": ["quads"]}}],
    "flags": [{"rule": "S-060", "params": {"days": 5}}, {"rule": "S-061", "params": {"lifts": ["<squat> & co"]}}],
    "ask": ["S-072"], "confirmed": [],
    "balances": {"sleep_debt_h": 2.5, "groups": {
        **{name: group() for name in GROUPS},
        "quads": group(12.0, 8.0, ("sharp", "soreness", "fatigue"), NOW + datetime.timedelta(hours=38)),
        "lower_back": group(7.0, 2.0, ("fatigue",), NOW + datetime.timedelta(hours=3)), "calves": group(0.0, 7.0, ("soreness",))}},
    "plan": {"state": "DUE", "week": 8, "since": "2026-03-27", "set_factor": "1"},
    "today": {"planned": ["quads", "lower_back"], "protein_g": 62.0, "protein_target_g": 131},
    "bedtime": {"lights_out": usec(NOW.replace(hour=21, minute=25)), "extra_min": 37},
}
SETTINGS = {"sleep_need_min": "480", "week": "mon:chest"}


def series(metric, first, last):
    """Values from 2026-03-05 on that follow from the date; no nights on the 8th and 9th, no meals on Sundays."""
    rows = []
    day, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)
    while day <= last:
        i = (day - datetime.date(2026, 3, 1)).days
        value, spread = {"readiness": (50.0 + i * 7 % 25, 12.0), "sleep_min": (410.0 + i * 37 % 90, 0.0),
                         "sleep_debt_h": (i % 7 / 2, 0.0), "protein_g": (90.0 + i * 13 % 60, 0.0),
                         "load": (0.0 if i % 2 else 420.0, 0.0), "acute": (180.0 + i, 0.0), "chronic": (200.0, 0.0),
                         "stress": (0.3 + i % 5 / 20, 0.0), "mood": (0.25, 0.0), "fatigue": (i / 40, 0.0)}.get(metric, (1.0, 0.0))
        missing = (metric == "sleep_min" and day.day in (8, 9)) or (metric == "protein_g" and day.weekday() == 6)
        if day >= datetime.date(2026, 3, 5) and not missing:
            rows.append((str(day), value - spread, value, value + spread))
        day += datetime.timedelta(days=1)
    return GLib.Variant("(a(sddd))", (rows,))


ANSWERS = {"GetState": lambda options: GLib.Variant("(a{sv})", ({key: variant(value) for key, value in STATE.items()},)),
           "GetSeries": series,
           "Get": lambda: GLib.Variant("(a{sv})", ({key: variant(value) for key, value in SETTINGS.items()},))}


def get_text(element):
    return " ".join("".join(element.itertext()).split())


def check_common(tap, name, root):
    """What HTML and SVG have in common."""
    figures = [element for element in root.iter(SVG + "g") if element.get("role") == "img"]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    named = [(figure.find(SVG + "title"), figure.find(SVG + "desc"), figure.get("aria-labelledby").split()) for figure in figures]
    tap.check(f"{name}: every figure is there", [labels[0][:-len("-title")] for _, _, labels in named] == FIGURES, named)
    tap.check(f"{name}: each has a name and a description",
              all(len(get_text(title)) > 8 and len(get_text(desc)) > 20 and labels == [title.get("id"), desc.get("id")]
                  for title, desc, labels in named))
    tap.check(f"{name}: no id twice", len(ids) == len(set(ids)))
    shapes = {}
    for figure, figure_id in zip(figures, FIGURES):
        for element in figure.iter():
            kind = element.tag.replace(SVG, "") + "." + element.get("class", "").replace("f-", "").replace("s-", "")
            if element.tag not in (SVG + "text", SVG + "title", SVG + "desc", SVG + "g") and "grid" not in kind:
                shapes[figure_id, kind] = shapes.get((figure_id, kind), 0) + 1
    expected = {  # a bar for each known day, one line and one band for each run of known days, and the legend
        ("readiness", "polyline.first"): 2, ("readiness", "rect.band"): 1, ("readiness", "polygon.band"): 1,
        ("night", "rect.first"): 23, ("night", "polyline.text"): 2, ("debt", "polyline.second"): 2,
        ("protein", "rect.third"): 22, ("protein", "polyline.text"): 2, ("load", "rect.band"): 25,
        ("load", "polyline.second"): 2, ("load", "polyline.first"): 2, ("feelings", "polyline.first"): 2,
        ("feelings", "polyline.third"): 2, ("feelings", "polyline.second"): 2, ("muscles", "rect.first"): 2,
        ("muscles", "rect.second"): 3}
    tap.check(f"{name}: as many shapes as there are data", shapes == expected,
              sorted(set(shapes.items()) ^ set(expected.items())))
    dashes = {element.get("class"): element.get("stroke-dasharray") for element in figures[5].iter(SVG + "polyline")
              if "grid" not in element.get("class")}
    tap.check(f"{name}: lines differ by more than their colour", len(set(dashes.values())) == 3, dashes)


def check_text(tap, name, text, claims):
    """What every format says."""
    for words in ("Recovery report", "1 Mar 2026 to 28 Mar 2026. As of 2026-03-28 18:05, Europe/Berlin.",
                  "Active recovery: readiness 52 (41 to 61), 72 % covered by your log.", "Readiness is below 55: 52.4 [R-55]",
                  "Question: Is the pain widespread or severe?", "Protein so far today 62 of 131 g.", "Lights out 22:25.",
                  "quads (sharp pain, sore 8 of 10, 12 % weaker; ready Mon 09:05)", "The other 9 are ready.",
                  "A deload is offered since 2026-03-27", "Tired on 5 of the last 7 logged days. [S-060]", "<squat> & co",
                  "No night on 2 of 24 days: 8 Mar, 9 Mar.", "No meals on 3 of 24 days: 8 Mar, 15 Mar, 22 Mar.", "You need 8 h.",
                  "known on 24 of 28 days", "spare until Mon 09:05", "It does not diagnose"):
        tap.check(f"{name}: says ‘{words[:40]}’", words in text, text[:3000])
    found = [pattern for pattern in claims if re.search(pattern, text, re.I)]
    tap.check(f"{name}: claims nothing that it may not", not found, found)


def check_loads(tap, name, text):
    """Nothing is loaded from elsewhere, and no script runs."""
    bare = text.replace("http://www.w3.org/2000/svg", "")
    found = re.findall(r"https?:|<script|<link|<img|src=|href|url\(|@import|@font-face|\son\w+=\"", bare, re.I)
    tap.check(f"{name}: nothing comes from elsewhere", not found, found)
    tap.check(f"{name}: it has both colour schemes", text.count("prefers-color-scheme:dark") >= 1 and "#15191e" in text
              and "#ffffff" in text)


def chromium(folder, page, *options):
    """Opens the page once."""
    home = pathlib.Path(tempfile.mkdtemp(dir=folder))
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    f"--user-data-dir={home / 'profile'}", *options, page.as_uri()], env={**os.environ, "HOME": str(home)},
                   capture_output=True, timeout=120, check=True)


def count_pages(folder, page):
    """Sheets of paper that Chromium prints it on."""
    paper = folder / "paper.pdf"
    chromium(folder, page, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    told = subprocess.run(["pdfinfo", str(paper)], capture_output=True, timeout=60, check=True, encoding="utf-8").stdout
    return int(re.search(r"^Pages: +(\d+)$", told, re.M)[1])


def screenshot(folder, page, scheme):
    """The page as Chromium shows it; the colour of its corner."""
    picture = folder / "picture.png"
    chromium(folder, page, "--hide-scrollbars", "--window-size=900,2400", *scheme, f"--screenshot={picture}")
    pixel = subprocess.run(["convert", str(picture), "-depth", "8", "-format", "%[hex:p{3,3}] %k", "info:"], capture_output=True,
                           timeout=60, check=True, encoding="utf-8").stdout.split()
    return pixel[0].lower()[:6], int(pixel[1])


def main():
    tap = Tap()
    claims = [line.split("\t", 1)[1] for line in pathlib.Path(CLAIMS).read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files, again = {}, {}
        with StandIn(ANSWERS, {"TimeZone": GLib.Variant("s", "Europe/Berlin")}):
            for ending in FORMATS:
                path = folder / f"report.{ending}"
                result = run(PROGRAM, "report", "-o", path)
                tap.check(f"{ending}: it is written", result.returncode == 0 and f"report.{ending}" in result.stdout, result.stderr)
                tap.check(f"{ending}: nobody else may read it", stat.S_IMODE(os.stat(path).st_mode) == 0o600)
                files[ending] = path.read_bytes()
                other = folder / f"other.{ending.upper()}"
                run(PROGRAM, "report", "-o", other, TZ="Asia/Kathmandu", LC_ALL="C")
                again[ending] = other.read_bytes()
                tap.check(f"{ending}: the same data give the same file, wherever one is", files[ending] == again[ending])
            out = run(PROGRAM, "report", "-o", "-", "--format", "html")
            tap.check("it goes to standard output", out.stdout.encode() == files["html"], out.stderr)
            wrong = [run(PROGRAM, "report", *words).returncode for words in
                     ((), ("-o", folder / "x.doc"), ("-o", "-"), ("-o", folder / "x.html", "--format", "gif"),
                      ("-o", folder / "x.html", "--weeks", "0"), ("-o", folder / "none" / "x.html"))]
            tap.check("what makes no sense is refused", wrong == [2, 2, 2, 2, 2, 1], wrong)
            tap.check("and leaves nothing behind", not list(folder.glob("x.*")))
            year = folder / "year.pdf"
            tap.check("a year fits too", run(PROGRAM, "report", "-o", year, "--weeks=57").returncode == 0)

        html = files["html"].decode()
        svg = files["svg"].decode()
        for ending in ("html", "svg"):
            lint = subprocess.run(["xmllint", "--noout", folder / f"report.{ending}"], capture_output=True, timeout=60, check=False)
            tap.check(f"{ending}: it is well formed", lint.returncode == 0 and not lint.stderr, lint.stderr)
        page = xml.etree.ElementTree.fromstring(html.split("\n", 1)[1])
        picture = xml.etree.ElementTree.fromstring(svg)
        check_common(tap, "html", page)
        check_common(tap, "svg", picture)
        check_loads(tap, "html", html)
        check_loads(tap, "svg", svg)
        tap.check("html: it has a language, a title and one main heading", page.get("lang") == "en" and
                  page.findtext("head/title") == "Recovery report" and [get_text(one) for one in page.iter("h1")] == ["Recovery report"])
        tap.check("html: its sections are named", [get_text(one) for one in page.iter("h2")] == SECTIONS and
                  [one.get("aria-labelledby") for one in page.iter("section")] == [one.get("id") for one in page.iter("h2")])
        tables = list(page.iter("table"))
        tap.check("html: the values are there as tables", [len(list(table.iter("tr"))) for table in tables] == [29] * 6)
        row = get_text(list(tables[0].iter("tr"))[5])
        tap.check("html: with their ranges, and what is not known", row == "2026-03-0553 (41 to 65)" and
                  "2026-03-01not known" in get_text(tables[0]), row)
        tap.check("svg: the whole has a name", get_text(picture.find(SVG + "title")) == "Recovery report")

        check_text(tap, "html", get_text(page.find("body")), claims)
        check_text(tap, "svg", get_text(picture), claims)
        pdf = subprocess.run(["pdftotext", "-layout", folder / "report.pdf", "-"], capture_output=True, timeout=60, check=True,
                             encoding="utf-8").stdout
        tap.check("pdf: its text can be searched", "Recovery report" in pdf and "No night on 2 of 24 days: 8 Mar, 9 Mar." in pdf
                  and "spare until Mon 09:05" in pdf, pdf)
        tap.check("pdf: it claims nothing that it may not", not any(re.search(one, " ".join(pdf.split()), re.I) for one in claims))
        info = dict(line.split(":", 1) for line in subprocess.run(
            ["pdfinfo", folder / "report.pdf"], capture_output=True, timeout=60, check=True, encoding="utf-8",
            env={**os.environ, "TZ": "UTC", "LC_ALL": "C"}).stdout.splitlines())
        tap.check("pdf: pages of A4, dated as the data", "A4" in info["Page size"] and 1 <= int(info["Pages"]) <= 3
                  and "Mar 28 17:05:00 2026" in info["CreationDate"] and info["Title"].strip() == "Recovery report", info)
        fonts = subprocess.run(["pdffonts", folder / "report.pdf"], capture_output=True, timeout=60, check=True,
                               encoding="utf-8").stdout.splitlines()[2:]
        tap.check("pdf: its fonts are in it", fonts and all(line.split()[-5] == "yes" for line in fonts), fonts)
        width, height = (int.from_bytes(files["png"][16 + i:20 + i], "big") for i in (0, 4))
        tap.check("png: it is one, and large enough to read", files["png"].startswith(b"\x89PNG\r\n\x1a\n") and width == 1190
                  and height > 1700, (width, height))

        for ending in ("html", "svg"):
            light = screenshot(folder, folder / f"report.{ending}", LIGHT)
            dark = screenshot(folder, folder / f"report.{ending}", DARK)
            tap.check(f"{ending}: a browser shows it on light ground", light[0] == "ffffff" and light[1] > 50, light)
            tap.check(f"{ending}: and on dark ground for who wants it", dark[0] == "15191e" and dark[1] > 50, dark)
        pages = count_pages(folder, folder / "report.html")
        tap.check("html: a browser prints it on as many pages as the PDF has", pages == int(info["Pages"]), pages)

    for words, text in ((["html"], b"junk"), (["html"], b""), (["gif"], b"junk")):
        junk = subprocess.run([HELPER, *words], input=text, capture_output=True, timeout=60, check=False)
        tap.check(f"the helper refuses {words} {text}", junk.returncode == 1 and not junk.stdout and junk.stderr, junk)
    tap.check("it wants a format", subprocess.run([HELPER], input=b"", capture_output=True, timeout=60, check=False).returncode == 2)
    feed = GLib.Variant("a{sv}", {"state": variant({"now": 0, "zone": "Nowhere/Land"}), "from": variant("2026-03-01"),
                                  "days": variant(3)})
    bare = subprocess.run([HELPER, "svg"], input=feed.get_data_as_bytes().get_data(), capture_output=True, timeout=60, check=False)
    tap.check("data of another version make a report of what is there", bare.returncode == 0 and b"not known" in bare.stdout, bare)
    tap.end()


main()
