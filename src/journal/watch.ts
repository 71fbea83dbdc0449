// SPDX-License-Identifier: Apache-2.0
import type { BlobStore } from './blob-store.port.ts';
import { parseSha256 } from '../kernel/sha256.ts';
import type { JournalStore } from './store.port.ts';
import type { Task, TaskHandler, Watch } from './task.ts';

const ERASE = 'journal.erase-blob';

/** What was declared erased is erased, even if the desk stopped right after the entry. */
export const watchJournal: Watch = (_view, entry) => {
  switch (entry.kind) {
    case 'data.blob-erased':
      return [eraseTask(entry.body.sha256, `${entry.stream}#${entry.seq}`)];
    case 'case.deleted':
      return (entry.body.erasedBlobs ?? []).map((sha256) => eraseTask(sha256, `${entry.stream}#${entry.seq}`));
    default:
      return [];
  }
};

function eraseTask(sha256: string, because: string): Task {
  return { name: ERASE, key: `${ERASE}/${because}/${sha256}`, data: { sha256, because } };
}

/** Leaves the bytes alone when another stream has come to name them since. */
export function eraseHandler(deps: { readonly store: JournalStore; readonly blobs: BlobStore }): TaskHandler {
  return {
    name: ERASE,
    async run(data) {
      const sha256 = parseSha256(String(data['sha256']));
      if (sha256 === null) return;
      const because = String(data['because']).split('#')[0];
      const others = (await deps.store.streamsNaming(sha256)).filter((stream) => stream !== because && stream !== 'desk');
      if (others.length === 0) await deps.blobs.erase(sha256);
    },
  };
}
