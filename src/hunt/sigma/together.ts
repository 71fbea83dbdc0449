// SPDX-License-Identifier: Apache-2.0
// The condition of a temporal correlation: rule names joined by `and`, `or`, `not` and brackets.
import type { Together } from './rule.ts';
import { Unsupported } from './rule.ts';

/** `not` binds closer than `and`, `and` closer than `or`. Throws Unsupported where the condition cannot be read. */
export function parseTogether(text: string): Together {
  const words = text.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const peek = () => words[at]?.toLowerCase();
  const chain = (word: 'and' | 'or', next: () => Together): Together => {
    const of = [next()];
    while (peek() === word) {
      at += 1;
      of.push(next());
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { do: word, of };
  };
  const either = (): Together => chain('or', both);
  const both = (): Together => chain('and', negated);
  function negated(): Together {
    if (peek() === 'not') {
      at += 1;
      return { do: 'not', of: negated() };
    }
    const word = words[at];
    if (word === undefined || word === ')') throw new Unsupported('condition ends too early', '条件式が途中で終わっている');
    at += 1;
    if (word !== '(') return { do: 'rule', name: word };
    const inner = either();
    if (words[at] !== ')') throw new Unsupported('a bracket in the condition is not closed', '条件式の括弧が閉じていない');
    at += 1;
    return inner;
  }
  const whole = either();
  if (at < words.length)
    throw new Unsupported(`condition cannot be read from "${words[at] ?? ''}" on`, `条件式を「${words[at] ?? ''}」から先、読めない`);
  return whole;
}

/** The rules that a condition names, in order, each as often as it is named. */
export function namesOf(together: Together): readonly string[] {
  if (together.do === 'rule') return [together.name];
  return together.do === 'not' ? namesOf(together.of) : together.of.flatMap(namesOf);
}

/** As SQL over the rules' presence; `met` and `absent` give the test for a rule, the second beneath a `not`. */
export function togetherSql(together: Together, met: (name: string) => string, near: (name: string) => string, under = false): string {
  if (together.do === 'rule') return under ? near(together.name) : met(together.name);
  if (together.do === 'not') return `NOT (${togetherSql(together.of, met, near, !under)})`;
  return `(${together.of.map((one) => togetherSql(one, met, near, under)).join(together.do === 'and' ? ' AND ' : ' OR ')})`;
}
