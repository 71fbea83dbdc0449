// SPDX-License-Identifier: Apache-2.0
// Statements of many cases, through three stages, for all readers, in both languages, held against what was put into each case.
import { statementReaders } from '../../src/case/entry/disclosure.ts';
import type { StatementDraft } from '../../src/disclosure/contract.ts';
import type { Stage } from '../../src/disclosure/fact/items.ts';
import { prepareStatement } from '../../src/disclosure/release/prepare.ts';
import { approveStatement, publishStatement } from '../../src/disclosure/release/release.ts';
import { draftStatement } from '../../src/disclosure/statement/draft.ts';
import type { Random } from './random.ts';
import { untraced } from './statement-reader.ts';
import { openWorld, organisation, truthOf } from './statement-worlds.ts';
import type { OpenWorld, World } from './statement-worlds.ts';

const writer = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const second = { type: 'person', id: 'P-0002', name: '鈴木一郎' } as const;
const HOUR = 3_600_000;
const langs = ['ja', 'en'] as const;

/** What the guidance asks of each stage, written down here once more. */
const asked: Readonly<Record<Stage, readonly string[]>> = {
  first: 'purpose what when services cut leak harm requests contact cause help next apology version'.split(' '),
  second:
    'purpose what when services cut information leak not-concerned harm requests contact cause help timeline changes next apology version'.split(
      ' ',
    ),
  final:
    'purpose what when services cut information leak not-concerned harm requests contact cause help timeline prevention changes apology version'.split(
      ' ',
    ),
};
const refused: Readonly<Record<Stage, readonly string[]>> = {
  first: ['timeline', 'prevention', 'changes', 'thanks'],
  second: ['thanks'],
  final: ['next'],
};

export type StatementProof = {
  readonly texts: number;
  readonly spans: number;
  readonly refused: number;
  readonly faults: readonly string[];
};
/** A fault to be found: in what a draft says. */
export type StatementPlant = (draft: StatementDraft) => StatementDraft;

/** One version as it is asked of the product. */
export async function draftFrom(
  { deps, caseId }: OpenWorld,
  stage: Stage,
  reader: (typeof statementReaders)[number],
  lang: 'ja' | 'en',
): Promise<StatementDraft> {
  const one = await draftStatement(deps, caseId, { stage, reader, lang });
  if (!one.ok) throw new Error(one.error.code);
  return one.value;
}

/** Walks one case from the first report to the final one and says what is wrong with any of its texts. */
export async function proveStatements(world: World, plant: StatementPlant = (draft) => draft): Promise<StatementProof> {
  const open = await openWorld(world);
  const published: string[] = [];
  const faults: string[] = [];
  let [texts, spans, missing] = [0, 0, 0];
  for (const stage of ['first', 'second', 'final'] as const) {
    const now = open.journal.clock.now();
    for (const reader of statementReaders) {
      const both = {
        ja: plant(await draftFrom(open, stage, reader, 'ja')),
        en: plant(await draftFrom(open, stage, reader, 'en')),
      };
      texts += 2;
      missing += both.ja.missing.length > 0 ? 2 : 0;
      for (const lang of langs) {
        spans += both[lang].spans.length;
        const truth = truthAt(world, lang, stage, published, now);
        const names = [organisation[lang], ...(world.services ?? []).map((one) => one[lang])];
        const found = [...untraced(both[lang], truth, names), ...wrongIn(world, both[lang])];
        faults.push(...found.map((fault) => `${world.name}, ${stage}, ${reader}, ${lang}: ${fault}`));
      }
      faults.push(...unlike(both.ja, both.en).map((fault) => `${world.name}, ${stage}, ${reader}: ${fault}`));
    }
    if (stage !== 'final' && (await goPublic(open, stage))) published.push(now);
    open.journal.clock.forward(HOUR);
  }
  return { texts, spans, refused: missing, faults };
}

