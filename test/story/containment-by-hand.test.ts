// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planFiles } from '../../src/adapters/containment-files/files.ts';
import { containmentFold } from '../../src/case/fold/containment.ts';
import { readUnfinished } from '../../src/case/next/unfinished.ts';
import { byHandRoutes } from '../../src/containment/by-hand/by-hand.routes.ts';
import type { Caller } from '../../src/edge/route.ts';
import { byHandCommands } from '../../src/containment/by-hand/by-hand.commands.ts';
import { handMeasures, photograph, putBack, takeByHand } from '../../src/containment/by-hand/by-hand.ts';
import type { ByHandDeps } from '../../src/containment/by-hand/by-hand.ts';
import { runCommandLine } from '../../src/cli/cli.ts';
import { deleteCase } from '../../src/journal/erase.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import type { Sha256 } from '../../src/kernel/sha256.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { removeTree } from '../support/remove-tree.ts';

const mori = { type: 'person', id: 'P-7', name: '森' } as const;
const pulled = {
  what: 'cable',
  object: '受付の端末 PC-014',
  place: '本社 2 階',
  doneBy: '佐藤',
  doneAt: '2026-11-21T14:00:00+09:00',
  putBackBy: '情報システム課長',
  note: '',
} as const;

describe('story/containment-by-hand', () => {
  let desk: TestDesk;
  let deps: ByHandDeps;
  const folder = mkdtempSync(join(tmpdir(), 'matoi-by-hand-'));

  beforeAll(async () => {
    desk = await openTestDesk();
    deps = { journal: desk.journal, blobs: desk.blobs, clock: desk.clock };
  });
  afterAll(async () => {
    await desk.close();
    removeTree(folder);
  });

  async function openCase(): Promise<CaseId> {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(mori, () => [{ kind: 'case.opened', body: { title: '身代金要求', reportId: null } }]),
    );
    return caseId;
  }
  const view = async (caseId: CaseId) => (await desk.journal.view(caseId))!;

  test('a cable pulled stands in the case: who, when, who may put it back; at the station, in what is next, and when the case is closed', async () => {
    const caseId = await openCase();
    const measureId = unwrap(await takeByHand(deps, caseId, mori, pulled));

    expect(await handMeasures(deps, caseId)).toMatchObject([
      { measureId, doneBy: '佐藤', doneAt: '2026-11-21T05:00:00.000Z', recordedBy: '森', putBackBy: '情報システム課長', putBack: null },
    ]);
    const { containment } = (await view(caseId)).parts;
    expect(containmentFold.stations(containment).containment).toMatchObject({
      state: 'running',
      word: { ja: '手作業で切り離し中', en: 'cut off by hand' },
      number: { value: 1 },
    });
    expect(containmentFold.judgement(containment).known.map((one) => [one.text.ja, one.mark])).toEqual([
      ['受付の端末 PC-014のケーブルを抜いた（佐藤）。戻してよいのは情報システム課長', 'derived'],
    ]);
    expect(containmentFold.judgement(containment).notCheckable).toHaveLength(1);
    expect(containmentFold.next(containment, new Set()).map((one) => one.who.ja)).toEqual(['情報システム課長']);
    expect(readUnfinished(await view(caseId)).map(({ kind, id }) => [kind, id])).toEqual([['by-hand', measureId]]);
  });

  test('a photo is the case’s to hold, is shown as evidence, and goes with the case', async () => {
    const caseId = await openCase();
    const measureId = unwrap(await takeByHand(deps, caseId, mori, { ...pulled, what: 'power' }));
    const bytes = new TextEncoder().encode(`a photo of ${caseId}`);
    unwrap(await photograph(deps, caseId, mori, measureId, [{ fileName: '../../PC-014\u0007.jpg', bytes }]));

    const [measure] = (await handMeasures(deps, caseId)) ?? [];
    const sha256 = measure?.photos[0]?.sha256 as Sha256;
    expect(measure?.photos).toMatchObject([{ bytes: bytes.length }]);
    expect(measure?.photos[0]?.fileName).not.toContain('\u0007');
    expect(await desk.blobs.get(sha256)).toEqual(Buffer.from(bytes));
    expect((await desk.journal.blobsOf(caseId)).has(sha256)).toBe(true);
    const said = containmentFold.judgement((await view(caseId)).parts.containment);
    expect(said.known[0]?.evidence).toContainEqual({ type: 'blob', sha256, label: measure?.photos[0]?.fileName });
    expect(said.notCheckable).toEqual([]);
    unwrap(await deleteCase(desk, caseId, mori, '終わった'));
    expect(await desk.blobs.get(sha256)).toBe(null);
  });

  test('it is put back on the word of whoever was named; on another word only with a reason, and once', async () => {
    const caseId = await openCase();
    const measureId = unwrap(await takeByHand(deps, caseId, mori, pulled));
    const ask = { doneBy: '佐藤', doneAt: '2026-11-21T14:03:00+09:00', allowedBy: '森', reason: '' };

    expect(await putBack(deps, caseId, mori, measureId, ask)).toMatchObject({
      ok: false,
      error: { code: 'containment.not-theirs-to-put-back' },
    });
    expect((await handMeasures(deps, caseId))?.[0]?.putBack).toBe(null);
    expect((await putBack(deps, caseId, mori, measureId, { ...ask, allowedBy: '情報システム 課長' })).ok).toBe(true);
    expect((await handMeasures(deps, caseId))?.[0]?.putBack).toMatchObject({ allowedBy: '情報システム 課長', doneBy: '佐藤' });
    expect(await putBack(deps, caseId, mori, measureId, ask)).toMatchObject({ ok: false, error: { code: 'containment.put-back-already' } });
    expect(readUnfinished(await view(caseId))).toEqual([]);

    const other = unwrap(await takeByHand(deps, caseId, mori, pulled));
    expect((await putBack(deps, caseId, mori, other, { ...ask, reason: '課長は不在、部長の指示' })).ok).toBe(true);
  });

  test('no time that lies ahead, and none before the measure', async () => {
    const caseId = await openCase();
    const time = (doneAt: string) => takeByHand(deps, caseId, mori, { ...pulled, doneAt });
    expect(await time('2026-11-21T14:30:00+09:00')).toMatchObject({ ok: false, error: { code: 'containment.hand-time' } });
    const measureId = unwrap(await time('2026-11-21T14:05:00+09:00'));
    const ask = { doneBy: '佐藤', doneAt: '2026-11-21T14:00:00+09:00', allowedBy: '情報システム課長', reason: '' };
    expect(await putBack(deps, caseId, mori, measureId, ask)).toMatchObject({ ok: false, error: { code: 'containment.hand-time' } });
    expect(await putBack(deps, caseId, mori, 'M-99', ask)).toMatchObject({ ok: false, error: { code: 'containment.no-such-measure' } });
    expect(await takeByHand(deps, 'C-2026-9999' as CaseId, mori, pulled)).toMatchObject({ ok: false });
  });

  test('by the routes: a person writes it down and adds a photo, a machine’s key does neither', async () => {
    const caseId = await openCase();
    const who = { personId: 'P-7', name: '森', roles: ['responder'], machine: false } as const;
    const routes = byHandRoutes(deps);
    const call = async (method: string, end: string, caller: Caller, more: object) => {
      const found = routes.find((one) => one.method === method && one.path.endsWith(end))!;
      const body = 'body' in more && found.body !== undefined ? found.body.parse(more.body) : undefined;
      const reply = await found.handle({
        params: { caseId, measureId: 'M-1' },
        query: {},
        uploads: [],
        ...more,
        body,
        who: caller,
      } as never);
      if ('body' in reply && found.response instanceof Object && 'parse' in found.response) found.response.parse(reply.body);
      return reply as { status?: number; body?: { photos: object[]; measures: object[] }; problem?: { code: string } };
    };
    const key = { ...who, machine: true };
    expect((await call('POST', '/by-hand', key, { body: pulled })).problem?.code).toBe('containment.needs-a-person');
    expect(await call('POST', '/by-hand', who, { body: pulled })).toMatchObject({
      status: 201,
      body: { measureId: 'M-1', recordedBy: '森' },
    });
    const uploads = [{ fileName: 'a.jpg', contentType: 'image/jpeg', bytes: new Uint8Array([1, 2]) }];
    expect((await call('POST', '/photos', key, { uploads })).problem?.code).toBe('containment.needs-a-person');
    expect((await call('POST', '/photos', who, { uploads })).body?.photos).toHaveLength(1);
    const back = { doneBy: '佐藤', doneAt: '2026-11-21T14:02:00+09:00', allowedBy: '情報システム課長' };
    expect((await call('POST', '/put-back', who, { body: back })).status).toBe(200);
    expect((await call('GET', '/by-hand', who, {})).body?.measures).toMatchObject([{ putBack: { doneBy: '佐藤' } }]);
    expect(routes.find((one) => one.method === 'GET')?.reads?.({ caseId } as never, {} as never)).toBe(caseId);
  });

  test('from the command line: written down with a photo, listed, put back', async () => {
    const caseId = await openCase();
    const photo = join(folder, 'rack.jpg');
    writeFileSync(photo, 'a rack');
    const commands = byHandCommands({ files: planFiles, open: () => Promise.resolve(deps) });
    const matoi = async (...argv: string[]) => {
      const out: string[] = [];
      const code = await runCommandLine(commands, {
        argv: [...argv, '--case', caseId, '--lang', 'en'],
        env: {},
        streams: {
          stdout: (bytes) => void out.push(typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)),
          stderr: (text) => void out.push(text),
          terminal: false,
        },
        stdin: async function* () {
          // Nothing is typed.
        },
      });
      return { code, out: out.join('') };
    };
    const given = ['contain', 'by-hand', '--what', 'port', '--object', 'switch 3, port 12', '--by', 'Sato', '--put-back-by', 'the manager'];
    expect((await matoi(...given.slice(0, -2))).out).toContain('put-back-by');
    expect(await matoi(...given, '--photo', photo)).toMatchObject({ code: 0, out: 'M-1\n' });
    expect((await matoi('contain', 'by-hand')).out).toContain('switch 3, port 12');
    expect((await matoi('contain', 'put-back', '--measure', 'M-1', '--by', 'Sato', '--allowed-by', 'Sato')).code).toBe(2);
    expect((await matoi('contain', 'put-back', '--measure', 'M-1', '--by', 'Sato', '--allowed-by', 'The manager')).code).toBe(2);
    expect((await matoi('contain', 'put-back', '--measure', 'M-1', '--by', 'Sato', '--allowed-by', 'the manager')).code).toBe(0);
    expect((await handMeasures(deps, caseId))?.[0]).toMatchObject({ photos: [{ fileName: 'rack.jpg' }], putBack: { doneBy: 'Sato' } });
  });
});
