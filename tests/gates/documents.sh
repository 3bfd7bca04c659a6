#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# XML is well formed, desktop files are as their formats ask, documents name no file that is not there. The manual is read by
# tests/check-manual.sh, because its pages are made by the build.
set -euo pipefail
for file in dbus/*.xml data/*.xml data/*.svg; do xmllint --noout "$file"; done
for file in data/*.desktop; do desktop-file-validate "$file"; done
for file in data/*.metainfo.xml; do appstreamcli validate --no-net "$file"; done
for document in README.md HACKING.md docs/*.md; do
  { grep -oE '\]\([^)#:]+\)' "$document" || true; } | tr -d '])(' | while read -r target; do
    [ -e "$(dirname "$document")/$target" ] || {
      echo "$document names $target, which is not there" >&2
      exit 1
    }
  done
done
