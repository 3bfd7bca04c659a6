#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: sample-journal.sh [DAYS]
# Prints a journal of the last DAYS days (default 28) as JSON Lines, made relative to now: a lifter who trains four times a
# week, sleeps a little too short on weekdays, and has just finished a session and not eaten since.
set -euo pipefail

days=${1:-28}
now=$(date +%s)
begin=$((now - 75 * 60)) # of the session that has just ended
end=$((now - 12 * 60))

# stamp DAYS-AGO HH:MM: that local time as RFC 3339
stamp() { date -d "$(date -d "-$1 days" +%F) $2" +%FT%T%:z; }
at() { date -d "@$1" +%FT%T%:z; }
# past DAYS-AGO HH:MM: whether that was before today's session
past() { [ "$(date -d "$(date -d "-$1 days" +%F) $2" +%s)" -lt "$begin" ]; }
# pick I A B C...: the Ith of the list, round and round
pick() {
  local i=$1
  shift
  local list=("$@")
  printf '%s' "${list[i % ${#list[@]}]}"
}

entry() { printf '{"source":"sample","kind":%s}\n' "$1"; }

# sets EXERCISE COUNT REPS KG RIR: a warm-up at half the weight, then COUNT sets
sets() {
  local i text="{\"exercise\":\"$1\",\"reps\":$3,\"load_kg\":$(($4 / 2)),\"warmup\":true}"
  for ((i = 0; i < $2; i++)); do text+=",{\"exercise\":\"$1\",\"reps\":$3,\"load_kg\":$4,\"rir\":$5}"; done
  printf '%s' "$text"
}

# session START END TITLE RPE
session() {
  local list
  case "$3" in
    Lower) list="$(sets squat 4 6 100 2),$(sets romanian-deadlift 3 8 80 2),$(sets calf-raise 3 12 60 1)" ;;
    Push) list="$(sets bench-press 4 6 80 2),$(sets overhead-press 3 8 45 2),$(sets triceps-extension 3 12 25 1)" ;;
    Pull) list="$(sets barbell-row 4 8 70 2),$(sets pull-up 3 8 0 1),$(sets curl 3 12 14 1)" ;;
    *) list="$(sets deadlift 3 5 120 2),$(sets leg-press 3 10 140 2),$(sets dip 2 10 0 3)" ;;
  esac
  entry "\"session\",\"start\":\"$1\",\"end\":\"$2\",\"title\":\"$3\",\"rpe\":$4,\"sets\":[$list]"
}

# morning DAYS-AGO: the night that ended then, and how it felt
morning() {
  local i=$1 bed up
  bed=$(pick "$i" 23:05 23:20 22:55 23:40 23:10)
  up=$(pick "$i" 06:40 06:35 06:50 06:30 07:15)
  past "$i" 07:40 || return 0
  entry "\"sleep\",\"start\":\"$(stamp $((i + 1)) "$bed")\",\"end\":\"$(stamp "$i" "$up")\",\"quality\":$(pick "$i" 2 3 3 4 2)"
  entry "\"checkin\",\"at\":\"$(stamp "$i" 07:20)\",\"stress\":$(pick "$i" 3 3 4 2 4),\"mood\":$(pick "$i" 2 3 3 2),\"fatigue\":$(pick "$i" 3 4 3),\"soreness\":$(pick "$i" '{"quads":4,"glutes":2}' '{"chest":3}' '{"back":3,"hamstrings":2}' '{}')"
  entry "\"meal\",\"at\":\"$(stamp "$i" 07:40)\",\"protein_g\":$(pick "$i" 28 32 24)"
}

# evening DAYS-AGO: what that whole day held beside its morning
evening() {
  local i=$1
  entry "\"meal\",\"at\":\"$(stamp "$i" 12:30)\",\"protein_g\":$(pick "$i" 38 30 42)"
  entry "\"food-day\",\"date\":\"$(date -d "-$i days" +%F)\",\"protein_g\":$(pick "$i" 124 112 131 96)"
  case $((i % 7)) in
    1) entry "\"rest\",\"date\":\"$(date -d "-$i days" +%F)\"" ;;
    2) session "$(stamp "$i" 17:45)" "$(stamp "$i" 18:50)" Push "$(pick "$i" 7 8)" ;;
    3) entry "\"weight\",\"at\":\"$(stamp "$i" 07:10)\",\"kg\":82.4" ;;
    4) session "$(stamp "$i" 17:45)" "$(stamp "$i" 18:55)" Lower "$(pick "$i" 8 7)" ;;
    5) entry "\"recovery\",\"at\":\"$(stamp "$i" 18:10)\",\"activity\":\"walk\",\"minutes\":25" ;;
    6) session "$(stamp "$i" 18:00)" "$(stamp "$i" 19:05)" Pull 7 ;;
  esac
}

for ((i = days; i >= 0; i--)); do
  morning "$i"
  if [ "$i" -gt 0 ]; then evening "$i"; fi
done
session "$(at "$begin")" "$(at "$end")" Full 8
