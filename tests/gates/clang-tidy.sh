#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: clang-tidy.sh BUILD: the linter over everything that ships.
set -euo pipefail
git ls-files -z 'core/*.c' 'words/*.c' 'dbus/*.c' 'daemon/*.c' 'client/*.c' |
  xargs -0 -n 4 -P "$(nproc)" clang-tidy --quiet -p "$1/clang" 2>/dev/null
