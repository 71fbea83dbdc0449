// SPDX-License-Identifier: Apache-2.0
export type IcalComponent = {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly parts: readonly IcalComponent[];
};

/** A strict reader of iCalendar (RFC 5545), apart from the product's: throws at everything the text does not allow. */
export function readIcal(text: string): IcalComponent {
  if (/(?<!\r)\n|\r(?!\n)/.test(text)) throw new Error('lines end with CRLF (3.1)');
  if (!text.endsWith('\r\n')) throw new Error('the last line is not ended');
  for (const line of text.slice(0, -2).split('\r\n')) {
    if (Buffer.byteLength(line) > 75) throw new Error(`a line is longer than 75 octets: ${line}`);
    if (/^[ \t]?$/.test(line)) throw new Error('an empty line');
  }
  const lines = text.slice(0, -2).replaceAll('\r\n ', '').replaceAll('\r\n\t', '').split('\r\n');
  const at = { index: 0 };
  const root = component(lines, at);
  if (at.index !== lines.length) throw new Error('something stands after the end');
  if (root.name !== 'VCALENDAR') throw new Error(`the outermost component is ${root.name}`);
  for (const name of ['VERSION', 'PRODID']) if (!root.properties.has(name)) throw new Error(`${name} is missing (3.6)`);
  return root;
}

function component(lines: readonly string[], at: { index: number }): IcalComponent {
  const begin = property(lines[at.index] ?? '');
  if (begin.name !== 'BEGIN') throw new Error(`BEGIN expected: ${lines[at.index]}`);
  at.index += 1;
  const properties = new Map<string, string>();
  const parts: IcalComponent[] = [];
  for (;;) {
    const line = lines[at.index];
    if (line === undefined) throw new Error(`${begin.value} has no end`);
    const { name, value } = property(line);
    if (name === 'BEGIN') {
      parts.push(component(lines, at));
      continue;
    }
    at.index += 1;
    if (name === 'END') {
      if (value !== begin.value) throw new Error(`${begin.value} is ended by ${value}`);
      if (begin.value === 'VEVENT') checkEvent(properties);
      return { name: begin.value, properties, parts };
    }
    if (properties.has(name)) throw new Error(`${name} stands twice`);
    properties.set(name, value);
  }
}

function property(line: string): { readonly name: string; readonly value: string } {
  const match = /^([A-Z0-9-]+)(?:;[A-Z0-9-]+=(?:"[^"]*"|[^";:,]*))*:(.*)$/.exec(line);
  if (match === null) throw new Error(`not a content line: ${line}`);
  return { name: match[1] ?? '', value: match[2] ?? '' };
}

function checkEvent(properties: ReadonlyMap<string, string>): void {
  for (const name of ['UID', 'DTSTAMP', 'DTSTART']) if (!properties.has(name)) throw new Error(`${name} is missing (3.6.1)`);
  const [from, to] = [icalTime(properties.get('DTSTART') ?? ''), icalTime(properties.get('DTEND') ?? '')];
  if (!(from < to)) throw new Error('DTEND is not after DTSTART (3.8.2.2)');
}

/** `20261121T000000Z` as milliseconds. */
export function icalTime(text: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text);
  if (match === null) throw new Error(`not a UTC time: ${text}`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** TEXT (3.3.11) as it was meant. */
export function icalText(text: string): string {
  if (/(^|[^\\])(\\\\)*[,;]/.test(text)) throw new Error(`an unescaped separator: ${text}`);
  return text.replaceAll(/\\([\\;,nN])/g, (_, char: string) => (char === 'n' || char === 'N' ? '\n' : char));
}
