# SPDX-License-Identifier: LGPL-2.1-or-later
# usage: zsh -f press-tab.zsh FOLDER HOME
# Types each line of standard input into an interactive zsh that has the completions of FOLDER, presses TAB, and prints what is offered,
# one a line, words and descriptions, and an empty line. HOME is an empty folder for what that zsh reads at its start.
setopt err_exit extended_glob
zmodload zsh/zpty
cat >$2/.zshrc <<-EOF
	PROMPT='ready> ' LISTMAX=100000
	setopt no_prompt_cr no_prompt_sp no_beep no_list_packed
	stty columns 200 rows 50
	fpath=(${(q)1} \$fpath)
	autoload -Uz compinit
	compinit -u -D
	bindkey '^I' list-choices # which never inserts what is offered alone
	forget() { BUFFER=; zle -I }
	zle -N forget
	bindkey '^G' forget
EOF
# A terminal that can do nothing gets the list as it is, and the prompt again behind it.
zpty shell "TERM=dumb ZDOTDIR=${(q)2} exec zsh -d -i"
zpty -r shell start '*ready> '
while IFS= read -r line; do
  zpty -w -n shell "$line"$'\t'
  zpty -r shell offered '*ready> '
  zpty -w -n shell $'\C-g'
  zpty -r shell rest '*ready> '
  for row in ${${(f)${offered//$'\r'/}}[2,-2]}; do
    print -l -- ${=row%% -- *}
    [[ $row == *' -- '* ]] && print -r -- ${${row#* -- }%%[[:space:]]#}
  done
  print
done
