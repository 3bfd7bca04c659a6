#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: real-systemd.sh BUILD [FIRST]
# The daemon as it is installed, under a real systemd with a real logind and GNOME Shell: a container boots this machine's own
# system, read-only with a tmpfs above it, so nothing of it is changed. Needs root. Prints TAP, numbered from FIRST.
set -uo pipefail

[ "$(id -u)" -eq 0 ] || { echo 'real-systemd.sh: containers need root' >&2; exit 1; }
# A mount namespace of its own: the machine's root is bound to a folder, because nspawn does not boot / itself.
[ -n "${RECOUP_UNSHARED:-}" ] || RECOUP_UNSHARED=1 exec unshare --mount --propagation private bash "$0" "$@"

build=$(cd "$1" && pwd)
number=${2:-1}
first=$number
failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/recoup-systemd.XXXXXX")
name=recoup-$$
container=
leader=
user=recoup-test
uid=4242
deadline=30

stop() {
  trap - EXIT
  [ -z "$leader" ] || inside systemctl poweroff >/dev/null 2>&1
  if [ -n "$container" ]; then
    for _ in $(seq 100); do kill -0 "$container" 2>/dev/null || break; sleep 0.1; done
    kill "$container" 2>/dev/null
    wait "$container" 2>/dev/null
  fi
  umount "$scratch/root" 2>/dev/null
  rmdir "/run/systemd/nspawn/propagate/$name" 2>/dev/null
  rm -rf --one-file-system "$scratch"
}
trap stop EXIT

inside() { nsenter -t "$leader" -m -u -i -n -p -C -- "$@"; }
as_root() { inside systemd-run -q --pipe --wait -E LC_ALL=C.UTF-8 -- "$@" </dev/null; }
# Not through PAM: that would be one more session of the user.
as_user() {
  inside setpriv "--reuid=$uid" "--regid=$uid" --init-groups env -i PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 \
    "HOME=/home/$user" "XDG_RUNTIME_DIR=/run/user/$uid" "$@" </dev/null
}

# until_true COMMAND...: waits for it.
until_true() {
  local until=$((SECONDS + deadline))
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}

# step NAME COMMAND...: one line of TAP.
step() {
  local what=$1
  shift
  if "$@" >"$scratch/step" 2>&1; then
    printf 'ok %d - systemd %s\n' "$number" "$what"
  else
    failed=$((failed + 1))
    printf 'not ok %d - systemd %s\n' "$number" "$what"
    sed 's/^/# /' "$scratch/step"
    as_user busctl --user get-property org.recoup.Recoup1 /org/recoup/Recoup1 org.recoup.Recoup1 PresenceSources Waiting 2>&1 | sed 's/^/# /'
    as_user journalctl --user -u recoupd --no-pager -n 20 2>&1 | sed 's/^/# /'
  fi
  number=$((number + 1))
}

property() { as_user busctl --user get-property org.recoup.Recoup1 /org/recoup/Recoup1 org.recoup.Recoup1 "$1"; }
tells() { property "$1" | grep -qF -- "$2"; }
waits_for() { until_true tells Waiting "\"protein\" \"$1\""; }
waits_not_for() {
  local until=$((SECONDS + deadline))
  while tells Waiting "\"$1\""; do
    [ "$SECONDS" -lt "$until" ] || return 1
    sleep 0.1
  done
}
session() { as_root busctl call org.freedesktop.login1 "$session" org.freedesktop.login1.Session "$@"; }

# --- the container --------------------------------------------------------------------------------------------------------

