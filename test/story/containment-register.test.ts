// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegisterStore } from '../../src/adapters/postgres/containment-store.ts';
import { casePlan } from '../../src/containment/case/case-plan.ts';
import { makePlanForCase } from '../../src/containment/case/make-for-case.ts';
import { addService, changeService, decideService } from '../../src/containment/register/change-service.ts';
import { readIndicators } from '../../src/containment/attack/indicator.ts';
import { readServices } from '../../src/containment/inventory/read-services.ts';
import { importServices } from '../../src/containment/register/import-services.ts';
import { keepTraffic } from '../../src/containment/register/keep-traffic.ts';
import type { StudyDeps } from '../../src/containment/register/keep-traffic.ts';
import { readinessOf } from '../../src/containment/register/readiness.ts';
import { briefWire, servicesCsv } from '../../src/containment/register/register.view.ts';
import { DESK } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { studiesInThreads } from '../../src/wiring/threads/containment-study.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/containment/travel-company/${name}`, import.meta.url));
const aoki = { type: 'person', id: 'P-1', name: '青木' } as const;
const table = (text: string) => ({
  name: 'services.csv',
  bytes: new TextEncoder().encode(text),
  format: 'csv' as const,
  region: null,
  service: null,
});
let desk: TestDesk;
let deps: StudyDeps;

beforeAll(async () => {
  desk = await openTestDesk();
  const { journal, blobs, clock, base } = desk;
  deps = { journal, blobs, clock, hash: base.hash, register: createRegisterStore(desk.database), studies: studiesInThreads() };
});
afterAll(() => desk.close());

