#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: headers.sh BUILD: each header compiles by itself, and twice.
set -euo pipefail
flags=$(pkg-config --cflags gio-unix-2.0 json-glib-1.0 sqlite3 libnotify cairo)
git ls-files '*.h' | while read -r header; do
  # shellcheck disable=SC2086
  printf '#include "%s"\n#include "%s"\nint recoup_header_stands_alone;\n' "${header#include/}" "${header#include/}" |
    gcc -std=gnu11 -Wall -Wextra -Werror -fsyntax-only -Iinclude -I. -Itests -I"$1/gcc" -I"$1/gcc/dbus" $flags -x c - || {
    echo "$header does not stand alone" >&2
    exit 1
  }
done
