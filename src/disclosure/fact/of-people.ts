// SPDX-License-Identifier: Apache-2.0
import type { DisclosureView } from '../../case/fold/disclosure.ts';
import { inOwnWords } from '../../common/words/own-words.ts';
import type { OwnWords } from '../../common/words/own-words.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Collect } from './collect.ts';
import { givenSchema } from './given.ts';
import type { Given } from './given.ts';

export const purposeWords: Readonly<Record<NonNullable<Given['purpose']>, Bilingual>> = {
  warn: { ja: 'これ以上の被害を防ぐためのご注意とお知らせ', en: 'to warn, so that no further harm is done' },
  account: { ja: '発生した事実と対応のご報告', en: 'to account for what happened and what was done' },
  correct: { ja: 'これまでのお知らせの訂正', en: 'to correct what we said before' },
};

const words: Readonly<Record<'purpose' | 'noticed.by' | 'leak', Readonly<Record<string, Bilingual>>>> = {
  purpose: purposeWords,
  'noticed.by': {
    ourselves: { ja: '{self}での検知', en: 'by ourselves' },
    outside: { ja: '{outside}からのご連絡', en: 'by a message from outside' },
  },
  leak: {
    'under-investigation': { ja: '調査中', en: 'under investigation' },
    confirmed: { ja: '確認', en: 'confirmed' },
    traces: { ja: '痕跡あり', en: 'traces found' },
    'not-confirmed': { ja: '調べた範囲では未確認', en: 'not confirmed in what was looked at' },
  },
};

/** What people stated, read again by today's shape; a value that no longer fits counts as not stated. */
export function givenOf(view: DisclosureView): Given {
  const fields = Object.entries(view.given).flatMap(([field, { value }]) => {
    const read = givenSchema.safeParse({ [field]: value });
    return read.success ? Object.entries(read.data) : [];
  });
  return Object.fromEntries(fields) as Given;
}

/** What people stated, as facts. What is said of the attack itself is held back until its level is set. */
export function factsOfPeople(view: DisclosureView, to: Collect, own: OwnWords): void {
  const given = givenOf(view);
  const seq = (field: keyof Given) => view.given[field]?.seq ?? 0;
  const each = (field: 'services' | 'requests' | 'prevention', add: Collect['text']) =>
    given[field]?.forEach((one, index) => {
      to.count(`${field}.${index}.number`, index + 1, seq(field));
      add(`${field}.${index}`, one, seq(field));
    });
  for (const field of ['happened.at', 'services.since', 'next.at'] as const) to.instant(field, given[field], seq(field));
  for (const field of ['purpose', 'noticed.by', 'leak'] as const) {
    const code = given[field];
    if (code !== undefined) to.word(field, code, inOwnWords(words[field][code] ?? { ja: code, en: code }, own), seq(field));
  }
  for (const field of [
    'services.instead',
    'cut.nothing',
    'information',
    'not-concerned',
    'not-concerned.known-by',
    'contact.how-told',
    'next.event',
    'thanks',
  ] as const) {
    const text = given[field];
    if (text !== undefined) to.sentence(field, text, seq(field));
  }
  if (given.cause !== undefined) to.sentence('cause', given.cause, seq('cause'), given['cause.tlp'] ?? 'AMBER');
  each('services', to.text);
  each('requests', to.sentence);
  each('prevention', to.sentence);
  to.count('persons.at-most', given['persons.at-most'], seq('persons.at-most'));
  const hours = given['contact.hours'];
  if (hours !== undefined) to.text('contact.hours', hours, seq('contact.hours'));
  for (const field of ['contact.telephone', 'contact.mail', 'press.telephone', 'press.mail'] as const) {
    const value = given[field];
    if (value !== undefined) to.name(field, value, seq(field));
  }
  for (const [id, name] of Object.entries(given.names ?? {})) to.text(`names.${id}`, name, seq('names'));
}
