// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { attackersSchema, beaconSchema, rareListSchema } from '../../src/hunt/contract.ts';
import { importedEntry } from '../../src/hunt/question/entries.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import type { HeldWire } from '../../src/hunt/address-use/address-use.contract.ts';
import { ruleHitsSchema, ruleListSchema } from '../../src/hunt/rules/rules.contract.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { huntDesk } from '../../src/wiring/hunt/commands.ts';
import { wireHunt } from '../../src/wiring/hunt.ts';
import type { Visitor } from '../support/browser-like.ts';
import { signedIn } from '../support/role-visitors.ts';
import { serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'story/hunt-rules (skipped: chdb is not installed in engines/chdb)' : 'story/hunt-rules';

const START = Date.parse('2026-11-10T03:00:00Z') / 1000;
const squid = (second: number, ip: string, host: string) =>
  `${START + second}.000 100 ${ip} TCP_MISS/200 512 POST http://${host}/a - HIER_DIRECT/203.0.113.9 text/html`;
const access = (minute: number, ip: string, url: string, status = 200) =>
  `${ip} - - [10/Nov/2026:12:${String(minute).padStart(2, '0')}:00 +0900] "GET ${url} HTTP/1.1" ${status} 512 "-" "agent-${ip}"`;
/** One computer calls every five minutes; somebody outside tries something on the web server. */
const proxy = [
  ...Array.from({ length: 40 }, (_, at) => squid(at * 300, '10.0.0.5', 'update.tour-sync.example')),
  ...Array.from({ length: 12 }, (_, at) => squid(at * 700, `10.0.0.${6 + (at % 4)}`, 'www.example.jp')),
];
const web = [
  ...Array.from({ length: 30 }, (_, at) => access(at, `198.51.100.${at % 5}`, `/page/${at}`)),
  access(40, '203.0.113.66', '/x.cgi?f=../../../../etc/passwd'),
  access(41, '203.0.113.66', '/x.cgi?q=1%27%20UNION%20SELECT%20password%20FROM%20users--'),
  access(42, '203.0.113.66', '/nowhere', 404),
];

const rule = (title: string, category: string, detection: string, more = '') =>
  `title: ${title}\nid: 6b1ad7d2-3c8a-4d7e-9d5e-${String(title.length).padStart(12, '0')}\nauthor: Sato\nlevel: high\n${more}logsource:\n  category: ${category}\ndetection:\n${detection}`;
const RULES = {
  'update.yml': rule(
    'calls an update',
    'proxy',
    '  a:\n    cs-host: update.tour-sync.example\n  condition: a',
    'name: update\nlicense: MIT\n',
  ),
  'many.yml':
    'title: many calls\nlevel: critical\ncorrelation:\n  type: event_count\n  rules: [update]\n  group-by: [c-ip]\n  timespan: 1h\n  condition:\n    gte: 10\n',
  'passwd.yml': rule('asks for passwd', 'webserver', '  a:\n    cs-uri-query|contains: passwd\n  condition: a'),
  'look-around.yml': rule('looks around', 'webserver', "  a:\n    cs-uri|re: '(?<=a)b'\n  condition: a"),
  // Sound to the compiler; the engine alone can tell that it is no expression.
  'torn.yml': rule('a torn expression', 'webserver', "  a:\n    cs-uri|re: 'a[b'\n  condition: a"),
  'nothing.yml': rule('finds nothing', 'webserver', '  a:\n    cs-uri|contains: never-there\n  condition: a'),
} as const;

type Behind = { readonly total: number; readonly lines: readonly { readonly text: string }[] };

describe.skipIf(absent)(name, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-rules-'));
  const held: { desk?: ServedDesk; responder?: Visitor; caseId?: CaseId } = {};
  const desk = () => held.desk as ServedDesk;
  const responder = () => held.responder as Visitor;
  const caseId = () => held.caseId as CaseId;
  const upload = (path: string, files: Readonly<Record<string, string | Uint8Array>>) => {
    const form = new FormData();
    for (const [file, body] of Object.entries(files)) form.append('file', new Blob([body as BlobPart]), file);
    return responder().call('POST', path, form);
  };
  const behind = async (of: object, period: object = {}) => {
    const q = encodeURIComponent(JSON.stringify({ behind: of, ...period }));
    return (await responder().get(`/api/v1/hunt/behind?q=${q}`)).json as Behind;
  };
  const searches = async () =>
    (await desk().journal.entries(caseId(), 0, 100)).flatMap((entry) =>
      entry.kind === 'hunt.searched' && 'body' in entry ? [entry.body] : [],
    );

  beforeAll(async () => {
    held.desk = await serveDesk({ routes: (opened, base) => wireHunt(base).routes?.(opened) ?? [] });
    held.responder = await signedIn(desk(), ['responder'], 'responder');
    const opened = await desk().journal.write((writing) =>
      writing.openCase({ type: 'machine', name: 'test' }, () => [{ kind: 'case.opened', body: { title: 'C', reportId: 'R-1' } }]),
    );
    held.caseId = opened.caseId;
    writeFileSync(join(work, 'proxy.log'), `${proxy.join('\n')}\n`);
    writeFileSync(join(work, 'access.log'), `${web.join('\n')}\n`);
    const logs = huntDesk(desk().base)(null);
    const files = [];
    for await (const one of importLogs({ ...logs, clock: desk().clock }, [join(work, 'proxy.log'), join(work, 'access.log')], {
      who: 'Sato',
      zone: null,
      format: null,
    }))
      files.push(unwrap(one));
    await logs.engine.close();
    await desk().journal.append({
      stream: DESK,
      actor: { type: 'machine', name: 'test' },
      drafts: [importedEntry(desk().base.hash, files, '0'.repeat(64))],
    });
  });
  afterAll(async () => {
    await held.desk?.close();
    removeTree(work);
  });

  it('takes rules from files and a zip, names what it leaves out, and says which rules cannot be used', async () => {
    const { 'update.yml': first, ...others } = RULES;
    const zip = zipSync(
      Object.fromEntries(Object.entries(others).map(([file, text]) => [`rules/${file}`, new TextEncoder().encode(text)])),
    );
    const taken = await upload('/api/v1/hunt/rules', { 'update.yml': first, 'others.zip': zip, 'notes.txt': 'no rule' });

    expect([taken.status, taken.json]).toEqual([
      201,
      { added: 6, replaced: 0, same: 0, leftOut: [{ name: 'notes.txt', reason: 'not-yaml' }] },
    ]);
    const list = ruleListSchema.parse((await responder().get('/api/v1/hunt/rules')).json);
    expect([list.files.length, list.usable]).toEqual([6, 5]);
    expect(list.refused).toMatchObject([{ file: 'rules/look-around.yml', reason: { ja: expect.stringMatching(/先読み/) as string } }]);
    expect((await upload('/api/v1/hunt/rules', { 'update.yml': first })).json).toMatchObject({ added: 0, replaced: 0, same: 1 });
    const entries = await desk().journal.entries(DESK, 0, 100);
    expect(entries.filter((entry) => entry.kind === 'hunt.rules-changed').length).toBe(1);
  });

  it('runs them: every number leads to exactly its lines, and one rule that the engine refuses stops no other', async () => {
    const ran = await responder().post('/api/v1/hunt/rules/hits', { caseId: caseId() });
    const sheet = ruleHitsSchema.parse(ran.json);

    expect(sheet.hits.map((one) => [one.title, one.level, one.author, one.license, one.count, one.sourceCount])).toEqual([
      ['calls an update', 'high', 'Sato', 'MIT', 40, 1],
      ['many calls', 'critical', '', '', 31, 1],
      ['asks for passwd', 'high', 'Sato', '', 1, 1],
    ]);
    expect(sheet.refused.map((one) => one.file).toSorted()).toEqual(['rules/look-around.yml', 'rules/torn.yml']);
    expect(sheet.asked).toBe(4);
    for (const { file, place, count, sources } of sheet.hits) {
      expect([file, (await behind({ of: 'rule', file, place })).total]).toEqual([file, count]);
      for (const one of sources) expect((await behind({ of: 'rule', file, place, source: one.ip })).total).toBe(one.count);
    }
    expect((await behind({ of: 'rule', file: 'rules/passwd.yml', place: 0 })).lines[0]?.text).toContain('/x.cgi?f=../../../../etc/passwd');
    const [entry] = await searches();
    expect(entry).toMatchObject({ what: 'sigma', asked: 5, hits: 72, first: '2026-11-10T03:00:00Z' });
    expect(entry?.notLookedAt[0]?.en).toContain('2 detection rules');
  });

  it('keeps to the period, for a correlation too', async () => {
    const since = '2026-11-10T05:00:00Z';
    const sheet = ruleHitsSchema.parse((await responder().get(`/api/v1/hunt/rules/hits?since=${since}`)).json);

    expect(sheet.hits.map((one) => [one.title, one.count, one.first])).toEqual([
      ['calls an update', 16, since],
      ['many calls', 16, since],
    ]);
    expect((await behind({ of: 'rule', file: 'rules/many.yml', place: 0 }, { since })).total).toBe(16);
    expect((await searches()).length).toBe(1);
  });

  it('a rule that left the list is not guessed at', async () => {
    await responder().post('/api/v1/hunt/rules/remove', { names: ['rules/nothing.yml', 'rules/torn.yml', 'never there'] });
    const list = ruleListSchema.parse((await responder().get('/api/v1/hunt/rules')).json);
    const q = encodeURIComponent(JSON.stringify({ behind: { of: 'rule', file: 'rules/torn.yml', place: 0 } }));

    expect(list.files.map((file) => file.name)).toEqual(['rules/look-around.yml', 'rules/many.yml', 'rules/passwd.yml', 'update.yml']);
    expect((await responder().get(`/api/v1/hunt/behind?q=${q}`)).status).toBe(400);
  });

  it('names who had an address at that time, and says where records disagree or are silent', async () => {
    const leases =
      'lease 10.0.0.5 {\n  starts 1 2026/11/09 00:00:00;\n  ends 4 2026/11/12 00:00:00;\n  hardware ethernet 00:16:3e:aa:bb:cc;\n  client-hostname "pc-142";\n}\n';
    const assets =
      '端末名,MACアドレス,IPアドレス,利用者,部署,利用開始,返却\nPC-0142,00:16:3e:aa:bb:cc,,山田 花子,営業部,,\nPC-1,,10.0.0.6,A,,2026-01-01,\nPC-2,,10.0.0.6,B,,2026-01-01,\nPC-3,,10.0.0.7,C,,2026-12-01,\n';
    const beaconOf = async () => {
      const { beacons } = (await responder().get('/api/v1/hunt/beacons')).json as { beacons: unknown[] };
      return beaconSchema.parse(beacons[0]);
    };
    expect((await beaconOf()).who).toBeNull();
    const taken = await upload('/api/v1/logs/holders', {
      'dhcpd.leases': leases,
      'assets.csv': assets,
      'other.txt': 'nothing of the kind',
    });

    expect(taken.json).toMatchObject({
      files: [
        { format: 'isc-dhcpd', leases: 1, added: 1 },
        { format: 'assets', assets: 4, added: 4 },
        { format: 'unknown', added: 0, refusedCount: 1 },
      ],
    });
    expect((await responder().get('/api/v1/logs/holders')).json).toEqual({ files: 2, leases: 1, assets: 4 });
    expect((await beaconOf()).who).toEqual({
      is: 'known',
      holders: [
        {
          mac: '00:16:3e:aa:bb:cc',
          computer: 'PC-0142',
          user: '山田 花子',
          department: '営業部',
          from: '2026-11-09T00:00:00.000Z',
          until: '2026-11-12T00:00:00.000Z',
        },
      ],
    });
    const sightings = (await responder().get('/api/v1/hunt/sightings?indicators=www.example.jp')).json as {
      sightings: { computer: string; who: HeldWire | null }[];
    };
    const is = Object.fromEntries(sightings.sightings.map((one) => [one.computer, one.who?.is]));
    expect(is).toMatchObject({ '10.0.0.6': 'disputed', '10.0.0.7': 'unknown' });
  });

  it('ranks who attacks; the lines behind each number are its own', async () => {
    const sheet = attackersSchema.parse((await responder().post('/api/v1/hunt/attackers', { caseId: caseId() })).json);

    expect(sheet.attackers).toMatchObject([{ source: '203.0.113.66', attackShaped: 2, answered: 2, requests: 3, missing: 1, who: null }]);
    const of = (pick: string, shape = '') => behind({ of: 'attacker', source: '203.0.113.66', pick, shape });
    expect([
      (await of('attackShaped')).total,
      (await of('answered')).total,
      (await of('requests')).total,
      (await of('missing')).total,
    ]).toEqual([2, 2, 3, 1]);
    for (const { shape, count } of sheet.attackers[0]?.shapes ?? []) expect((await of('shape', shape)).total).toBe(count);
    expect((await searches()).at(-1)).toMatchObject({ what: 'attacks', hits: 2, computers: ['203.0.113.66'] });
  });

  it('lists what no other computer uses, the house’s own first', async () => {
    const sheet = rareListSchema.parse((await responder().post('/api/v1/hunt/rare', { caseId: caseId() })).json);

    expect(sheet.rare.find((one) => one.kind === 'destination')).toMatchObject({
      value: 'update.tour-sync.example',
      inside: true,
      count: 40,
      seenOn: [{ ip: '10.0.0.5', who: { is: 'known' } }],
    });
    expect(sheet.rare.some((one) => one.value === 'www.example.jp')).toBe(false);
    for (const { kind, table, value, count } of sheet.rare) expect((await behind({ of: 'rare', kind, table, value })).total).toBe(count);
    expect((await searches()).at(-1)).toMatchObject({ what: 'rare', hits: sheet.rare.length });
    expect(desk().reported).toEqual([]);
  });
});
