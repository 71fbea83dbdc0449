// SPDX-License-Identifier: Apache-2.0
import type { Tlp } from '../../case/fold/readings/reading.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Fact, Facts } from './fact.ts';

/** Gathers facts; a value that the record does not have adds none. */
export type Collect = {
  readonly instant: (field: string, value: string | null | undefined, seq: number, tlp?: Tlp) => void;
  readonly count: (field: string, value: number | null | undefined, seq: number, tlp?: Tlp) => void;
  readonly name: (field: string, value: string, seq: number, tlp?: Tlp) => void;
  readonly text: (field: string, value: Bilingual, seq: number, tlp?: Tlp) => void;
  readonly sentence: (field: string, value: Bilingual, seq: number, tlp?: Tlp) => void;
  readonly word: (field: string, value: string, words: Bilingual, seq: number, tlp?: Tlp) => void;
  readonly facts: () => Facts;
};

/** Public unless said otherwise: whoever adds what helps an attacker or names somebody says so. */
export function collect(): Collect {
  const facts: Record<string, Fact> = {};
  const rest = (seq: number, tlp: Tlp = 'CLEAR') => ({ seq: seq === 0 ? [] : [seq], tlp });
  return {
    instant(field, value, seq, tlp) {
      if (value !== null && value !== undefined && !Number.isNaN(Date.parse(value)))
        facts[field] = { kind: 'instant', value, ...rest(seq, tlp) };
    },
    count(field, value, seq, tlp) {
      if (value !== null && value !== undefined) facts[field] = { kind: 'count', value, ...rest(seq, tlp) };
    },
    name(field, value, seq, tlp) {
      facts[field] = { kind: 'name', value, ...rest(seq, tlp) };
    },
    text(field, value, seq, tlp) {
      facts[field] = { kind: 'text', value, ...rest(seq, tlp) };
    },
    sentence(field, value, seq, tlp) {
      facts[field] = { kind: 'sentence', value, ...rest(seq, tlp) };
    },
    word(field, value, words, seq, tlp) {
      facts[field] = { kind: 'word', value, words, ...rest(seq, tlp) };
    },
    facts: () => facts,
  };
}
