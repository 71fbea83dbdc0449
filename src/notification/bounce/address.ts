// SPDX-License-Identifier: Apache-2.0

/** A mailbox as reports write it: the old forms of Japanese carriers too (dots before the @, doubled dots). */
export const MAILBOX = String.raw`(?:"[^"\s@]{1,64}"|[A-Za-z0-9.!#$%&'*+/=?^_\x60{|}~-]{1,64})@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})?\.){1,10}[A-Za-z0-9-]{2,63}`;

const mailbox = new RegExp(MAILBOX);

/** The first address in a text or field, its domain in lower case; '' when there is none. */
export function addressIn(text: string): string {
  const found = mailbox.exec(text.replace(/^[\w-]{1,20}\s*;\s*/, ''))?.[0] ?? '';
  return tidy(found);
}

export function tidy(address: string): string {
  const at = address.lastIndexOf('@');
  if (at < 0) return '';
  return `${address.slice(0, at).replace(/^['`]+|^(?:3D|=)/, '')}@${address.slice(at + 1).toLowerCase()}`;
}
