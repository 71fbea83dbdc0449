// SPDX-License-Identifier: Apache-2.0
// The command line of hunting, as a person or a script uses it, on logs of every format written for these tests.
import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { beaconSchema, coverageSchema } from '../../src/hunt/contract.ts';
import { runMatoi } from '../support/process.ts';
import type { Ran } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const own = new URL('../../fixtures/hunt/', import.meta.url).pathname;
const logs = join(own, 'logs');
const CSV = ['@timestamp=Date', 'source.ip=Client', 'user.name=User', 'url.original=Address', 'http.response.status_code=Status'];
const SQUID = 'squid:%tl %>a %un "%rm %ru" %>Hs %<st %>st %<a:%<p "%{User-Agent}>h" %Ss';
/** What each file is, and how many of its lines are events, headings, and neither. */
const expected: Readonly<Record<string, readonly [format: string, parsed: number, headers: number, broken: number]>> = {
  'apache-combined.log': ['access', 63, 0, 1],
  'apache-vhost.log': ['access', 3, 0, 0],
  'bind.log': ['dns-query', 2, 0, 0],
  'cef.log': ['cef-leef', 2, 0, 0],
  'dnsmasq.log': ['dns-query', 5, 0, 0],
  'fortigate.log': ['fortigate', 4, 0, 0],
  'iis-w3c.log': ['w3c', 5, 8, 0],
  'iptables.log': ['iptables', 2, 0, 0],
  'leef.log': ['cef-leef', 2, 0, 0],
  'nftables.log': ['iptables', 2, 0, 0],
  'nginx.json': ['json-access', 2, 0, 0],
  'proxy.csv': ['csv', 2, 1, 0],
  'squid-custom.log': ['squid-custom', 3, 0, 0],
  'squid.log': ['squid', 168, 0, 0],
  'suricata-eve.json': ['suricata-eve', 5, 0, 0],
  'unbound.log': ['dns-query', 2, 0, 0],
  'zeek-conn.json': ['zeek-json', 42, 0, 0],
  'zeek-conn.log': ['zeek-tsv', 42, 9, 0],
};

const importedSchema = z.object({
  file: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  format: z.string(),
  share: z.number().min(0).max(1),
  lines: z.int(),
  parsed: z.int(),
  rejected: z.int(),
  headers: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  zone: z.string(),
});
const refSchema = z.object({ file: z.int(), line: z.int() });
const huntedSchema = z.object({
  sightings: z.array(
    z.object({
      indicator: z.string(),
      computer: z.string(),
      count: z.int().positive(),
      first: z.string(),
      last: z.string(),
      lines: z.array(refSchema).min(1),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      author: z.string().min(1),
      license: z.string().min(1),
      count: z.int().positive(),
      lines: z.array(refSchema).min(1),
    }),
  ),
  beacons: z.array(beaconSchema),
  coverage: coverageSchema,
});
const claimSchema = z.object({
  verdict: z.enum(['supported', 'refuted', 'cannot-tell']),
  numbers: z.looseObject({ requests: z.int(), attackShaped: z.int(), first: z.string().nullable(), last: z.string().nullable() }),
  coverage: coverageSchema,
  evidence: z.object({
    engine: z.string(),
    vault: z.object({ entries: z.int(), hash: z.string() }),
    queries: z.array(z.string()).min(1),
    lines: z.array(z.object({ sha256: z.string(), line: z.int(), offset: z.int(), digest: z.string(), raw: z.string() })),
    bundle: z.object({ folder: z.string(), digest: z.string() }).nullable(),
  }),
});

const rows = (ran: Ran): unknown[] =>
  ran.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

