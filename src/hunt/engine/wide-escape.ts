// SPDX-License-Identifier: Apache-2.0
import { once } from './sql.ts';

/** `%uXXXX`, as IIS takes it: the sign of that number, in UTF-8. */
export const unwide = (sql: string) => {
  const code = 'reinterpretAsUInt16(reverse(unhex(substring(x, 1, 4))))';
  const sign = `multiIf(n < 128, char(n), n < 2048, char(192 + intDiv(n, 64), 128 + n % 64), char(224 + intDiv(n, 4096), 128 + intDiv(n, 64) % 64, 128 + n % 64))`;
  const part = `if(match(x, '^[0-9a-fA-F]{4}'), concat(${once(code, 'n', () => `replaceAll(${sign}, '%', '%25')`)}, substring(x, 5)), concat('%u', x))`;
  const parts = `splitByRegexp('%[uU]', ${sql})`;
  return `if(positionCaseInsensitive(${sql}, '%u') = 0, ${sql}, concat(${parts}[1], arrayStringConcat(arrayMap(x -> ${part}, arrayPopFront(${parts})))))`;
};
