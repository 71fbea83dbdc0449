// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Collect } from './collect.ts';
import type { Fact, Facts } from './fact.ts';
import type { Given } from './given.ts';

/** Fields that a reader remembers from the last report. `grows`: it changes by itself as time goes on, which is its reason. */
const compared: readonly { readonly field: string; readonly name: Bilingual; readonly grows?: true }[] = [
  { field: 'kind', name: { ja: '事象', en: 'What happened' } },
  { field: 'happened.at', name: { ja: '発生した日時', en: 'When it happened' } },
  { field: 'noticed.at', name: { ja: '発覚した日時', en: 'When it was noticed' } },
  { field: 'noticed.by', name: { ja: '発覚のきっかけ', en: 'How it was noticed' } },
  { field: 'persons', name: { ja: '対象となる方の数', en: 'Persons concerned' } },
  { field: 'persons.at-most', name: { ja: '対象となる方の最大の数', en: 'Persons concerned at most' } },
  { field: 'customers.affected', name: { ja: '影響を受けたお客様の数', en: 'Customers affected' } },
  { field: 'audience.customers', name: { ja: '個別にご連絡するお客様の数', en: 'Customers to be told one by one' } },
  { field: 'leak', name: { ja: '情報の流出', en: 'Leak of information' } },
  { field: 'harm.reports', name: { ja: '二次被害の申し出の数', en: 'Reports of secondary harm' }, grows: true },
  { field: 'cut.stopped', name: { ja: '停止したものの数', en: 'Things stopped' }, grows: true },
  { field: 'cut.kept', name: { ja: '継続するものの数', en: 'Things kept' }, grows: true },
];

const NOT_SAID = { ja: '調査中', en: 'under investigation' };
const GREW = { ja: '対応が進んだため', en: 'the response has gone on' };
const FOUND = { ja: '調査で分かったため', en: 'found by the investigation' };

/**
 * What differs from the last report, as facts `changes.N`. A value that was said and is another now needs a person's
 * reason; the fields without one are returned. What was unknown and is known now was found by the investigation.
 */
export function factsOfChanges(before: Facts, now: Facts, reasons: Given['reasons'], seq: number, to: Collect): readonly string[] {
  const unreasoned: string[] = [];
  let index = 0;
  for (const { field, name, grows } of compared) {
    const [old, fresh] = [before[field], now[field]];
    if ((old === undefined && fresh === undefined) || isSame(old, fresh)) continue;
    const reason = reasons?.[field];
    const known = old !== undefined && !(field === 'leak' && old.value === 'under-investigation');
    if (reason === undefined && known && grows !== true) unreasoned.push(field);
    to.word(`changes.${index}.field`, field, name, seq);
    put(to, `changes.${index}.old`, old, seq);
    put(to, `changes.${index}.new`, fresh, seq);
    if (reason === undefined) to.word(`changes.${index}.reason`, known ? 'went-on' : 'found', known ? GREW : FOUND, seq);
    else to.sentence(`changes.${index}.reason`, reason, seq);
    index += 1;
  }
  return unreasoned;
}

function isSame(a: Fact | undefined, b: Fact | undefined): boolean {
  return a !== undefined && b !== undefined && canonicalJson(a.value) === canonicalJson(b.value);
}

function put(to: Collect, field: string, fact: Fact | undefined, seq: number): void {
  if (fact === undefined) to.word(field, 'not-said', NOT_SAID, seq);
  else if (fact.kind === 'instant') to.instant(field, fact.value, seq, fact.tlp);
  else if (fact.kind === 'count') to.count(field, fact.value, seq, fact.tlp);
  else if (fact.kind === 'word') to.word(field, fact.value, fact.words, seq, fact.tlp);
  else if (fact.kind === 'name') to.name(field, fact.value, seq, fact.tlp);
  else to.text(field, fact.value, seq, fact.tlp);
}