describe('story/containment-register', () => {
  test('before anything is there, readiness says what is missing and what to prepare first', async () => {
    const found = await readinessOf(deps)();
    const { missing, study, prepare } = found;

    expect([missing, study]).toEqual(['traffic', null]);
    expect(prepare.map((one) => one.id)).toEqual(['traffic', 'inventory']);
    expect(briefWire(found, desk.clock.now())).toMatchObject({
      services: 0,
      undecidedInUse: null,
      unlistedShare: null,
      counting: false,
      next: { id: 'traffic', where: 'traffic' },
      more: 1,
    });
  });

  test('a table comes in, comes again without losing what a person decided, and its entries say so', async () => {
    const first = unwrap(await importServices(deps, aoki, { ...table(''), bytes: fixture('inventory-cloud-mail.csv') }, readServices));
    const files = await deps.register.service('files');
    const decided = unwrap(
      await decideService(deps, aoki, 'files', files?.version ?? 0, { is: 'stop', priority: 4, reason: '代わりの手段がある' }),
    );
    const again = unwrap(await importServices(deps, aoki, { ...table(''), bytes: fixture('inventory-cloud-mail.csv') }, readServices));

    expect(first).toMatchObject({ added: 10, changed: 0, refused: [] });
    expect(decided.decision).toEqual({ is: 'stop', by: '青木', on: desk.clock.now() });
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 10 });
    expect((await deps.register.service('files'))?.decision).toEqual(decided.decision);
    const kinds = (await desk.journal.entries(DESK, 0, 100)).map((one) => one.kind);
    expect(kinds).toEqual(['containment.services-imported', 'containment.service-decided', 'containment.services-imported']);
  });

  test('two people at one entry: the later one is told, nothing is overwritten', async () => {
    const before = await deps.register.service('bank');
    if (before === null) throw new Error('the bank is missing');
    const { version, decision: _, id, ...fields } = before;

    const one = await changeService(deps, aoki, id, version, { ...fields, owner: '経理部' });
    const other = await changeService(deps, aoki, id, version, { ...fields, owner: '営業部' });

    expect(one.ok).toBe(true);
    expect(other).toMatchObject({ ok: false, error: { code: 'containment.service-stale', status: 412 } });
    expect((await deps.register.service('bank'))?.owner).toBe('経理部');
  });

  test('hostile names stay text: no id, rule or cell of them can be more', async () => {
    const hostile = '=HYPERLINK("http://x")<script>alert(1)</script>; drop';
    const added = await addService(deps, aoki, {
      name: hostile,
      kind: 'service',
      names: ['shop.example'],
      ranges: [],
      ports: null,
      owner: '@SUM(1)',
      priority: 5,
      carrier: false,
      source: { name: 'by hand', fetchedAt: null },
    });

    expect(added.id).toMatch(/^[A-Za-z0-9._-]+$/);
    const csv = servicesCsv([added]);
    expect(csv).toContain('"\'=HYPERLINK(""http://x"")');
    expect(csv).toContain("'@SUM(1)");
  });

  test('traffic comes in compressed, is read in a thread of its own, and what cannot be read is counted', async () => {
    const text = `${fixture('flows-cloud-mail.csv').toString('utf8')}not,a,flow\n`;

    const kept = unwrap(await keepTraffic(deps, aoki, { name: 'flows.csv.gz', bytes: gzipSync(text) }));
    const nothing = await keepTraffic(deps, aoki, { name: 'x.csv', bytes: new TextEncoder().encode('a,b\n1,2\n') });

    expect(kept).toMatchObject({
      trafficId: 'F-1',
      lines: 3080,
      accepted: 3079,
      refused: 1,
      days: 36,
      from: '2026-02-12',
      to: '2026-03-19',
    });
    expect(nothing).toMatchObject({ ok: false, error: { code: 'containment.no-traffic' } });
  });

  test('"if it happened today": four options, what stops for whom, and nothing that never stops is hit', async () => {
    const { study, missing, prepare } = await readinessOf(deps)();

    expect(missing).toBe(null);
    expect(study?.assumed.host).toMatch(/^PC-/);
    expect(study?.plan.options.map((option) => [option.id, option.residual.overBudget])).toEqual([
      ['cut-known', true],
      ['isolate', false],
      ['keep-only', true],
      ['full-cut', false],
    ]);
    const keep = study?.plan.options.find((option) => option.id === 'keep-only');
    expect(keep?.stopped.filter((row) => row.priority === 1 && row.because === 'rule')).toEqual([]);
    expect(study?.use.find((one) => one.service === 'mail')?.users).toBe(28);
    expect(prepare.map((one) => one.id)).toContain('names');
  });

  test('a plan for a case is made from the register, and indicators that cannot be read come back by line', async () => {
    const { caseId } = await desk.journal.write((writing) =>
      writing.openCase(aoki, () => [{ kind: 'case.opened', body: { title: '遠隔操作', reportId: null } }]),
    );

    const made = unwrap(
      await makePlanForCase(
        { ...deps, freshTraffic: async () => undefined },
        caseId,
        aoki,
        { indicators: '198.51.100.66\nhost:PC-sales3\n???\n', budget: 0.1 },
        readIndicators,
      ),
    );

    expect(made).toEqual({ planId: 'K-1', refused: [{ line: 3, value: '???', why: 'unknown' }] });
    const { plan } = unwrap(await casePlan(deps, caseId, 'K-1'));
    expect(plan.inputs).toMatchObject({ attackFlows: 2, services: 11, days: 36 });
  });

  test('a page that must not wait gets what is known by then; the replay goes on for the next who asks', async () => {
    const gate = Promise.withResolvers<null>();
    let studies = 0;
    const slow: StudyDeps = {
      ...deps,
      studies: async (record, question) => {
        studies += 1;
        await gate.promise;
        return deps.studies(record, question);
      },
    };
    const readiness = readinessOf(slow);

    const early = briefWire(await readiness(5), desk.clock.now());
    gate.resolve(null);
    const late = briefWire(await readiness(), desk.clock.now());

    expect(early).toMatchObject({ counting: true, unlistedShare: null, undecidedInUse: null, missing: null });
    expect(early.services).toBeGreaterThan(0);
    expect(late).toMatchObject({ counting: false, missing: null });
    expect(late.unlistedShare).toBeGreaterThanOrEqual(0);
    expect(studies).toBe(1);
  });

  test('a replay that fails while nobody waits ends nothing but itself', async () => {
    const readiness = readinessOf({ ...deps, studies: () => Promise.reject(new Error('no memory')) });

    const [first, second] = [await readiness(0), await readiness()];

    expect([first.missing === 'unreadable' || first.counting, second.missing]).toEqual([true, 'unreadable']);
  });
});
