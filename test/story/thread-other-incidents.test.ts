// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { base64OfPath, pathOfText } from '../../src/exposure/path/bytes.ts';
import { proofs } from '../../src/exposure/path/limits.ts';
import { detailOfName } from '../../src/exposure/report/detail-words.ts';
import type { Finding } from '../../src/exposure/report/finding.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const absent = locateEngine(process.env) === null;
const title = (text: string) => (absent ? `${text} (skipped: chdb is not installed)` : text);

const access = (second: number, ip: string, request: string, status = 200, bytes = 100) =>
  `${ip} - - [10/Nov/2026:12:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')} +0900] "${request} HTTP/1.1" ${status} ${bytes} "-" "agent"`;
const accessLog = [
  ...Array.from({ length: 300 }, (_, at) => access(at * 5, `192.0.2.${at % 20}`, `GET /page/${at}`)),
  access(1601, '203.0.113.66', 'GET /cgi-bin/ask.cgi?to=%3Buname%20-a'),
  access(1602, '203.0.113.66', 'GET /cgi-bin/ask.cgi?to=..%252f..%252fconf', 200, 90_000),
  '',
].join('\n');
const whiteHacker = [
  'From: "white hacker" <knight@provider.example>',
  'To: webadmin@bluebird.example',
  'Subject: your CGI',
  'Date: Tue, 10 Nov 2026 15:00:00 +0900',
  'Message-ID: <one@provider.example>',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'The CGI on your site has a known vulnerability: https://www.bluebird.example/cgi-bin/ask.cgi . You had better act.',
  'white hacker, https://provider.example/~knight',
  '',
].join('\r\n');

