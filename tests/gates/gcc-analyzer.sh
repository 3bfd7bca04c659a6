#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: gcc-analyzer.sh BUILD: gcc's path analysis at -O2 over everything that ships, with the flags of the build.
set -euo pipefail
exec /usr/bin/python3 - "$1/gcc/compile_commands.json" <<'P'
import concurrent.futures
import json
import os
import re
import shlex
import subprocess
import sys

root = os.getcwd()
commands = []
for unit in json.load(open(sys.argv[1])):
    path = os.path.relpath(os.path.join(unit["directory"], unit["file"]), root)
    if not re.match(r"(core|words|daemon|client)/", path):
        continue
    words = [w for w in shlex.split(unit["command"])[1:] if re.match(r"-(I|D|std=|pthread)", w)]
    words = ["-I" + os.path.join(unit["directory"], w[2:]) if w.startswith("-I") else w for w in words]
    commands.append(["gcc", *words, "-O2", "-c", "-fanalyzer", "-Werror", "-o", "/dev/null", path])


def analyse(command):
    return subprocess.run(command, stderr=subprocess.PIPE, text=True)


bad = 0
with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
    for done in pool.map(analyse, commands):
        if done.returncode != 0:
            sys.stderr.write(done.stderr)
            bad = 1
sys.exit(bad if commands else 1)
P
