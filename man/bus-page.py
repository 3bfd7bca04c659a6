#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: bus-page.py XML DATADIR: prints the manual page org.recoup.Recoup1(5), made from the contract and nothing else.

The comments are those that gdbus-codegen reads: `Member:`, a line `@argument: text` each, paragraphs. Beside them a line that
begins with `* ` is an item of a list, and what stands in backquotes is literal."""
import re
import sys
import xml.dom.minidom

HEAD = r""".\" SPDX-License-Identifier: LGPL-2.1-or-later
.Dd November 21, 2026
.Dt ORG.RECOUP.RECOUP1 5
.Os
.Sh NAME
.Nm org.recoup.Recoup1
.Nd the bus interface of recoupd
.Sh DESCRIPTION"""

TAIL = r""".Sh FILES
.Bl -tag -width Ds -compact
.It Pa DATADIR/dbus-1/interfaces/org.recoup.Recoup1.xml
The contract that this page was made from.
.It Pa DATADIR/doc/recoup/examples
Programs in C, Python, JavaScript and shell that read the status, follow it, log an entry and hold an inhibitor.
.El
.Sh EXAMPLES
All members with their signatures:
.Pp
.Dl busctl --user introspect org.recoup.Recoup1 /org/recoup/Recoup1
.Pp
The status in one line, and a weight:
.Pp
.Dl busctl --user get-property org.recoup.Recoup1 /org/recoup/Recoup1 org.recoup.Recoup1 Summary
.Dl busctl --user call org.recoup.Recoup1 /org/recoup/Recoup1 org.recoup.Recoup1.Journal Add 'aa{sv}a{sv}' 1 3 kind s weight at x 1795262400000000 kg d 80.5 0
.Sh SEE ALSO
.Xr busctl 1 ,
.Xr recoupctl 1 ,
.Xr recoupd 1 ,
.Xr recoup-journal 5 ,
.Xr recoup.conf 5 ,
.Xr recoup-model 7"""

EMITS = {"true": "emits a signal", "false": "changes without a signal", "const": "never changes", "invalidates": "is invalidated"}


def escape(text):
    """Plain text: no backslash, and no sign of control at the beginning of a line."""
    text = text.replace("\\", "\\e")
    return "\\&" + text if text[:1] in (".", "'") else text


def argument(text):
    """One argument of a macro, and no macro itself."""
    text = escape(text).replace('"', "\\(dq").replace("...", "\\&...")
    return f'"{text}"' if " " in text or len(text) <= 3 else text


def literal(text):
    """`org.recoup.Recoup1.Journal.Add()` and its like are told by their last word, the rest is told as it is."""
    call = re.fullmatch(r"#?org\.recoup\.Recoup1(?:\.\w+)*[.:](\w+(?:\(\))?)", text)
    if call:
        return f".Sy {call[1]}"
    return f".Ql {argument(text)}"


def page_of(word):
    """`recoup-journal(5)`."""
    found = re.fullmatch(r"([a-z][\w.-]*)\((\d)\)", word)
    return f".Xr {found[1]} {found[2]}" if found else None


REFERENCE = re.compile(r"(`[^`]*`|#?org\.recoup\.Recoup1(?:\.\w+)*[.:]\w+(?:\(\))?|[a-z][\w.-]*\(\d\)|@\w+)")


def put_text(text):
    """A paragraph: a sentence a line, macros on lines of their own."""
    parts = REFERENCE.split(" ".join(text.split()))
    before = ""  # an opening bracket in front of a macro
    for i, part in enumerate(parts):
        if i % 2 == 0:
            closing = re.match(r"[.,;:)]+", part) if i > 0 else None
            if closing:
                line = LINES.pop()
                LINES.append(line + "".join(f" {sign}" for sign in closing[0]))
                part = part[closing.end():]
            opening = re.search(r"\($", part)
            before = "( " if opening else ""
            part = part[:-1] if opening else part
            for sentence in re.split(r"(?<=[.:;]) ", part.strip()):
                if sentence:
                    LINES.append(escape(sentence))
        else:
            if part.startswith("`"):
                macro = literal(part[1:-1])
            elif part.startswith("@"):
                macro = f".Fa {part[1:]}"
            else:
                macro = page_of(part) or literal(part)
            name, rest = macro.split(" ", 1)
            LINES.append(f"{name} {before}{rest}")
            before = ""


LINES = []
SHORT = 48  # an example of so many signs stands in its line


def put_paragraphs(paragraphs):
    """Paragraphs and lists; an example is set off."""
    for paragraph in paragraphs:
        if paragraph.startswith("* "):
            LINES.extend([".Pp", ".Bl -bullet -compact"])
            for item in re.split(r"\n(?=\* )", paragraph):
                LINES.append(".It")
                put_text(item[2:])
            LINES.append(".El")
            continue
        example = re.fullmatch(r"Example: `(.*)`", paragraph, re.S)
        LINES.append(".Pp")
        value = " ".join(example[1].split()) if example else ""
        if example and len(value) <= SHORT:
            LINES.extend(["Example:", literal(value)])
        elif example:
            LINES.extend(["Example:", ".Bd -literal -offset indent"])
            LINES.extend(escape(line) for line in wrap(value))
            LINES.append(".Ed")
        else:
            put_text(paragraph)


def wrap(text, width=66):
    """Lines of an example, broken between values."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def read_comment(element):
    """The comment above an element: its arguments, and its paragraphs."""
    node = element.previousSibling
    while node is not None and node.nodeType != node.COMMENT_NODE:
        assert node.nodeType == node.TEXT_NODE and not node.data.strip(), f"{element.getAttribute('name')} has no comment"
        node = node.previousSibling
    head, *lines = [line.strip() for line in node.data.strip().splitlines()]
    assert head == element.getAttribute("name") + ":", f"The comment above {element.getAttribute('name')} is that of {head}"
    texts = re.split(r"\n\n+", "\n".join(lines).strip())
    arguments = {}
    if texts[0].startswith("@"):
        for text in re.split(r"\n(?=@)", texts.pop(0)):
            name, rest = text[1:].split(":", 1)
            arguments[name] = rest.strip()
    return arguments, texts


