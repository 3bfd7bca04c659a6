#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: gcc-analyzer.sh BUILD: gcc's path analysis at -O2 over everything that ships.
set -euo pipefail
flags=$(pkg-config --cflags gio-unix-2.0 libsystemd libnotify sqlite3 json-glib-1.0)
# shellcheck disable=SC2086
git ls-files -z 'core/*.c' 'words/*.c' 'daemon/*.c' 'client/*.c' |
  xargs -0 -n 1 -P "$(nproc)" sh -c 'exec gcc "$@" -o /dev/null' sh -std=gnu11 -O2 -c -fanalyzer -Werror -w \
    -Wanalyzer-double-free -Wanalyzer-null-dereference -Wanalyzer-use-after-free -Wanalyzer-malloc-leak -Wanalyzer-file-leak \
    -D_GNU_SOURCE -DG_LOG_DOMAIN='"recoup"' -DG_LOG_USE_STRUCTURED -DGETTEXT_PACKAGE='"recoup"' \
    -Iinclude -I. -I"$1/gcc" -I"$1/gcc/dbus" $flags
