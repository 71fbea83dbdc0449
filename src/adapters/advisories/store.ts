// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { AdvisoryLookup, AdvisoryManifest, AdvisoryRecord, AdvisorySource } from '../../triage/advisory/advisory.port.ts';

export const SCHEMA = 3;

/**
 * One file for each source under `<dataFolder>/advisories/`: `<source>.db` (records and their keys) and
 * `<source>.manifest.json`. It is a copy of published data and can be thrown away and imported again; nothing of
 * a case stands in it. SQLite comes with the runtime: a look-up is a key search in a file, without a server.
 */
export function advisoryFolder(dataFolder: string): string {
  return join(dataFolder, 'advisories');
}

export type ImportFacts = Pick<AdvisoryManifest, 'url' | 'sha256' | 'fetchedAt' | 'recordsAsOf' | 'licence'>;
/** The keys of a record; triage says what they are. */
export type KeysOf = (record: AdvisoryRecord) => Iterable<string>;
export type Refusal = { readonly refused: string };

const REFUSALS_KEPT = 20;

/**
 * Writes a source's records. `whole` replaces what was there (built beside it and renamed into place, so that a
 * reader never sees half of it); `delta` puts records over those of the same id.
 */
export async function writeSource(
  folder: string,
  source: AdvisorySource,
  mode: 'whole' | 'delta',
  facts: ImportFacts,
  records: AsyncIterable<AdvisoryRecord | Refusal> | Iterable<AdvisoryRecord | Refusal>,
  keysOf: KeysOf,
): Promise<AdvisoryManifest> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const target = join(folder, `${source}.db`);
  // What was read by other rules is not there: a delta never mixes with it.
  const current = existsSync(target) && readManifests(folder).some((manifest) => manifest.source === source);
  const file = mode === 'whole' || !current ? `${target}.new-${process.pid}` : target;
  if (file !== target) rmSync(file, { force: true });
  const db = new DatabaseSync(file);
  const refused: string[] = [];
  let refusedCount = 0;
  try {
    db.exec('pragma journal_mode=wal; pragma synchronous=normal; begin immediate');
    db.exec('create table if not exists record (n integer primary key, id text unique not null, body text not null)');
    db.exec('create table if not exists key (key text not null, n integer not null, primary key (key, n)) without rowid');
    const put = db.prepare('insert into record (id, body) values (?, ?) on conflict (id) do update set body = excluded.body returning n');
    const had = db.prepare('select body from record where id = ?');
    const seen = new Set<string>();
    const unkey = db.prepare('delete from key where n = ?');
    const addKey = db.prepare('insert or ignore into key (key, n) values (?, ?)');
    for await (const record of records) {
      if ('refused' in record) {
        refusedCount += 1;
        if (refused.length < REFUSALS_KEPT) refused.push(record.refused.slice(0, 300));
        continue;
      }
      const again = seen.has(record.id);
      seen.add(record.id);
      // One advisory may stand in several documents (CPANSA: once for each distribution): what it affects adds up.
      const whole = again ? merged(JSON.parse((had.get(record.id) as { body: string }).body) as AdvisoryRecord, record) : record;
      const row = put.get(whole.id, JSON.stringify(whole)) as { n: number };
      if (file === target && !again) unkey.run(row.n);
      for (const key of keysOf(whole)) addKey.run(key, row.n);
    }
    const { total } = db.prepare('select count(*) as total from record').get() as { total: number };
    db.exec('commit; pragma wal_checkpoint(truncate); pragma journal_mode=delete');
    db.close();
    const manifest: AdvisoryManifest = { source, ...facts, records: total, refused, refusedCount, schema: SCHEMA };
    if (file !== target) renameSync(file, target);
    writeManifest(folder, manifest);
    return manifest;
  } catch (error) {
    if (db.isOpen) db.close();
    if (file !== target) rmSync(file, { force: true });
    throw error;
  }
}

function merged(a: AdvisoryRecord, b: AdvisoryRecord): AdvisoryRecord {
  return { ...b, aliases: [...new Set([...a.aliases, ...b.aliases])], affected: [...a.affected, ...b.affected] };
}

/** Written beside and renamed into place, so that a reader never sees half of it. */
export function writeManifest(folder: string, manifest: AdvisoryManifest): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${manifest.source}.manifest.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Manifests of all sources in a folder, by file name; none where there is no folder. A torn or foreign file is left out. */
export function readManifests(folder: string): readonly AdvisoryManifest[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.manifest.json'))
    .toSorted()
    .flatMap((name) => {
      try {
        const manifest = JSON.parse(readFileSync(join(folder, name), 'utf8')) as AdvisoryManifest;
        return manifest.schema === SCHEMA ? [manifest] : [];
      } catch {
        // A torn or foreign file is no source: status shows the source as missing.
        return [];
      }
    });
}

/** Published data that came with the program: so that a first day without network has a dated list of what is exploited. */
export type Seed = { readonly manifest: AdvisoryManifest; readonly find: (key: string, limit: number) => readonly AdvisoryRecord[] };

type Opened = { readonly manifest: AdvisoryManifest; readonly db: DatabaseSync };

/**
 * Opens what is there, read-only. A source without its file or with a broken one is left out and thereby "not checkable".
 * A shipped copy (`seeds`) stands in only while nothing as new was imported for its source.
 */
export function openAdvisories(folder: string, seeds: readonly Seed[] = []): AdvisoryLookup {
  const opened = readManifests(folder).flatMap((manifest): readonly Opened[] => {
    const file = join(folder, `${manifest.source}.db`);
    if (!existsSync(file)) return [];
    try {
      const db = new DatabaseSync(file, { readOnly: true });
      db.prepare('select 1 from record limit 1').get();
      return [{ manifest, db }];
    } catch {
      return [];
    }
  });
  const statements = opened.map(({ db }) =>
    db.prepare('select r.body from key k join record r on r.n = k.n where k.key = ? order by r.n limit ?'),
  );
  const used = seeds.filter(({ manifest }) => {
    const imported = opened.find((one) => one.manifest.source === manifest.source);
    return imported === undefined || imported.manifest.recordsAsOf < manifest.recordsAsOf;
  });
  const replaced = new Set(used.map(({ manifest }) => manifest.source));
  const find = (key: string, limit: number) => [
    ...statements
      .flatMap((statement) => statement.all(key, limit) as { body: string }[])
      .map((row) => JSON.parse(row.body) as AdvisoryRecord)
      .filter((record) => !replaced.has(record.source)),
    ...used.flatMap((seed) => seed.find(key, limit)),
  ];
  return {
    manifests: () => [
      ...opened.map(({ manifest }) => manifest).filter(({ source }) => !replaced.has(source)),
      ...used.map(({ manifest }) => manifest),
    ],
    byNumber: (number) => find(`#${number.toUpperCase()}`, 50),
    byProduct: (name, limit) => {
      const records = find(`@${name}`, limit + 1);
      return { records: records.slice(0, limit), more: records.length > limit };
    },
    close: () => {
      for (const { db } of opened) db.close();
    },
  };
}
