// SPDX-License-Identifier: Apache-2.0
import { gunzipSync, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRegisterStore } from '../../src/adapters/postgres/containment-store.ts';
import type { FlowSql, LoggedDay } from '../../src/containment/traffic/flow-sql.port.ts';
import { readinessOf, trafficBytes } from '../../src/containment/register/readiness.ts';
import { trafficFromLogs } from '../../src/containment/register/traffic-from-logs.ts';
import type { LogsDeps, LogsTraffic } from '../../src/containment/register/traffic-from-logs.ts';
import { DESK } from '../../src/journal/stream.ts';
import { err, ok, unwrap } from '../../src/kernel/result.ts';
import { studiesInThreads } from '../../src/wiring/threads/containment-study.ts';
import { openTestDesk } from '../support/desk.ts';
import { eventually } from '../support/eventually.ts';
import type { TestDesk } from '../support/desk.ts';

const aoki = { type: 'person', id: 'P-1', name: '青木' } as const;
const flow = (src: string, dst: string, name: string, flows: number) => ({ src, dst, port: 443, proto: 'tcp', name, user: '', flows });
/** What a log engine would answer: two people, a mail service, a nameless destination; a hostile name. */
const days: Readonly<Record<string, LoggedDay>> = {
  '2026-01-02': { flows: [flow('10.0.0.1', '203.0.113.10', 'mail.cloud.example', 3)], withoutAddress: 0, refused: 0 },
  '2026-03-18': {
    flows: [
      flow('10.0.0.1', '203.0.113.10', 'mail.cloud.example', 3),
      flow('10.0.0.2', '203.0.113.10', 'mail.cloud.example', 5),
      flow('10.0.0.2', '198.51.100.7', '', 1),
      flow('10.0.0.2', '198.51.100.8', '"},\n{"x', 1),
    ],
    withoutAddress: 4,
    refused: 2,
  },
  '2026-03-19': { flows: [flow('fd00::3', '2001:db8::10', 'mail.cloud.example', 2)], withoutAddress: 0, refused: 0 },
};
const engine = { closed: 0, fault: false };
const logs = (): FlowSql => ({
  days: () => Promise.resolve(engine.fault ? err({ code: 'engine-absent', detail: '' }) : ok(Object.keys(days))),
  day: (day) => Promise.resolve(ok(days[day]!)),
  scratch: () => Promise.reject(new Error('not asked for')),
  close: () => {
    engine.closed += 1;
    return Promise.resolve();
  },
});
let desk: TestDesk;
let deps: LogsDeps;

beforeAll(async () => {
  desk = await openTestDesk();
  const { journal, blobs, clock, base } = desk;
  const pack = promisify<string, Uint8Array>(gzip);
  deps = { journal, blobs, clock, hash: base.hash, register: createRegisterStore(desk.database), studies: studiesInThreads(), logs, pack };
});
afterAll(() => desk.close());

const ended = (taking: LogsTraffic) =>
  eventually(async () => {
    const found = taking.state();
    if (found.ended === null) throw new Error('it does not end');
    return found.ended.result;
  });

describe('story/containment-logs-traffic', () => {
  test('the logs say for which days they hold traffic', async () => {
    expect(unwrap(await trafficFromLogs(deps).days())).toEqual({ from: '2026-01-02', to: '2026-03-19', days: 3 });
  });

  test('the last days become a record of traffic like any other: what is left out is counted, and readiness drafts from it', async () => {
    const taking = trafficFromLogs(deps);

    expect([taking.begin(aoki, 35), taking.begin(aoki, 35)]).toEqual([true, false]);
    const record = unwrap(await ended(taking));

    expect(record).toMatchObject({
      file: 'logs 2026-03-18 – 2026-03-19.jsonl.gz',
      by: '青木',
      lines: 11,
      accepted: 5,
      refused: 6,
      from: '2026-03-18',
      to: '2026-03-19',
      days: 2,
    });
    expect(record.samples.map((one) => one.why)).toEqual(['2026-03-18: no-address ×4', '2026-03-18: refused-by-a-device ×2']);
    const text = gunzipSync(await trafficBytes(deps, record)).toString('utf8');
    expect(text.trimEnd().split('\n')).toHaveLength(5);
    const { study } = await readinessOf(deps)();
    expect(study?.draft.proposals.find((one) => one.patterns.some((pattern) => pattern.includes('mail.cloud.example')))?.users).toBe(3);
    expect((await desk.journal.entries(DESK, 0, 100)).map((one) => one.kind)).toEqual(['containment.traffic-kept']);
    expect(taking.state().running).toBe(null);
    expect(taking.begin(aoki, 1)).toBe(true);
    expect(unwrap(await ended(taking)).days).toBe(1);
  });

  test('without a log engine nothing is kept, the reason is told, and the next try may begin', async () => {
    const before = (await deps.register.traffic(10)).length;
    const taking = trafficFromLogs(deps);
    engine.fault = true;

    taking.begin(aoki, 35);
    const failed = await ended(taking);
    engine.fault = false;

    expect(failed).toMatchObject({ ok: false, error: { code: 'containment.log-engine' } });
    expect((await deps.register.traffic(10)).length).toBe(before);
    expect(taking.begin(aoki, 1)).toBe(true);
    await ended(taking);
  });

  test('an engine that dies meanwhile ends the taking, not the desk, and its process is let go', async () => {
    const closed = engine.closed;
    const dying = trafficFromLogs({ ...deps, logs: () => ({ ...logs(), day: () => Promise.reject(new Error('gone')) }) });

    dying.begin(aoki, 35);

    expect(await ended(dying)).toMatchObject({ ok: false, error: { code: 'containment.log-engine', facts: { code: 'engine-lost' } } });
    expect(engine.closed).toBe(closed + 1);
  });
});
