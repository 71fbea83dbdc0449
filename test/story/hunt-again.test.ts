// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { createStandingStore } from '../../src/adapters/postgres/hunt-standing-store.ts';
import { importedEntry } from '../../src/hunt/question/entries.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import { readIndicators } from '../../src/hunt/indicator/read.ts';
import { changeAllowed, lookFor, replaceAllowed } from '../../src/hunt/standing-search/look-for.ts';
import { searchWanted } from '../../src/hunt/standing-search/runner.ts';
import { searchAgain } from '../../src/hunt/standing-search/search-again.ts';
import type { StandingDeps } from '../../src/hunt/standing-search/standing-deps.ts';
import { huntHandlers, watchHunt } from '../../src/hunt/watch.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Task } from '../../src/journal/task.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const PERSON = { type: 'person', id: 'p', name: 'Sato' } as const;
const row = (ip: string, host: string, minute: number) =>
  `1795132${String(800 + minute * 60)
    .padStart(3, '0')
    .slice(-3)}.000 100 ${ip} TCP_MISS/200 512 GET http://${host}/x - HIER_DIRECT/203.0.113.80 text/html`;

/** Indicators arrive, logs arrive, the list of the harmless changes: each time all is searched, and only news is written. */
describe.skipIf(absent)(absent ? 'story/hunt-again (skipped: chdb is not installed in engines/chdb)' : 'story/hunt-again', () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-again-'));
  const tasks: Task[] = [];
  const held: { desk?: TestDesk; deps?: StandingDeps; caseId?: CaseId } = {};
  const desk = () => held.desk as TestDesk;
  const deps = () => held.deps as StandingDeps;
  const caseId = () => held.caseId as CaseId;
  const searches = async () =>
    (await desk().journal.entries(caseId(), 0, 100)).flatMap((entry) =>
      entry.kind === 'hunt.searched' && entry.body?.what === 'indicators' ? [entry.body] : [],
    );
  /** What the durable table would run: every task once, twice over, in order. The searches that they want come after. */
  async function runTasks(): Promise<void> {
    const handlers = huntHandlers({ store: deps().store, poke: () => undefined, takeUp: async () => false, takeUpAll: async () => false });
    for (const task of tasks.splice(0)) for (const _ of [1, 2]) await handlers.find(({ name }) => name === task.name)?.run(task.data);
    expect(await searchWanted(deps())).toBe(0);
    expect(await deps().store.wanting()).toEqual([]);
  }
  async function bring(name: string, lines: readonly string[]): Promise<void> {
    const path = join(work, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    const files = [];
    for await (const one of importLogs({ ...deps().desk, clock: deps().clock }, [path], { who: 'Sato', zone: null, format: null }))
      files.push(unwrap(one));
    await desk().journal.append({ stream: DESK, actor: PERSON, drafts: [importedEntry(deps().hash, files, '0'.repeat(64))] });
  }
  const listed = (text: string) => readIndicators(text, null).indicators;
  const from = (text: string, source = '') => ({ indicators: listed(text), source });
  const allow = (text: string, why: string) => replaceAllowed(deps(), listed(text), why, PERSON);

  beforeAll(async () => {
    held.desk = await openTestDesk({
      watches: [
        (view, entry) => {
          const some = watchHunt(view, entry);
          tasks.push(...some);
          return [];
        },
      ],
    });
    held.deps = {
      journal: desk().journal,
      store: createStandingStore(desk().database),
      desk: {
        engine: chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 600_000_000 }),
        vault: logVault({ folder: join(work, 'vault') }),
        lock: async () => async () => undefined,
        small: true,
      },
      clock: desk().clock,
      hash: desk().base.hash,
      points: () => Promise.resolve([]),
    };
    const opened = await desk().journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: 'C2', reportId: 'R-1' } }]),
    );
    held.caseId = opened.caseId;
  });
  afterAll(async () => {
    await held.deps?.desk.engine.close();
    await held.desk?.close();
    removeTree(work);
  });

  it('logs that are there before anybody asks', async () => {
    await bring('a.log', [row('10.0.0.1', 'c2.example', 1), row('10.0.0.1', 'c2.example', 2), row('10.0.0.2', 'www.example', 3)]);
    await runTasks();
    expect(await searches()).toEqual([]);
  });

  it('an indicator that arrives finds them, with first and last seen for each computer, and is written once', async () => {
    const added = await lookFor(deps(), caseId(), from('c2[.]example\nhxxp://www.example/x', 'JPCERT/CC'), PERSON);
    expect(added).toHaveLength(2);
    expect(tasks.map((task) => task.name)).toEqual(['hunt.search-again']);
    await runTasks();
    const [first, ...others] = await searches();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      asked: 2,
      hits: 3,
      top: [
        { label: 'c2.example', computer: '10.0.0.1', count: 2 },
        { label: 'www.example/x', computer: '10.0.0.2', count: 1 },
      ],
    });
    expect(first?.top[0]?.first).toMatch(/^2026-11-2.T/);
  });

  it('the same indicators again are no news', async () => {
    expect(await lookFor(deps(), caseId(), from('c2.example'), PERSON)).toEqual([]);
    expect(tasks).toEqual([]);
  });

  it('new logs are searched for old indicators', async () => {
    await bring('b.log', [row('10.0.0.3', 'deep.c2.example', 4)]);
    await runTasks();
    const all = await searches();
    expect(all).toHaveLength(2);
    expect([all[1]?.hits, all[1]?.computers.toSorted()]).toEqual([4, ['10.0.0.1', '10.0.0.2', '10.0.0.3']]);
  });

  it('what turns out to be harmless is left out, also from what was found before', async () => {
    expect(await allow('example\nwww.example\n192.0.2.0/24', 'our own portal')).toEqual({ added: 2, removed: 0, total: 2 });
    await runTasks();
    const all = await searches();
    expect(all).toHaveLength(3);
    expect(all[2]).toMatchObject({ asked: 1, hits: 3, computers: ['10.0.0.1', '10.0.0.3'] });
    expect(await allow('www.example\n192.0.2.0/24', 'the same')).toEqual({ added: 0, removed: 0, total: 2 });
    expect(tasks).toEqual([]);
    await allow('', 'nothing is harmless any more');
    await runTasks();
    expect((await searches())[3]).toMatchObject({ asked: 2, hits: 4 });
  });

  it('who, why and until when: what was harmless once is still known', async () => {
    const remove = listed('192.0.2.0/24');
    expect(await changeAllowed(deps(), () => ({ add: listed('198.51.100.0/24'), remove }), 'a partner', PERSON)).toMatchObject({
      added: 1,
      removed: 0,
    });
    const { now, was, total } = await deps().store.allowList(10);
    expect([now.map((one) => [one.value, one.why, one.by]), total]).toEqual([[['198.51.100.0/24', 'a partner', 'Sato']], 1]);
    expect(was.map((one) => [one.value, one.why, one.until?.why])).toEqual([
      ['192.0.2.0/24', 'our own portal', 'nothing is harmless any more'],
      ['www.example', 'our own portal', 'nothing is harmless any more'],
    ]);
    await runTasks();
  });

  it('each indicator says from where it is, and on how many computers it was seen from when to when', async () => {
    const { rows, total } = await deps().store.standing(caseId(), '', 10);
    expect([rows, total]).toMatchObject([
      [
        { value: 'c2.example', source: 'JPCERT/CC', by: 'Sato', found: { hits: 3, computers: 2 } },
        { value: 'www.example/x', found: { hits: 1, computers: 1 } },
      ],
      2,
    ]);
    expect((await deps().store.standing(caseId(), 'WWW', 10)).total).toBe(1);
    expect((await deps().store.standing(caseId(), '%', 10)).total).toBe(0);
    expect(await deps().store.state(caseId())).toMatchObject({
      last: { outcome: { asked: 2, leftOut: 0, hits: 4, computers: 3, linesLookedAt: 4 } },
      fault: null,
    });
  });

  it('a search that cannot be made is kept as wanted, with its reason', async () => {
    await deps().store.want([caseId()]);
    const fault = { code: 'engine-lost', detail: 'gone' } as const;
    const lost: StandingDeps = {
      ...deps(),
      desk: { ...deps().desk, engine: { ...deps().desk.engine, read: async () => ({ ok: false, error: fault }) } },
    };
    expect(await searchWanted(lost)).toBe(1);
    expect(await deps().store.state(caseId())).toMatchObject({ fault, last: { outcome: { hits: 4 } } });
    expect(await deps().store.wanting()).toEqual([caseId()]);
    await runTasks();
    expect(await deps().store.state(caseId())).toMatchObject({ fault: null });
  });

  it('two searches at once write one entry', async () => {
    await lookFor(deps(), caseId(), from('10.0.0.2'), PERSON);
    tasks.splice(0);
    const both = await Promise.all([searchAgain(deps(), caseId()), searchAgain(deps(), caseId())]);
    expect(both.filter((one) => unwrap(one).changed)).toHaveLength(1);
    expect(await searches()).toHaveLength(5);
  });

  it('whoever looks while a search ends sees the search and what it found, or neither', async () => {
    const { store, clock } = deps();
    const at = clock.now();
    const settled = (hits: number) => ({
      digest: `look ${hits}`,
      found: [{ kind: 'domain' as const, value: 'c2.example', hits, computers: 1, first: at, last: at }],
      outcome: { asked: 3, leftOut: 0, hits, computers: 1, linesLookedAt: hits },
      beganAt: at,
      at,
      wanted: 0,
    });
    const rounds = 60;
    const ends = (async () => {
      for (const hits of Array.from({ length: rounds }, (_, round) => 1000 + round))
        await desk().database.inTransaction((tx) => store.settle(tx, caseId(), settled(hits)));
    })();
    const seen: [number | undefined, number | undefined][] = [];
    while (seen.at(-1)?.[0] !== 1000 + rounds - 1) {
      const { rows, state } = await store.standing(caseId(), '', 10);
      seen.push([state.last?.outcome.hits, rows.find((one) => one.value === 'c2.example')?.found?.hits]);
    }
    await ends;
    const after = seen.filter(([hits]) => (hits ?? 0) >= 1000);
    expect(after.length).toBeGreaterThan(5);
    expect(after.filter(([state, row]) => state !== row)).toEqual([]);
  });
});
