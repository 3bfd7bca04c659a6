#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: run.sh BUILD: every measurement of this folder, on one machine, in one run; ratios are what counts.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
"$1/bench/ledger-cost"
dbus-run-session --config-file="$here/bus.conf" -- /usr/bin/python3 "$here/longest-gap.py" "$1"
status=0
dbus-run-session --config-file="$here/bus.conf" -- /usr/bin/python3 "$here/cold-start.py" "$1" || status=1
dbus-run-session --config-file="$here/bus.conf" -- /usr/bin/python3 "$here/daemon-cost.py" "$1" || status=1
exit $status
