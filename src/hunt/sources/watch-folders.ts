// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import { DESK } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { actorKept } from '../../kernel/person.ts';
import type { SourcesResources } from './deps.ts';
import type { ImportJob } from './import-job.ts';
import { sourcesProblem } from './problems.ts';
import { isZone } from '../formats/read/zone.ts';
import { filesToTake } from './watched-folder.ts';
import type { FoundFile, WatchedFolder } from './watched-folder.ts';

export type NewFolder = {
  readonly path: string;
  readonly zone: string | null;
  readonly caseId: CaseId | null;
  readonly by: { readonly id: string; readonly name: string };
};

/**
 * Has a folder watched for new logs; an entry of the case, or of the desk. Refused outside MATOI_LOG_ROOTS, and where it is
 * watched already.
 */
export async function watchFolder(desk: SourcesResources, wanted: NewFolder): Promise<Result<WatchedFolder, Problem>> {
  if (wanted.zone !== null && !isZone(wanted.zone)) return err(sourcesProblem('hunt.format-unknown'));
  const path = await desk.folders.resolve(wanted.path);
  if (!path.ok) return err(sourcesProblem(path.error === 'not-allowed' ? 'hunt.folder-not-allowed' : 'hunt.folder-missing'));
  if ((await desk.store.folders()).some((one) => one.path === path.value)) return err(sourcesProblem('hunt.folder-watched'));
  const { zone, caseId, by } = wanted;
  return ok(
    await desk.journal.write(async (writing) => {
      const folderId = `W-${await writing.nextNumber('log-folder')}`;
      const folder: WatchedFolder = {
        folderId,
        path: path.value,
        zone,
        caseId,
        by,
        addedAt: desk.clock.now(),
        lookedAt: null,
        fault: null,
      };
      await desk.store.addFolder(writing.tx, folder);
      await writing.append({
        stream: caseId ?? DESK,
        actor: actorKept(by),
        drafts: [{ kind: 'hunt.folder-watched', body: { folderId, path: inertText(folder.path), zone } }],
      });
      return folder;
    }),
  );
}

/** Ends it, by an entry; what came from there stays. */
export async function leaveFolder(desk: SourcesResources, folderId: string, by: NewFolder['by']): Promise<Result<null, Problem>> {
  const gone = await desk.journal.write(async (writing) => {
    const folder = await desk.store.removeFolder(writing.tx, folderId);
    if (folder !== null)
      await writing.append({
        stream: folder.caseId ?? DESK,
        actor: actorKept(by),
        drafts: [{ kind: 'hunt.folder-left', body: { folderId, path: inertText(folder.path) } }],
      });
    return folder;
  });
  return gone === null ? err(sourcesProblem('hunt.import-missing')) : ok(null);
}

/** Looks into every folder once; what is new or changed there becomes one import of that folder. */
export async function lookIntoFolders(desk: SourcesResources): Promise<void> {
  for (const folder of await desk.store.folders()) {
    const found = await desk.folders.list(folder.path);
    const at = desk.clock.now();
    await desk.store.looked(folder.folderId, at, found.ok ? null : found.error);
    if (!found.ok) continue;
    const take = filesToTake(found.value, await desk.store.seen(folder.folderId), at);
    if (take.length > 0) await takeFiles(desk, folder, take);
  }
  desk.runner.poke();
}

async function takeFiles(desk: SourcesResources, folder: WatchedFolder, take: readonly FoundFile[]): Promise<void> {
  const at = desk.clock.now();
  const bytes = take.reduce((sum, file) => sum + file.bytes, 0);
  await desk.journal.write(async (writing) => {
    const number = await writing.nextNumber('log-import');
    const job: ImportJob = {
      importId: `I-${number}`,
      number,
      state: 'waiting',
      origin: { is: 'folder', folderId: folder.folderId },
      name: inertText(folder.path),
      caseId: folder.caseId,
      by: null,
      madeAt: at,
      endedAt: null,
      bytes,
      received: bytes,
      items: take.map((file) => ({
        path: file.path,
        name: inertText(file.name).slice(0, 300),
        bytes: file.bytes,
        format: null,
        zone: folder.zone,
        state: 'waiting',
        fault: null,
      })),
      asks: [],
      results: [],
      entered: 0,
    };
    await desk.store.insert(writing.tx, job);
    await desk.store.saw(
      writing.tx,
      folder.folderId,
      take.map(({ name, bytes: size, modified }) => ({ name, bytes: size, modified, takenAt: at })),
    );
  });
}
