// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { memoryBlobs, memoryJournal, within } from '../../test/support/memory-journal.ts';
import { sha256 } from '../adapters/system/system.ts';
import type { Actor } from '../journal/actor.ts';
import { DESK } from '../journal/stream.ts';
import type { ArrivalRecord, IntakeStore, NewReport, ReportRecord } from './intake-store.port.ts';
import { noThread } from './mail/thread.ts';
import type { Described } from './mail/describe.port.ts';
import { createReceive } from './receive.ts';
import type { Source } from './receive.port.ts';

const sato: Actor = { type: 'person', id: 'P-0001', name: '佐藤 美咲' };
const dropped: Source = { channel: 'drop', mailbox: 'report.eml', actor: sato };
const smtp: Source = { channel: 'smtp', mailbox: 'security@example.jp', envelopeFrom: 'a@provider.example' };

/** Every mail's text is its kind, its subject, and by what its copies are known, if by anything: what a mail means is the describer's business, not the way in's. */
function desk(change: { readonly insert?: (call: number) => void } = {}) {
  const { journal, entries, clock, calls } = memoryJournal();
  const blobs = memoryBlobs();
  const reports: ReportRecord[] = [];
  const arrivals: ArrivalRecord[] = [];
  const asked: boolean[] = [];
  const houses: unknown[] = [];
  const house = { ownDomains: ['example.jp'], ways: [] };
  let inserts = 0;
  const store = {
    byRaw: (tx: unknown, raws: readonly string[]) => within(tx, () => reports.filter((report) => raws.includes(report.raw))),
    insert: (tx: unknown, rows: readonly NewReport[], more: readonly ArrivalRecord[]) =>
      within(tx, () => {
        inserts += 1;
        change.insert?.(inserts);
        for (const { words: _words, ...row } of rows) reports.push({ ...row, ordinal: reports.length + 1, arrivals: 1 });
        arrivals.push(...more);
      }),
    arrivedAgain: (tx: unknown, reportId: string, times: number) =>
      within(tx, () => {
        const at = reports.findIndex((report) => report.reportId === reportId);
        reports[at] = { ...(reports[at] as ReportRecord), arrivals: (reports[at]?.arrivals ?? 0) + times };
      }),
  } as unknown as IntakeStore;
  const describe = (bytes: Uint8Array, { junk, ...around }: { readonly junk: boolean }) => {
    asked.push(junk);
    houses.push(around);
    const [kind = '', subject = '', same] = Buffer.from(bytes).toString('utf8').split('|');
    return Promise.resolve({
      kind,
      subject,
      from: 'a@provider.example',
      title: `title of ${subject}`,
      kindReasons: [`because ${kind}`],
      charsetNotes: ['utf-8'],
      words: subject,
      thread: noThread,
      ...(same === undefined ? {} : { same }),
    } as Described);
  };
  const receive = createReceive({ journal, blobs, store, describe, house: () => Promise.resolve(house), clock });
  return {
    receive: (text: string, source: Source = smtp) => receive(Buffer.from(text), source),
    reports,
    arrivals,
    asked,
    house,
    houses,
    entries,
    clock,
    blobs,
    journal,
    calls,
  };
}

