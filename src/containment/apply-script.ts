// SPDX-License-Identifier: Apache-2.0
import { render } from './render/render.ts';
import type { RenderedFile } from './render/target.ts';
import type { Policy } from './rule.ts';

export type ApplyOptions = {
  readonly option: string;
  readonly madeAt: string;
  /** Seconds until it undoes itself without a confirmation; 0 = no dead-man. */
  readonly deadManSeconds: number;
  /** Where the responders must still be reachable from the gateway; null = not checked. */
  readonly path: { readonly host: string; readonly port: number } | null;
};

/**
 * A folder of files for the gateway: rules, undo, and three small POSIX scripts. The dead-man is armed before the
 * rules are loaded and lives in a session of its own, so a lost connection or a killed terminal does not disarm it.
 */
export function applyFiles(policy: Policy, options: ApplyOptions): { readonly files: readonly RenderedFile[]; readonly rules: string } {
  const rendered = render(policy, 'nftables', { madeAt: options.madeAt, option: options.option });
  const rules = rendered.files[0]?.text ?? '';
  const flush = rendered.apply.filter((command) => command.startsWith('conntrack '));
  const seconds = Math.max(0, Math.floor(options.deadManSeconds));
  return {
    rules,
    files: [
      ...rendered.files,
      ...rendered.rollback,
      { name: 'matoi-flush.sh', text: `#!/bin/sh\n${flush.map((command) => `${command} >/dev/null 2>&1`).join('\n')}\ntrue\n` },
      { name: 'matoi-guard.sh', text: guard(seconds, options.path) },
      { name: 'matoi-apply.sh', text: apply(seconds) },
      { name: 'matoi-confirm.sh', text: '#!/bin/sh\ncd "$(dirname "$0")" || exit 1\n: > confirmed\n' },
      { name: 'matoi-undo.sh', text: '#!/bin/sh\ncd "$(dirname "$0")" || exit 1\n: > undone\nnft -f matoi-undo.nft && echo undone\n' },
    ],
  };
}

function apply(seconds: number): string {
  return `#!/bin/sh
# Dry run, arm, load in one transaction, reset what is cut. Any failure leaves or restores the former rules.
cd "$(dirname "$0")" || exit 1
nft -c -f matoi.nft || { echo refused; exit 1; }
rm -f confirmed undone cause
${seconds > 0 ? 'setsid sh ./matoi-guard.sh </dev/null >/dev/null 2>&1 &' : ': # no dead-man was asked for'}
nft -f matoi.nft || { : > undone; echo failed; exit 1; }
sh ./matoi-flush.sh
echo applied
`;
}

/** Asks a TCP connection of the path every second; three misses in a row count as dead. Without bash or nc the path is not checked. */
function guard(seconds: number, path: ApplyOptions['path']): string {
  const test =
    path === null
      ? 'true'
      : `{ command -v bash >/dev/null && timeout 2 bash -c '</dev/tcp/${path.host}/${path.port}' 2>/dev/null; } || { ! command -v bash >/dev/null && { ! command -v nc >/dev/null || nc -z -w 2 ${path.host} ${path.port}; }; }`;
  return `#!/bin/sh
# The dead-man: no confirmation in time, or the responders' path dead -> undone.
cd "$(dirname "$0")" || exit 1
end=$(( $(date +%s) + ${seconds} ))
misses=0
while [ "$(date +%s)" -lt "$end" ]; do
  [ -e confirmed ] && exit 0
  [ -e undone ] && exit 0
  if ${test}; then misses=0; else misses=$((misses + 1)); fi
  if [ "$misses" -ge 3 ]; then echo path-dead > cause; nft -f matoi-undo.nft; : > undone; exit 0; fi
  sleep 1
done
[ -e confirmed ] && exit 0
echo no-confirmation > cause
nft -f matoi-undo.nft
: > undone
`;
}
