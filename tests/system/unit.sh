#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: unit.sh UNIT RECOUPD: what systemd finds wrong with the user unit. `verify` exits 0 for unknown keys, so any word of it
# fails the test.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_RUNTIME_DIR=$scratch HOME=$scratch
ln -s "$2" "$scratch/recoupd"
sed "s|^ExecStart=.*|ExecStart=$scratch/recoupd|" "$1" >"$scratch/recoupd.service"
grep -q "^ExecStart=$scratch/recoupd\$" "$scratch/recoupd.service"
cd "$scratch"
said=$(systemd-analyze --user --man=no --recursive-errors=no verify ./recoupd.service 2>&1) || true
if [ -n "$said" ]; then
  printf '%s\n' "$said" >&2
  exit 1
fi
systemd-analyze --user security --offline=true --threshold=15 ./recoupd.service | tail -n 1
