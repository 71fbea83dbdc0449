// SPDX-License-Identifier: Apache-2.0
import { beforeAll, describe, expect, it } from 'vitest';
import { statementReaders } from '../../case/entry/disclosure.ts';
import { untraced } from '../../../test/support/statement-reader.ts';
import { openWorld, organisation, truthOf, worlds } from '../../../test/support/statement-worlds.ts';
import type { OpenWorld, World } from '../../../test/support/statement-worlds.ts';
import type { StatementDraft } from '../contract.ts';
import type { Stage } from '../fact/items.ts';
import { prepareStatement } from '../release/prepare.ts';
import { approveStatement, publishStatement } from '../release/release.ts';
import { draftStatement } from './draft.ts';

const writer = { type: 'person', id: 'P-0001', name: '佐藤花子' } as const;
const second = { type: 'person', id: 'P-0002', name: '鈴木一郎' } as const;
const HOUR = 3_600_000;

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

type Drafts = { readonly ja: StatementDraft; readonly en: StatementDraft };

async function draft({ deps, caseId }: OpenWorld, stage: Stage, reader: (typeof statementReaders)[number] = 'customers'): Promise<Drafts> {
  const of = async (lang: 'ja' | 'en') => {
    const one = await draftStatement(deps, caseId, { stage, reader, lang });
    if (!one.ok) throw new Error(one.error.code);
    return one.value;
  };
  return { ja: await of('ja'), en: await of('en') };
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
  expect([approved.ok, published.ok]).toEqual([true, true]);
  return true;
}

/** What a statement of this stage may say, from the world and from what was published before. */
function truth(
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

describe.each(worlds.map((world) => [world.name, world] as const))('disclosure/statement: %s', (_name, world) => {
  let open: OpenWorld;
  const drafts: {
    stage: Stage;
    both: Drafts;
    truths: Readonly<Record<'ja' | 'en', ReadonlyMap<string, string | number>>>;
    inside: Drafts[];
  }[] = [];

  beforeAll(async () => {
    open = await openWorld(world);
    const published: string[] = [];
    for (const stage of ['first', 'second', 'final'] as const) {
      const now = open.journal.clock.now();
      const truths = { ja: truth(world, 'ja', stage, published, now), en: truth(world, 'en', stage, published, now) };
      const inside = [];
      for (const reader of statementReaders) inside.push(await draft(open, stage, reader));
      drafts.push({ stage, both: await draft(open, stage), truths, inside });
      if (stage !== 'final' && (await goPublic(open, stage))) published.push(now);
      open.journal.clock.forward(HOUR);
    }
  });

  it('says each required item or names what is missing, in every stage, and nothing that the stage refuses', () => {
    for (const { stage, both } of drafts) {
      const said = both.ja.items.map(({ item }) => item);
      const missing = both.ja.missing.map(({ item }) => item);
      expect([...said, ...missing]).toEqual(expect.arrayContaining([...asked[stage]]));
      expect(said.filter((item) => missing.includes(item) || refused[stage].includes(item))).toEqual([]);
      expect(both.ja.missing.filter(({ why, wants }) => why.length === 0 || wants.length === 0)).toEqual([]);
    }
  });

  it('traces each number, time and name to a field whose value is the truth of the case', () => {
    const names = (lang: 'ja' | 'en') => [organisation[lang], ...(world.services ?? []).map((one) => one[lang])];
    for (const { truths, inside } of drafts)
      for (const both of inside)
        for (const lang of ['ja', 'en'] as const) expect(untraced(both[lang], truths[lang], names(lang))).toEqual([]);
  });

  it('carries the same facts in both languages', () => {
    for (const { inside } of drafts)
      for (const { ja, en } of inside) {
        expect(ja.spans.map(({ field }) => field).toSorted()).toEqual(en.spans.map(({ field }) => field).toSorted());
        expect(ja.missing).toEqual(en.missing);
      }
  });

  it('says of what is unknown when it will be told; the final report leaves nothing under investigation', () => {
    for (const { stage, both } of drafts) {
      const unknown = both.ja.text.split('\n').filter((line) => line.includes('調査中です'));
      if (stage === 'final') expect(unknown).toEqual([]);
      else if (world.next !== undefined) expect(unknown.filter((line) => !line.includes('にお知らせする予定です'))).toEqual([]);
    }
  });

  it('keeps from the public what its level holds back, and says the apology once, after the facts', () => {
    for (const { inside } of drafts)
      for (const [index, both] of inside.entries()) {
        const reader = statementReaders[index];
        for (const lang of ['ja', 'en'] as const) {
          if (reader === 'customers' || reader === 'press')
            for (const secret of world.secret) expect(both[lang].text).not.toContain(secret);
          expect(both[lang].text.match(/お詫び申し上げます|We apologise/g)).toHaveLength(1);
        }
        const said = both.ja.items.map(({ item }) => item);
        expect(said.indexOf('apology')).toBeGreaterThan(said.indexOf('help'));
      }
  });
});

describe('disclosure/statement: no leak confirmed', () => {
  const named = (name: string) => worlds.find((world) => world.name === name) as World;
  const leakOf = async (world: World) => {
    const { ja, en } = await draft(await openWorld(world), 'first');
    return { ja, en, missing: ja.missing.find(({ item }) => item === 'leak') };
  };

  it('carries its scope where a log has a gap, and is never bare', async () => {
    const { ja, en, missing } = await leakOf(named('compromise with a log gap'));

    expect(missing).toBeUndefined();
    expect(ja.text).toContain('次に示す範囲の記録では、情報の流出は確認されていません');
    expect(ja.text).toContain('2026年11月10日(火) 09:00 JST から 2026年11月26日(木) 09:00 JST まで、記録 48,113 行');
    expect(ja.text).toContain('調べていないもの：proxy.log の 2026-11-14 から 2026-11-16 までの記録がない');
    expect(en.text).toContain('Not looked at: proxy.log has no lines from 2026-11-14 to 2026-11-16');
    expect(en.text).toContain('Nothing beyond these records was looked at.');
  });

  it.each([
    ['claims no leak without a look', 'no log was looked at'],
    ['claims no leak although traces were found', 'a search found traces'],
    ['looked at too late a time', 'the looks begin only after it happened'],
  ])('is refused: %s', async (name, why) => {
    const { ja, en, missing } = await leakOf(named(name));

    expect(missing?.why.map((one) => one.en)).toEqual([why]);
    expect(ja.text).not.toContain('確認されていません');
    expect(en.text).not.toContain('no leak');
  });

  it('is refused where the look names no period', async () => {
    const { missing } = await leakOf({ ...named('compromise with a log gap'), look: { lines: 5, since: null, until: null } });

    expect(missing?.why.map((one) => one.en)).toEqual(['the looks name no period']);
  });
});
