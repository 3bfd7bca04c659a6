#!/bin/bash
# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: check-completion.sh BASH-FILE ZSH-FILE FISH-FILE [ID|german]
# Each shell reads its completion and offers what it should at some places of the command line, zsh when TAB is pressed in it; with an
# ID, that entry of the daemon that runs; with “german”, descriptions in that language. recoupctl is the one in PATH.
set -eu
bash_file=$1 zsh_file=$2 fish_file=$3
status=0 verbs=''
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# expect SHELL LINE GOT WORD...: each WORD stands among GOT.
expect() {
  local shell=$1 line=$2 got=$3 word
  shift 3
  for word; do
    grep -qxF -e "$word" <<<"$got" || { echo "$shell: ‘$line’ does not offer ‘$word’ but: $(tr '\n' ' ' <<<"$got")" >&2; status=1; }
  done
}

in_bash() {
  bash --norc -c '
    compopt() { :; }
    . "$1"; shift
    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
    _recoupctl; printf "%s\n" "${COMPREPLY[@]}"' bash "$bash_file" "$@"
}

# One zsh for all lines, with its completion system as in a terminal. When it answers no more it ends, and offers nothing.
coproc ZSH { timeout 60 zsh -f "$(dirname "$0")/support/press-tab.zsh" "$(dirname "$zsh_file")" "$home"; }
exec {to_zsh}>&"${ZSH[1]}" {from_zsh}<&"${ZSH[0]}" # a subshell has these

in_zsh() {
  local row
  printf '%s\n' "$*" >&"$to_zsh"
  while IFS= read -r row <&"$from_zsh" && [ -n "$row" ]; do
    printf '%s\n' "$row"
  done
}

# shellcheck disable=SC2016,SC2317 # fish expands it; called by its name
in_fish() {
  HOME=$home fish --no-config -c 'source $argv[1]; complete -C (string join " " -- $argv[2..-1])' "$fish_file" "$@" | tr '\t' '\n'
}

if [ "${4-}" = german ]; then
  for shell in zsh fish; do # bash shows no descriptions
    expect $shell 'recoupctl ' "$(in_$shell recoupctl '')" slept 'Eine Nacht eintragen' 'Dein Gewicht eintragen'
  done
  expect fish 'recoupctl setup --' "$(in_fish recoupctl setup --)" --weight 'Körpergewicht, mit Einheit' --json 'Diese Hilfe zeigen'
  exit $status
fi
if [ -n "${4-}" ]; then
  for shell in bash zsh fish; do
    expect $shell 'recoupctl remove ' "$(in_$shell recoupctl remove '')" "$4"
    expect $shell 'recoupctl amend ' "$(in_$shell recoupctl amend '')" "$4"
    expect $shell 'recoupctl journal ' "$(in_$shell recoupctl journal '')" "$4"
  done
  exit $status
fi
for shell in bash zsh fish; do
  expect $shell 'recoupctl ' "$(in_$shell recoupctl '')" status log settings monitor forecast
  expect $shell 'recoupctl log ' "$(in_$shell recoupctl log '')" sleep protein checkin food-day
  expect $shell 'recoupctl log recovery ' "$(in_$shell recoupctl log recovery '')" walk sauna
  expect $shell 'recoupctl trends ' "$(in_$shell recoupctl trends '')" readiness sleep-debt
  expect $shell 'recoupctl why ' "$(in_$shell recoupctl why '')" sleep autonomic bedtime
  expect $shell 'recoupctl snooze ' "$(in_$shell recoupctl snooze '')" wind-down protein
  expect $shell 'recoupctl get ' "$(in_$shell recoupctl get '')" sleep_need_min remind_wind_down
  expect $shell 'recoupctl sore ' "$(in_$shell recoupctl sore '')" quads lower_back none
  expect $shell 'recoupctl sore quads 4 ' "$(in_$shell recoupctl sore quads 4 '')" calves
  expect $shell 'recoupctl feel ' "$(in_$shell recoupctl feel '')" stress ill glutes
  expect $shell 'recoupctl journal --kind ' "$(in_$shell recoupctl journal --kind '')" hrv food-day
  expect $shell 'recoupctl inhibit --what ' "$(in_$shell recoupctl inhibit --what '')" bedtime foam-roll
  expect $shell 'recoupctl status --format ' "$(in_$shell recoupctl status --format '')" waybar plain
  expect $shell 'recoupctl report --format ' "$(in_$shell recoupctl report --format '')" pdf svg
  expect $shell 'recoupctl setup --' "$(in_$shell recoupctl setup --)" --weight --protein
  expect $shell 'recoupctl setup --status ' "$(in_$shell recoupctl setup --status '')" intermediate
  expect $shell 'recoupctl journal --' "$(in_$shell recoupctl journal --)" --from --json
done
for verb in $(recoupctl --help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p'); do verbs+=" $verb"; done
for shell in bash zsh; do # nothing else is a verb
  got=$(in_$shell recoupctl '' | grep -xE '[^ ]+' | sort | tr '\n' ' ')
  [ "$got" = "$(tr ' ' '\n' <<<"$verbs" | sort | tr '\n' ' ' | sed 's/^ //')" ] || { echo "$shell: other verbs: $got" >&2; status=1; }
done
expect bash 'recoupctl set w' "$(in_bash recoupctl set w)" wake= week= wind_down_min=
expect bash 'recoupctl set remind_protein = o' "$(in_bash recoupctl set remind_protein = o)" on off
expect bash 'recoupctl set remind_protein =' "$(in_bash recoupctl set remind_protein =)" on off
expect bash 'recoupctl journal --kind =' "$(in_bash recoupctl journal --kind =)" hrv food-day
expect bash 'recoupctl --json = p' "$(in_bash recoupctl --json = p)" pretty
expect bash 'recoupctl log checkin --sore q' "$(in_bash recoupctl log checkin --sore q)" quads=
expect bash 'recoupctl slept --' "$(in_bash recoupctl slept --)" --quality --asleep-min
expect zsh 'recoupctl sore q' "$(in_zsh recoupctl sore q)" quads
expect zsh 'recoupctl set remind_protein=' "$(in_zsh recoupctl set remind_protein=)" on off
expect zsh 'recoupctl journal --kind=' "$(in_zsh recoupctl journal --kind=)" hrv food-day
expect zsh 'recoupctl log sleep --' "$(in_zsh recoupctl log sleep --)" --quality --asleep-min
exit $status
