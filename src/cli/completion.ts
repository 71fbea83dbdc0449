// SPDX-License-Identifier: Apache-2.0
// `matoi completion bash|zsh|fish`: the words of the commands, so that Tab finishes them. File names stay the shell's own.

const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** Whether there is a script for this shell. */
export function isShell(word: string | undefined): word is Shell {
  return shells.some((shell) => shell === word);
}

/** What follows each beginning: '' → receive, reports, …; 'reports' → list, show. */
function nextWords(names: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const next = new Map<string, Set<string>>();
  for (const name of names) {
    const words = name.split(' ');
    words.forEach((word, index) => {
      const begun = words.slice(0, index).join(' ');
      next.set(begun, (next.get(begun) ?? new Set()).add(word));
    });
  }
  return new Map([...next].map(([begun, words]) => [begun, [...words].toSorted()]));
}

/** The script to be sourced: `source <(matoi completion bash)`. */
export function completionScript(shell: Shell, names: readonly string[]): string {
  const next = [...nextWords(names)];
  if (shell === 'fish')
    return `${next
      .map(([begun, words]) => {
        const when = begun === '' ? '__fish_use_subcommand' : `string match -q -- "matoi ${begun} *" (commandline -cp)`;
        return `complete -c matoi -n '${when}' -a '${words.join(' ')}'`;
      })
      .join('\n')}\n`;
  const cases = next.map(([begun, words]) => `    ${begun === '' ? "''" : `'${begun}'`}) words='${words.join(' ')}' ;;`).join('\n');
  const bash = `_matoi() {
  local begun words=''
  begun="\${COMP_WORDS[*]:1:COMP_CWORD-1}"
  case "$begun" in
${cases}
  esac
  COMPREPLY=()
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")); fi
}
complete -o default -F _matoi matoi
`;
  return shell === 'zsh' ? `autoload -U +X bashcompinit && bashcompinit\n${bash}` : bash;
}
