// SPDX-License-Identifier: Apache-2.0
import type { OutsideBody } from './outside.contract.ts';

/** Rows of a table that are read. */
export const MOST_ROWS = 300;

/** Joins read rows to the directory: the same Japanese name is the same body, and an empty cell says nothing. */
export function joined(before: readonly OutsideBody[], read: readonly OutsideBody[]) {
  const byName = new Map(before.map((one) => [one.name.ja, one]));
  const counts = { added: 0, changed: 0 };
  for (const row of read) {
    const known = byName.get(row.name.ja);
    if (known === undefined) counts.added += 1;
    else counts.changed += 1;
    byName.set(row.name.ja, known === undefined ? row : merged(known, row));
  }
  return { bodies: [...byName.values()], ...counts };
}

function merged(known: OutsideBody, row: OutsideBody): OutsideBody {
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  return { ...known, ...said, bodyId: known.bodyId };
}

/** The directory as a table that `readOutside` takes. A cell that a spreadsheet would run begins with an apostrophe. */
export function writeOutside(bodies: readonly OutsideBody[]): string {
  const rows = bodies.map(({ kind, name, telephone, hours, contract, needs, say, source }) =>
    [kind, name.ja, name.en, telephone, hours, contract, needs, say, source].map((value) => cellText(value)).join(','),
  );
  return `\ufeff${['kind,name,name_en,telephone,hours,contract,needs,say,source', ...rows].join('\r\n')}\r\n`;
}

function cellText(value: string): string {
  const safe = /^[=@\t\r+-]/.test(value) && !/^\+?[\d() -]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
