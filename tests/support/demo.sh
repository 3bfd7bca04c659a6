#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: demo.sh ROOT OUT
# Shows the recoup that is installed below ROOT: its daemon on a private session bus, with a real notification server and a
# journal made relative to now, in a home of its own. Touches nothing of yours; the picture of the reminder goes to OUT.
set -euo pipefail

root=$1
out=$2
here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/recoup-demo.XXXXXX")
pids=()
log="$out/demo.log"
: >"$log"

cleanup() {
  trap - EXIT INT TERM
  local i
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null && wait "${pids[i]}" 2>/dev/null
  done
  rm -rf "$scratch"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

step() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
give_up() {
  printf 'demo: %s; what was said is in %s\n' "$*" "$log" >&2
  exit 1
}
background() {
  "$@" >>"$log" 2>&1 &
  pids+=($!)
}
# wait_until SECONDS COMMAND...: until the command succeeds
wait_until() {
  local until=$((SECONDS + $1))
  shift
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}
show() {
  printf '\n\033[2m$ %s\033[0m\n' "$*"
  "$@"
}

[ -n "${TZ:-}" ] || [ -e /etc/localtime ] || export TZ=UTC
export HOME="$scratch/home" XDG_RUNTIME_DIR="$scratch/run" GSETTINGS_BACKEND=memory GIO_USE_VFS=local NO_AT_BRIDGE=1
export XDG_CONFIG_HOME="$HOME/.config" XDG_DATA_HOME="$HOME/.local/share" XDG_CACHE_HOME="$HOME/.cache" XDG_STATE_HOME="$HOME/.local/state"
export PATH="$root/bin:$PATH" PAGER=cat XDG_DATA_DIRS="$root/share:/usr/local/share:/usr/share"
mkdir -p "$XDG_CONFIG_HOME/dunst" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
chmod 700 "$XDG_RUNTIME_DIR"

step 'A session bus of its own'
cat >"$scratch/bus.conf" <<C
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <keep_umask/>
  <listen>unix:path=$scratch/run/bus</listen>
  <auth>EXTERNAL</auth>
  <servicedir>$root/share/dbus-1/services</servicedir>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
C
background dbus-daemon --config-file="$scratch/bus.conf" --nofork --nopidfile
export DBUS_SESSION_BUS_ADDRESS="unix:path=$scratch/run/bus"
wait_until 10 test -S "$scratch/run/bus" || give_up 'the bus did not start'
echo "dbus-daemon runs at $DBUS_SESSION_BUS_ADDRESS"

step 'A notification server'
picture=
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
  picture="$out/demo-reminder.png"
  Xvfb -displayfd 9 -screen 0 640x160x24 -nolisten tcp 9>"$scratch/display" >>"$log" 2>&1 &
  pids+=($!)
  wait_until 10 test -s "$scratch/display" || give_up 'Xvfb did not start'
  DISPLAY=":$(tr -dc 0-9 <"$scratch/display")"
  export DISPLAY
  echo "There is no display here: dunst runs on a virtual one ($DISPLAY)"
else
  echo 'dunst runs on your display, for this demonstration only'
fi
cat >"$XDG_CONFIG_HOME/dunst/dunstrc" <<'C'
[global]
    width = (300, 520)
    origin = top-right
    offset = 20x20
    font = DejaVu Sans 12
    frame_width = 1
    show_indicators = yes
    mouse_left_click = do_action
C
background dunst
owned() { gdbus call --session -d org.freedesktop.DBus -o / -m org.freedesktop.DBus.NameHasOwner "$1" | grep -q true; }
wait_until 10 owned org.freedesktop.Notifications || give_up 'dunst did not start'

step 'recoupd'
background recoupd
wait_until 10 owned org.recoup.Recoup1 || give_up 'recoupd did not start'
echo 'recoupd owns org.recoup.Recoup1'

step 'A journal of four weeks, made relative to now'
"$here/../../examples/sample-journal.sh" >"$scratch/sample.jsonl"
echo 'Reminders keep ten minutes apart; not here, so that you need not wait for one behind another.'
show recoupctl set min_gap_min=0
show recoupctl import "$scratch/sample.jsonl" --apply

step 'The account'
show recoupctl status

step 'Why: the sleep account as a bank statement'
show recoupctl why sleep

step 'The reminders'
show recoupctl reminders

step 'The reminder that is due'
echo 'A session ended twelve minutes ago and nothing has been eaten since: that is worth a reminder.'
is_shown() { recoupctl reminders --json=short | grep -Eq '"kind" ?: ?"protein"[^}]*"state" ?: ?"shown"|"state" ?: ?"shown"[^}]*"kind" ?: ?"protein"'; }
wait_until 100 is_shown || give_up 'no reminder was shown'
show recoupctl reminders
if [ -n "$picture" ]; then
  sleep 0.5 # the server draws a moment after it answers
  import -window root "$picture" >>"$log" 2>&1 || give_up 'no picture could be taken'
  printf '\nIts picture: %s\n' "$picture"
fi

step 'A logged fact answers it'
show recoupctl log protein 30
show recoupctl reminders

step 'How to go on'
cat <<'T'
  recoupctl log sleep 22:50 06:40     log last night
  recoupctl why sleep                 the account as a bank statement
  recoupctl set wake=06:30            settings; recoupctl settings lists them
  recoupctl monitor                   what changes, as it changes
  busctl --user introspect org.recoup.Recoup1 /org/recoup/Recoup1
Install for good:  meson setup build && meson install -C build && systemctl --user enable --now recoupd
T
if [ -t 0 ] && [ -t 1 ]; then
  printf '\nThis shell talks to the demonstration; leave it with “exit”.\n'
  PS1='recoup-demo$ ' bash --norc -i || true
fi
