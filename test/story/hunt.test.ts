// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import type { CommandCall, ExitCode } from '../../src/edge/command.ts';
import { beaconSchema, claimAnswerSchema, coverageSchema, logFileSchema, rawLineSchema } from '../../src/hunt/contract.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { verifyJournal } from '../../src/journal/verify.ts';
import { wireHunt } from '../../src/wiring/hunt.ts';
import type { Visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { wholeSheet } from '../support/whole-sheet.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'story/hunt (skipped: chdb is not installed in engines/chdb)' : 'story/hunt';

const line = (at: number, ip: string, url: string, status = 200) =>
  `${ip} - - [10/Nov/2026:12:${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')} +0900] "GET ${url} HTTP/1.1" ${status} ${100 + at} "-" "agent"`;
/** An hour of a small server; somebody asks a form for more than it offers, from one address. */
const log = [
  ...Array.from({ length: 600 }, (_, at) => line(at * 5, `192.0.2.${at % 20}`, `/page/${at}`)),
  line(3100, '198.51.100.7', '/cgi-bin/form.cgi?to=office'),
  line(3101, '203.0.113.66', '/cgi-bin/form.cgi?to=%3Buname%20-a'),
  line(3102, '203.0.113.66', '/cgi-bin/form.cgi?to=..%252f..%252fconf'),
  'this line is torn',
].join('\n');

type Sheet = {
  readonly stations: readonly { readonly station: string }[];
  readonly parts: { readonly hunt: { imports: unknown; verdicts: { verdict: string }[]; searches: unknown[] } };
};

/** Hunting for a case on a real PostgreSQL: by the command line, and over HTTP as the page does. */
describe.skipIf(absent)(name, () => {
  const files = mkdtempSync(join(tmpdir(), 'matoi-hunt-story-'));
  const held: { desk?: ServedDesk; responder?: Visitor; caseId?: CaseId } = {};
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;
  const caseId = () => held.caseId as CaseId;

  async function matoi(
    path: readonly string[],
    args: readonly string[],
    options: Readonly<Record<string, string | true>>,
  ): Promise<{ readonly code: ExitCode; readonly json: unknown[] }> {
    const command = wireHunt(desk().base).commands?.find((one) => one.path.join(' ') === path.join(' '));
    if (command === undefined) throw new Error(`no command ${path.join(' ')}`);
    const json: unknown[] = [];
    const call: CommandCall = {
      args,
      flag: (option) => options[option] === true,
      text: (option) => (typeof options[option] === 'string' ? options[option] : undefined),
      texts: (option) => (typeof options[option] === 'string' ? [options[option]] : []),
      lang: 'ja',
      format: 'json',
      out: {
        line: () => undefined,
        json: (value) => void json.push(value),
        jsonLine: (value) => void json.push(value),
        row: () => undefined,
        item: (value) => void json.push(value),
        bytes: () => undefined,
        note: () => undefined,
        problem: (problem) => void json.push(problem),
      },
      stdin: async function* nothing() {},
      operator: 'console',
    };
    return { code: await command.run(call), json };
  }
  const sheet = async () => (await wholeSheet(responder(), caseId())) as unknown as Sheet;
  const kinds = async () =>
    ((await responder().get(`/api/v1/cases/${caseId()}/entries`)).json as { items: { kind: string }[] }).items
      .map((entry) => entry.kind)
      .filter((kind) => kind.startsWith('hunt.'));

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: (opened, base) => wireHunt(base).routes?.(opened) ?? [] });
    held.responder = await signedIn(desk(), ['responder'], 'responder');
    const raw = await desk().blobs.put(new TextEncoder().encode('Subject: your CGI\r\n\r\n/cgi-bin/form.cgi'));
    const opened = await desk().journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'intake' }, () => [
        { kind: 'case.opened', body: { title: 'CGI', reportId: 'R-1' } },
        {
          kind: 'report.received',
          body: {
            reportId: 'R-1',
            kind: 'report',
            channel: 'file',
            raw,
            bytes: 40,
            subject: 'your CGI',
            from: 'a@example.jp',
            kindReasons: [],
            charsetNotes: [],
          },
        },
      ]),
    );
    held.caseId = opened.caseId;
    writeFileSync(join(files, 'access.log'), `${log}\n`);
    writeFileSync(join(files, 'list.txt'), '203.0.113.66\n');
  });
  afterAll(async () => {
    await held.desk?.close();
    removeTree(files);
  });

  it('logs import --case counts every line in an entry of the case', async () => {
    const ran = await matoi(['logs', 'import'], [join(files, 'access.log')], { case: caseId(), format: 'access' });

    expect(ran.code).toBe(0);
    expect(await kinds()).toEqual(['hunt.logs-imported']);
    expect((await sheet()).parts.hunt.imports).toMatchObject({ files: 1, lines: 604, parsed: 603, rejected: 1 });
  });

  it('hunt claim --case writes its verdict, and the case shows what was found out', async () => {
    const ran = await matoi(['hunt', 'claim'], [], { case: caseId(), path: '/cgi-bin/form.cgi', attacked: true });

    expect(ran.code).toBe(0);
    expect(ran.json[0]).toMatchObject({ verdict: 'supported', numbers: { requests: 3, sources: 2, attackShaped: 2, attackSources: 1 } });
    expect(await kinds()).toEqual(['hunt.logs-imported', 'hunt.verdict-given']);
    const shown = await sheet();
    expect(shown.parts.hunt.verdicts).toMatchObject([{ verdict: 'supported', requests: 3, attackShaped: 2 }]);
    expect(stationOf(shown, 'truth')).toMatchObject({ state: expect.stringMatching(/^(running|done)$/) as string });
  });

  it('hunt --indicators --case names the computers it met', async () => {
    await matoi(['hunt'], [], { case: caseId(), indicators: join(files, 'list.txt') });

    const shown = await sheet();
    expect(shown.parts.hunt.searches).toMatchObject([{ what: 'indicators', asked: 1, hits: 2, computers: ['203.0.113.66'] }]);
    expect(stationOf(shown, 'spread')).toMatchObject({ state: expect.stringMatching(/^(running|done)$/) as string });
  });

  it('a claim that the logs cannot settle says so, and exits 1', async () => {
    const ran = await matoi(['hunt', 'claim'], [], { case: caseId(), path: '/other.cgi', since: '2026-11-01' });

    expect([ran.code, (ran.json[0] as { verdict: string }).verdict]).toEqual([1, 'cannot-tell']);
    expect((await sheet()).parts.hunt.verdicts.map((one) => one.verdict)).toEqual(['supported', 'cannot-tell']);
  });

  it('the page asks the same over HTTP, and every number leads to its raw lines', async () => {
    const asked = await responder().post('/api/v1/hunt/claims', { kind: 'attacked', path: '/cgi-bin/form.cgi', caseId: caseId() });
    expect(asked.status).toBe(200);
    const answer = claimAnswerSchema.parse(asked.json);
    expect(answer).toMatchObject({ verdict: 'supported', numbers: { requests: 3, attackShaped: 2 } });
    const refs = answer.lines.map((one) => `${one.file}:${one.line}`).join(',');
    const lines = await responder().get(`/api/v1/hunt/lines?refs=${refs}`);
    const raw = (lines.json as { lines: unknown[] }).lines.map((one) => rawLineSchema.parse(one));
    expect(raw.map((one) => one.text)).toEqual(log.split('\n').slice(601, 603));
    expect((await kinds()).filter((kind) => kind === 'hunt.verdict-given')).toHaveLength(3);
  });

  it('files, coverage and beacons answer as their contract says', async () => {
    const got = async (path: string) => (await responder().get(path)).json;
    const { files: listed } = (await got('/api/v1/logs/files')) as { files: unknown[] };
    expect(listed.map((one) => logFileSchema.parse(one))).toMatchObject([{ lines: 604, parsed: 603, rejected: 1 }]);
    expect(coverageSchema.parse(await got('/api/v1/hunt/coverage'))).toMatchObject({ lines: 604, rejected: 1 });
    const { beacons } = (await got('/api/v1/hunt/beacons?limit=5')) as { beacons: unknown[] };
    for (const one of beacons) beaconSchema.parse(one);
  });

  it('a wrong question is refused in words, and nothing is written', async () => {
    const before = await kinds();
    const wrong = await responder().post('/api/v1/hunt/claims', { kind: 'requested', path: '/x', since: 'yesterday' });
    expect([wrong.status >= 400 && wrong.status < 500, (await responder().get('/api/v1/hunt/lines?refs=1;2')).status >= 400]).toEqual([
      true,
      true,
    ]);
    expect(await kinds()).toEqual(before);
    expect(desk().reported).toEqual([]);
  });

  it('the journal stays whole', async () => {
    expect(await verifyJournal({ language: caseLanguage, ...desk(), hash: desk().base.hash })).toMatchObject({ sound: true, faults: [] });
  });
});

function stationOf(shown: Sheet, station: string): unknown {
  return shown.stations.find((one) => one.station === station);
}