/** Incident 001: a mail by a stranger. What it names of ours is asked of our logs; his own pages are not. */
describe.skipIf(absent)(title('story/thread: the mail of a white hacker'), () => {
  const held: { walk?: WalkedDesk; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  beforeAll(async () => {
    held.walk = await walkedDesk({ MATOI_OWN_DOMAINS: 'bluebird.example' });
  });
  afterAll(async () => held.walk?.close());

  it('the page of ours that he names is asked of the logs, his own address is not, and without logs that is said', async () => {
    held.caseId = await walk().mailed(whiteHacker);
    const sheet = await walk().until(caseId(), ({ findings, judgement, parts }) => {
      expect(findings.filter((one) => one.to === 'hunt').map((one) => [one.kind, one.value, one.is])).toEqual([
        ['path', '/cgi-bin/ask.cgi', 'taken'],
      ]);
      expect(judgement.unknown.map((one) => one.text.ja).join('\n')).toContain('/cgi-bin/ask.cgi: 判定できない');
      expect(parts['remediation']).toMatchObject({ playbook: { playbookId: 'unsolicited-report' } });
    });
    expect(sheet.findings.filter((one) => one.to === 'containment')).toEqual([]);
    expect(sheet.next.map((one) => one.id)).not.toContain('remediation.step.keep-original');
  });

  it('logs settle it without anybody asking again, and the step of the playbook is done by that entry', async () => {
    await walk().bring('access.log', accessLog);
    const sheet = await walk().until(caseId(), ({ judgement }) => {
      expect(judgement.known.map((one) => one.text.ja).join('\n')).toContain('/cgi-bin/ask.cgi: 裏付けあり');
    });
    expect(sheet.stations.find((one) => one.station === 'truth')?.word.ja).toBe('裏付けあり');
    expect(sheet.next.map((one) => one.id)).not.toContain('remediation.step.logs');
  });

  it('once a person confirmed the kind, stations that it has no use for are struck through, and can be wanted again', async () => {
    const set = await walk().responder.post(`/api/v1/cases/${caseId()}/triage-kinds`, { kinds: ['weakness-claimed'], reason: '' });
    expect(set.status).toBe(200);
    const struck = (sheet: Awaited<ReturnType<WalkedDesk['sheet']>>) =>
      sheet.stations.filter((one) => one.struck !== null).map((one) => one.station);
    const sheet = await walk().sheet(caseId());
    expect(struck(sheet)).toEqual(['containment', 'customers', 'public']);
    expect(sheet.next.filter((one) => one.id.startsWith('intake.read.') || one.id === 'triage.kinds')).toEqual([]);
    const wanted = await walk().press(caseId(), { do: 'restore-station', station: 'public', reason: '新聞社から問い合わせがあった' });
    expect(struck(wanted)).toEqual(['containment', 'customers']);
  });

  it('all that anybody wrote on the way is why a station is wanted', () => {
    expect(walk().typed()).toEqual(['新聞社から問い合わせがあった']);
  });
});

function open(tenant: string, path: string, severity: Finding['severity']): Finding {
  return {
    rule: 'tamperable',
    severity,
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

/** Incident 003: customers who can read one another. A run's customers stand ready as work and as whom to tell. */
describe('story/thread: the hosting provider', () => {
  const held: { walk?: WalkedDesk; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  const base = () => `/api/v1/cases/${caseId()}/exposure`;
  beforeAll(async () => {
    held.walk = await walkedDesk();
  });
  afterAll(async () => held.walk?.close());
  async function ran(findings: readonly Finding[]): Promise<void> {
    const rows = [{ tenant: 'web1', customerId: 'K1', customer: '甲社' }];
    expect((await walk().responder.post(`${base()}/customers`, { rows })).status).toBe(201);
    const answer = await sent(runFile(findings));
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
  }
  /** What `exposure scan --json` writes on the host. */
  const runFile = (findings: readonly Finding[], of = findings.length) => ({
    completeness: { status: 'complete', reasons: [] },
    totals: { objects: 100, findings: of, proved: of, tenants: 3 },
    run: { root: base64OfPath(pathOfText('/srv')), only: null, unsettled: [] },
    findings,
  });
  const sent = (file: unknown) => {
    const form = new FormData();
    form.append('run', new Blob([typeof file === 'string' ? file : JSON.stringify(file)]), 'run.json');
    return walk().responder.call('POST', `${base()}/runs`, form);
  };
  const at = (sheet: Awaited<ReturnType<WalkedDesk['sheet']>>, to: string) => sheet.findings.filter((one) => one.to === to);

  it('each affected customer stands ready on the board, among whom to tell, and in the facts of the clocks', async () => {
    held.caseId = await walk().noted(
      'letter',
      '隣の契約者のファイルが見える',
      '御社のレンタルサーバーで、ほかの契約者のフォルダが CGI から読める状態です。パスワードファイルも読めました。',
    );
    await walk().until(caseId(), (sheet) =>
      expect(sheet.parts['remediation']).toMatchObject({ playbook: { playbookId: 'shared-hosting-exposure' } }),
    );
    await ran([open('web1', '/srv/web1/a', 'high'), open('web1', '/srv/web1/b', 'critical'), open('web2', '/srv/web2/a', 'low')]);
    const sheet = await walk().sheet(caseId());
    expect(at(sheet, 'board').map((one) => one.value)).toEqual(['K1', 'web2']);
    expect(at(sheet, 'board')[0]?.text.ja).toBe('契約者 甲社（K1）：露出 2 件（最も重いもの：重大）を直し、web1 を再点検する');
    expect(at(sheet, 'audience').map((one) => one.value)).toEqual(['K1', 'web2']);
    expect(at(sheet, 'clocks').map((one) => one.kind)).toEqual(['knownAt', 'customers']);
    expect(sheet.next.map((one) => one.id)).not.toContain('remediation.step.extent');
  });

  it('one press makes the work; a later run that shows a customer clean ends the rest, and nothing comes back', async () => {
    const [first] = at(await walk().sheet(caseId()), 'board');
    await walk().press(caseId(), { do: 'take-findings', ids: [first?.id ?? ''] });
    await ran([open('web1', '/srv/web1/a', 'high')]);
    const sheet = await walk().sheet(caseId());
    expect(at(sheet, 'board').map((one) => [one.value, one.is])).toEqual([['K1', 'taken']]);
    expect(sheet.parts['remediation']).toMatchObject({ items: [{ touchesCustomers: true, fourEyes: true }] });
    await ran([]);
    expect((await walk().sheet(caseId())).next.map((one) => one.id)).not.toContain('remediation.step.prove-again');
  });

  it('a result file that was cut off, changed or is something else records nothing; the one that came is kept under its hash', async () => {
    const runs = async () => ((await walk().responder.get(`${base()}/runs`)).json as { items: { raw: string | null }[] }).items;
    const before = await runs();
    expect(before.every((one) => /^[0-9a-f]{64}$/.test(one.raw ?? ''))).toBe(true);
    const whole = runFile([open('web1', '/srv/web1/a', 'high')]);
    for (const [file, code] of [
      ['', 'exposure.run-unreadable'],
      [JSON.stringify(whole).slice(0, -20), 'exposure.run-unreadable'],
      [{ ...whole, findings: [{ rule: 'none' }] }, 'exposure.run-unreadable'],
      [runFile([open('web1', '/srv/web1/a', 'high')], 2), 'exposure.run-not-whole'],
      [{ ...whole, run: { ...whole.run, only: 'web2', root: base64OfPath(pathOfText('/srv/web2')) } }, 'exposure.run-not-whole'],
    ] as const)
      expect((await sent(file)).json).toMatchObject({ status: 422, code });
    expect(await runs()).toEqual(before);
  });

  it('all that anybody wrote on the way is the letter', () => {
    expect(walk().typed()).toEqual(['隣の契約者のファイルが見える', expect.stringContaining('御社のレンタルサーバーで')]);
  });
});
