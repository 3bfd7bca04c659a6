#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# No text that a user sees makes a claim that the model forbids. Reads the sources of every text; what the programs really print is
# held against the same list by the tests of words and client.
set -euo pipefail
scratch=$(mktemp)
list=tests/data/forbidden-claims.txt
bad=0
# Every string literal of what ships, joined per file so that a sentence over several lines is one; comments do not count.
texts() {
  git ls-files 'words/*.c' 'client/*.c' 'daemon/*.c' 'core/*.c' | while read -r file; do
    gcc -fpreprocessed -dD -E -P -x c "$file" 2>/dev/null | grep -v '^#' | tr '\n' ' ' | sed -E 's/"[[:space:]]+"//g' |
      grep -oE '"([^"\\]|\\.)*"' | sed "s|^|$file: |" || true
  done
  # A translation claims no more: its texts, each on one line.
  git ls-files 'po/*.po' | while read -r file; do
    msgcat --no-wrap "$file" | sed -n "s|^msgstr\\(\\[[0-9]\\]\\)\\{0,1\\} |$file: |p"
  done
  git ls-files 'man/*' 'data/*.in' 'data/*.xml' 'dbus/*.xml' | xargs -r grep -HE . || true
}
texts >"$scratch"
trap 'rm -f "$scratch"' EXIT
while IFS=$'\t' read -r rule pattern; do
  case "$rule" in '#'* | '') continue ;; esac
  if grep -iE -- "$pattern" "$scratch"; then
    echo "the text above makes the claim of $rule" >&2
    bad=1
  fi
done <"$list"
# The check itself: a planted claim is found, also in German.
printf 'Lactic acid lingers for days\n' | grep -qiE "$(awk -F'\t' '$1 == "S-107" { print $2; exit }' "$list")" || bad=1
printf 'Du musst ruhen\n' | grep -qiE "$(awk -F'\t' '$1 == "safety" && /musst/ { print $2; exit }' "$list")" || bad=1
grep -q '^po/de.po: ' "$scratch" || bad=1
exit $bad
