#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# Texts for people are marked, in files that the translators are told of, and translated: po/POTFILES.in is complete, no function that
# prints for people is given an unmarked sentence, and each language of po/LINGUAS is whole, without fuzzy entries, and well formed.
set -euo pipefail
bad=0
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
complain() {
  printf '%s\n' "$*" >&2
  bad=1
}

# Files with marked texts, and the list of them.
marked() {
  git ls-files 'client/*.c' 'words/*.c' 'daemon/*.c' 'core/*.c' |
    LC_ALL=C xargs grep -lE '(^|[^A-Za-z0-9_])(_|N_|C_|NC_) \(|g_dngettext|(^|[^A-Za-z0-9_])ngettext|^  ROW \((ACCOUNT|GROUP)' | LC_ALL=C sort
}
grep -v '^#' po/POTFILES.in | LC_ALL=C sort >"$scratch/listed"
marked >"$scratch/marked"
diff "$scratch/listed" "$scratch/marked" >&2 || complain 'po/POTFILES.in is not the list of the files with texts'

# Sentences that are handed out unmarked. What only the journal of the system shows stays English.
english='^(client/report/canvas|daemon/(clock-wall|watch|log|app|logind)\.c)'
mapfile -t files < <(git ls-files 'client/*.c' 'words/*.c' 'daemon/*.c' 'core/*.c' | grep -Ev "$english")
/usr/bin/python3 tests/check-texts.py "${files[@]}" >&2 || complain 'the texts above are not marked for translation'
# The check itself: a planted sentence is found, a marked one is not.
printf 'void f (void) {\n  recoup_ctl_print (ctl, "Nothing; was "\n "said.\\n");\n}\n' >"$scratch/bad.c"
printf 'void f (void) {\n  recoup_ctl_print (ctl, _ ("Nothing; was said.\\n"));\n}\n' >"$scratch/good.c"
printf '#define LEGEND \\\n  "Nothing was " \\\n  "said."\n#define TITLE "Article: what was said"\n' >"$scratch/macro.c"
! /usr/bin/python3 tests/check-texts.py "$scratch/bad.c" >/dev/null || complain 'the check finds no unmarked text'
[ "$(/usr/bin/python3 tests/check-texts.py "$scratch/macro.c" | wc -l)" -eq 1 ] || complain 'the check finds no macro, or a title'
/usr/bin/python3 tests/check-texts.py "$scratch/good.c" || complain 'the check finds marked texts'

# The languages, against the texts as they are now.
xgettext --from-code=UTF-8 --keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=NC_:1c,2 --keyword=g_dngettext:2,3 \
  --keyword=ROW:3c,4 --files-from="$scratch/listed" --output="$scratch/recoup.pot"
while read -r language; do
  case "$language" in '#'* | '') continue ;; esac
  msgfmt --check --output-file=/dev/null "po/$language.po" || complain "po/$language.po is not well formed"
  msgmerge --quiet --no-fuzzy-matching "po/$language.po" "$scratch/recoup.pot" --output-file="$scratch/now.po"
  msgattrib --untranslated "$scratch/now.po" >"$scratch/missing"
  msgattrib --only-fuzzy --no-obsolete "po/$language.po" >>"$scratch/missing"
  if [ -s "$scratch/missing" ]; then
    grep '^msgid\|^"' "$scratch/missing" >&2
    complain "po/$language.po lacks the texts above; see HACKING.md, Languages"
  fi
done <po/LINGUAS
exit $bad
