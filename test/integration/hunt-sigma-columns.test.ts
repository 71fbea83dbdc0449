// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chdbEngine } from '../../src/adapters/chdb/engine.ts';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { logVault } from '../../src/adapters/log-vault/vault.ts';
import { importLogs } from '../../src/hunt/import/import.ts';
import { ALWAYS } from '../../src/hunt/engine/period.ts';
import { compileAll } from '../../src/hunt/sigma/compile.ts';
import { parseSigma } from '../../src/hunt/sigma/parse.ts';
import { runRules } from '../../src/hunt/sigma/run.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { unwrap } from '../../src/kernel/result.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const name = absent ? 'hunt/sigma-columns (skipped: chdb is not installed in engines/chdb)' : 'hunt/sigma-columns';

const combined = [
  '198.51.100.4 - - [10/Nov/2026:12:00:00 +0900] "GET /find?q=1%20UnIoN+sElEcT+2 HTTP/1.1" 200 0 "-" "-"',
  '::ffff:10.4.4.4 - hana [10/Nov/2026:12:00:01 +0900] "PUT /a HTTP/1.1" 201 40 "http://r.example/" "agent/2"',
  '198.51.100.5 - - [10/Nov/2026:12:00:02 +0900] "DELETE /a HTTP/1.1" 403 900 "-" "agent/2"',
];
const common = ['198.51.100.6 - - [10/Nov/2026:12:00:03 +0900] "GET /plain HTTP/1.1" 200 10'];
const fortigate = [
  'date=2026-11-10 time=12:00:00 devname="F" logid="1" type="event" subtype="user" tz="+0900" user="hana" action="tunnel-up" remip=198.51.100.9',
  'date=2026-11-10 time=12:00:01 devname="F" logid="2" type="traffic" subtype="forward" tz="+0900" srcip=10.4.4.4 dstip=203.0.113.3 dstport=25 action="deny"',
];

describe.skipIf(absent)(name, () => {
  const work = mkdtempSync(join(tmpdir(), 'matoi-columns-'));
  const engine = chdbEngine({ folder: join(work, 'engine'), env: process.env, memoryBytes: 600_000_000 });
  afterAll(async () => {
    await engine.close();
    removeTree(work);
  });
  beforeAll(async () => {
    const deps = {
      engine,
      vault: logVault({ folder: join(work, 'vault') }),
      clock: { now: () => '2026-11-22T00:00:00.000Z' as Instant },
      small: true,
    };
    const paths = Object.entries({ combined, common, fortigate }).map(([file, lines]) => {
      writeFileSync(join(work, `${file}.log`), `${lines.join('\n')}\n`);
      return join(work, `${file}.log`);
    });
    for await (const one of importLogs(deps, paths, { who: 'tester', zone: null, format: null })) unwrap(one);
  }, 60_000);

  async function ask(logsource: Record<string, string>, detection: Record<string, unknown>) {
    const [line] = compileAll([{ file: 'r', place: 0, document: parseSigma({ title: 'r', id: 'r', logsource, detection }) }]);
    if (line === undefined || !('compiled' in line)) throw new Error('did not compile');
    const { hits, unanswered } = unwrap(await runRules(engine, [line.compiled], ALWAYS));
    return { hits: hits[0]?.count ?? 0, why: unanswered[0]?.why ?? null, columns: unanswered[0]?.columns ?? [] };
  }
  const web = { category: 'webserver' };

  it.each<readonly [string, Record<string, string>, Record<string, unknown>, number, string | null]>([
    ['a count of nothing is a value', web, { s: { 'sc-bytes|lt': 20 }, condition: 's' }, 2, null],
    ['a count of nothing is there', web, { s: { 'sc-bytes|exists': true }, condition: 's' }, 4, null],
    ['a dash is nothing, where the log has the column', web, { s: { 'cs-user-agent': null }, condition: 's' }, 1, 'in-part'],
    ['and so it is asked for by its dash', web, { s: { 'cs-user-agent': '-' }, condition: 's' }, 1, 'in-part'],
    ['a plus sign is a blank in a query', web, { s: { 'cs-uri-query|contains': 'union select' }, condition: 's' }, 1, null],
    ['an address inside IPv6 lies in its range', web, { s: { 'c-ip|cidr': '10.0.0.0/8' }, condition: 's' }, 1, null],
    ['a column that no log has answers nothing', web, { s: { 'cs-cookie|contains': 'x' }, condition: 's' }, 0, 'no-column'],
    [
      'nor does what is said not to be in it',
      web,
      { s: { 'cs-method': 'GET' }, f: { 'cs-cookie|contains': 'x' }, condition: 's and not f' },
      0,
      'no-column',
    ],
    [
      'what is true without it still hits',
      web,
      { s: { 'cs-method': 'PUT' }, f: { 'cs-cookie|contains': 'x' }, condition: 's or f' },
      1,
      'in-part',
    ],
    [
      'a log that lacks the column is left out',
      web,
      { s: { 'c-uri|contains': '/' }, f: { 'cs-user-agent|contains': 'agent' }, condition: 's and not f' },
      1,
      'in-part',
    ],
    [
      'a product of which nothing is here',
      { category: 'network_connection', product: 'windows' },
      { s: { DestinationPort: 25 }, condition: 's' },
      0,
      'no-log',
    ],
    ['the category alone', { category: 'network_connection' }, { s: { DestinationPort: 25 }, condition: 's' }, 1, null],
    ['a FortiGate’s own events', { product: 'fortigate', service: 'event' }, { s: { action: 'tunnel-up' }, condition: 's' }, 1, null],
    [
      'and its connections apart from them',
      { product: 'fortigate', service: 'traffic' },
      { s: { action: 'deny' }, condition: 's' },
      1,
      null,
    ],
    ['a category of another product', { category: 'firewall', product: 'cisco' }, { s: { action: 'deny' }, condition: 's' }, 0, 'no-log'],
  ])('%s', async (_, logsource, detection, hits, why) => {
    expect(await ask(logsource, detection)).toMatchObject({ hits, why });
  });

  it('says which columns are missing', async () => {
    expect((await ask(web, { s: { 'cs-cookie|contains': 'x' }, condition: 's' })).columns).toEqual(['extra.cs(Cookie)']);
  });
});