describe('intake/receive', () => {
  it.each(['report', 'needs-a-human'])('a mail that is a %s opens a case, with its bytes kept under their hash', async (kind) => {
    const { receive, reports, arrivals, entries, blobs, clock } = desk();
    const got = await receive(`${kind}|hole`);

    const raw = sha256(`${kind}|hole`);
    expect(got).toEqual({
      sha256: raw,
      reportId: 'R-2026-00001',
      caseId: 'C-2026-0001',
      kind,
      subject: 'hole',
      from: 'a@provider.example',
      charsetNotes: ['utf-8'],
      again: false,
    });
    expect(await blobs.has(raw)).toBe(true);
    expect((await entries('C-2026-0001')).map(({ kind: of, actor, body }) => ({ kind: of, actor, body }))).toEqual([
      { kind: 'case.opened', actor: { type: 'machine', name: 'intake' }, body: { title: 'title of hole', reportId: 'R-2026-00001' } },
      {
        kind: 'report.received',
        actor: { type: 'machine', name: 'intake' },
        body: {
          reportId: 'R-2026-00001',
          kind,
          channel: 'smtp',
          raw,
          bytes: Buffer.byteLength(`${kind}|hole`),
          subject: 'hole',
          from: 'a@provider.example',
          kindReasons: [`because ${kind}`],
          charsetNotes: ['utf-8'],
          mailbox: 'security@example.jp',
          envelopeFrom: 'a@provider.example',
        },
      },
    ]);
    expect(reports).toMatchObject([
      { reportId: 'R-2026-00001', caseId: 'C-2026-0001', state: 'new', raw, arrivals: 1, receivedAt: clock.now(), channel: 'smtp' },
    ]);
    expect(arrivals).toEqual([
      { reportId: 'R-2026-00001', at: clock.now(), channel: 'smtp', mailbox: 'security@example.jp', envelopeFrom: 'a@provider.example' },
    ]);
  });

  it.each(['bounce', 'auto-reply', 'list', 'spam-folder'])(
    'a mail that is a %s opens none and stands in the desk’s own chain',
    async (kind) => {
      const { receive, reports, entries, journal } = desk();

      expect(await receive(`${kind}|x`, dropped)).toMatchObject({ caseId: null, kind, again: false });
      expect(await entries(DESK)).toMatchObject([{ kind: 'report.received', actor: sato, body: { kind, envelopeFrom: '' } }]);
      expect([reports[0]?.caseId, await journal.cases({ limit: 9 })]).toEqual([null, []]);
    },
  );

  it('says of every mail whether it lay in the junk folder', async () => {
    const { receive, asked } = desk();
    await receive('report|1', { ...smtp, junk: true });
    await receive('report|2', { ...smtp, junk: false });
    await receive('report|3');

    expect(asked).toEqual([true, false, false]);
  });

  it('tells the one who reads a mail which domains and ways in are our own', async () => {
    const { receive, house, houses } = desk();
    await receive('report|1');

    expect(houses).toEqual([house]);
  });

  it('of copies of one mail handed in together the later ones arrived again; others stay apart, and so do those handed in alone', async () => {
    const { receive, reports } = desk();
    const together: Source['together'] = new Map();
    const handedIn = { ...dropped, together };
    const got = await Promise.all([
      receive('report|one|m1', handedIn),
      receive('report|copy of one|m1', handedIn),
      receive('report|two|m2', handedIn),
      receive('report|plain', handedIn),
      receive('report|plain too', handedIn),
      receive('report|copy of one, alone|m1', dropped),
    ]);

    expect(got.map(({ reportId, again }) => [reportId.slice(-1), again])).toEqual([
      [got[0]?.reportId.slice(-1), false],
      [got[0]?.reportId.slice(-1), true],
      [got[2]?.reportId.slice(-1), false],
      [got[3]?.reportId.slice(-1), false],
      [got[4]?.reportId.slice(-1), false],
      [got[5]?.reportId.slice(-1), false],
    ]);
    expect(new Set(reports.map((report) => report.subject))).toEqual(new Set(['one', 'two', 'plain', 'plain too', 'copy of one, alone']));
  });

  it('the same bytes a second and a third time are one report: the case gets a line each, the first description holds', async () => {
    const { receive, reports, arrivals, entries, clock } = desk();
    const first = await receive('report|hole');
    clock.forward(60_000);
    const second = await receive('report|hole', dropped);
    const third = await receive('report|hole', { ...smtp, mailbox: 'm'.repeat(600) });

    expect([second, third]).toEqual([
      { ...first, again: true },
      { ...first, again: true },
    ]);
    expect((await entries('C-2026-0001')).slice(2).map(({ kind, actor, body }) => ({ kind, actor, body }))).toEqual([
      { kind: 'report.arrived-again', actor: sato, body: { reportId: first.reportId, channel: 'drop', mailbox: 'report.eml' } },
      {
        kind: 'report.arrived-again',
        actor: { type: 'machine', name: 'intake' },
        body: { reportId: first.reportId, channel: 'smtp', mailbox: 'm'.repeat(500) },
      },
    ]);
    expect(reports.map((report) => report.arrivals)).toEqual([3]);
    expect(arrivals.map(({ mailbox, envelopeFrom }) => [mailbox.length, envelopeFrom])).toEqual([
      [19, 'a@provider.example'],
      [10, ''],
      [500, 'a@provider.example'],
    ]);
  });

  it('the same bounce twice is said in the desk’s chain', async () => {
    const { receive, entries } = desk();
    await receive('bounce|x');
    await receive('bounce|x');

    expect((await entries(DESK)).map((entry) => entry.kind)).toEqual(['report.received', 'report.arrived-again']);
  });

  it('of many mails at once, some of them the same, each hears of itself, and each different one is one report', async () => {
    const { receive, reports, arrivals, entries, calls } = desk();
    const texts = ['report|a', 'report|b', 'report|a', 'bounce|c', 'report|a', 'bounce|c', 'report|d'];
    // The first goes by itself; the others wait for it and are written together.
    const got = await Promise.all(['report|first', ...texts].map((text) => receive(text)));

    expect(got.map(({ subject, reportId, caseId, again }) => [subject, reportId.slice(-1), caseId?.slice(-1) ?? null, again])).toEqual([
      ['first', '1', '1', false],
      ['a', '2', '2', false],
      ['b', '3', '3', false],
      ['a', '2', '2', true],
      ['c', '4', null, false],
      ['a', '2', '2', true],
      ['c', '4', null, true],
      ['d', '5', '4', false],
    ]);
    expect(reports.map(({ subject, arrivals: times }) => [subject, times])).toEqual([
      ['first', 1],
      ['a', 3],
      ['b', 1],
      ['c', 2],
      ['d', 1],
    ]);
    expect(arrivals.map((arrival) => arrival.reportId.slice(-1))).toEqual(['1', '2', '3', '2', '4', '2', '4', '5']);
    expect((await entries('C-2026-0002')).map((entry) => entry.kind)).toEqual([
      'case.opened',
      'report.received',
      'report.arrived-again',
      'report.arrived-again',
    ]);
    expect(calls.filter((call) => call.startsWith('insert'))).toHaveLength(2);
  });

  it('when another process has recorded the bytes in between, looks again', async () => {
    const { receive, reports } = desk({
      insert: (call) => {
        if (call === 1) throw Object.assign(new Error('taken'), { code: '23505' });
      },
    });

    expect(await receive('report|hole')).toMatchObject({ reportId: 'R-2026-00001', caseId: 'C-2026-0001', again: false });
    expect(reports).toHaveLength(1);
  });

  it('a mail that cannot be stored is not taken: its sender hears so, and nothing of it stays but its bytes', async () => {
    const { receive, reports, entries, journal } = desk({
      insert: () => {
        throw new Error('disk full');
      },
    });

    await expect(receive('report|hole')).rejects.toThrow('disk full');
    expect([reports, await entries(DESK), await journal.cases({ limit: 9 })]).toEqual([[], [], []]);
  });

  it('numbers reports within the year of their arrival', async () => {
    const { receive, clock } = desk();
    await receive('report|a');
    clock.forward(60 * 86_400_000);

    expect(await receive('report|b')).toMatchObject({ reportId: 'R-2027-00001', caseId: 'C-2027-0001' });
  });

  it('cuts what an envelope says to what a line can hold', async () => {
    const { receive, entries, arrivals } = desk();
    await receive('report|a', { ...smtp, mailbox: 'm'.repeat(600), envelopeFrom: 'e'.repeat(600) });

    expect((await entries('C-2026-0001')).at(-1)?.body).toMatchObject({ mailbox: 'm'.repeat(500), envelopeFrom: 'e'.repeat(500) });
    expect(arrivals[0]).toMatchObject({ mailbox: 'm'.repeat(500), envelopeFrom: 'e'.repeat(500) });
  });
});
