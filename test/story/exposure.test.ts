// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createExposureStore } from '../../src/adapters/postgres/exposure-store.ts';
import { base64OfPath, pathOfText } from '../../src/exposure/path/bytes.ts';
import { detailOfName } from '../../src/exposure/report/detail-words.ts';
import type { Finding } from '../../src/exposure/report/finding.ts';
import { limits, proofs } from '../../src/exposure/path/limits.ts';
import { customersOf, exposureReadings, mapCustomers, recordRun, waiveFinding } from '../../src/exposure/run/record.ts';
import type { RecordDeps } from '../../src/exposure/run/record.ts';
import type { Header } from '../../src/exposure/report/report.ts';
import { csvOf } from '../../src/exposure/report/findings-csv.ts';
import { exposureRoutes, withoutFinding } from '../../src/exposure/routes.ts';
import type { Run } from '../../src/exposure/run/run.ts';
import { readStations } from '../../src/case/fold/fold.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { parseInstant } from '../../src/kernel/instant.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';

const actor = { type: 'person' as const, id: 'p1', name: '佐藤' };

function finding(tenant: string, path: string): Finding {
  return {
    rule: 'tamperable',
    severity: 'high',
    path,
    pathBytes: base64OfPath(pathOfText(path)),
    type: 'f',
    mode: '0666',
    acl: false,
    owner: tenant,
    group: tenant,
    tenant,
    detail: detailOfName('plain'),
    grants: [],
    proof: 'proved',
    proofReason: proofs.asked('x', 1001),
  };
}

function run(root: string, findings: readonly Finding[], status: 'complete' | 'incomplete' = 'complete'): Run {
  const header = {
    completeness: { status, reasons: status === 'complete' ? [] : [limits.cut('find')] },
    totals: { objects: 100, findings: findings.length, proved: findings.length, tenants: 3 },
  } as unknown as Header;
  return { root: pathOfText(root), only: root === '/srv' ? null : root.slice(5), header, findings, unsettled: new Set() };
}

