#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: check-texts.py FILE...: sentences in C sources that are handed to people without being marked for translation.

A sentence is a literal with two words in it. It counts where it is an argument of a function that prints for people or makes an
error, the value of a field that the help prints, or all of a macro and ends like one: it may be handed out anywhere. Marked is what stands in
one of the functions of gettext. The title of an article, behind the name of its source and a colon, is no sentence."""
import re
import sys

PRINTERS = {"recoup_ctl_print", "recoup_ctl_usage", "recoup_print_paragraph", "recoup_print_line", "recoup_print_table", "g_printerr",
            "g_print", "g_set_error", "g_set_error_literal", "g_error_new", "g_error_new_literal", "g_prefix_error"}
MARKS = {"_", "N_", "C_", "NC_", "Q_", "ngettext", "g_dngettext"}
FIELDS = {"help", "details"}
TOKEN = re.compile(r'''/\*.*?\*/|//[^\n]*|^\#(?:\\\n|[^\n])*|("(?:[^"\\\n]|\\.)*")|'(?:[^'\\]|\\.)+'|([A-Za-z_]\w*)|\s+|(.)''', re.S | re.M)
SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;.’]? +[‘(]?[A-Za-z]{2,}")
MACRO = re.compile(r'^#[ \t]*define[ \t]+\w+((?:\\\n|[ \t]|"(?:[^"\\\n]|\\.)*")+)$', re.M)
TITLE = re.compile(r"^[A-Z]\w+: ")
COMMAND = re.compile(r"^(\s*recoupctl\b[^\n]*(\n|$))+$")


def read_text(literals):
    """The words of neighbouring literals, without formats and escapes."""
    text = "".join(literal[1:-1] for literal in literals).replace("\\n", "\n")
    return re.sub(r"%[-+0-9.*]*[a-zA-Z%]|\\.", "", text)


def find_unmarked(source):
    """(line, text) of each."""
    calls, word, before, field, literals, start = [], "", "", None, [], 0
    found = []

    def end_text():
        text = read_text(literals)
        outer = set(calls)
        if literals and SENTENCE.search(text) and not COMMAND.match(text) and not outer & MARKS and \
                (outer & PRINTERS or (field in FIELDS and not calls)):
            found.append((source.count("\n", 0, start) + 1, " ".join(text.split())))
        literals.clear()

    for match in TOKEN.finditer(source):
        literal, name, sign = match.groups()
        if literal:
            start = start if literals else match.start()
            literals.append(literal)
        elif name and literals and name.isupper() and name not in MARKS:
            pass  # PRId64 and the like between two literals
        elif name or sign:
            end_text()
            if name:
                field = name if before == "." else field
                word = name
            elif sign == "(":
                calls.append(word)
                word = ""
            elif sign == ")" and calls:
                calls.pop()
            elif sign in ",;}":
                field = None if not calls else field
            before = sign or ""
    for macro in MACRO.finditer(source):
        text = read_text(re.findall(r'"(?:[^"\\\n]|\\.)*"', macro[1]))
        if SENTENCE.search(text) and text.rstrip().endswith((".", "?", "!", ":")) and not TITLE.match(text):
            found.append((source.count("\n", 0, macro.start()) + 1, " ".join(text.split())))
    return found


def main():
    bad = 0
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            for line, text in find_unmarked(file.read()):
                print(f"{path}:{line}: {text}")
                bad = 1
    return bad


if __name__ == "__main__":
    sys.exit(main())
