// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { judgeClaim } from '../../src/hunt/question/claim.ts';
import { boundDataOut } from '../../src/hunt/question/data-out.ts';
import type { LogEngine } from '../../src/hunt/engine/engine.port.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import type { Period } from '../../src/hunt/engine/period.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/answers (skipped: chdb is not installed in engines/chdb)' : 'hunt/answers';

const pad = (n: number) => String(n).padStart(2, '0');
/** Every ten minutes from 09:00 to 12:50 UTC on 10 November 2026, but for hours that are left out. */
const moments = (without: readonly number[] = []) =>
  [9, 10, 11, 12]
    .filter((hour) => !without.includes(hour))
    .flatMap((hour) => [0, 10, 20, 30, 40, 50].map((minute) => [hour, minute] as const));
const clf = ([hour, minute]: readonly [number, number]) => `10/Nov/2026:${pad(hour)}:${pad(minute)}:00 +0000`;
const epoch = ([hour, minute]: readonly [number, number]) => Date.UTC(2026, 10, 10, hour, minute) / 1000;
const PATH = '/cgi-bin/quote.cgi';

function access(url: string, { host = '', without = [] as readonly number[] } = {}): string {
  return moments(without)
    .map((at) => `${host === '' ? '' : `${host} `}198.51.100.7 - - [${clf(at)}] "GET ${url} HTTP/1.1" 200 512 "-" "agent/1"`)
    .join('\n');
}
function squid(url: string): string {
  return moments()
    .map((at) => `${epoch(at)}.100    80 10.8.0.5 TCP_MISS/200 4000 GET ${url} - HIER_DIRECT/203.0.113.40 text/html`)
    .join('\n');
}
function iis(url: string): string {
  return `#Software: Microsoft Internet Information Services 10.0\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip cs(User-Agent) sc-status\n${moments()
    .map(([hour, minute]) => `2026-11-10 ${pad(hour)}:${pad(minute)}:00 10.9.0.2 GET ${url} - 443 198.51.100.8 agent/1 200`)
    .join('\n')}`;
}
function zeekHttp(url: string, server: string): string {
  return `#separator \\x09\n#path\thttp\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tmethod\thost\turi\trequest_body_len\tstatus_code\n#types\ttime\tstring\taddr\tport\taddr\tport\tstring\tstring\tstring\tcount\tcount\n${moments()
    .map((at) => `${epoch(at)}.000000\tC1\t198.51.100.9\t4000\t${server}\t80\tGET\twww.example.jp\t${url}\t0\t200`)
    .join('\n')}`;
}
function fortigate(sent: string, without: readonly number[] = []): string {
  return moments(without)
    .map(
      ([hour, minute]) =>
        `date=2026-11-10 time=${pad(hour)}:${pad(minute)}:00 devname="FG" logid="0000000013" type="traffic" subtype="forward" tz="+0000" srcip=10.8.0.5 srcport=5000 dstip=203.0.113.40 dstport=443 action="accept"${sent}`,
    )
    .join('\n');
}
function iptables(): string {
  return moments()
    .map(
      ([hour, minute]) =>
        `2026-11-10T${pad(hour)}:${pad(minute)}:00+00:00 gw kernel: FWD IN=eth1 OUT=eth0 SRC=10.8.0.5 DST=203.0.113.40 LEN=60 TTL=63 PROTO=TCP SPT=5000 DPT=443 SYN`,
    )
    .join('\n');
}

/** Logs by name, and for a claim about PATH what each is: the asked server's own or not, and whether it holds the request. */
const claimLogs = {
  'own-without.log': access('/index.html'),
  'own-with.log': access(PATH),
  'own-gap.log': access('/index.html', { without: [11] }),
  'www-without.log': access('/index.html', { host: 'www.example.jp' }),
  'www-with.log': access('/cgi-bin/x/..//%71uote.cgi;v=1/more', { host: 'www.example.jp:443' }),
  'shop-with.log': access(PATH, { host: 'shop.example.jp' }),
  'proxy-elsewhere.log': squid(`http://other-firm.example${PATH}`),
  'proxy-www.log': squid(`http://WWW.example.jp:80${PATH}`),
  'sensor-own.log': zeekHttp(PATH, '10.9.0.2'),
  'sensor-elsewhere.log': zeekHttp(PATH, '203.0.113.80'),
  'iis-other-case.log': iis('/CGI-bin/Quote.cgi'),
  'own-other-case.log': access('/CGI-bin/Quote.cgi'),
  'own-passed-over.log': access('/cgi-bin%5Cquote.cgi%20.'),
  'iis-passed-over.log': iis('/cgi-bin/quote.cgi::$DATA'),
  'own-torn.log': `${access('/torn.html')}\n198.51.100.7 - - [torn "GET ${PATH} HTTP/1.1`,
  'own-torn-elsewhere.log': `${access('/torn-elsewhere.html')}\n198.51.100.7 - - [torn "GET /other HTTP/1.1`,
} as const;
type ClaimLog = keyof typeof claimLogs;

