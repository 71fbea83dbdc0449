// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { Instant } from '../../kernel/instant.ts';

export type SecurityTxt = BodyOf<'security-txt.confirmed'>;
export const PLACE = '/.well-known/security.txt';

/** The file by RFC 9116. `address`: the desk's public address, null where it has none. Only an https one is a canonical place. */
export function securityTxt({ contacts, languages, policy, thanks }: SecurityTxt, expires: Instant, address: string | null): string {
  const lines = [
    ...contacts.map((contact) => `Contact: ${contact}`),
    `Expires: ${expires}`,
    `Preferred-Languages: ${languages.join(', ')}`,
    ...(address === null || !address.startsWith('https://') ? [] : [`Canonical: ${address}${PLACE}`]),
    ...(policy === null ? [] : [`Policy: ${policy}`]),
    ...(thanks === null ? [] : [`Acknowledgments: ${thanks}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}