boot() {
  DESTDIR="$scratch/install" meson install -C "$build" --no-rebuild --quiet || return 1
  local tree="$scratch/install" bind=() file
  for file in recoupd recoupctl; do
    bind+=("--bind-ro=$(find "$tree" -path "*/bin/$file"):$(find "$tree" -path "*/bin/$file" -printf '/%P')")
  done
  bind+=("--bind-ro=$(find "$tree" -name recoupd.service):/usr/lib/systemd/user/recoupd.service"
    "--bind-ro=$(find "$tree" -name org.recoup.Recoup1.service):/usr/share/dbus-1/services/org.recoup.Recoup1.service")
  # nspawn hides the kernel's log by itself, and then systemd cannot do it again.
  printf '[Service]\nProtectKernelLogs=no\n' >"$scratch/nspawn.conf"
  bind+=("--bind-ro=$scratch/nspawn.conf:/etc/systemd/user/recoupd.service.d/nspawn.conf")
  # Whoever is installed here beside what is tested does not start.
  local masks=(systemd.mask=systemd-timesyncd.service systemd.mask=postgresql.service systemd.mask=accounts-daemon.service
    systemd.mask=udisks2.service systemd.mask=power-profiles-daemon.service)
  mkdir "$scratch/root" && mount --bind / "$scratch/root" || return 1
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 setsid systemd-nspawn -q -D "$scratch/root" --volatile=overlay --register=no --keep-unit \
    --private-network --machine="$name" --boot --console=pipe "${bind[@]}" -- "${masks[@]}" systemd.unit=multi-user.target \
    </dev/null >"$scratch/console" 2>&1 &
  container=$!
  until_true find_leader || { cat "$scratch/console"; return 1; }
  until_true is_running || { inside systemctl --failed --no-pager; return 1; }
  as_root useradd -m -s /bin/bash -u "$uid" "$user" || return 1
  as_root loginctl enable-linger "$user" || return 1
  until_true as_user systemctl --user is-system-running
}

# The process that is the first of its namespace, and systemd already.
find_leader() {
  local child
  for child in $(pgrep -P "$container"); do
    [ "$(awk '/^NSpid/ { print $NF }' "/proc/$child/status")" = 1 ] && [ "$(cat "/proc/$child/comm")" = systemd ] && leader=$child
  done
  [ -n "$leader" ]
}
is_running() { inside systemctl is-system-running | grep -qE '^(running|degraded)$'; }

# --- the steps ------------------------------------------------------------------------------------------------------------

is_activated() {
  as_user systemctl --user is-active recoupd && return 1
  as_user busctl --user call org.recoup.Recoup1 /org/recoup/Recoup1 org.recoup.Recoup1 GetState 'a{sv}' 0 >/dev/null || return 1
  as_user systemctl --user is-active recoupd
}

logs_a_session() {
  as_user recoupctl log session --rpe 7 -- -60m -1m && until_true tells Waiting '"protein"'
}

finds_the_session() {
  as_root systemd-run -q --unit=seat -p PAMName=login -p "User=$user" \
    -p 'Environment=XDG_SESSION_TYPE=x11 XDG_SESSION_CLASS=user' sleep 600 || return 1
  until_true tells PresenceSources '"session of logind"' || return 1
  local id
  id=$(as_root loginctl --no-legend --no-pager list-sessions | awk -v user="$user" '$3 == user { print $1 }' | tail -n 1)
  session=$(as_root busctl call org.freedesktop.login1 /org/freedesktop/login1 org.freedesktop.login1.Manager GetSession s "$id" |
    cut -d '"' -f 2)
  [ -n "$session" ]
}

hears_lock() { session Lock && waits_for locked && session Unlock && waits_not_for locked; }
hears_locked_hint() {
  as_user busctl call org.freedesktop.login1 "$session" org.freedesktop.login1.Session SetLockedHint b true && waits_for locked &&
    as_user busctl call org.freedesktop.login1 "$session" org.freedesktop.login1.Session SetLockedHint b false && waits_not_for locked
}
hears_idle_hint() {
  as_user busctl call org.freedesktop.login1 "$session" org.freedesktop.login1.Session SetIdleHint b true && waits_for away &&
    as_user busctl call org.freedesktop.login1 "$session" org.freedesktop.login1.Session SetIdleHint b false && waits_not_for away
}

