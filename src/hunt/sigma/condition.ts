// SPDX-License-Identifier: Apache-2.0
import type { Expression } from './rule.ts';
import { Unsupported } from './rule.ts';

/**
 * Grammar of a condition: `not` binds before `and`, `and` before `or`; `1 of x*`, `any of x*`, `all of x*`, `… of them`
 * (names that begin with `_` are no part of `them`).
 */
export function parseCondition(text: string, named: ReadonlyMap<string, Expression>): Expression {
  if (text.includes('|'))
    throw new Unsupported(
      'aggregation after a pipe (Sigma 1): write it as a correlation rule',
      'パイプの後ろの集計（Sigma 1 の書き方）がある。相関ルールとして書く',
    );
  const words = text.match(/\(|\)|[^\s()]+/g) ?? [];
  let at = 0;
  const peek = () => words[at]?.toLowerCase();

  function either(): Expression {
    const of = [both()];
    while (peek() === 'or') {
      at += 1;
      of.push(both());
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { do: 'or', of };
  }
  function both(): Expression {
    const of = [negated()];
    while (peek() === 'and') {
      at += 1;
      of.push(negated());
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { do: 'and', of };
  }
  function negated(): Expression {
    if (peek() !== 'not') return single();
    at += 1;
    return { do: 'not', of: negated() };
  }
  function single(): Expression {
    const word = words[at];
    if (word === undefined) throw new Unsupported('condition ends too early', '条件式が途中で終わっている');
    at += 1;
    if (word === '(') {
      const inner = either();
      if (words[at] !== ')') throw new Unsupported('a bracket in the condition is not closed', '条件式の括弧が閉じていない');
      at += 1;
      return inner;
    }
    if (peek() === 'of') {
      at += 1;
      const pattern = words[at];
      at += 1;
      return several(word.toLowerCase(), pattern);
    }
    const found = named.get(word);
    if (found === undefined)
      throw new Unsupported(`condition names "${word}", which the rule does not have`, `条件式にある「${word}」がルールの中にない`);
    return found;
  }
  function several(quantity: string, pattern: string | undefined): Expression {
    if (pattern === undefined) throw new Unsupported('condition ends after "of"', '条件式が「of」で終わっている');
    const wanted =
      pattern.toLowerCase() === 'them'
        ? [...named].filter(([name]) => !name.startsWith('_'))
        : [...named].filter(([name]) => fits(pattern, name));
    if (wanted.length === 0)
      throw new Unsupported(
        `condition names "${pattern}", which nothing in the rule matches`,
        `条件式にある「${pattern}」に当たるものがルールの中にない`,
      );
    const of = wanted.map(([, expression]) => expression);
    if (quantity === 'all') return { do: 'and', of };
    if (quantity === '1' || quantity === 'any') return { do: 'or', of };
    throw new Unsupported(`"${quantity} of" is not one of: 1, any, all`, `「${quantity} of」は 1・any・all のどれでもない`);
  }

  const whole = either();
  if (at < words.length)
    throw new Unsupported(`condition cannot be read from "${words[at] ?? ''}" on`, `条件式を「${words[at] ?? ''}」から先、読めない`);
  return whole;
}

/** `*` stands for any text. Walked once, so that a pattern full of stars costs no more than its length times the name's. */
function fits(pattern: string, name: string): boolean {
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') [star, mark, p] = [p, n, p + 1];
    else if (pattern[p] === name[n]) [p, n] = [p + 1, n + 1];
    else if (star >= 0) [p, mark, n] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  return /^\**$/.test(pattern.slice(p));
}
