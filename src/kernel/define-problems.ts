// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from './bilingual.ts';
import type { Problem } from './problem.ts';
import { inertText } from './text.ts';

/** The three sentences of one code. `{name}` in a sentence is filled from the facts (or words) of that name. */
export type ProblemWords = Omit<Problem, 'code' | 'facts'>;

/** What fills a sentence without being a fact for programs: a list, a detail, a text in both languages. */
export type Filling = Readonly<Record<string, string | number | Bilingual>>;

/** Makes the problems of one part; `part` and `table` are what docs/errors.md is written from. */
export type Problems<Code extends string> = {
  <One extends Code>(code: One, facts?: Problem['facts'], words?: Filling): Problem<One>;
  readonly part: string;
  readonly table: Readonly<Record<Code, ProblemWords>>;
};

/** The codes of a table of problems. */
export type ProblemCode<Made> = Made extends Problems<infer Code> ? Code : never;

const MOST_CHARACTERS = 2000;

/**
 * The one way in which a part of the desk declares what it can refuse: a table of codes, each with an HTTP status and
 * three sentences in both languages. The returned function makes the problem; what it fills in is made inert and cut
 * at 2,000 characters. A name that neither facts nor words give is shown as `…`.
 */
export function defineProblems<const Code extends string>(part: string, table: Readonly<Record<Code, ProblemWords>>): Problems<Code> {
  function make<One extends Code>(code: One, facts?: Problem['facts'], words?: Filling): Problem<One> {
    const { status, what, safe, next } = table[code];
    const filled = (text: Bilingual) => fill(text, { ...facts, ...words });
    const made = { code, status, what: filled(what), safe: filled(safe), next: filled(next) };
    return facts === undefined ? made : { ...made, facts };
  }
  return Object.assign(make, { part, table });
}

type Values = Readonly<Record<string, string | number | boolean | null | Bilingual>>;

function fill(text: Bilingual, values: Values): Bilingual {
  return { ja: fillOne(text.ja, 'ja', values), en: fillOne(text.en, 'en', values) };
}

function fillOne(text: string, lang: keyof Bilingual, values: Values): string {
  return text.replaceAll(/\{([a-zA-Z]+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : null;
    if (value === null || value === undefined) return '…';
    return inertText(typeof value === 'object' ? value[lang] : String(value), true).slice(0, MOST_CHARACTERS);
  });
}