def put_member(element):
    """Name and types, arguments, paragraphs."""
    name = element.getAttribute("name")
    arguments, paragraphs = read_comment(element)
    args = element.getElementsByTagName("arg")
    if element.tagName == "property":
        emits = element.getElementsByTagName("annotation")[0].getAttribute("value")
        LINES.append(f".It Sy {name} No \\(em {argument(element.getAttribute('type'))}, {EMITS[emits]}")
    else:
        given = [arg for arg in args if arg.getAttribute("direction") != "out"]
        taken = [arg for arg in args if arg.getAttribute("direction") == "out"]

        def names(some):
            return ", ".join(f"{arg.getAttribute('type')} {arg.getAttribute('name')}" for arg in some)
        result = f" -> ({names(taken)})" if taken else ""
        LINES.append(f".It Sy {name} {argument(f'({names(given)}){result}')}")
    first = paragraphs[0].startswith("Errors:") or paragraphs[0].startswith("Example:")
    if not first:
        put_text(paragraphs.pop(0))
    if args:
        LINES.append(".Bl -tag -width Ds -compact")
        for arg in args:
            LINES.append(f".It Fa {arg.getAttribute('name')}")
            put_text(arguments.pop(arg.getAttribute("name")))
        LINES.append(".El")
    assert not arguments, f"{name} has no argument {', '.join(arguments)}"
    put_paragraphs(paragraphs)


def put_interface(element):
    """What it is for, then its members by kind."""
    arguments, paragraphs = read_comment(element)
    LINES.append(f".Sh INTERFACE {element.getAttribute('name')}")
    LINES.append(arguments["short_description"] + ".")
    put_paragraphs(paragraphs)
    for kind, title in (("property", "Properties"), ("method", "Methods"), ("signal", "Signals")):
        members = element.getElementsByTagName(kind)
        if members:
            LINES.extend([f".Ss {title} of {element.getAttribute('name')}", ".Bl -tag -width Ds"])
            for member in members:
                put_member(member)
            LINES.append(".El")


def main():
    """The whole page."""
    root = xml.dom.minidom.parse(sys.argv[1]).documentElement
    interfaces = root.getElementsByTagName("interface")
    LINES.extend(HEAD.splitlines())
    LINES.append("Whatever other programs can know of recoup, and do with it, goes over the session bus.")
    for interface in interfaces:
        put_interface(interface)
    LINES.extend(TAIL.replace("DATADIR", sys.argv[2]).splitlines())
    print("\n".join(LINES))


if __name__ == "__main__":
    main()
