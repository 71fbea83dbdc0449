// SPDX-License-Identifier: Apache-2.0
import type { Message } from './facts.ts';

/** The fields of one-click unsubscribe (RFC 8058 section 3.1), both under our signature; a required notice has none. */
export function unsubscribeFields({ facts: { unsubscribe } }: Pick<Message, 'facts'>): Readonly<Record<string, string>> {
  if (unsubscribe === '') return {};
  return { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}
