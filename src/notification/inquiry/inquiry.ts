// SPDX-License-Identifier: Apache-2.0
import type { verdicts } from '../../case/entry/inquiry.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Affected, Concern } from '../audience/audience.ts';

export type Verdict = (typeof verdicts)[number];

/** A customer whom the case concerned from one version of the audience to another. */
export type Known = Affected & {
  /** When the desk first saw it concerned, whatever it was concerned by. */
  readonly since: string;
  /** null: still so in the newest version. */
  readonly goneAt: string | null;
};

/** The audience as it was seen: what is answered is read from it, and says so. */
export type Version = {
  readonly version: number;
  readonly digest: string;
  readonly customers: number;
  /** When it was first seen so, and when last. */
  readonly at: string;
  readonly lookedAt: string;
};

/** What one asker is told. `concerns`: what he is affected by, or was. `customerId` null: nobody of ours was meant for sure. */
export type Told = {
  readonly verdict: Verdict;
  readonly customerId: string | null;
  readonly since: string | null;
  readonly concerns: readonly Concern[];
};

/** Equal exactly where the same customers are concerned by the same things, said in the same words. */
export function knownBasis(named: readonly Pick<Affected, 'customerId' | 'concerns'>[]): string {
  return canonicalJson(
    named.map(({ customerId, concerns }) => ({
      customerId,
      concerns: concerns.map(({ id, place, what, todo }) => ({ id, place, what, todo })),
    })),
  );
}

/** What holds for a customer. `concerns` null: nobody names him now; `history`: his rows, the oldest first. */
export function toldOf(customerId: string | null, concerns: readonly Concern[] | null, history: readonly Known[], now: string): Told {
  if (customerId === null) return { verdict: 'not-checkable', customerId, since: null, concerns: [] };
  const since = history[0]?.since ?? now;
  if (concerns !== null) return { verdict: 'affected', customerId, since, concerns };
  const last = history.at(-1);
  return last === undefined
    ? { verdict: 'not-among', customerId, since: null, concerns: [] }
    : { verdict: 'no-longer', customerId, since, concerns: last.concerns };
}

/** Whether somebody who was told `before` has to hear something else now. */
export function toldOtherwise(before: Told, now: Told): boolean {
  const said = ({ verdict, customerId, concerns }: Told) =>
    canonicalJson({ verdict, customerId, basis: verdict === 'affected' ? knownBasis([{ customerId: customerId ?? '', concerns }]) : '' });
  return said(before) !== said(now);
}

/** A number as it is said on the telephone or typed: other widths and spaces are the same number. */
export function askedKey(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s+/g, '');
}
