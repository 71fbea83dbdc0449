// SPDX-License-Identifier: Apache-2.0
import { LISTING } from './enforcer.port.ts';
import { render } from '../render/render.ts';
import type { RenderedFile } from '../render/target.ts';
import type { Policy } from '../policy/rule.ts';

export type ApplyOptions = {
  readonly option: string;
  readonly madeAt: string;
  /** Seconds until it undoes itself without a confirmation; 0 = no dead-man. */
  readonly deadManSeconds: number;
  /** Where the responders must still be reachable from the gateway; null = not checked. */
  readonly path: { readonly host: string; readonly port: number } | null;
  /** What this one replaces: until it is confirmed, undoing puts it back; null = undoing leaves nothing of ours. */
  readonly before: { readonly policy: Policy; readonly option: string; readonly madeAt: string } | null;
};

/** The word of a script that put the replaced rules back. */
export const PUT_BACK = 'put-back';
/** Exit code of `matoi-confirm.sh` that comes too late. */
export const TOO_LATE = 3;

/**
 * A folder of files for the gateway: rules, undo, and three small POSIX scripts. The dead-man is armed before the
 * rules are loaded and lives in a session of its own, so a lost connection or a killed terminal does not disarm it.
 * `matoi-back.nft` is one transaction to what was there: the replaced rules, or none of ours.
 */
export function applyFiles(policy: Policy, options: ApplyOptions): { readonly files: readonly RenderedFile[]; readonly rules: string } {
  const rendered = render(policy, 'nftables', { madeAt: options.madeAt, option: options.option });
  const before = options.before === null ? null : render(options.before.policy, 'nftables', options.before);
  const rules = rendered.files[0]?.text ?? '';
  const seconds = Math.max(0, Math.floor(options.deadManSeconds));
  return {
    rules,
    files: [
      ...rendered.files,
      ...rendered.rollback,
      { name: 'matoi-back.nft', text: (before?.files ?? rendered.rollback)[0]?.text ?? '' },
      { name: 'matoi-flush.sh', text: flush(rendered.apply) },
      { name: 'matoi-back-flush.sh', text: flush(before?.apply ?? []) },
      { name: 'matoi-guard.sh', text: guard(seconds, options.path, before !== null) },
      { name: 'matoi-apply.sh', text: apply(seconds) },
      { name: 'matoi-confirm.sh', text: confirm },
      { name: 'matoi-undo.sh', text: undo(before !== null) },
    ],
  };
}

/**
 * The files that undo, from the journal alone. `former`: what comes back, for a plan that was not confirmed; null = none of
 * ours is left. They are the same bytes as those that were applied, but for a plan that has been confirmed since.
 */
export function undoFiles(former: ApplyOptions['before']): readonly RenderedFile[] {
  const nothing = render({ base: 'allow', names: 'none', internal: [], rules: [] }, 'nftables', { madeAt: '', option: 'undo' }).rollback;
  const before = former === null ? null : render(former.policy, 'nftables', former);
  return [
    ...nothing,
    { name: 'matoi-back.nft', text: (before?.files ?? nothing)[0]?.text ?? '' },
    { name: 'matoi-back-flush.sh', text: flush(before?.apply ?? []) },
    { name: 'matoi-undo.sh', text: undo(former !== null) },
  ];
}

/** What the apply script printed, as the journal keeps it; nothing where it did not say. */
export function saidByApply(output: string): {
  readonly listing?: string;
  readonly sessions?: { readonly ended: boolean; readonly why: string };
} {
  const listing = /^listing ([0-9a-f]{64})$/m.exec(output)?.[1];
  const notEnded = new RegExp(`^${SESSIONS.notEnded} (.*)$`, 'm').exec(output)?.[1];
  const ended = new RegExp(`^${SESSIONS.ended}$`, 'm').test(output);
  return {
    ...(listing === undefined ? {} : { listing }),
    ...(notEnded === undefined
      ? ended
        ? { sessions: { ended: true, why: '' } }
        : {}
      : { sessions: { ended: false, why: notEnded.slice(0, 300) } }),
  };
}

/** What the scripts say of sessions from before the rules. */
export const SESSIONS = { ended: 'sessions-ended', notEnded: 'sessions-not-ended' } as const;

const endsOf = (commands: readonly string[]) => commands.filter((command) => command.startsWith('conntrack '));

/**
 * Sessions from before the rules. What the rules stop carries nothing any more, session or not; ending the sessions clears
 * the gateway's memory of them. That this was done is said only where it was done.
 */
