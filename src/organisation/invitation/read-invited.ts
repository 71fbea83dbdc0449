// SPDX-License-Identifier: Apache-2.0
import { parseAddress, plainLine } from '../person.ts';
import { MOST_INVITED } from './invitation.contract.ts';
import { readPeople } from '../import/read-people.ts';

/** Who was named: by an address, with a name where one stands beside it. */
export type Invited = { readonly address: string; readonly name: string };
export type InvitedList = { readonly people: readonly Invited[]; readonly unread: readonly string[] };

/**
 * What was pasted: a table of people with its headings, else addresses as they stand in a mail's To line or one a line,
 * `Name <address>` or the address alone. Nobody is named twice. `too-many`: more than MOST_INVITED.
 */
export function readInvited(text: string): InvitedList | 'too-many' {
  const table = readPeople(text);
  const found = typeof table === 'string' ? fromWords(text) : fromTable(table);
  const people = [...new Map(found.people.toReversed().map((one) => [one.address, one] as const)).values()].toReversed();
  return people.length > MOST_INVITED ? 'too-many' : { people, unread: found.unread.slice(0, MOST_INVITED) };
}

function fromTable(table: Exclude<ReturnType<typeof readPeople>, string>): InvitedList {
  const people: Invited[] = [];
  const unread: string[] = table.refused.map(({ line, why }) => `${String(line)}: ${why.en}`);
  for (const { fields, off } of table.people) {
    const [address] = fields.addresses ?? [];
    if (address !== undefined && off !== true) people.push({ address, name: fields.name });
    else unread.push(fields.name);
  }
  return { people, unread };
}

function fromWords(text: string): InvitedList {
  const people: Invited[] = [];
  const unread: string[] = [];
  for (const part of text.normalize('NFKC').split(/[\r\n,;、]/)) {
    const said = part.trim();
    if (said === '') continue;
    const open = said.lastIndexOf('<');
    const inner = open >= 0 && said.endsWith('>') ? said.slice(open + 1, -1) : said;
    const address = parseAddress(inner);
    const name = open >= 0 ? plainLine(said.slice(0, open).replaceAll('"', '')).slice(0, 200) : '';
    if (address === null) unread.push(plainLine(said).slice(0, 200));
    else people.push({ address, name });
  }
  return { people, unread };
}
