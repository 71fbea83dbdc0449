// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { draftFrom, proveStatements, statementPlants } from '../../../test/support/statement-proof.ts';
import { openWorld, worlds } from '../../../test/support/statement-worlds.ts';
import type { World } from '../../../test/support/statement-worlds.ts';
import { incidentKinds } from '../../case/entry/triage.ts';
import { organisationKinds, ownWords } from '../../common/words/own-words.ts';

const named = (name: string) => worlds.find((world) => world.name === name) as World;

describe('disclosure/statement: three stages, five readers, two languages', () => {
  it.each(worlds.map((world) => [world.name, world] as const))(
    'says each required item or names what is missing, and traces every number, time and name: %s',
    async (_name, world) => {
      const { faults, texts } = await proveStatements(world);

      expect(faults).toEqual([]);
      expect(texts).toBe(30);
    },
  );

  it.each(Object.entries(statementPlants))('the proof sees %s', async (_name, { plant, sees }) => {
    const { faults } = await proveStatements(named('compromise with a log gap'), plant);

    expect(faults.some((fault) => sees.test(fault))).toBe(true);
  });
});

describe('disclosure/statement: no leak confirmed', () => {
  const leakOf = async (world: World) => {
    const open = await openWorld(world);
    const [ja, en] = [await draftFrom(open, 'first', 'customers', 'ja'), await draftFrom(open, 'first', 'customers', 'en')];
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

describe('disclosure/statement: what we are', () => {
  it.each(organisationKinds.filter((kind) => kind !== 'company'))(
    'a %s calls itself by no word of a company, whatever happened',
    async (kind) => {
      for (const happened of incidentKinds) {
        const { deps, ...open } = await openWorld({ ...named('travel company: stopped and kept'), kind: happened });
        const own = { ...open, deps: { ...deps, house: { ...deps.house, own: () => Promise.resolve(ownWords[kind]) } } };
        for (const reader of ['customers', 'staff'] as const) {
          const { text } = await draftFrom(own, 'second', reader, 'ja');
          expect(text.replaceAll('例示運輸株式会社', '').replaceAll('社外メール', '').replaceAll('社内ポータル', '')).not.toMatch(
            /当社|弊社|社員|社外|社内/,
          );
          if (happened !== 'data-lost' && happened !== 'unclear') expect(text).toContain(ownWords[kind].self);
        }
      }
    },
  );
});
