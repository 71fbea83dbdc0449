// SPDX-License-Identifier: Apache-2.0
import { csvCell } from '../../kernel/text.ts';
import type { Person } from '../person.ts';
import { columns, headers } from './columns.ts';

/** UTF-8 with a byte order mark and CRLF, which Excel opens as it is. No cell is run as a formula. */
export function writePeople(people: readonly Person[], lang: 'ja' | 'en'): string {
  const header = columns.map((column) => csvCell(headers[lang][column]));
  const rows = people.map((person) => {
    const { name, kana, department, addresses, telephone, roles } = person;
    return [name, kana, department, addresses.join(';'), telephone, roles.join(';'), person.lang].map((cell) => csvCell(cell));
  });
  return `\ufeff${[header, ...rows].map((cells) => `${cells.join(',')}\r\n`).join('')}`;
}
