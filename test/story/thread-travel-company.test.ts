// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSheet } from '../../src/case/contract.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { eventually } from '../support/eventually.ts';
import type { WalkedDesk } from '../support/walked-desk.ts';
import { walkedDesk } from '../support/walked-desk.ts';

const absent = locateEngine(process.env) === null;
const name = absent
  ? 'story/thread: a call about a command server (skipped: chdb is not installed)'
  : 'story/thread: a call about a command server';

const second = Date.UTC(2026, 10, 20, 1) / 1000;
const proxied = (at: number, ip: string, host: string, peer: string) =>
  `${second + at}.000 120 ${ip} TCP_MISS/200 812 POST http://${host}/v1/beat - HIER_DIRECT/${peer} application/octet-stream`;
const computers = ['10.66.1.22', '10.66.1.31', '10.66.2.7'];
const log = [
  ...computers.flatMap((ip, at) => Array.from({ length: 40 }, (_, n) => proxied(n * 300 + at, ip, 'sync-check.example', '198.51.100.66'))),
  // A second server that nobody named: the same computers, in a rhythm, night and weekend.
  ...computers.flatMap((ip, at) =>
    Array.from({ length: 300 }, (_, n) => proxied(n * 600 + at * 7 + (n % 3), ip, 'img-cache.example', '198.51.100.99')),
  ),
  ...Array.from({ length: 200 }, (_, n) => proxied(n * 60, `10.66.3.${n % 40}`, 'www.news.example', '203.0.113.9')),
  '',
].join('\n');

