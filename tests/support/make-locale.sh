#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: make-locale.sh FOLDER: makes the locales of the tests there (LOCPATH), so that the machine's own stay as they are.
set -eu
mkdir -p "$1"
for name in ar_EG de_DE en_GB en_US fa_IR fr_FR ps_AF tr_TR; do
  [ -d "$1/$name.UTF-8" ] || localedef -i "$name" -f UTF-8 "$1/$name.UTF-8"
done
[ "$(LOCPATH="$1" LC_ALL=de_DE.UTF-8 locale decimal_point)" = ',' ]
