// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { foldText } from '../../src/triage/text/normalise-text.ts';
import { foreignPatterns } from '../support/foreign-patterns.ts';
import type { ForeignPattern } from '../support/foreign-patterns.ts';
import type { Attack } from '../support/pattern-attacks.ts';
import { attacksOn, attackText } from '../support/pattern-attacks.ts';
import { workDone, workOfOne } from '../support/work-done.ts';

const SMALL = 3_125;
const LARGE = 100_000;
/** Of the attacks on one pattern the dearest at the small size is tried at the large one. */
const TRIED = 1;
/** So many attacks on one pattern are looked at, evenly out of all that there are: the whole set takes minutes. */
const LOOKED_AT = 24;

/** Finds all hits. */
function search(pattern: RegExp, text: string): void {
  const all = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  for (const hit of text.matchAll(all)) if (hit.index < 0) break;
}

/** The least time of three: the system counts processor time too coarsely to tell what takes less than some milliseconds. */
function quickest(pattern: RegExp, text: string): number {
  const runs = [1, 2, 3].map(() => {
    const begun = performance.now();
    search(pattern, text);
    return performance.now() - begun;
  });
  return Math.min(...runs);
}

/** 32 times the text may cost 32 times the work, and as much again twice for noise; a square would cost 1,024 times. */
const TIMES = 96;

function grows(pattern: RegExp, text: (size: number) => string): boolean {
  const [small, large] = [text(SMALL), text(LARGE)];
  // Below this there is nothing to measure: a plain look at each character costs about a millisecond.
  const once = workDone(() => search(pattern, large), 1);
  if (once < 25) return false;
  // No need to look again at what takes seconds.
  if (once > 3000) return true;
  return (
    workDone(() => search(pattern, large), 3) >
    TIMES *
      Math.max(
        workOfOne(() => search(pattern, small)),
        0.05,
      )
  );
}

function faultOf({ where, pattern, folded }: ForeignPattern): string | null {
  const textOf = (attack: Attack) => (size: number) => {
    const text = attackText(attack, size);
    return folded ? foldText(text).text : text;
  };
  const all = attacksOn(pattern);
  const step = Math.max(1, all.length / LOOKED_AT);
  const dearest = all
    .filter((_, at) => at === 0 || Math.floor(at / step) !== Math.floor((at - 1) / step))
    .map((attack) => ({ attack, takes: quickest(pattern, textOf(attack)(SMALL)) }))
    .toSorted((a, b) => b.takes - a.takes)
    .slice(0, TRIED);
  // Twice: what else the machine does at that moment may look like growth once.
  const found = dearest.find(({ attack }) => grows(pattern, textOf(attack)) && grows(pattern, textOf(attack)));
  return found === undefined ? null : `${where}: ${pattern.source.slice(0, 80)} on ${JSON.stringify(found.attack)}`;
}

describe('triage/linear-patterns', () => {
  it('no pattern that meets text from outside costs more than its length, fed with 100 kB of its own prefixes and pieces', {
    timeout: 600_000,
  }, () => {
    const patterns = foreignPatterns();
    expect(patterns.length).toBeGreaterThan(400);
    expect(patterns.map(faultOf).filter((fault) => fault !== null)).toEqual([]);
  });

  it.for([
    ['two runs that share their characters', /^\s*\/?\s*x/],
    ['a run that may begin anywhere', /[\w.+-]+@x/],
    ['a class that reaches to an end that never comes', /<a[^>]*>/],
  ] as const)('notices %s', ([, pattern]) => {
    expect(faultOf({ where: 'planted', pattern, folded: false })).not.toBeNull();
  });
});
