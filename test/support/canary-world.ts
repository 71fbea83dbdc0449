// SPDX-License-Identifier: Apache-2.0
import type { MovedClock } from './desk.ts';
import type { SinkAnswer } from './mail-sink.ts';
import { seededRandom } from './random.ts';

const DAY = 86_400_000;
/** Big receivers with many customers each, and small domains with one to four. */
const BIG = 12;

export type Recipients = { readonly addresses: readonly string[]; readonly dead: ReadonlySet<string> };

/** `count` addresses, of which a share is dead: most of them where a whole domain is gone, the others one by one. */
export function recipientsOf(count: number, share: number, seed: number): Recipients {
  const { next } = seededRandom(seed);
  const addresses: string[] = [];
  const dead = new Set<string>();
  const want = Math.round(count * share);
  for (let domain = 0; addresses.length < count; domain += 1) {
    const isBig = domain < BIG;
    const size = Math.min(count - addresses.length, isBig ? Math.round((count * 0.4) / BIG) : 1 + Math.floor(next() * 4));
    const gone = !isBig && next() < 0.14;
    for (let at = 0; at < size; at += 1) {
      const address = `c${addresses.length}@${isBig ? 'big' : 'own'}${domain}.example`;
      addresses.push(address);
      if (gone && dead.size < want) dead.add(address);
    }
  }
  // The others, wherever they are, until the share is met exactly.
  while (dead.size < want) {
    const address = addresses[Math.floor(next() * addresses.length)] ?? '';
    if (!address.includes('@big') || next() < 0.25) dead.add(address);
  }
  return { addresses, dead };
}

export type Relay = {
  readonly answer: (to: string) => SinkAnswer;
  /** The highest share of refusals in 24 hours that it ever saw beyond the first few, and whether it cut the sender off. */
  readonly highest: () => number;
  readonly cutOff: () => boolean;
  readonly asked: () => number;
};

/** A relay that refuses dead addresses and, above ten percent of 24 hours beyond the first `floor`, everything from then on. */
export function strictRelay(clock: MovedClock, dead: ReadonlySet<string>, limit: number, floor: number): Relay {
  const log: { readonly at: number; readonly hard: boolean }[] = [];
  const kept = { from: 0, hard: 0, highest: 0, cut: false };
  return {
    highest: () => kept.highest,
    cutOff: () => kept.cut,
    asked: () => log.length,
    answer(to) {
      if (kept.cut) return { code: 550, text: '5.7.1 sending is suspended: too many bounces' };
      const now = Date.parse(clock.now());
      const hard = dead.has(to);
      log.push({ at: now, hard });
      kept.hard += hard ? 1 : 0;
      for (let first = log[kept.from]; first !== undefined && first.at <= now - DAY; first = log[kept.from]) {
        kept.hard -= first.hard ? 1 : 0;
        kept.from += 1;
      }
      const asked = log.length - kept.from;
      if (asked > floor) {
        kept.highest = Math.max(kept.highest, kept.hard / asked);
        kept.cut ||= kept.hard > asked * limit;
      }
      return hard ? { code: 550, text: '5.1.1 user unknown' } : 'taken';
    },
  };
}