/** Incident 002, walked as it comes: whoever acts types the call itself and decisions, nothing twice. */
describe.skipIf(absent)(name, () => {
  const held: { walk?: WalkedDesk; caseId?: string } = {};
  const walk = () => held.walk as WalkedDesk;
  const caseId = () => held.caseId as string;
  beforeAll(async () => {
    held.walk = await walkedDesk();
  });
  afterAll(async () => held.walk?.close());

  it('what the caller named is looked for by itself; without logs the case says that nothing was looked at', async () => {
    held.caseId = await walk().noted(
      'telephone',
      '監視会社から電話',
      '御社のプロキシが sync-check[.]example（198.51.100.66、ポート 443）と11月20日から通信している。PlugX の疑い。少なくとも三台とのこと。連絡先 soc@watch.example',
    );
    const sheet = await walk().until(caseId(), ({ findings, judgement }) => {
      expect(findings.filter((one) => one.to === 'hunt').map((one) => [one.kind, one.value, one.is, one.by])).toEqual([
        ['domain', 'sync-check.example', 'taken', 'hunt'],
        ['ip', '198.51.100.66', 'taken', 'hunt'],
      ]);
      expect(judgement.notCheckable.map((one) => one.text.ja).join('\n')).toContain('見るべきログが一行もなく');
    });
    expect(sheet.judgement.known.map((one) => one.id)).not.toContain('hunt.searched.indicators');
  });

  it('once logs are there the same question is answered in the case without anybody asking again', async () => {
    await walk().bring('proxy.log', log);
    const sheet = await walk().until(caseId(), ({ judgement }) => {
      expect(judgement.known.find((one) => one.id === 'hunt.searched.indicators')?.text.ja).toContain('端末 3 台');
    });
    expect(sheet.judgement.notCheckable.map((one) => one.text.ja).join('\n')).not.toContain('見るべきログが一行もなく');
    expect(sheet.stations.find((one) => one.station === 'spread')?.number?.value).toBe(3);
  });

  it('a search that a person asks for beside it takes nothing away from what the desk found', async () => {
    const before = (await walk().sheet(caseId())).findings.map(({ id }) => id);
    const asked = await walk().responder.post('/api/v1/hunt/sightings', {
      caseId: caseId(),
      indicators: '192.0.2.250',
      since: null,
      until: null,
    });
    expect([asked.status, asked.text.slice(0, 200)]).toEqual([200, expect.any(String)]);
    const sheet = await walk().sheet(caseId());
    expect(sheet.findings.map(({ id }) => id)).toEqual(before);
    expect(sheet.stations.find((one) => one.station === 'spread')?.number?.value).toBe(3);
    expect(sheet.judgement.known.find((one) => one.id === 'hunt.searched.indicators')?.text.ja).toContain('端末 3 台');
  });

  it('computers and destinations stand ready in containment and on the board, and the logs are its traffic already', async () => {
    const sheet = await walk().sheet(caseId());
    const ready = (to: string) => sheet.findings.filter((one) => one.to === to && one.is === 'ready').map((one) => one.value);
    expect(ready('containment').toSorted()).toEqual([...computers, '198.51.100.66', 'sync-check.example'].toSorted());
    expect(ready('board')).toEqual(computers);
    expect(sheet.findings.every((one) => one.evidence.length > 0)).toBe(true);

    await eventually(async () => {
      const { items } = (await walk().responder.get('/api/v1/traffic')).json as { items: { file: string; by: string }[] };
      expect(items.map(({ by }) => by)).toEqual(['containment']);
    });
    const draft = (await walk().responder.get('/api/v1/readiness/draft')).json as { proposals: { name: string }[]; attackers: number };
    expect(draft.proposals.map((one) => one.name)).toContain('news.example');
    expect(draft.proposals.map((one) => one.name)).not.toContain('sync-check.example');
    expect(draft.attackers).toBe(1);
  });

  it('the plan is made with nothing typed, uses all of it but what was declined, and each infected computer becomes one work item', async () => {
    const spared = `containment:computer:${computers[2]}`;
    await walk().press(caseId(), { do: 'decline-findings', ids: [spared], reason: '調査用の端末で、わざと通信させている' });
    const made = await walk().responder.post(`/api/v1/cases/${caseId()}/plans/make`, {});
    expect([made.status, made.text.slice(0, 300)]).toEqual([201, expect.any(String)]);
    const { planId } = made.json as { planId: string };
    const plan = (await walk().responder.get(`/api/v1/cases/${caseId()}/plans/${planId}`)).json as {
      inputs: { indicators: number; attackFlows: number };
      options: { id: string; isolated: { host: string }[] }[];
    };
    expect(plan.inputs.indicators).toBe(4);
    expect(plan.inputs.attackFlows).toBeGreaterThan(0);

    const board = (await walk().sheet(caseId())).findings.filter((one) => one.to === 'board').map((one) => one.id);
    const sheet = await walk().press(caseId(), { do: 'take-findings', ids: board });
    const { items } = sheet.parts['remediation'] as { items: { title: string; detail: string }[] };
    expect(items.map((item) => computers.find((ip) => item.title.includes(ip)))).toEqual(computers);
    expect(sheet.findings.filter((one) => one.is === 'ready' && ['containment', 'board'].includes(one.to))).toEqual([]);
    const again = await walk().press(caseId(), { do: 'take-findings', ids: board });
    expect((again.parts['remediation'] as { items: unknown[] }).items.length).toBe(computers.length);
  });

  it('a plan in force stands ready as work to be verified, and the clocks have their facts', async () => {
    const [{ planId }] = ((await walk().responder.get(`/api/v1/cases/${caseId()}/plans`)).json as { plans: [{ planId: string }] }).plans;
    const released = await walk().manager.post(`/api/v1/cases/${caseId()}/plans/${planId}/release`, {
      option: 'cut-known',
      reason: '被害を止める',
    });
    expect([released.status, released.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
    // There is no gateway here: a person puts it into a device, and hands in what the device shows then.
    const byHand = (reread: string) =>
      walk().responder.post(`/api/v1/cases/${caseId()}/plans/${planId}/by-hand`, { where: 'border router', reread });
    const { files } = (await walk().responder.get(`/api/v1/cases/${caseId()}/plans/${planId}/render?target=nftables&option=cut-known`))
      .json as { files: { text: string }[] };
    const shown = `router# nft list ruleset\n${files.map((one) => one.text).join('\n')}`;
    expect(((await byHand(shown.replaceAll('198.51.100.66', '198.51.100.6'))).json as { code: string }).code).toBe(
      'containment.reread-lacks',
    );
    const recorded = await byHand(shown);
    expect([recorded.status, recorded.text.slice(0, 400)]).toEqual([200, expect.any(String)]);
    const sheet = await walk().sheet(caseId());
    expect(sheet.findings.filter((one) => one.to === 'board' && one.kind === 'verify').map((one) => one.is)).toEqual(['ready']);
    expect(sheet.next.map((one) => one.id)).toContain(`containment.verify.${planId}`);
    expect(sheet.next.map((one) => one.id)).not.toContain('remediation.step.cut-known');
    expect(sheet.stations.find((one) => one.station === 'containment')).toMatchObject({ state: 'done', owner: expect.any(String) });
    expect(sheet.findings.filter((one) => one.to === 'clocks').map((one) => [one.kind, one.value])).toEqual([
      ['knownAt', expect.stringMatching(/^\d{4}-/)],
      ['occurred', '2026-11-20T01:00:00Z'],
      ['computers', '3'],
    ]);
  });

  it('who behaves alike stands ready; taken by one press it is searched, handed to containment, and the next round finds nothing new', async () => {
    const alike = (sheet: CaseSheet) => sheet.findings.filter((one) => one.to === 'hunt' && one.kind === 'domain' && one.is === 'ready');
    const [candidate] = alike(await walk().sheet(caseId()));
    expect(candidate?.value).toBe('img-cache.example');
    await walk().press(caseId(), { do: 'take-findings', ids: [candidate?.id ?? ''] });
    const sheet = await walk().until(caseId(), (one) => {
      expect(one.findings.filter(({ to, kind }) => to === 'containment' && kind === 'destination').map(({ value }) => value)).toContain(
        'img-cache.example',
      );
      expect(alike(one)).toEqual([]);
    });
    expect(sheet.next.map((one) => one.id)).not.toContain('remediation.step.alike');
  });

  it('leases that arrive later make one computer of two addresses', async () => {
    const asset = (ip: string) => `PC-0142,${ip},SALES,sato`;
    const form = new FormData();
    form.append('files', new Blob([`computer,ip,department,user\n${computers.slice(0, 2).map(asset).join('\n')}\n`]), 'assets.csv');
    const taken = await walk().responder.call('POST', '/api/v1/logs/holders', form);
    expect([taken.status, taken.text.slice(0, 300)]).toEqual([200, expect.stringContaining('"assets":2')]);
    const sheet = await walk().until(caseId(), (one) =>
      expect(
        one.findings
          .filter(({ to, kind }) => to === 'containment' && kind === 'computer')
          .map(({ value }) => value)
          .toSorted(),
      ).toEqual(['10.66.2.7', 'PC-0142']),
    );
    expect(sheet.findings.filter((one) => one.to === 'audience' && one.kind === 'user').map((one) => one.value)).toEqual(['sato (SALES)']);
  });

  it('a destination that a person takes out takes with it whoever is suspected for it alone', async () => {
    const named = (sheet: CaseSheet) => sheet.findings.filter((one) => one.to === 'containment' && one.kind === 'computer').length;
    const before = await walk().sheet(caseId());
    expect(named(before)).toBeGreaterThan(0);
    const ids = before.findings.filter((one) => one.to === 'containment' && one.kind === 'destination').map(({ id }) => id);
    const after = await walk().press(caseId(), { do: 'decline-findings', ids, reason: '監視会社の訂正: 別の組織だった' });
    expect(named(after)).toBe(0);
    expect(after.findings.filter((one) => ids.includes(one.id)).map((one) => one.is)).toEqual(ids.map(() => 'declined'));
  });

  it('all that anybody wrote on the way are the call itself and decisions with their reasons', () => {
    const [, note, asked, ...decisions] = walk().typed();
    expect(note).toContain('御社のプロキシ');
    // The one search that somebody asked for beside it.
    expect(asked).toBe('192.0.2.250');
    expect(decisions).toEqual(['調査用の端末で、わざと通信させている', '被害を止める', '監視会社の訂正: 別の組織だった']);
  });

  it('refuses findings that are not of this case, and of two stations at once', async () => {
    const { seq, findings } = await walk().sheet(caseId());
    const send = (ids: readonly string[]) =>
      walk().responder.call('POST', `/api/v1/cases/${caseId()}/entries`, { do: 'take-findings', ids }, { 'if-match': String(seq) });
    const one = findings.find(({ to }) => to === 'hunt')?.id ?? '';
    const other = findings.find(({ to }) => to === 'board')?.id ?? '';
    for (const ids of [['containment:ip:192.0.2.1'], [one, other]])
      expect((await send(ids)).json).toMatchObject({ code: 'journal.no-such-finding', status: 409 });
  });
});