/** Items that are neither said nor missing, what the stage or the level refuses, what is left unknown without a date, the apology. */
function wrongIn(world: World, { stage, reader, lang, text, items, missing }: StatementDraft): readonly string[] {
  const faults: string[] = [];
  const said = items.map(({ item }) => item);
  const named = missing.map(({ item }) => item);
  faults.push(
    ...asked[stage].filter((item) => !said.includes(item) && !named.includes(item)).map((item) => `${item} is neither said nor missing`),
  );
  faults.push(...said.filter((item) => named.includes(item) || refused[stage].includes(item)).map((item) => `${item} is said`));
  faults.push(
    ...missing.filter(({ why, wants }) => why.length === 0 || wants.length === 0).map(({ item }) => `${item} is missing without a why`),
  );
  const unknown = text.split('\n').filter((line) => /：調査中です|: under investigation/.test(line) && !line.startsWith('Report '));
  if (stage === 'final' && unknown.length > 0) faults.push(`left open at the end: ${unknown[0]}`);
  if (stage !== 'final' && world.next !== undefined)
    faults.push(...unknown.filter((line) => !/予定です|to be told on/.test(line)).map((line) => `no date: ${line}`));
  const isPublic = reader === 'customers' || reader === 'press';
  faults.push(...world.secret.filter((secret) => isPublic && text.includes(secret)).map((secret) => `public: ${secret}`));
  const apologies = text.match(/お詫び申し上げます|We apologise/g)?.length ?? 0;
  if (apologies !== 1) faults.push(`${apologies} apologies`);
  if (said.indexOf('apology') < said.indexOf('help')) faults.push('the apology comes before the facts');
  const denies = text.includes(lang === 'ja' ? '確認されていません' : 'is confirmed (not confirmed');
  const scoped = text.includes(lang === 'ja' ? 'のほかは調べていません' : 'Nothing beyond these records');
  const looked = text.includes(lang === 'ja' ? '調べたもの：' : 'Looked at: ');
  if (denies && !(scoped && looked)) faults.push('a bare denial of a leak');
  if (denies && (world.look === undefined || (world.look.hits ?? 0) > 0)) faults.push('a denial that nothing backs');
  if (denies && world.look?.gap !== undefined && !text.includes(world.look.gap[lang])) faults.push('the gap in the log is not said');
  const stopsNothing = /停止したものはありません|nothing (?:was|has been) stopped/i.test(text);
  if (stopsNothing && world.notStopped === undefined) faults.push('nothing is said to be stopped, and nobody looked');
  return faults;
}

function unlike(ja: StatementDraft, en: StatementDraft): readonly string[] {
  const of = (draft: StatementDraft) => draft.spans.map(({ field }) => field).toSorted();
  const same = JSON.stringify(of(ja)) === JSON.stringify(of(en)) && JSON.stringify(ja.missing) === JSON.stringify(en.missing);
  return same ? [] : ['the two languages do not carry the same facts'];
}

/** Prepared, approved by another person and published, with a reason for whatever warns. False where an item is missing. */
async function goPublic({ deps, caseId }: OpenWorld, stage: Stage): Promise<boolean> {
  const prepared = await prepareStatement(deps, writer, caseId, stage);
  if (!prepared.ok) return false;
  const statement = (await deps.journal.view(caseId))?.parts.disclosure.statements.at(-1);
  if (statement === undefined) throw new Error('nothing prepared');
  const { statementId, blob } = statement;
  const approved = await approveStatement(deps, second, caseId, statementId, { blob, checks: [] });
  const published = await publishStatement(deps, second, caseId, statementId, { blob, reason: '報道が先に出たため' });
  if (!approved.ok || !published.ok) throw new Error('a complete statement did not become public');
  return true;
}

/** What a statement of this stage may say, from the world and from what was published before. */
function truthAt(
  world: World,
  lang: 'ja' | 'en',
  stage: Stage,
  published: readonly string[],
  now: string,
): ReadonlyMap<string, string | number> {
  const all = new Map(truthOf(world, lang));
  all.set('statement.number', published.length + 1);
  all.set('statement.at', now);
  all.set('statement.stage', stage);
  all.set('statement.state', stage === 'final' ? 'final' : 'under-investigation');
  all.set('purpose', stage === 'first' ? 'warn' : 'account');
  if (published.length > 0) all.set('previous.number', published.length);
  const events: [string, string][] = [
    ...(world.happened === undefined ? [] : [[world.happened, 'happened'] as [string, string]]),
    [world.noticed, 'opened'],
    [world.noticed, 'noticed'],
    ...(world.cut === undefined ? [] : [[world.noticed, 'applied'] as [string, string]]),
    ...Array.from({ length: world.byHand ?? 0 }, () => ['2026-11-28T22:00:00.000Z', 'cut-by-hand'] as [string, string]),
    ...(world.affected === undefined ? [] : [[world.noticed, 'audited'] as [string, string]]),
    ...(world.filed === undefined ? [] : [[world.filed, 'report-filed'] as [string, string]]),
    ...published.map((at) => [at, 'published'] as [string, string]),
  ];
  events
    .toSorted(([a], [b]) => Date.parse(a) - Date.parse(b))
    .forEach(([at, what], index) => {
      all.set(`timeline.${index}.at`, at);
      all.set(`timeline.${index}.what`, what);
    });
  return all;
}