const sent = ' sentbyte=1000 rcvdbyte=90';
const outLogs = {
  'fw-counts.log': fortigate(sent),
  'fw-silent.log': fortigate(''),
  'fw-gap.log': fortigate(sent, [10, 11]),
  'packets.log': iptables(),
  'squid-same.log': squid('http://other-firm.example/upload'),
  'squid-unseen.log': squid('http://other-firm.example/upload').replaceAll('203.0.113.40', '203.0.113.41'),
  'server.log': access('/index.html'),
} as const;
type OutLog = keyof typeof outLogs;

describe.skipIf(absent)(name, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-answers-'));
  const engine: LogEngine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 600_000_000 });
  afterAll(async () => {
    await engine.close();
    removeTree(work);
  });
  beforeAll(async () => {
    const clock = { now: () => '2026-11-22T00:00:00.000Z' as Instant };
    const deps = { engine, vault: logVault({ folder: join(work, 'vault') }), clock, small: true };
    const paths = Object.entries({ ...claimLogs, ...outLogs }).map(([file, text]) => {
      const path = join(work, file);
      writeFileSync(path, `${text}\n`);
      return path;
    });
    for await (const one of importLogs(deps, paths, { who: 'tester', zone: null, format: null })) unwrap(one);
    unwrap(await engine.write('CREATE TABLE matoi.all_files AS matoi.files'));
    unwrap(await engine.write('INSERT INTO matoi.all_files SELECT * FROM matoi.files'));
  }, 120_000);

  /** As if only these had been imported. */
  async function only(logs: readonly string[]): Promise<void> {
    unwrap(await engine.write('TRUNCATE TABLE matoi.files'));
    const ends = logs.map((log) => `endsWith(name, '/${log}')`).join(' OR ');
    unwrap(await engine.write(`INSERT INTO matoi.files SELECT * FROM matoi.all_files WHERE ${ends === '' ? '0' : ends}`));
  }
  async function verdict(logs: readonly ClaimLog[], hosts: readonly string[] = [], period: Period = ALWAYS, own: readonly string[] = []) {
    await only(logs);
    const answer = unwrap(await judgeClaim(engine, { kind: 'requested', path: PATH, period, about: { hosts, logs: own } }));
    return { verdict: answer.verdict, requests: answer.numbers.requests, why: answer.why.map((one) => one.en).join('\n') };
  }
  const day = (from: string, to: string): Period => ({
    since: `2026-11-10T${from}:00.000Z` as Instant,
    until: `2026-11-10T${to}:00.000Z` as Instant,
  });

  describe('a claim about any of one’s own servers', () => {
    const holding: readonly ClaimLog[] = ['own-with.log', 'www-with.log', 'shop-with.log', 'sensor-own.log'];
    const own: readonly ClaimLog[] = ['own-without.log', 'own-with.log', 'www-without.log', 'www-with.log', 'shop-with.log'];
    const some: readonly ClaimLog[] = ['own-without.log', 'proxy-elsewhere.log', 'sensor-own.log', 'sensor-elsewhere.log'];
    const sets = Array.from({ length: 2 ** some.length }, (_, bits) => some.filter((_log, at) => (bits >> at) % 2 === 1));
    it('is supported by a request to it, refuted only by a log of its own, and open without one, for every set of logs', async () => {
      const wrong: string[] = [];
      for (const logs of sets) {
        const right = logs.some((log) => holding.includes(log))
          ? 'supported'
          : logs.some((log) => own.includes(log))
            ? 'refuted'
            : 'cannot-tell';
        const got = await verdict(logs);
        if (got.verdict !== right) wrong.push(`${logs.join(' + ')}: ${got.verdict} for ${right}`);
      }
      expect(wrong).toEqual([]);
    });
    it('names what is missing when only a proxy’s log is there', async () => {
      const { why } = await verdict(['proxy-elsewhere.log']);
      expect(why).toContain('No access log of one’s own web server');
      expect(why).toContain('proxy-elsewhere.log');
    });
  });

  describe('a claim about one server', () => {
    const www = ['www.example.jp'];
    it.each<readonly [readonly ClaimLog[], readonly string[], string]>([
      [['www-with.log'], www, 'supported'],
      [['www-without.log'], www, 'refuted'],
      [['www-without.log', 'shop-with.log', 'proxy-elsewhere.log'], www, 'refuted'],
      [['shop-with.log'], www, 'cannot-tell'],
      [['shop-with.log', 'own-with.log'], www, 'cannot-tell'],
      [['own-without.log'], www, 'cannot-tell'],
      [['own-with.log'], www, 'supported'],
      [['proxy-www.log'], www, 'supported'],
      [['proxy-elsewhere.log'], www, 'cannot-tell'],
      [['www-without.log', 'proxy-www.log'], www, 'supported'],
      [['sensor-own.log'], www, 'supported'],
      [['sensor-elsewhere.log'], ['203.0.113.80'], 'supported'],
      [['sensor-elsewhere.log'], ['10.9.0.2'], 'cannot-tell'],
    ])('%j for %j: %s', async (logs, hosts, right) => {
      expect((await verdict(logs, hosts)).verdict).toBe(right);
    });
    it('a log that names no host is taken for the server’s own when a person says so', async () => {
      expect((await verdict(['own-without.log', 'shop-with.log'], www, ALWAYS, ['own-without.log'])).verdict).toBe('refuted');
      expect((await verdict(['own-without.log'], [], ALWAYS, ['no-such.log'])).verdict).toBe('cannot-tell');
    });
  });

  describe('what a server makes of a path', () => {
    it('is what counts: case on IIS, dot segments, parameters, escapes', async () => {
      expect(await verdict(['iis-other-case.log'])).toMatchObject({ verdict: 'supported', requests: 24 });
      expect(await verdict(['www-with.log'])).toMatchObject({ verdict: 'supported', requests: 24 });
      expect(await verdict(['iis-passed-over.log'])).toMatchObject({ verdict: 'supported', requests: 24 });
    });
    it('signs that only some servers pass over leave the claim open where the server is not known', async () => {
      expect((await verdict(['own-passed-over.log'])).verdict).toBe('cannot-tell');
    });
    it('where the server’s way with capital letters is not known, other letters leave the claim open', async () => {
      const got = await verdict(['own-other-case.log']);
      expect(got.verdict).toBe('cannot-tell');
      expect(got.why).toContain('24 requests differ from this path in capital and small letters only');
    });
  });

  describe('holes in the log', () => {
    it.each<readonly [readonly ClaimLog[], Period, string]>([
      [['own-gap.log'], ALWAYS, 'cannot-tell'],
      [['own-gap.log'], day('09:00', '10:30'), 'refuted'],
      [['own-gap.log', 'own-without.log'], ALWAYS, 'cannot-tell'],
      [['own-without.log'], day('08:00', '10:00'), 'cannot-tell'],
      [['own-without.log'], day('10:00', '14:00'), 'cannot-tell'],
      [['own-torn.log'], ALWAYS, 'cannot-tell'],
      [['own-torn-elsewhere.log'], ALWAYS, 'refuted'],
    ])('%j in %j: %s', async (logs, period, right) => {
      expect((await verdict(logs, [], period)).verdict).toBe(right);
    });
    it('“every line was read” is said only where it is so', async () => {
      expect((await verdict(['own-without.log'])).why).toContain('every line was read');
      expect((await verdict(['own-torn-elsewhere.log'])).why).not.toContain('every line was read');
    });
  });

  describe('data out', () => {
    async function bound(logs: readonly OutLog[], computer: string | null = '10.8.0.5', period: Period = ALWAYS) {
      await only(logs);
      return unwrap(await boundDataOut(engine, { period, computer, destination: null, zone: 'Asia/Tokyo' }));
    }
    it.each<readonly [readonly OutLog[], string | null, number | null]>([
      [['fw-counts.log'], '10.8.0.5', 24_000],
      [['fw-counts.log', 'server.log'], '10.8.0.5', 24_000],
      [['fw-silent.log'], '10.8.0.5', null],
      [['fw-counts.log', 'fw-silent.log'], '10.8.0.5', null],
      [['fw-gap.log'], '10.8.0.5', null],
      [['packets.log'], '10.8.0.5', null],
      [['fw-counts.log', 'packets.log'], '10.8.0.5', null],
      [['squid-same.log'], '10.8.0.5', null],
      [['fw-counts.log', 'squid-same.log'], '10.8.0.5', null],
      [['fw-counts.log', 'squid-same.log'], '10.8.0.6', 0],
      [['fw-counts.log', 'squid-same.log'], null, 24_000],
      [['fw-counts.log', 'squid-unseen.log'], null, null],
      [['server.log'], null, null],
      [[], null, null],
    ])('with %j for %s: at most %s bytes', async (logs, computer, right) => {
      const got = await bound(logs, computer);
      expect(got.atMostBytes).toBe(right);
      if (right === null) expect(got.notCounted.some((one) => one.en.startsWith('Not checkable: '))).toBe(true);
    });
    it('no bound over a period that the log does not cover', async () => {
      expect((await bound(['fw-counts.log'], null, day('09:00', '12:00'))).atMostBytes).toBe(18_000);
      expect((await bound(['fw-counts.log'], null, day('07:00', '12:00'))).atMostBytes).toBeNull();
    });
    it('what was counted stays in sight where there is no bound', async () => {
      expect(await bound(['fw-counts.log', 'packets.log'])).toMatchObject({ atMostBytes: null, countedBytes: 24_000 });
    });
  });
});
