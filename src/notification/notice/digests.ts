// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { HashBytes, Sha256 } from '../../kernel/sha256.ts';
import type { Message } from '../message/facts.ts';

/** What is said, apart from to whom: the texts of all languages that somebody reads, and whether it is optional. */
export function textDigest(
  hash: HashBytes,
  messages: readonly Pick<Message, 'lang'>[],
  templates: ReadonlyMap<string, string>,
  optional: boolean,
): Sha256 {
  const languages = [...new Set(messages.map((message) => message.lang))].toSorted();
  const texts = languages.map((lang) => [lang, templates.get(lang) ?? '']);
  return hash(canonicalJson(optional ? [...texts, 'optional'] : texts));
}

/** One message: equal exactly where the same text says the same to the same address. Links, made anew at each release, are no part of it. */
export function messageDigest(hash: HashBytes, { to, lang, facts: all }: Message, templates: ReadonlyMap<string, string>): Sha256 {
  const { unsubscribe: _, ...facts } = all;
  const customers = facts.customers.map((customer) => ({ ...customer, link: '' }));
  return hash(canonicalJson({ to, lang, text: templates.get(lang) ?? '', facts: { ...facts, customers } }));
}
