# What a zsh offers when Tab is pressed: tab.zsh SCRIPT LINE..., on a line for each.
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell '
  autoload -Uz compinit && compinit -D -u
  source '${(q)1}'
  compadd() { local -a found; builtin compadd -O found "$@"; offered+=($found); builtin compadd "$@" }
  tell() { offered=(); zle complete-word; print -r -- "<<${offered[*]}>>"; BUFFER= }
  zle -N tell
  bindkey "^I" tell
  stty -echo
  print "re""ady"'
zpty -r shell seen '*ready*' || exit 1
for typed in $@[2,-1]; do
  zpty -n -w shell "$typed"$'\t'
  zpty -r shell seen '*<<*>>*' || exit 1
  print -r -- ${${seen##*<<}%%>>*}
done
zpty -d shell
