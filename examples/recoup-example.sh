#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# recoup from the shell, with busctl of systemd and gdbus of GLib.
#
# usage: recoup-example.sh status                  where you stand, in one line
#        recoup-example.sh follow                  the same, again whenever it changes, until interrupted
#        recoup-example.sh log GRAMS               a meal, now
#        recoup-example.sh inhibit REASON COMMAND  reminders wait while the command runs
set -euo pipefail

name=org.recoup.Recoup1
path=/org/recoup/Recoup1

usage() {
  sed -n 's/^# \?//; 5,8p' "$0" >&2
  exit 1
}

# busctl prints a text as s "..." and escapes what is not ASCII.
status() {
  local answer
  answer=$(busctl --user get-property "$name" "$path" "$name" Summary)
  answer=${answer#s \"}
  printf '%b\n' "${answer%\"}"
}

# No value about health is broadcast: Revision is, and says when to ask again. gdbus also tells when the daemon comes and goes.
follow() {
  local line now last=''
  gdbus monitor --session --dest "$name" --object-path "$path" | while read -r line; do
    case "$line" in
      *"'Revision'"* | *' is owned by '*)
        now=$(status) || continue
        [ "$now" = "$last" ] || printf '%s\n' "$now"
        last=$now
        ;;
      *' does not have an owner'*)
        last=''
        echo 'recoupd is not there'
        ;;
    esac
  done
}

# One entry of four keys, no options. All entries of a call are taken, or none.
log() {
  local answer words
  answer=$(busctl --user -- call "$name" "$path" "$name.Journal" Add 'aa{sv}a{sv}' \
    1 4 kind s meal at x "$(date +%s)000000" protein_g d "$1" source s recoup-example \
    0)
  read -r -a words <<<"${answer//\"/}" # as 1 "ID" "TOKEN"
  printf 'logged %s, undo token %s\n' "${words[2]}" "${words[3]}"
}

# An inhibitor ends with the connection of its caller, and busctl has one for each call: so recoupctl holds it, until the command
# ends.
inhibit() {
  local why=$1
  shift
  exec recoupctl inhibit --why "$why" -- "$@"
}

case "${1-} $#" in
  'status 1' | 'follow 1') "$1" ;;
  'log 2') log "$2" ;;
  'inhibit '[3-9] | 'inhibit '[1-9][0-9]) "$@" ;;
  *) usage ;;
esac
