#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: read-popups.py PROGRAM [LABEL]: what a screen reader finds in the windows of a notification server, as JSON: for each
popup its texts and its buttons with the middle of each, in pixels. Presses the button whose label begins so, if one is named."""
import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402


def walk(node):
    """A node and all below it. A popup that goes away meanwhile has no more."""
    try:
        yield node
        for index in range(node.get_child_count()):
            child = node.get_child_at_index(index)
            if child is not None:
                yield from walk(child)
    except GLib.Error:
        return


def read(popup):
    """One popup."""
    found = {"texts": [], "buttons": {}}
    for node in walk(popup):
        role, name = node.get_role(), node.get_name()
        if not name:
            continue
        if role == Atspi.Role.PUSH_BUTTON:
            place = node.get_extents(Atspi.CoordType.SCREEN)
            if place.x >= 0 and place.width > 1:  # on the screen
                if len(sys.argv) > 2 and name.startswith(sys.argv[2]):
                    assert node.do_action(0)
                found["buttons"][name] = [place.x + place.width // 2, place.y + place.height // 2]
        elif role == Atspi.Role.LABEL:
            found["texts"].append(name)
    return found


def main():
    """Prints them all."""
    popups = []
    desk = Atspi.get_desktop(0)
    for index in range(desk.get_child_count()):
        program = desk.get_child_at_index(index)
        if program is None or program.get_name() != sys.argv[1]:
            continue
        for one in range(program.get_child_count()):
            try:
                popup = program.get_child_at_index(one)
                found = read(popup) if popup is not None else None
                if found and found["buttons"]:
                    popups.append(found)
            except GLib.Error:
                continue
    print(json.dumps(popups))


main()
