// SPDX-License-Identifier: Apache-2.0
import type { Mail } from '../../common/mail.ts';

/** How the rules of recognition look at a mail: one header, all of a name, the sender's address, the first words. */
export type Look = {
  readonly mail: Mail;
  readonly header: (name: string) => string;
  readonly senders: readonly string[];
  readonly senderNames: readonly string[];
  readonly opening: string;
};

/** Only the opening of the text is looked at: what a machine says it says first, what stands below may be a quotation. */
const OPENING = 3000;

/** What the rules of recognition look at: headers by lower-case name, senders in lower case, the first OPENING characters. */
export function lookAt(mail: Mail): Look {
  return {
    mail,
    header: (name) => mail.headers.find((header) => header.name === name)?.value ?? '',
    senders: mail.from.map((from) => from.address.toLowerCase()),
    senderNames: mail.from.map((from) => from.name.toLowerCase()),
    opening: mail.text.slice(0, OPENING),
  };
}

/** The words that matched, short enough to be shown as a reason. */
export function matched(pattern: RegExp, text: string): string | null {
  return pattern.exec(text)?.[0].trim().replaceAll(/\s+/g, ' ').slice(0, 120) ?? null;
}
