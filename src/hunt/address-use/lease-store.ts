// SPDX-License-Identifier: Apache-2.0
// The records stand beside the rows they explain, each under the hash of the file it came from.
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { text } from '../engine/sql.ts';
import { heldBy } from './lease.ts';
import type { Asset, AddressUse, Lease } from './lease.ts';
import type { ReadHolders } from './read-leases.ts';

const TIME = 'Nullable(Int64)';
const statements = [
  `CREATE TABLE IF NOT EXISTS matoi.leases (source String, ip String, mac String, host String, from ${TIME}, until ${TIME}) ENGINE = MergeTree ORDER BY (source, ip)`,
  `CREATE TABLE IF NOT EXISTS matoi.assets (source String, mac String, host String, ip String, computer String, user String, department String, from ${TIME}, until ${TIME}) ENGINE = MergeTree ORDER BY source`,
];

const time = (value: number | null) => (value === null ? 'NULL' : String(Math.trunc(value)));

async function open(engine: LogEngine): Promise<Result<null, EngineFault>> {
  for (const sql of statements) {
    const made = await engine.write(sql);
    if (!made.ok) return made;
  }
  return ok(null);
}

/** A file is taken once. Gives how many records are new. */
export async function keepHolders(engine: LogEngine, source: string, read: ReadHolders): Promise<Result<number, EngineFault>> {
  const opened = await open(engine);
  if (!opened.ok) return opened;
  const there = await engine.read<{ n: number }>(
    `SELECT (SELECT count() FROM matoi.leases WHERE source = ${text(source)}) + (SELECT count() FROM matoi.assets WHERE source = ${text(source)}) AS n`,
  );
  if (!there.ok) return there;
  if ((there.value[0]?.n ?? 0) > 0) return ok(0);
  const rows = [
    {
      table: 'leases',
      values: read.leases.map((one) => [text(source), text(one.ip), text(one.mac), text(one.host), time(one.from), time(one.until)]),
    },
    {
      table: 'assets',
      values: read.assets.map((one) => [
        ...[source, one.mac, one.host, one.ip, one.computer, one.user, one.department].map(text),
        time(one.from),
        time(one.until),
      ]),
    },
  ];
  for (const { table, values } of rows)
    for (let at = 0; at < values.length; at += 5000) {
      const some = values.slice(at, at + 5000).map((row) => `(${row.join(',')})`);
      const written = await engine.write(`INSERT INTO matoi.${table} VALUES ${some.join(',')}`);
      if (!written.ok) return written;
    }
  return ok(read.leases.length + read.assets.length);
}

export type HolderRecords = { readonly files: number; readonly leases: number; readonly assets: number };

/** How many files, leases and assets are known. */
export async function countHolders(engine: LogEngine): Promise<Result<HolderRecords, EngineFault>> {
  const opened = await open(engine);
  if (!opened.ok) return opened;
  const rows = await engine.read<HolderRecords>(
    `SELECT uniqExact(source) AS files, countIf(lease) AS leases, countIf(NOT lease) AS assets FROM
     (SELECT source, 1 AS lease FROM matoi.leases UNION ALL SELECT source, 0 AS lease FROM matoi.assets)`,
  );
  return rows.ok ? ok(rows.value[0] ?? { files: 0, leases: 0, assets: 0 }) : rows;
}

export type WhoHad = (ip: string, first: string, last: string) => AddressUse | null;

/** Answers from the records; null where there are no records at all, which is not the same as `unknown`. */
export async function openHolders(engine: LogEngine, ips: readonly string[]): Promise<Result<WhoHad, EngineFault>> {
  const opened = await open(engine);
  if (!opened.ok) return opened;
  const wanted = [...new Set(ips)].map(text).join(',');
  const leases = await engine.read<Lease>(
    `SELECT DISTINCT ip, mac, host, from, until FROM matoi.leases WHERE ip IN (${wanted === '' ? `''` : wanted})`,
  );
  if (!leases.ok) return leases;
  const assets = await engine.read<Asset>('SELECT DISTINCT mac, host, ip, computer, user, department, from, until FROM matoi.assets');
  if (!assets.ok) return assets;
  const any = await engine.read<{ n: number }>('SELECT (SELECT count() FROM matoi.leases) + (SELECT count() FROM matoi.assets) AS n');
  if (!any.ok) return any;
  if ((any.value[0]?.n ?? 0) === 0) return ok(() => null);
  const byIp = Map.groupBy(leases.value, (lease) => lease.ip);
  return ok((ip, first, last) => heldBy(byIp.get(ip) ?? [], assets.value, ip, Date.parse(first) / 1000, Date.parse(last) / 1000));
}
