#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: install.sh BUILD: all that is installed lies below the prefix, wherever that is.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
meson setup "$scratch/build" --prefix "$scratch/some where" >"$scratch/log" || {
  cat "$scratch/log"
  exit 1
}
meson introspect "$scratch/build" --install-plan | /usr/bin/python3 -c '
import json
import sys

prefix = sys.argv[1]
places = [row["destination"] for part in json.load(sys.stdin).values() for row in part.values()]
strays = [place for place in places if not place.startswith(("{", prefix + "/"))]
assert places and not strays, strays' "$scratch/some where"
