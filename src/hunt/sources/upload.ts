// SPDX-License-Identifier: Apache-2.0
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { SourcesResources } from './deps.ts';
import type { ImportJob } from './import-job.ts';
import { sourcesProblem } from './problems.ts';

export type Announced = {
  readonly name: string;
  readonly bytes: number;
  readonly caseId: CaseId | null;
  readonly zone: string | null;
  readonly by: { readonly id: string; readonly name: string };
};

/** Room for what comes and for its copy in the vault, and something for everybody else on this disk. */
const SPARE_BYTES = 500_000_000;

/** A file is announced before its bytes come, in pieces; its name is shown and never used as a path. */
export async function announce(desk: SourcesResources, file: Announced): Promise<Result<ImportJob, Problem>> {
  if (file.bytes < 1 || file.bytes > desk.mostBytes) return err(sourcesProblem('hunt.upload-too-large', { most: desk.mostBytes }));
  const free = await desk.incoming.free();
  if (free < 2 * file.bytes + SPARE_BYTES) return err(sourcesProblem('hunt.no-space', { free }));
  return ok(
    await desk.journal.write(async (writing) => {
      const number = await writing.nextNumber('log-import');
      const job: ImportJob = {
        importId: `I-${number}`,
        number,
        state: 'receiving',
        origin: { is: 'upload' },
        name: inertText(file.name).slice(0, 300),
        caseId: file.caseId,
        by: file.by,
        madeAt: desk.clock.now(),
        endedAt: null,
        bytes: file.bytes,
        received: 0,
        items: [
          {
            path: desk.incoming.path(`I-${number}`),
            name: inertText(file.name).slice(0, 300),
            bytes: file.bytes,
            format: null,
            zone: file.zone,
            state: 'waiting',
            fault: null,
          },
        ],
        asks: [],
        results: [],
        entered: 0,
      };
      await desk.store.insert(writing.tx, job);
      return job;
    }),
  );
}

/** One piece at its place. A piece that came before is acknowledged again; the last one hands the file to the runner. */
export async function receive(
  desk: SourcesResources,
  importId: string,
  offset: number,
  bytes: Uint8Array,
): Promise<Result<ImportJob, Problem>> {
  const job = await desk.store.find(importId);
  if (job === null) return err(sourcesProblem('hunt.import-missing'));
  const size = await desk.incoming.size(importId);
  if (job.state !== 'receiving')
    return offset + bytes.length <= job.received ? ok(job) : err(sourcesProblem('hunt.import-not-so', { state: job.state }));
  if (offset + bytes.length > job.bytes) return err(sourcesProblem('hunt.upload-too-large', { most: job.bytes }));
  if (offset !== size)
    return offset < size && offset + bytes.length <= size ? ok(job) : err(sourcesProblem('hunt.upload-elsewhere', { received: size }));
  const added = await desk.incoming.add(importId, offset, bytes);
  if (!added.ok) return err(sourcesProblem(added.error === 'no-space' ? 'hunt.no-space' : 'hunt.upload-elsewhere', { received: size }));
  const complete = added.value === job.bytes;
  const changed = await desk.store.update(importId, (now) =>
    now.state === 'receiving' ? { ...now, received: added.value, state: complete ? 'waiting' : 'receiving' } : null,
  );
  if (complete) desk.runner.poke();
  return changed === null ? err(sourcesProblem('hunt.import-missing')) : ok(changed);
}
