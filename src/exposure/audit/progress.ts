// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import type { Phase, Progress } from './scan.ts';

const WIDTH = 20;
const EVERY = 1000;

const phases = {
  walk: { ja: '一覧を取る', en: 'walk' },
  attributes: { ja: 'ACL を読む', en: 'read ACLs' },
  judge: { ja: '判定する', en: 'judge' },
  prove: { ja: 'カーネルに尋ねる', en: 'ask the kernel' },
} as const satisfies Record<Phase, { ja: string; en: string }>;

/** Lines for a person who waits: at most one a second, and one for each phase that begins. `now` in milliseconds. */
export function progressLines(lang: Lang, say: (line: string) => void, now: () => number): Progress {
  const begun = now();
  let last = Number.NEGATIVE_INFINITY;
  let at: Phase | null = null;
  return (phase, rows, share) => {
    const time = now();
    if (at === phase && time - last < EVERY) return;
    at = phase;
    last = time;
    say(line(lang, phase, rows, share, time - begun));
  };
}

/** The walk is nearly all of the time: what is left is told from the share of homes that is behind us. */
function line(lang: Lang, phase: Phase, rows: number, share: number | null, elapsed: number): string {
  const filled = Math.round((share ?? 0) * WIDTH);
  const bar = share === null ? '' : ` [${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)}%`;
  const rate = phase === 'walk' && elapsed > 0 ? Math.round(rows / (elapsed / 1000)) : null;
  const left = phase === 'walk' && share !== null && share > 0.01 && share < 1 ? duration(lang, (elapsed * (1 - share)) / share) : null;
  const n = (value: number) => value.toLocaleString(lang);
  const words =
    lang === 'ja'
      ? [`${n(rows)} 件`, ...(rate === null ? [] : [`毎秒 ${n(rate)} 件`]), ...(left === null ? [] : [`残り約 ${left}`])]
      : [`${n(rows)} objects`, ...(rate === null ? [] : [`${n(rate)}/s`]), ...(left === null ? [] : [`about ${left} left`])];
  return `${phases[phase][lang]}${bar} ${words.join(lang === 'ja' ? '・' : ', ')}`;
}

function duration(lang: Lang, milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 60) return lang === 'ja' ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return lang === 'ja' ? `${minutes} 分` : `${minutes} min`;
}
