#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: check-manual.sh PAGE...
# Both readers of manual pages must be content with each page, and no table may have stayed empty.
set -eu
status=0
for page; do
  mandoc -T lint -W warning "$page" || status=1
  warnings=$(LC_ALL=C.UTF-8 MANWIDTH=80 MANROFFSEQ='' man --warnings -E UTF-8 -l "$page" 2>&1 >/dev/null)
  [ -z "$warnings" ] || { printf '%s: %s\n' "$page" "$warnings" >&2; status=1; }
  if grep -n '^@' "$page" >&2; then status=1; fi
  [ "$(basename "$page")" != recoup-journal.5 ] || for word in food-day sauna 'S\\-071' decline; do # of each field of words
    sed 's/^Allowed: //; s/[.,] */ /g; s/\\:/ /g' "$page" | grep -qwe "$word" || { echo "$page does not name ‘$word’" >&2; status=1; }
  done
done
exit $status
