// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from './blob-store.port.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import { ownEntry } from './entry.ts';
import type { AnyEntry } from './entry.ts';
import type { JournalStoreOf } from './store.port.ts';
import type { Task, TaskHandler, WatchOf } from './task.ts';

const ERASE = 'journal.erase-blob';

/** What was declared erased is erased, even if the desk stopped right after the entry. */
export const watchJournal: WatchOf<AnyEntry, unknown> = (_view, entry) => {
  const own = ownEntry(entry);
  switch (own?.kind) {
    case 'data.blob-erased':
      return [eraseTask(own.body.sha256, `${own.stream}#${own.seq}`)];
    case 'case.deleted':
      return (own.body.erasedBlobs ?? []).map((sha256) => eraseTask(sha256, `${own.stream}#${own.seq}`));
    default:
      return [];
  }
};

function eraseTask(sha256: string, because: string): Task {
  return { name: ERASE, key: `${ERASE}/${because}/${sha256}`, data: { sha256, because } };
}

/** Leaves the bytes alone when another stream has come to name them since. */
export function eraseHandler(deps: {
  readonly store: Pick<JournalStoreOf<unknown>, 'streamsNaming'>;
  readonly blobs: BlobStore;
}): TaskHandler {
  return {
    name: ERASE,
    async run(data) {
      const sha256 = parseSha256(String(data['sha256']));
      if (sha256 === null) return;
      const because = String(data['because']).split('#')[0];
      const others = (await deps.store.streamsNaming(sha256)).filter((stream) => stream !== because);
      if (others.length === 0) await deps.blobs.erase(sha256);
    },
  };
}
