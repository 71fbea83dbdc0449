// SPDX-License-Identifier: Apache-2.0
type Parsed = { address?: string } | false;
type Connection = { id?: string; _parseAddressCommand?: (name: string, command: unknown) => Parsed };

/** The library's own name for what reads MAIL FROM and RCPT TO. */
const PARSE = '_parseAddressCommand';

/** A quoted local part may hold blanks, angles and at-signs (RFC 5321, 4.1.2), at which the library would cut. */
const QUOTED = /^([^:<]{0,20}:\s{0,20}<)"((?:[^"\\\r\n]|\\[^\r\n]){0,200})"(@[^<>\s]{1,255}>)/;
const STAND_INS: readonly (readonly [char: string, instead: string])[] = [
  [' ', '\ue000'],
  ['\t', '\ue001'],
  ['@', '\ue002'],
  ['<', '\ue003'],
  ['>', '\ue004'],
  [':', '\ue005'],
];

/** Lets one client name senders and recipients whose local part is quoted; what it names is kept as it was written. */
export function takeQuotedAddresses(connection: Connection): void {
  const parse = connection[PARSE]?.bind(connection);
  if (parse === undefined) return;
  connection[PARSE] = (name, command) => {
    const text = Buffer.isBuffer(command) ? command.toString() : String(command);
    const parsed = parse(
      name,
      text.replace(QUOTED, (_, before: string, local: string, after: string) => `${before}"${swapped(local, 0, 1)}"${after}`),
    );
    if (parsed !== false && parsed.address !== undefined) parsed.address = swapped(parsed.address, 1, 0);
    return parsed;
  };
}

function swapped(text: string, from: 0 | 1, to: 0 | 1): string {
  return STAND_INS.reduce((all, pair) => all.replaceAll(pair[from], pair[to]), text);
}
