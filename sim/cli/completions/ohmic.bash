# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
#
# Bash completion of ohmic: verbs, options (as the program's own help lists them), presets, files.

_ohmic() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} program=${COMP_WORDS[0]} verb=${COMP_WORDS[1]}
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "$("$program" help 2>/dev/null | awk '/^  [a-z]/ { print $1 }') help --version" -- "$cur"))
    return
  fi
  if [ "$verb" = presets ]; then
    COMPREPLY=($(compgen -W "$("$program" presets 2>/dev/null | awk '{ print $2 }' | sort -u)" -- "$cur"))
    return
  fi
  case "$prev" in
    --engine) COMPREPLY=($(compgen -W "functional systemc" -- "$cur")); return ;;
  esac
  case "$cur" in
    -*)
      local words=("$verb")
      if [ "$verb" = study ] && [ "$COMP_CWORD" -gt 2 ]; then words+=("${COMP_WORDS[2]}"); fi
      COMPREPLY=($(compgen -W "$("$program" "${words[@]}" --help 2>/dev/null | grep -oE -- '--[a-z][a-z-]*' | sort -u)" -- "$cur"))
      return ;;
  esac
  if [ "$verb" = study ] && [ "$COMP_CWORD" -eq 2 ]; then
    COMPREPLY=($(compgen -W "plan run status merge report slurm why" -- "$cur"))
    return
  fi
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$cur"))
}
complete -F _ohmic ohmic