# What was asked by the signal outlives logind; its hints do not, in version 252.
stays_locked() {
  session Lock && waits_for locked && as_root systemctl restart systemd-logind && tells Waiting '"locked"' &&
    until_true as_root busctl get-property org.freedesktop.login1 "$session" org.freedesktop.login1.Session LockedHint &&
    tells Waiting '"locked"' && tells PresenceSources '"session of logind"' && session Unlock && waits_not_for locked
}

# The container's /sys is its own tmpfs, and the sleep is another one.
hears_suspend() {
  # shellcheck disable=SC2016  # it is the other shell's
  as_root bash -c 'mount -o remount,rw /sys && mkdir -p /sys/power && [ "$(stat -f -c %T /sys/power)" = tmpfs ] &&
    echo "freeze mem" >/sys/power/state && mkdir -p /run/systemd/system/systemd-suspend.service.d &&
    printf "[Service]\nExecStart=\nExecStart=/bin/sleep 1\n" >/run/systemd/system/systemd-suspend.service.d/sleep.conf &&
    systemctl daemon-reload && systemctl restart systemd-logind' || return 1
  until_true tells PresenceSources '"session of logind"' || return 1
  as_root systemctl suspend && waits_for resumed
}
takes_no_inhibitor() { ! as_root systemd-inhibit --list --no-pager --no-legend | grep -i recoup; }
follows_the_zone() {
  as_root timedatectl set-timezone Pacific/Kiritimati && until_true tells TimeZone '"Pacific/Kiritimati"'
}
follows_the_link() {
  as_root ln -sfn /usr/share/zoneinfo/Europe/Berlin /etc/localtime && until_true tells TimeZone '"Europe/Berlin"' &&
    tells TimeZoneSource '"/etc/localtime"'
}
notices_logout() { as_root systemctl stop seat && waits_for away; }
is_another() { [ "$(as_user systemctl --user show recoupd -p MainPID)" != "$1" ] && as_user systemctl --user is-active recoupd; }
starts_again() {
  local before
  before=$(as_user systemctl --user show recoupd -p MainPID)
  as_user systemctl --user kill -s KILL recoupd || return 1
  until_true is_another "$before" && property Version
}
hears_gnome() {
  as_user systemctl --user set-environment LIBGL_ALWAYS_SOFTWARE=1 XDG_CURRENT_DESKTOP=GNOME XDG_SESSION_TYPE=wayland
  as_user systemd-run --user -q --unit=shell -p Type=exec \
    gnome-shell --headless --wayland --no-x11 --virtual-monitor 1024x600 || return 1
  until_true tells NotificationServer '"gnome-shell"' && until_true tells PresenceSources '"do-not-disturb of GNOME"' || return 1
  as_user gsettings set org.gnome.desktop.notifications show-banners false || return 1
  as_user recoupctl log session --rpe 6 -- -30m now && waits_for do-not-disturb || return 1
  as_user gsettings set org.gnome.desktop.notifications show-banners true && waits_not_for do-not-disturb
}
has_no_complaint() {
  ! as_user journalctl --user -u recoupd --no-pager -o cat | grep -E 'dconf|CRITICAL|WARNING|assertion'
}

session=
if boot >"$scratch/boot" 2>&1; then
  step 'starts it for a call' is_activated
  step 'lets it log' logs_a_session
  step 'has a session' finds_the_session
  step 'tells Lock and Unlock' hears_lock
  step 'tells LockedHint' hears_locked_hint
  step 'tells IdleHint' hears_idle_hint
  step 'restarts logind under a lock' stays_locked
  step 'tells of suspend' hears_suspend
  step 'is not inhibited' takes_no_inhibitor
  step 'tells the zone' follows_the_zone
  step 'has another /etc/localtime' follows_the_link
  step 'tells of logout' notices_logout
  step 'starts it again after a crash' starts_again
  step 'lets it hear the switch of GNOME' hears_gnome
  step 'has no complaint of it' has_no_complaint
else
  printf 'not ok %d - systemd boots\n' "$number"
  sed 's/^/# /' "$scratch/boot"
  failed=1
  number=$((number + 1))
fi
printf '1..%d\n' $((number - first))
[ "$failed" -eq 0 ]
