// SPDX-License-Identifier: Apache-2.0
import { eraTime } from '../../common/time/era.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { maySee } from '../fact/clearance.ts';
import type { Facts } from '../fact/fact.ts';
import { fieldsBehind, fill } from '../fact/template.ts';
import type { Filling, Form, FormItem, Ground, OpenAs, Piece } from './form.ts';

export type FilledItem = {
  readonly id: string;
  /** `2-3`: the third item of the second section. */
  readonly number: string;
  readonly name: Bilingual;
  readonly ground: Ground;
  /** `open`: nothing is known yet; `partly`: some of it. `empty`: may be left out. */
  readonly state: 'filled' | 'partly' | 'open' | 'empty';
  readonly lines: readonly string[];
  /** Fields that would fill what is open. */
  readonly wants: readonly string[];
};
export type FilledForm = { readonly sections: readonly { readonly name: Bilingual; readonly items: readonly FilledItem[] }[] };

/** How it is written: the zone of its times, and whether their years are those of the Japanese era (Japanese alone has them). */
export type Manner = { readonly lang: Lang; readonly zone: string; readonly era: boolean };

const OPEN: Readonly<Record<OpenAs, Bilingual>> = {
  'under-investigation': { ja: '調査中', en: 'under investigation' },
  blank: { ja: '未記入', en: 'not filled in' },
  undecided: { ja: '未定', en: 'undecided' },
};
const HELD: Bilingual = { ja: '（この用紙には書かない：共有範囲（TLP）による）', en: '(not on this sheet: its TLP forbids it)' };

/** Every item of the form in its order, with what the record and people say; what nobody knows is under investigation. Pure. */
export function fillForm(form: Form, of: Filling, manner: Manner): FilledForm {
  const facts = manner.era && manner.lang === 'ja' ? withEras(of.saying.facts, manner.zone) : of.saying.facts;
  return {
    sections: form.sections.map(({ name, items }, section) => ({
      name,
      items: items.map((item, at) => ({ ...filled(item, of, facts, manner), number: `${section + 1}-${at + 1}` })),
    })),
  };
}

function filled(item: FormItem, of: Filling, facts: Facts, manner: Manner): Omit<FilledItem, 'number'> {
  const pieces = item.from.flatMap((source) => source(of));
  const written = pieces.map((piece) => write(piece, item, facts, manner));
  const opens = written.filter(({ wants }) => wants !== null).length;
  const state = pieces.length === 0 ? 'empty' : opens === 0 ? 'filled' : opens === pieces.length ? 'open' : 'partly';
  return {
    id: item.id,
    name: { ja: item.ja, en: item.en },
    ground: item.ground,
    state,
    lines: written.flatMap(({ lines }) => lines),
    wants: written.flatMap(({ wants }) => wants ?? []),
  };
}

/** `wants`: null where it is known. */
function write(
  piece: Piece,
  item: Bilingual,
  facts: Facts,
  { lang, zone }: Manner,
): { readonly lines: readonly string[]; readonly wants: readonly string[] | null } {
  if ('typed' in piece) return { lines: piece.typed.split('\n').map((line) => inertText(line)), wants: null };
  const openLine = (what: string, wants: readonly string[], as: OpenAs = 'under-investigation') => ({
    // What is open is named where the item itself does not name it.
    lines: [what === item[lang] ? OPEN[as][lang] : lang === 'ja' ? `${what}：${OPEN[as].ja}` : `${what}: ${OPEN[as].en}`],
    wants,
  });
  if ('open' in piece) return openLine(piece.open[lang], piece.wants, piece.as);
  const fields = fieldsBehind(piece[lang], lang, facts);
  const gone = fields.filter((field) => facts[field] === undefined);
  if (gone.length > 0) return openLine(gone.join(', '), gone);
  const above = fields.some((field) => !maySee('authority', facts[field]?.tlp ?? 'CLEAR'));
  const template = above ? (piece.otherwise?.[lang] ?? HELD[lang]) : piece[lang];
  return { lines: [fill(template, lang, facts, zone).text], wants: null };
}

/** Times as they are read with the year of the era. */
function withEras(facts: Facts, zone: string): Facts {
  const shown = Object.entries(facts).map(([field, fact]) =>
    fact.kind === 'instant'
      ? ([field, { ...fact, kind: 'name' as const, value: eraTime(fact.value, zone) }] as const)
      : ([field, fact] as const),
  );
  return Object.fromEntries(shown);
}
