#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: run-desktops.sh BUILD PICTURES: reminders on every desktop that is known. The last line is `N passed, N failed`.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export RECOUPD="$1/daemon/recoupd" PYTHONDONTWRITEBYTECODE=1
mkdir -p "$2"
log="$2/log"
/usr/bin/python3 "$here/desktops.py" "$2" | tee "$log"
passed=$(grep -c '^ok ' "$log")
failed=$(grep -c '^not ok ' "$log")
grep -q '^1\.\.' "$log" || failed=$((failed + 1)) # it did not come to its end
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
