#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: core-pure.sh BUILD: core asks for nothing outside itself; and the check itself finds what it should.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$here/../check-core-pure.sh" nm "$1/gcc/core/librecoup-core.a"
for symbol in time getenv g_get_real_time open sqlite3_open g_log_structured g_bus_get; do
  printf 'void %s (void); void recoup_planted (void) { %s (); }\n' "$symbol" "$symbol" >"$scratch/planted.c"
  gcc -w -c "$scratch/planted.c" -o "$scratch/planted.o"
  ar rcs "$scratch/planted.a" "$scratch/planted.o"
  if "$here/../check-core-pure.sh" nm "$scratch/planted.a" 2>/dev/null; then
    echo "the check lets ‘$symbol’ pass" >&2
    exit 1
  fi
  rm "$scratch/planted.a"
done
