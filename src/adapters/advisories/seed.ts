// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { AdvisoryManifest, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import { readKev } from './kev-epss.ts';
import type { Seed } from './store.ts';

const at = (name: string) => new URL(`seed/${name}`, import.meta.url);
const kept: { records: ReadonlyMap<string, readonly AdvisoryRecord[]> | null } = { records: null };

/** The manifest is read at once, the records at the first question, once for the life of the process. */
export function kevSeed(keysOf: (record: AdvisoryRecord) => Iterable<string>): Seed {
  const manifest = JSON.parse(readFileSync(at('kev.manifest.json'), 'utf8')) as AdvisoryManifest;
  return {
    manifest,
    find(key, limit) {
      kept.records ??= recordsOf(manifest, keysOf);
      return (kept.records.get(key) ?? []).slice(0, limit);
    },
  };
}

/** Throws when the shipped file is not the one that its manifest names: then the installation is damaged. */
function recordsOf(manifest: AdvisoryManifest, keysOf: (record: AdvisoryRecord) => Iterable<string>) {
  const bytes = gunzipSync(readFileSync(at('kev.json.gz')));
  if (createHash('sha256').update(bytes).digest('hex') !== manifest.sha256) throw new Error('the shipped KEV copy is damaged');
  const records = new Map<string, AdvisoryRecord[]>();
  for (const record of readKev({ name: 'kev.json', text: bytes.toString('utf8') }).records) {
    if ('refused' in record) continue;
    for (const key of keysOf(record)) {
      const others = records.get(key);
      if (others === undefined) records.set(key, [record]);
      else others.push(record);
    }
  }
  return records;
}
