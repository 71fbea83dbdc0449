// SPDX-License-Identifier: Apache-2.0
import { inOwnWords } from '../../common/words/own-words.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { maySee, readerNames } from '../fact/clearance.ts';
import type { Reader } from '../fact/clearance.ts';
import { items, needOf } from '../fact/items.ts';
import type { Item, ItemId } from '../fact/items.ts';
import { fieldsBehind, fill, moved } from '../fact/template.ts';
import type { Filled, Span } from '../fact/template.ts';
import { sayHarm, sayInformation, sayLeak, sayNotConcerned } from '../say/concerned.ts';
import { sayCause, sayChanges, sayHelp, sayPrevention, sayTimeline } from '../say/done.ts';
import { sayApology, sayContact, sayNext, sayRequests, sayThanks, sayVersion } from '../say/for-you.ts';
import { sayCut, sayPurpose, sayServices, sayWhat, sayWhen } from '../say/happened.ts';
import type { Line, Open, Saying, Told } from '../say/told.ts';

const sayings: Readonly<Record<ItemId, (of: Saying) => Told>> = {
  purpose: sayPurpose,
  what: sayWhat,
  when: sayWhen,
  services: sayServices,
  cut: sayCut,
  information: sayInformation,
  leak: sayLeak,
  'not-concerned': sayNotConcerned,
  harm: sayHarm,
  requests: sayRequests,
  contact: sayContact,
  cause: sayCause,
  help: sayHelp,
  timeline: sayTimeline,
  prevention: sayPrevention,
  changes: sayChanges,
  next: sayNext,
  thanks: sayThanks,
  apology: sayApology,
  version: sayVersion,
};

/** An item that has its lines; those that a stage refuses, or that have nothing to say, are not here. */
export type Section = { readonly item: ItemId; readonly lines: readonly Line[]; readonly unknown: boolean };
export type Missing = {
  readonly item: ItemId;
  readonly name: Bilingual;
  readonly why: readonly Bilingual[];
  readonly wants: readonly string[];
};
export type Composed = { readonly sections: readonly Section[]; readonly missing: readonly Missing[] };

/** Every item of the stage, said or missing by name. Pure; knows neither reader nor language. */
export function compose(saying: Saying): Composed {
  const sections: Section[] = [];
  const missing: Missing[] = [];
  for (const item of items) {
    const need = needOf(item, saying.stage);
    if (need === 'refused') continue;
    const told = sayings[item.id](saying);
    if ('missing' in told) {
      missing.push({ item: item.id, name: item.name, why: told.missing, wants: told.wants });
      continue;
    }
    const opens = told.lines.filter(isOpen);
    if (need === 'optional' && opens.length === told.lines.length) continue;
    if (opens.length > 0 && need === 'required' && !mayBeOpen(item, saying)) {
      const why = opens.map(({ open }) => ({ ja: `${open.ja}が分かっていません`, en: `not known: ${open.en}` }));
      missing.push({ item: item.id, name: item.name, why, wants: opens.flatMap(({ wants }) => wants) });
      continue;
    }
    const lines = told.lines.flatMap((line) => (isOpen(line) ? (saying.stage === 'final' ? [] : [unknownLine(line, saying)]) : [line]));
    const gone = new Set(lines.flatMap((line) => namedButUnknown(line, saying.facts)));
    if (gone.size === 0) sections.push({ item: item.id, lines, unknown: opens.length > 0 });
    else {
      const why = [...gone].map((field) => ({
        ja: `文が参照する項目の値がありません：${field}`,
        en: `a sentence refers to a field without a value: ${field}`,
      }));
      missing.push({ item: item.id, name: item.name, why, wants: [...gone] });
    }
  }
  return { sections, missing };
}

/** A sentence of a person may name a field that has been taken back since. */
function namedButUnknown(line: Line, facts: Saying['facts']): readonly string[] {
  return [...fieldsBehind(line.ja, 'ja', facts), ...fieldsBehind(line.en, 'en', facts)].filter((field) => facts[field] === undefined);
}

/** The final report has no next one: nothing in it can be under investigation. */
function mayBeOpen(item: Item, { stage }: Saying): boolean {
  return item.ifUnknown === 'under-investigation' && stage !== 'final';
}

function isOpen(line: Line | Open): line is Open {
  return 'open' in line;
}

function unknownLine({ open }: Open, { facts }: Saying): Line {
  const when =
    facts['next.at'] !== undefined
      ? { ja: '（{next.at} にお知らせする予定です）', en: ' (to be told on {next.at})' }
      : facts['next.event'] !== undefined
        ? { ja: '（次回：{next.event}）', en: ' (next report: {next.event})' }
        : { ja: '', en: '' };
  return { ja: `${open.ja}：調査中です${when.ja}`, en: `${open.en}: under investigation${when.en}` };
}

export type Written = Filled & { readonly title: Filled; readonly held: readonly string[] };

/** The text of one version in one language, with where each field stands. `held`: fields that its readers may not see. */
export function write(composed: Composed, { facts, own }: Saying, reader: Reader, lang: Lang, zone: string): Written {
  const held = new Set<string>();
  const title = fill(
    `${facts['statement.practice'] === undefined ? '' : '{statement.practice} '}${titleOf(facts['kind'] !== undefined)[lang]}`,
    lang,
    facts,
    zone,
  );
  let text = title.text;
  const spans: Span[] = [...title.spans];
  const add = (filled: Filled) => {
    spans.push(...filled.spans.map((one) => moved(one, text.length + 1)));
    text += `\n${filled.text}`;
  };
  add(fill('{organisation}', lang, facts, zone));
  add({ text: inOwnWords(readerNames[reader], own)[lang], spans: [] });
  for (const { item, lines } of composed.sections) {
    const written = new Map<string, Filled>();
    for (const line of lines) {
      const above = fieldsBehind(line[lang], lang, facts).filter((field) => !maySee(reader, facts[field]?.tlp ?? 'CLEAR'));
      above.forEach((field) => held.add(field));
      const shownLine = above.length === 0 ? line[lang] : line.otherwise?.[lang];
      if (shownLine === undefined) continue;
      const filled = fill(shownLine, lang, facts, zone);
      if (!written.has(filled.text)) written.set(filled.text, filled);
    }
    if (written.size === 0) continue;
    const heading = items.find((one) => one.id === item)?.name[lang] ?? item;
    add({ text: '', spans: [] });
    add({ text: lang === 'ja' ? `■ ${heading}` : `## ${heading}`, spans: [] });
    for (const filled of written.values()) add(filled);
  }
  return { title, text, spans, held: [...held].toSorted() };
}

function titleOf(known: boolean): Bilingual {
  return known
    ? { ja: '【第{statement.number}報・{statement.state}】{kind}について', en: 'Report {statement.number}, {statement.state}: {kind}' }
    : { ja: '【第{statement.number}報・{statement.state}】お知らせ', en: 'Report {statement.number}, {statement.state}' };
}
