#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# The shape of the house: arrows go down only, every file says its licence, sizes stay in bounds, base names are unique.
set -euo pipefail
bad=0
complain() {
  printf '%s\n' "$*" >&2
  bad=1
}
forbid() { # FOLDER PATTERN: no file below FOLDER includes PATTERN
  if git grep -nE "^#include [\"<]($2)" -- "$1/*.c" "$1/*.h"; then complain "$1 reaches up or aside"; fi
}
forbid core 'daemon/|client/|words/|dbus/|gio/|sqlite3|systemd/|libnotify'
forbid include 'daemon/|client/|words/|dbus/|gio/|sqlite3|systemd/|libnotify'
forbid words 'daemon/|client/|dbus/|gio/|sqlite3|systemd/|libnotify'
forbid dbus 'daemon/|client/|words/|sqlite3|libnotify'
forbid daemon 'client/|json-glib'
forbid client 'daemon/|libnotify|systemd/'
while read -r file; do
  head -n 3 "$file" | grep -q 'SPDX-License-Identifier: LGPL-2.1-or-later' || complain "$file: no SPDX line"
done < <(git ls-files '*.c' '*.h' '*.py' '*.sh' '*.in' '*meson.build' '*.xml' recoup-dev .ci/run)
while read -r lines file; do
  case "$file" in
    total) ;;
    *.h) [ "$lines" -le 300 ] || complain "$file: $lines lines" ;;
    *) [ "$lines" -le 600 ] || grep -q 'Long because' "$file" || complain "$file: $lines lines; split it, or say ‘Long because …’ in its head" ;;
  esac
done < <(git ls-files -z 'core/*.c' 'words/*.c' 'dbus/*.c' 'daemon/*.c' 'client/*.c' '*.h' | xargs -0 wc -l)
twice=$(git ls-files 'core/*.c' 'words/*.c' 'dbus/*.c' 'daemon/*.c' 'client/*.c' | sed 's|.*/||' | grep -v '^main\.c$' | sort | uniq -d)
[ -z "$twice" ] || complain "base names that occur twice: $twice"
exit $bad
