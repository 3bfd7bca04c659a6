#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: first-ten-minutes.sh BUILD >docs/first-ten-minutes.txt: somebody who follows nothing but the README, typed into a real
# terminal (tmux, 80 columns) before the real daemon on a private bus, and what that terminal then shows. Needs tmux.
set -euo pipefail
build=$(realpath "$1")
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d /tmp/recoup-first.XXXXXX)
children=()
T=(tmux -S "$work/tmux" -f /dev/null)

cleanup() {
  "${T[@]}" kill-server 2>/dev/null || true
  local i
  for ((i = ${#children[@]} - 1; i >= 0; i--)); do kill "${children[i]}" 2>/dev/null || true; done
  wait "${children[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# until_true COMMAND...: within 20 s
until_true() {
  local end=$((SECONDS + 20))
  until "$@"; do
    [ $SECONDS -lt $end ] || { echo "first-ten-minutes.sh: ‘$*’ did not come true" >&2; "${T[@]}" capture-pane -p >&2; exit 1; }
    read -r -t 0.05 <> <(:) || true
  done
}

export HOME=$work XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data GSETTINGS_BACKEND=memory
export DBUS_SESSION_BUS_ADDRESS=unix:path=$work/run/bus DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/run/no-system-bus
# A zone in which it is near noon: what is planned depends on the hour.
for TZ in Pacific/Auckland Asia/Tokyo Asia/Dhaka Europe/Helsinki America/Sao_Paulo America/Denver Pacific/Honolulu; do
  hour=$(TZ=$TZ date +%-H)
  [ "$hour" -ge 10 ] && [ "$hour" -le 14 ] && break
done
export LC_ALL=C.UTF-8 TZ TERM=screen PATH=$build/client:$PATH PS1='$ ' PROMPT_COMMAND='' PAGER=cat HISTFILE=''
mkdir -m 700 "$XDG_RUNTIME_DIR"
sed "s#unix:tmpdir=/tmp#unix:path=$work/run/bus#" "$top/bench/bus.conf" >"$work/bus.conf"
dbus-daemon --config-file="$work/bus.conf" --nofork --nopidfile 2>/dev/null &
children+=($!)
until_true test -S "$work/run/bus"
"$build/daemon/recoupd" 2>/dev/null &
children+=($!)
daemon_answers() { recoupctl get wake >/dev/null 2>&1; }
until_true daemon_answers

"${T[@]}" new-session -d -x 80 -y 40 bash --norc --noprofile
"${T[@]}" set-option history-limit 5000 >/dev/null
last_line() { "${T[@]}" capture-pane -p -J -S - | sed -e 's/ *$//' -e '/^$/d' | tail -1; }
# Whether the last line that shows something ends so.
ends() { [[ "$(last_line)" == *"$1" ]]; }
prompts() { "${T[@]}" capture-pane -p -J -S - | grep -c '^\$' || true; }

# run COMMAND: types it, and waits for the next prompt.
run() {
  local before
  before=$(prompts)
  "${T[@]}" send-keys -l "$1"
  "${T[@]}" send-keys Enter
  more_prompts() { [ "$(prompts)" -gt "$before" ] && ends '$'; }
  [ "${2-}" = asks ] || until_true more_prompts
}

# answer QUESTION TEXT: types TEXT when the terminal asks so.
answer() {
  until_true ends "$1"
  "${T[@]}" send-keys -l "$2"
  [ "${3-}" = key ] || "${T[@]}" send-keys Enter
}

until_true ends '$'
run 'recoupctl setup' asks
answer '[80 kg]' 176lb
answer '[07:00]' mon-fri:06:30,sat-sun:08:00
answer '[8h]' ''
answer '[intermediate]' ''
answer '[any]' mon,wed,fri
answer '[1.6 g/kg]' ''
until_true ends '$'
run 'recoupctl slept 22:50 6:40 good'
run 'recoupctl ate 35'
run 'recoupctl ate lots'
run 'recoupctl trained legs 60m rpe 8 yesterday 18:00 --set "squat 5x5 100kg rir 2"'
run 'recoupctl checkin' asks
answer '1 (best) to 7 (worst):' 3 key
answer 'Mood, 1 (best) to 7 (worst):' 2 key
answer 'Fatigue, 1 (best) to 7 (worst):' 3 key
answer 'Are muscles sore, y or n:' y key
answer 'glutes=2:' quads=4
answer 'Does anything hurt, y or n:' n key
answer 'Are you ill, y or n:' n key
until_true ends '$'
run 'recoupctl walked 25m'
run 'recoupctl status'
run 'recoupctl why sleep'
run 'recoupctl reminders'
run 'recoupctl undo'
run 'recoupctl set later_min=20'
echo 'The first ten minutes with recoup: what a terminal of 80 columns shows when somebody follows the README.'
echo 'Made by tests/support/first-ten-minutes.sh, with PAGER=cat, from the programs as they are.'
echo
"${T[@]}" capture-pane -p -S - | sed -e 's/ *$//' -e '$ { /^\$*$/ d }' | cat -s | sed '$ { /^\$$/ d }'
