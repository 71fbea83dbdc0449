// SPDX-License-Identifier: Apache-2.0
import { advisorySources } from './advisory.port.ts';
import type { AdvisorySource } from './advisory.port.ts';
import type { AdvisoryFiles } from './advisory-files.port.ts';
import type { Mirror } from './mirror.port.ts';

export type Synced = {
  readonly source: AdvisorySource;
  readonly is: 'imported' | 'absent' | 'unreachable' | 'unreadable';
  readonly records: number;
  readonly recordsAsOf: string | null;
  /** What kept it from being imported; null when it was, or was not there. */
  readonly why: string | null;
};

/** Takes every source that the mirror has. One that fails leaves what was there before, and the others go on. */
export async function syncAdvisories(
  files: AdvisoryFiles,
  mirror: Mirror,
  told: (row: Synced) => void,
  only: readonly AdvisorySource[] = advisorySources,
): Promise<readonly Synced[]> {
  const rows: Synced[] = [];
  for (const source of only) {
    const row = await syncOne(files, mirror, source);
    told(row);
    rows.push(row);
  }
  return rows;
}

async function syncOne(files: AdvisoryFiles, mirror: Mirror, source: AdvisorySource): Promise<Synced> {
  const none = { source, records: 0, recordsAsOf: null, why: null };
  const found = await mirror.get(source);
  if (found.is === 'absent') return { ...none, is: 'absent' };
  if (found.is === 'unreachable') return { ...none, is: 'unreachable', why: found.why };
  try {
    const done = await files.import({ source, path: found.path, mode: 'whole', url: found.url, recordsAsOf: null });
    if (!done.ok) return { ...none, is: 'unreadable', why: done.error };
    return { ...none, is: 'imported', records: done.value.records, recordsAsOf: done.value.recordsAsOf };
  } finally {
    await found.release();
  }
}
