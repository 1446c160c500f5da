# Prints what zsh offers for a line: zsh -f complete.zsh FILE 'tagwright sc'. A shell of its own is asked on a terminal of its
# own, with compadd giving its matches between two marks.
zmodload zsh/zpty
zpty asked zsh -f -i
ready() { zpty -w asked "$1"; local line; repeat 200; do zpty -r asked line && [[ $line == *${2}* ]] && return; done }
ready "PS1= PS2= ; stty -echo -onlcr; unsetopt zle_bracketed_paste beep; print set''tled" settled
ready "autoload -Uz compinit; compinit -D -u; source ${(q)1}; print sour''ced" sourced
ready "compadd() { if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then builtin compadd \"\$@\"; return; fi
local -a hits; builtin compadd -A hits \"\$@\"; print -l -- \${hits/#/HIT:}; builtin compadd \"\$@\"; }; print defi''ned" defined
ready "done-now() { print; print ALL''DONE }; zle -N done-now; ask() { zle complete-word; zle done-now; }; zle -N ask; bindkey '^X' ask; bindkey '^I' complete-word; print bou''nd" bound
zpty -w -n asked "$2"$'\t'$'\x18'
repeat 400; do
  zpty -r asked line || break
  [[ $line == *HIT:* ]] && print -r -- "${${line##*HIT:}%%$'\r'*}"
  [[ $line == *ALLDONE* ]] && break
done
zpty -d asked
