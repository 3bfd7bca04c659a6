#!/usr/bin/python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""usage: completion-ids.py RECOUPCTL RECOUPD CHECK BASH-FILE ZSH-FILE FISH-FILE: the shells offer the entries that the daemon has."""
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from session import Session  # noqa: E402

os.environ["RECOUPCTL"], os.environ["RECOUPD"] = sys.argv[1:3]


def main():
    print("1..1")
    with Session() as session:
        session.start()
        entry = session.json("ate", "35g", "with", "a", "rather", "long", "note", "that", "would", "wrap", "on", "a", "terminal")
        env = session.env | {"PATH": os.path.dirname(sys.argv[1]) + ":" + session.env["PATH"]}
        subprocess.run(["bash", *sys.argv[3:], entry["ids"][0][:8]], env=env, check=True)
    print("ok 1 - ids")


if __name__ == "__main__":
    main()
