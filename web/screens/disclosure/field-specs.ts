// SPDX-License-Identifier: Apache-2.0
import type { fieldWords } from './field-words.ts';

export type Kind = 'two' | 'list' | 'time' | 'line' | 'count' | 'choice';
export type Spec = { readonly kind: Kind; readonly choices?: readonly string[] };
export type FieldName = Exclude<keyof (typeof fieldWords)['ja'], 'choices' | 'reason'>;
/** What stands in the inputs of one field; `en` only where both languages are asked. */
export type Typed = { readonly ja: string; readonly en: string };

/** Every field that the form asks for, in its order. */
export const fieldSpecs: Readonly<Record<FieldName, Spec>> = {
  'next.at': { kind: 'time' },
  'next.event': { kind: 'two' },
  'noticed.by': { kind: 'choice', choices: ['ourselves', 'outside'] },
  'happened.at': { kind: 'time' },
  services: { kind: 'list' },
  'services.since': { kind: 'time' },
  'services.instead': { kind: 'two' },
  'cut.names': { kind: 'choice', choices: ['internal', 'public'] },
  'cut.nothing': { kind: 'two' },
  information: { kind: 'two' },
  'persons.at-most': { kind: 'count' },
  leak: { kind: 'choice', choices: ['under-investigation', 'not-confirmed', 'traces', 'confirmed'] },
  'not-concerned': { kind: 'two' },
  'not-concerned.known-by': { kind: 'two' },
  requests: { kind: 'list' },
  'contact.how-told': { kind: 'two' },
  'contact.telephone': { kind: 'line' },
  'contact.mail': { kind: 'line' },
  'contact.hours': { kind: 'two' },
  cause: { kind: 'two' },
  'cause.tlp': { kind: 'choice', choices: ['AMBER', 'GREEN', 'CLEAR'] },
  prevention: { kind: 'list' },
  thanks: { kind: 'two' },
  'press.telephone': { kind: 'line' },
  'press.mail': { kind: 'line' },
  purpose: { kind: 'choice', choices: ['warn', 'account', 'correct'] },
};

/** What the inputs show of a value that was stated. Times are those of this reader's clock. */
export function typedOf(kind: Kind, value: unknown): Typed {
  if (value === undefined || value === null) return { ja: '', en: '' };
  if (kind === 'two') return value as Typed;
  if (kind === 'list') {
    const all = value as readonly Typed[];
    return { ja: all.map((one) => one.ja).join('\n'), en: all.map((one) => one.en).join('\n') };
  }
  if (kind === 'time') {
    const at = new Date(value as string);
    return { ja: new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16), en: '' };
  }
  const shown = `${value as string | number}`;
  return { ja: shown, en: '' };
}

/** The value of what was typed; null where it was emptied. */
export function read(kind: Kind, { ja, en }: Typed): unknown {
  if (ja.trim() === '' && en.trim() === '') return null;
  if (kind === 'two') return { ja: ja.trim(), en: en.trim() };
  if (kind === 'list') {
    const english = en.split('\n');
    return ja.split('\n').map((line, index) => ({ ja: line.trim(), en: (english[index] ?? '').trim() }));
  }
  if (kind === 'time') return new Date(ja).toISOString();
  return kind === 'count' ? Number(ja) : ja.trim();
}
