// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';

export type WatchedFolder = {
  readonly folderId: string;
  /** With every link resolved, inside a root that the operator allows. */
  readonly path: string;
  readonly zone: string | null;
  readonly caseId: CaseId | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly addedAt: Instant;
  readonly lookedAt: Instant | null;
  readonly fault: string | null;
};

/** A file as it was when it was taken last. */
export type SeenFile = { readonly name: string; readonly bytes: number; readonly modified: string; readonly takenAt: Instant };

/** A file that is there now. `name` is below the folder. */
export type FoundFile = { readonly name: string; readonly path: string; readonly bytes: number; readonly modified: string };

const QUIET_MILLIS = 60_000;
const AT_LEAST_EVERY = 3_600_000;
const AT_ONCE = 500;

/**
 * Which files are taken now: new or changed ones that nobody has written to for a minute; one that is written to all the
 * time is taken once an hour, because each taking keeps a copy.
 */
export function filesToTake(found: readonly FoundFile[], seen: readonly SeenFile[], now: Instant): readonly FoundFile[] {
  const before = new Map(seen.map((file) => [file.name, file]));
  const at = Date.parse(now);
  return found
    .filter((file) => {
      const last = before.get(file.name);
      if (file.bytes === 0 || (last !== undefined && last.bytes === file.bytes && last.modified === file.modified)) return false;
      if (at - Date.parse(file.modified) >= QUIET_MILLIS) return true;
      return last !== undefined && at - Date.parse(last.takenAt) >= AT_LEAST_EVERY;
    })
    .toSorted((a, b) => (a.modified < b.modified ? -1 : a.modified > b.modified ? 1 : a.name < b.name ? -1 : 1))
    .slice(0, AT_ONCE);
}