function flush(commands: readonly string[]): string {
  return `#!/bin/sh
if ! command -v conntrack >/dev/null 2>&1; then
  echo "${SESSIONS.notEnded} the program conntrack is not installed"
  exit 0
fi
failed=
end() {
  said=$(conntrack "$@" 2>&1) && return
  case "$said" in *" 0 flow entries"*) ;; *) failed=$said ;; esac
}
${endsOf(commands)
  .map((command) => command.replace(/^conntrack /, 'end '))
  .join('\n')}
if [ -n "$failed" ]; then echo "${SESSIONS.notEnded} $(echo "$failed" | tail -n 1)"; else echo ${SESSIONS.ended}; fi
`;
}

/** Offloaded sessions pass beside every rule; only conntrack takes them back, so without it nothing is loaded. */
const offloadCheck = `case "$(nft list flowtables 2>/dev/null)" in
  *flowtable*)
    if ! command -v conntrack >/dev/null 2>&1; then
      echo "refused: sessions are offloaded past the rules here, and the program conntrack, which could end them, is not installed"
      exit 1
    fi ;;
esac
`;

/** The link `decided` is made once: a confirmation and the dead-man can never both win. */
const confirm = `#!/bin/sh
cd "$(dirname "$0")" || exit 1
ln -s kept decided 2>/dev/null
if [ "$(readlink decided)" != kept ]; then
  for wait in 1 2 3 4 5; do [ -e undone ] && break; sleep 1; done
  echo too-late
  exit ${TOO_LATE}
fi
: > confirmed
`;

/** A person undoes: before the confirmation back to what was replaced, after it to none of ours. */
function undo(replaces: boolean): string {
  const back = `if [ ! -e confirmed ]; then
  nft -f matoi-back.nft || exit 1
  : > undone
  sh ./matoi-back-flush.sh
  echo ${PUT_BACK}
  exit 0
fi
`;
  return `#!/bin/sh
cd "$(dirname "$0")" || exit 1
${replaces ? back : ''}nft -f matoi-undo.nft || exit 1
: > undone
echo undone
`;
}

function apply(seconds: number): string {
  return `#!/bin/sh
# Dry run, arm, load in one transaction, reset what is cut. Any failure leaves or restores the former rules.
cd "$(dirname "$0")" || exit 1
{ nft -c -f matoi.nft && nft -c -f matoi-back.nft; } || { echo refused; exit 1; }
rm -f confirmed undone cause decided
${offloadCheck}${seconds > 0 ? 'setsid sh ./matoi-guard.sh </dev/null >/dev/null 2>&1 &' : ': > confirmed # no dead-man was asked for'}
nft -f matoi.nft || { : > undone; echo failed; exit 1; }
sh ./matoi-flush.sh
echo "listing $(${LISTING})"
echo applied
`;
}

/** Asks a TCP connection of the path every second; three misses in a row count as dead. Without bash or nc the path is not checked. */
function guard(seconds: number, path: ApplyOptions['path'], replaces: boolean): string {
  const test =
    path === null
      ? 'true'
      : `{ command -v bash >/dev/null && timeout 2 bash -c '</dev/tcp/${path.host}/${path.port}' 2>/dev/null; } || { ! command -v bash >/dev/null && { ! command -v nc >/dev/null || nc -z -w 2 ${path.host} ${path.port}; }; }`;
  return `#!/bin/sh
# The dead-man: no confirmation in time, or the responders' path dead -> undone.
cd "$(dirname "$0")" || exit 1
back() {
  ln -s gone decided 2>/dev/null || exit 0
  how=${replaces ? PUT_BACK : ''}
  # Should the replaced rules not load, nothing of ours is better than a lost path.
  nft -f matoi-back.nft || { how=; until nft -f matoi-undo.nft; do sleep 1; done; }
  sh ./matoi-back-flush.sh >/dev/null
  echo "$1 $how" > cause.new && mv cause.new cause
  : > undone
}
end=$(( $(date +%s) + ${seconds} ))
misses=0
while [ "$(date +%s)" -lt "$end" ]; do
  [ -e confirmed ] && exit 0
  [ -e undone ] && exit 0
  if ${test}; then misses=0; else misses=$((misses + 1)); fi
  if [ "$misses" -ge 3 ]; then back path-dead; exit 0; fi
  sleep 1
done
[ -e undone ] && exit 0
back no-confirmation
`;
}
