#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: make-locale.sh FOLDER: makes de_DE.UTF-8 there (LOCPATH), so that the machine's own locales stay as they are.
set -eu
mkdir -p "$1"
[ -d "$1/de_DE.UTF-8" ] || localedef -i de_DE -f UTF-8 "$1/de_DE.UTF-8"
[ "$(LOCPATH="$1" LC_ALL=de_DE.UTF-8 locale decimal_point)" = ',' ]
