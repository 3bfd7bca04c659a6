#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
set -euo pipefail
git ls-files 'core/*.c' 'words/*.c' 'dbus/*.c' 'daemon/*.c' 'client/*.c' |
  cppcheck --quiet --error-exitcode=1 --enable=warning,portability --inline-suppr -j "$(nproc)" \
    --library=gtk,posix,gnu,sqlite3 -D'G_GNUC_FORMAT(n)=' -Iinclude -I. --file-list=-
