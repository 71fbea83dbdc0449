// SPDX-License-Identifier: Apache-2.0
import { decodeHeader } from './header-words.ts';

/** Only the first lines are looked at, and of each no more than a mail program may write (RFC 5322, 2.1.1). */
const FIRST_BYTES = 32_768;
const LONGEST_LINE = 998;

/** Subject and sender as the first lines show them, for a mail that could not be read; cheap whatever stands in it. */
export function glance(bytes: Uint8Array): { readonly subject: string; readonly from: string } {
  const lines = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, FIRST_BYTES)).toString('latin1').split(/\r?\n/);
  const end = lines.indexOf('');
  const head = end < 0 ? lines : lines.slice(0, end);
  const field = (name: string): string => {
    const line = head.find((each) => each.slice(0, name.length).toLowerCase() === name) ?? '';
    return decodeHeader(line.slice(name.length, LONGEST_LINE), null, () => undefined);
  };
  return { subject: field('subject:'), from: field('from:') };
}