/** A case that knows each thing of `full` or does not, with numbers and times of its own. */
export function randomWorld(full: World, random: Random, at: number): World {
  const some = <T>(value: T | undefined): T | undefined => (random.below(10) === 0 ? undefined : value);
  const count = (most: number) => random.below(most);
  const time = (after: string, hours: number) => new Date(Date.parse(after) + random.below(hours * 60) * 60_000).toISOString();
  const noticed = time('2026-11-10T00:00:00.000Z', 200);
  const world: Partial<World> = Object.fromEntries(Object.entries(full).map(([name, value]) => [name, some<unknown>(value)]));
  return {
    ...world,
    name: `random ${at}`,
    kind: full.kind,
    noticed,
    secret: full.secret,
    ...(world.persons === undefined ? {} : { persons: count(9_000_000) }),
    ...(world.atMost === undefined ? {} : { atMost: count(9_000_000) }),
    ...(world.harm === undefined ? {} : { harm: count(5) }),
    ...(world.happened === undefined ? {} : { happened: time('2026-11-01T00:00:00.000Z', 200) }),
    ...(world.next === undefined ? {} : { next: time('2026-12-02T00:00:00.000Z', 500) }),
  };
}

/** The draft with the first match written otherwise; every place behind it moves, those inside it are gone. */
function rewritten(draft: StatementDraft, pattern: RegExp, to: string): StatementDraft {
  const hit = pattern.exec(draft.text);
  if (hit === null) return draft;
  const [from, end, by] = [hit.index, hit.index + hit[0].length, to.length - hit[0].length];
  const spans = draft.spans.flatMap(({ span, ...rest }) => {
    if (span[1] <= from) return [{ span, ...rest }];
    return span[0] >= end ? [{ span: [span[0] + by, span[1] + by] as [number, number], ...rest }] : [];
  });
  return { ...draft, text: draft.text.slice(0, from) + to + draft.text.slice(end), spans };
}

type Planted = { readonly plant: StatementPlant /** What the proof must say of it. */; readonly sees: RegExp };

/** Faults of the kinds that break trust; a proof that does not see one of them proves nothing. */
export const statementPlants: Readonly<Record<string, Planted>> = {
  'a figure that was typed': { plant: (draft) => ({ ...draft, text: `${draft.text} 3` }), sees: /no field behind 3$/ },
  'a number that is one too many': {
    plant: (draft) => ({
      ...draft,
      spans: draft.spans.map((one) => (one.field === 'persons' ? { ...one, value: Number(one.value) + 1 } : one)),
    }),
    sees: /persons: \d+ is \d+$/,
  },
  'a time in another zone': {
    plant: (draft) => ({
      ...draft,
      text: draft.text.replace(
        /(\d\d):(\d\d) JST/,
        (_, hour: string, minute: string) => `${(Number(hour) + 9) % 24}`.padStart(2, '0') + `:${minute} JST`,
      ),
    }),
    sees: /no field behind .*JST$/,
  },
  'a field without its place': {
    plant: (draft) => ({ ...draft, spans: draft.spans.filter(({ field }) => field !== 'noticed.at') }),
    sees: /no field behind .*JST$/,
  },
  'a fact in one language only': {
    plant: (draft) => (draft.lang === 'en' ? { ...draft, spans: draft.spans.filter(({ field }) => field !== 'purpose') } : draft),
    sees: /two languages/,
  },
  'a word that nothing is stopped': {
    plant: (draft) => ({
      ...draft,
      text: `${draft.text}\n${draft.lang === 'ja' ? '停止したものはありません。' : 'Nothing has been stopped.'}`,
    }),
    sees: /nobody looked$/,
  },
  'an item dropped without a word': {
    plant: (draft) => ({ ...draft, items: draft.items.filter(({ item }) => item !== 'harm') }),
    sees: /harm is neither said nor missing$/,
  },
  'a bare denial': { plant: (draft) => rewritten(draft, /(?:調べたもの：|Looked at: )[^\n]*\n/, ''), sees: /a bare denial/ },
  'a gap that is not said': {
    plant: (draft) => rewritten(draft, /(?:調べていないもの：|Not looked at: )[^\n]*\n/, ''),
    sees: /the gap in the log is not said/,
  },
  'a held name in public': { plant: (draft) => rewritten(draft, /関係機関|Bodies/, '○○センター'), sees: /public: ○○センター$/ },
  'a second apology': {
    plant: (draft) => rewritten(draft, /お客様向け|For customers/, 'お詫び申し上げます We apologise'),
    sees: /\d apologies$/,
  },
};
