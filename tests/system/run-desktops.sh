#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: run-desktops.sh BUILD PICTURES: reminders on every desktop that is known, and the daemon under a real systemd, for which
# it becomes root. The last line is `N passed, N failed`.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export RECOUPD="$1/daemon/recoupd" PYTHONDONTWRITEBYTECODE=1
mkdir -p "$2"
log="$2/log"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo)
{
  /usr/bin/python3 "$here/desktops.py" "$2"
  "${root[@]}" "$here/real-systemd.sh" "$1" $((1 + $(grep -cE '^(not )?ok ' "$log")))
} | tee "$log"
passed=$(grep -c '^ok ' "$log")
failed=$(grep -c '^not ok ' "$log")
[ "$(grep -c '^1\.\.' "$log")" -eq 2 ] || failed=$((failed + 1)) # one did not come to its end
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