describe('story/exposure: from the first run to the last customer', () => {
  let desk: TestDesk;
  let deps: RecordDeps;
  let caseId: CaseId;

  beforeAll(async () => {
    desk = await openTestDesk();
    deps = { journal: desk.journal, store: createExposureStore(desk.database), clock: desk.clock, hash: desk.base.hash };
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: 'レンタルサーバー', reportId: null } }]),
    );
    caseId = opened.caseId;
  });
  afterAll(() => desk.close());

  const states = async () =>
    Object.fromEntries((await deps.store.findings(caseId, { after: 0, limit: 100 })).map((each) => [each.finding.path, each.state]));

  it('settles runs against each other and says who is clean only after a complete look', async () => {
    await mapCustomers(deps, caseId, actor, [
      { tenant: 'a', customerId: 'K1', customer: '甲社' },
      { tenant: 'b', customerId: 'K1', customer: '甲社' },
    ]);
    const [a, b, c] = [finding('a', '/srv/a/x'), finding('b', '/srv/b/=cmd|y'), finding('c', '/srv/c/z')];

    await recordRun(deps, caseId, actor, run('/srv', [a, b, c]), null);
    expect(await states()).toEqual({ '/srv/a/x': 'new', '/srv/b/=cmd|y': 'new', '/srv/c/z': 'new' });

    await recordRun(deps, caseId, actor, run('/srv/a', [], 'incomplete'), null);
    expect(await states()).toMatchObject({ '/srv/a/x': 'new' });

    await recordRun(deps, caseId, actor, run('/srv/a', []), null);
    expect(await states()).toEqual({ '/srv/a/x': 'fixed', '/srv/b/=cmd|y': 'new', '/srv/c/z': 'new' });
    const readings = exposureReadings(deps.store);
    expect(await readings.verifiedClean(caseId, 'K1')).toBe(false);

    await recordRun(deps, caseId, actor, run('/srv/b', []), null);
    expect(await readings.verifiedClean(caseId, 'K1')).toBe(true);
    expect((await readings.customersAffected(caseId)).map((each) => each.customerId)).toEqual(['c']);

    await recordRun(deps, caseId, actor, run('/srv/a', [a]), null);
    expect(await states()).toMatchObject({ '/srv/a/x': 'regressed' });
    expect(await readings.verifiedClean(caseId, 'K1')).toBe(false);
  });

  it('waives until a day, in one name, and opens again after it', async () => {
    const key = { rule: 'tamperable', pathBytes: base64OfPath(pathOfText('/srv/c/z')) };
    expect(await waiveFinding(deps, caseId, actor, key, desk.clock.now(), 'x')).toMatchObject({ ok: false, error: 'in-the-past' });

    const until = parseInstant('2026-12-01T00:00:00Z') as Instant;
    expect(await waiveFinding(deps, caseId, actor, key, until, '移行が終わるまで')).toMatchObject({ ok: true });
    await recordRun(deps, caseId, actor, run('/srv/c', [finding('c', '/srv/c/z')]), null);
    expect(await states()).toMatchObject({ '/srv/c/z': 'waived' });

    desk.clock.set('2026-12-02T00:00:00Z');
    await recordRun(deps, caseId, actor, run('/srv/c', [finding('c', '/srv/c/z')]), null);
    expect(await states()).toMatchObject({ '/srv/c/z': 'open' });
  });

  it('names whom a run looked at without a finding, and nobody whose home was missing', async () => {
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: '名前で探す', reportId: null } }]),
    );
    const found = run('/srv', [finding('b', '/srv/b/x')]);
    const completeness = { ...found.header.completeness, tenantNames: ['c', 'b', 'a', 'gone'], homesMissing: ['gone'] };
    await recordRun(deps, opened.caseId, actor, { ...found, header: { ...found.header, completeness } }, null);
    const [kept] = await deps.store.runs(opened.caseId);
    const onRecord = new Set((await deps.store.tenants(opened.caseId)).map(({ tenant }) => tenant));

    expect(withoutFinding(kept?.header ?? null, onRecord)).toEqual(['a', 'c']);
    expect(withoutFinding(found.header, onRecord)).toEqual([]);
  });

  it('shows the strip its numbers and keeps an entry for each run', async () => {
    const view = await desk.journal.view(caseId);
    const entries = await desk.journal.entries(caseId, 0, 100);

    expect(entries.filter((entry) => entry.kind === 'exposure.run-recorded')).toHaveLength(7);
    expect(entries.filter((entry) => entry.kind === 'exposure.finding-waived')).toHaveLength(1);
    const stations = Object.fromEntries(
      (view === null ? [] : readStations(view)).map((station) => [station.station, station.number?.value]),
    );
    expect(stations).toMatchObject({ spread: 2, fix: 2 });
    expect(customersOf(await deps.store.tenants(caseId)).find((each) => each.customerId === 'K1')?.tenants).toEqual(['a', 'b']);
  });

  it('lists the most severe first, page by page, and none twice', async () => {
    const opened = await desk.journal.write((writing) =>
      writing.openCase(actor, () => [{ kind: 'case.opened', body: { title: '深刻度の順', reportId: null } }]),
    );
    const severities = ['low', 'critical', 'medium', 'high', 'critical', 'low', 'high'] as const;
    const findings = severities.map((severity, at) => ({ ...finding('a', `/srv/a/${at}`), severity }));
    await recordRun(deps, opened.caseId, actor, run('/srv', findings), null);
    const seen: string[] = [];
    for (let after = 0, more = true; more; ) {
      const page = await deps.store.findings(opened.caseId, { after, limit: 2 });
      seen.push(...page.map((one) => `${one.finding.severity} ${one.finding.path}`));
      after = page.at(-1)?.place ?? after;
      more = page.length === 2;
    }
    expect(seen).toEqual([
      'critical /srv/a/1',
      'critical /srv/a/4',
      'high /srv/a/3',
      'high /srv/a/6',
      'medium /srv/a/2',
      'low /srv/a/0',
      'low /srv/a/5',
    ]);
  });

  it('writes customers with where they are reached, in the words of the reader', async () => {
    const routes = exposureRoutes({ ...deps, blobs: desk.blobs, contactsOf: () => Promise.resolve(new Map([['K1', 'info@kou.example']])) });
    const csv = routes.find((each) => each.path.endsWith('export.csv'));
    const written = async (lang: 'ja' | 'en') => {
      const call = {
        params: { caseId },
        query: {},
        body: undefined,
        who: null,
        lang,
        ifMatch: null,
        uploads: [],
        apart: readApart,
        address: '',
      };
      const answer = (await csv?.handle(call)) as { raw: string } | undefined;
      return answer?.raw;
    };
    expect(await written('ja')).toMatch(/^\ufeff深刻度,状態,契約者,顧客,連絡先,[^]*高,再発,a,甲社,info@kou.example,/);
    expect(await written('en')).toMatch(/^\ufeffSeverity,State,Tenant,Customer,Contact,[^]*high,back again,a,甲社,info@kou.example,/);
  });

  it('answers every route, and exports no cell that a spreadsheet would run', async () => {
    for (const route of exposureRoutes({
      ...deps,
      blobs: desk.blobs,
      contactsOf: () => Promise.resolve(new Map([['K1', 'info@kou.example']])),
    }).filter((each) => each.method === 'GET')) {
      const params = { caseId, tenant: 'b', runId: 'run-001' };
      const reply = await route.handle({
        params,
        query: { after: 0, limit: 100 },
        body: undefined,
        who: null,
        lang: 'ja',
        ifMatch: null,
        uploads: [],
        apart: readApart,
        address: '',
      });
      expect(reply, route.path).toMatchObject({ status: 200 });
      if ('body' in reply && typeof route.response === 'object')
        expect(route.response.safeParse(reply.body).error, route.path).toBeUndefined();
    }
    const evil = {
      ...finding('=1+1', '=cmd|x'),
      number: 1,
      state: 'new',
      customer: null,
      contact: '=1+1',
      firstRun: '',
      lastSeenRun: '',
      settledRun: '',
      waiver: null,
    };
    expect(csvOf([evil as never], 'ja')).not.toMatch(/(^|,)"?[=+\-@]/m);
  });
});
