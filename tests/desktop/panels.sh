#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: panels.sh BUILD PICTURES: runs a real waybar on a headless sway and a real polybar on a bare X server, both with the
# lines that docs/panels.md tells, against the real daemon on a private bus; logs something, and waits until each bar is
# drawn anew. Leaves waybar.png and polybar.png in PICTURES.
# Needs waybar, sway, grim, polybar, xvfb, imagemagick and fonts-dejavu-core.
set -euo pipefail
build=$(realpath "$1")
mkdir -p "$2"
pictures=$(realpath "$2")
if [ "$(id -u)" -eq 0 ]; then # sway refuses to run as root
  chown 65534:65534 "$pictures"
  exec setpriv --reuid=65534 --regid=65534 --clear-groups "$0" "$build" "$pictures"
fi
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d /tmp/recoup-panels.XXXXXX)
children=()

cleanup() {
  local i
  for ((i = ${#children[@]} - 1; i >= 0; i--)); do kill "${children[i]}" 2>/dev/null || true; done
  wait "${children[@]}" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 143' INT TERM

start() {
  "$@" >>"$work/log" 2>&1 &
  children+=($!)
}

# until_true SECONDS COMMAND...
until_true() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || { echo "panels.sh: ‘$*’ did not come true" >&2; cat "$work/log" >&2; exit 1; }
    read -r -t 0.1 <> <(:) || true
  done
}

export HOME=$work XDG_RUNTIME_DIR=$work/run XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_CACHE_HOME=$work/cache
export GSETTINGS_BACKEND=memory NO_AT_BRIDGE=1 LIBGL_ALWAYS_SOFTWARE=1 LC_ALL=C.UTF-8 TZ=Europe/Berlin
export DBUS_SESSION_BUS_ADDRESS=unix:path=$work/run/bus DBUS_SYSTEM_BUS_ADDRESS=unix:path=$work/run/no-system-bus
export PATH=$build/client:$PATH
unset DISPLAY WAYLAND_DISPLAY
mkdir -m 700 "$XDG_RUNTIME_DIR"
mkdir -p "$XDG_CONFIG_HOME/sway" "$XDG_CONFIG_HOME/waybar"
sed "s#unix:tmpdir=/tmp#unix:path=$work/run/bus#" "$top/bench/bus.conf" >"$work/bus.conf"
start dbus-daemon --config-file="$work/bus.conf" --nofork --nopidfile
until_true 20 test -S "$work/run/bus"
start "$build/daemon/recoupd"
daemon_answers() { recoupctl get wake >/dev/null 2>&1; }
until_true 20 daemon_answers

# The configuration that the document tells, out of the document.
block() {
  awk -v mark="<!-- $1 -->" '$0 == mark { fences = 2; next } fences > 0 && /^```$/ { fences--; next } fences == 1' "$top/docs/panels.md"
}

# differs SHOT OLD NEW: takes NEW with SHOT; whether it is another picture than OLD.
differs() {
  "$1" "$3" 2>/dev/null && [ "$(compare -metric AE "$2" "$3" null: 2>&1)" != 0 ]
}

# watch NAME SHOT LOG...: a picture when LOG was run.
watch() {
  local name=$1 shot=$2
  shift 2
  until_true 30 differs "$shot" "$work/empty.png" "$work/before.png"
  "$@" >/dev/null
  until_true 30 differs "$shot" "$work/before.png" "$pictures/$name.png"
  echo "$name drew the bar anew: $pictures/$name.png"
}

log_day() {
  recoupctl slept 22:50 6:40 good
  recoupctl feel stress 3 mood 3 fatigue 3
  recoupctl trained legs 60m yesterday 18:00
}

# --- waybar on sway ---------------------------------------------------------------------------------------------

printf 'output HEADLESS-1 resolution 900x60 position 0 0\noutput * bg #335577 solid_color\n' >"$XDG_CONFIG_HOME/sway/config"
{
  echo '{"layer": "top", "position": "top", "height": 30, "modules-left": ["custom/recoup"],'
  block waybar
  echo '}'
} >"$XDG_CONFIG_HOME/waybar/config"
block style >"$XDG_CONFIG_HOME/waybar/style.css"
start env WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman sway
wayland_socket() { find "$XDG_RUNTIME_DIR" -name 'wayland-[0-9]' -printf '%f\n' | grep -q .; }
until_true 20 wayland_socket
WAYLAND_DISPLAY=$(find "$XDG_RUNTIME_DIR" -name 'wayland-[0-9]' -printf '%f\n' | head -1)
export WAYLAND_DISPLAY
shoot_wayland() { grim "$1"; }
until_true 20 shoot_wayland "$work/empty.png"
start waybar
watch waybar shoot_wayland log_day
unset WAYLAND_DISPLAY

# --- polybar on a bare X server ---------------------------------------------------------------------------------

exec 9<>"$work/display"
Xvfb -displayfd 9 -screen 0 900x60x24 -nolisten tcp -noreset >>"$work/log" 2>&1 &
children+=($!)
until_true 20 test -s "$work/display"
DISPLAY=:$(tr -dc 0-9 <"$work/display")
export DISPLAY
{
  printf '[bar/top]\nwidth = 100%%\nheight = 30\nfont-0 = DejaVu Sans:size=10;2\nmodules-left = recoup\noverride-redirect = true\n'
  block polybar
} >"$work/polybar.ini"
shoot_x() { import -window root "$1"; }
until_true 20 shoot_x "$work/empty.png"
start polybar -c "$work/polybar.ini" top
watch polybar shoot_x recoupctl feel ill