describe.skipIf(absent)(absent ? 'transcript/hunt (skipped: chdb is not installed in engines/chdb)' : 'transcript/hunt', () => {
  const data = mkdtempSync(join(tmpdir(), 'matoi-hunt-cli-'));
  const matoi = (...args: string[]) => runMatoi(args, { MATOI_DATA: data });
  const imported: z.infer<typeof importedSchema>[] = [];

  beforeAll(async () => {
    const special = ['proxy.csv', 'squid-custom.log'];
    const plain = readdirSync(logs).filter((name) => !special.includes(name));
    const runs = [
      await matoi('logs', 'import', ...plain.map((name) => join(logs, name)), '--zone', '+09:00', '--jsonl'),
      await matoi(
        'logs',
        'import',
        join(logs, 'proxy.csv'),
        '--format',
        'csv',
        '--table',
        'web',
        ...CSV.flatMap((pair) => ['--map', pair]),
        '--zone',
        'Asia/Tokyo',
        '--jsonl',
      ),
      await matoi('logs', 'import', join(logs, 'squid-custom.log'), '--format', SQUID, '--jsonl'),
    ];
    expect(runs.map((run) => run.code)).toEqual([0, 0, 0]);
    imported.push(...runs.flatMap(rows).map((row) => importedSchema.parse(row)));
  }, 120_000);
  afterAll(() => removeTree(data));

  test('logs import --jsonl: a line for each file, and every line of each file is counted', () => {
    const seen = Object.fromEntries(
      imported.map((one) => [one.file.split('/').at(-1), [one.format, one.parsed, one.headers, one.rejected - one.headers]]),
    );
    expect(seen).toEqual(expected);
    for (const one of imported) {
      const text = readFileSync(one.file, 'utf8');
      expect([one.file, one.parsed + one.rejected, one.lines]).toEqual([
        one.file,
        text.split('\n').length - 1,
        text.split('\n').length - 1,
      ]);
      // All of them are of the same morning, whatever zone each is written in.
      expect([one.file, one.from?.slice(0, 13)]).toEqual([one.file, '2026-11-20T00']);
    }
  });

  test('hunt --indicators --sigma --beacons --json: who met what, with author, reasons and what was not looked at', async () => {
    const ran = await matoi('hunt', '--indicators', join(own, 'indicators.txt'), '--sigma', join(own, 'rules'), '--beacons', '--json');
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('not an indicator');
    expect(ran.stderr).toContain('look-around');
    const hunted = huntedSchema.parse(JSON.parse(ran.stdout));
    // 198.51.100.0/30 holds .0 to .3: nobody here met one of them, though .10 to .14 begin with the same signs.
    expect(new Set(hunted.sightings.map((one) => `${one.indicator} ${one.computer}`))).toEqual(
      // A resolver's reply names the address too; its line names no computer.
      new Set(['203.0.113.80 ', '203.0.113.80 10.20.0.31', 'update.tour-sync.example/t 10.20.0.31']),
    );
    expect(hunted.rules.map((rule) => [rule.title, rule.count, rule.author, rule.license])).toEqual([
      ['A program in the query of a CGI', 2, 'Matoi', 'Apache-2.0'],
    ]);
    expect(hunted.beacons[0]).toMatchObject({ source: '10.20.0.31', destination: '203.0.113.80', interval: 300 });
    expect(hunted.beacons.map((one) => one.score)).toEqual(hunted.beacons.map((one) => one.score).toSorted((a, b) => b - a));
    expect(hunted.coverage.notLookedAt.length).toBeGreaterThan(0);
  });

  test('logs holders: an address becomes a computer, a user, a department, for the time at hand', async () => {
    const ran = await matoi('logs', 'holders', join(own, 'address-use', 'dhcpd.leases'), join(own, 'address-use', 'assets.csv'), '--json');
    expect([ran.code, JSON.parse(ran.stdout)]).toMatchObject([
      0,
      [
        { format: 'isc-dhcpd', leases: 2, assets: 0, added: 2, refused: [] },
        { format: 'assets', leases: 0, assets: 2, added: 2, refused: [] },
      ],
    ]);
    const again = await matoi('logs', 'holders', join(own, 'address-use', 'assets.csv'), '--jsonl');
    expect(rows(again)).toMatchObject([{ added: 0 }]);
    const hunted = await matoi('hunt', '--indicators', join(own, 'indicators.txt'), '--beacons', '--json');
    const { sightings, beacons } = JSON.parse(hunted.stdout) as {
      sightings: { computer: string; who: unknown }[];
      beacons: { who: unknown }[];
    };
    const sato = { is: 'known', holders: [{ computer: 'PC-0031', user: '佐藤 花子', department: '営業一課' }] };
    expect([sightings[0]?.who, beacons[0]?.who]).toMatchObject([sato, sato]);
  });

  test('hunt --attacks --json: who tried something, with the shapes and the lines', async () => {
    const ran = await matoi('hunt', '--attacks', '--json');
    const { attacks } = JSON.parse(ran.stdout) as { attacks: { source: string; attackShaped: number; lines: unknown[] }[] };
    expect(attacks).toMatchObject([{ source: '203.0.113.66', attackShaped: 3, answered: 2, missing: 1 }]);
    expect(attacks[0]?.lines).toHaveLength(3);
  });

  test('hunt export --ocsf: a line for each row that is no header, leading back to its line', async () => {
    const ran = await matoi('hunt', 'export', '--ocsf', '--table', 'dns');
    const events = rows(ran) as { class_uid: number; query: { hostname: string }; metadata: { uid: string } }[];
    const bind = imported.find((one) => one.file.endsWith('bind.log'));
    expect(events.every((event) => event.class_uid === 4003)).toBe(true);
    expect(events.map((event) => event.metadata.uid)).toEqual(expect.arrayContaining([`${bind?.sha256}:1`, `${bind?.sha256}:2`]));
    expect(rows(await matoi('hunt', 'export', '--ocsf', '--indicators', join(own, 'indicators.txt')))[0]).toMatchObject({
      class_uid: 2004,
      category_uid: 2,
    });
    expect((await matoi('hunt', 'export')).code).toBe(2);
  });

  test('hunt sigma compile DIR --json: SQL or a reason for each rule', async () => {
    const ran = await matoi('hunt', 'sigma', 'compile', join(own, 'rules'), '--json');
    expect(ran.code).toBe(0);
    const [cgi, ahead] = JSON.parse(ran.stdout) as { file: string; id: string; sql?: string; reason?: string }[];
    expect(cgi).toMatchObject({ id: '6b1ad7d2-3c8a-4d7e-9d5e-0c6a2f4b7e12', sql: expect.stringContaining('matoi.web') as string });
    expect(ahead).toMatchObject({ id: '6b1ad7d2-3c8a-4d7e-9d5e-0c6a2f4b7e13', reason: expect.stringContaining('look-around') as string });
    expect([cgi?.reason, ahead?.sql]).toEqual([undefined, undefined]);
  });

  test('hunt claim --path --since --json: verdict, numbers, coverage, evidence', async () => {
    const ran = await matoi('hunt', 'claim', '--path', '/cgi-bin/form.cgi', '--since', '2026-11-20', '--json');
    expect(ran.code).toBe(0);
    const answer = claimSchema.parse(JSON.parse(ran.stdout));
    expect(answer).toMatchObject({ verdict: 'supported', numbers: { requests: 3, attackShaped: 2, first: '2026-11-20T00:18:10Z' } });
    expect(answer.evidence.lines.map((line) => line.raw)).toEqual(
      readFileSync(join(logs, 'apache-combined.log'), 'utf8')
        .split('\n')
        .filter((line) => line.includes('form.cgi')),
    );
    const unknown = await matoi('hunt', 'claim', '--path', '/cgi-bin/other.cgi', '--since', '2026-11-01', '--json');
    expect([unknown.code, claimSchema.parse(JSON.parse(unknown.stdout)).verdict]).toEqual([1, 'cannot-tell']);
  });

  test('the evidence bundle is checked by its own script with nothing but a shell', async () => {
    const bundle = join(data, 'bundle');
    await matoi('hunt', 'claim', '--path', '/cgi-bin/form.cgi', '--bundle', bundle, '--json');
    const check = (...args: string[]): readonly [number, string] => {
      try {
        return [
          0,
          execFileSync('/bin/sh', [join(bundle, 'check.sh'), ...args], {
            env: { PATH: '/usr/bin:/bin' },
            stdio: ['ignore', 'pipe', 'pipe'],
            encoding: 'utf8',
          }),
        ];
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return [status, stdout];
      }
    };
    expect(check(logs)).toEqual([0, 'bundle: unchanged\nlines.raw: 3 lines, 0 faults\noriginals: 3 lines checked, 0 faults\n']);
    expect(execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: bundle, encoding: 'utf8' })).toBe('');
    expect(check(own.concat('rules'))[0]).toBe(1);
    expect(check(join(data, 'nowhere'))[0]).toBe(2);
    appendFileSync(join(bundle, 'lines.raw'), 'x');
    expect(check()).toEqual([1, 'FAULT: the bundle was changed\n']);
    expect(existsSync(join(bundle, 'answer.json'))).toBe(true);
  });

  test('words for a person, in both languages', async () => {
    const ja = await matoi('hunt', 'claim', '--path', '/cgi-bin/form.cgi', '--lang', 'ja');
    expect(ja.stdout).toContain('攻撃とみられる形が 2 件');
    const en = await matoi('hunt', '--beacons', '--lang', 'en', '--limit', '1');
    expect(en.stdout).toMatch(/10\.20\.0\.31 -> 203\.0\.113\.80/);
    expect(en.stdout).toContain('Not looked at, or not checkable:');
  });

  test('a wrong call says so, a file that is not there is a finding', async () => {
    expect((await matoi('logs', 'import')).code).toBe(2);
    expect((await matoi('logs', 'import', join(logs, 'bind.log'), '--format', 'nosuch')).code).toBe(2);
    expect((await matoi('logs', 'import', join(logs, 'bind.log'), '--format', 'squid:%rm %ru')).code).toBe(2);
    expect((await matoi('hunt', 'claim', '--since', 'yesterday', '--path', '/x')).code).toBe(2);
    const gone = await matoi('logs', 'import', join(logs, 'gone.log'), '--json');
    expect([gone.code, JSON.parse(gone.stdout)]).toMatchObject([1, [{ error: { code: 'not-found' } }]]);
  });
});
