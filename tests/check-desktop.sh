#!/bin/sh
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: check-desktop.sh FOLDER
# What the desktop reads about us is well formed, and the name is that of names.h.
set -eu
cd "$1"
desktop-file-validate org.recoup.Recoup1.desktop
appstreamcli validate --no-net --no-color org.recoup.Recoup1.metainfo.xml >/dev/null ||
  { appstreamcli validate --no-net --no-color org.recoup.Recoup1.metainfo.xml >&2; exit 1; }
xmllint --noout org.recoup.Recoup1.svg org.recoup.Recoup1.metainfo.xml
