// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { containmentProblem } from '../problems.ts';
import { appendToDesk } from './change-service.ts';
import type { RegisterDeps } from './change-service.ts';
import type { TrafficRecord } from './record.ts';
import type { Studies } from './study.port.ts';

export type StudyDeps = RegisterDeps & { readonly studies: Studies };

/** Lines that were left out before the file was made, and why. */
export type LeftOut = Pick<TrafficRecord, 'lines' | 'refused' | 'samples'>;
const NOTHING: LeftOut = { lines: 0, refused: 0, samples: [] };

/** Keeps recorded traffic as it came and says what could be read of it. Readiness and plans rest on the newest one. */
export async function keepTraffic(
  deps: StudyDeps,
  actor: Actor,
  file: { readonly name: string; readonly bytes: Uint8Array },
  left: LeftOut = NOTHING,
): Promise<Result<TrafficRecord, Problem>> {
  const name = inertText(file.name).slice(0, 300) || 'file';
  const read = await readingOf(deps, file);
  if (!read.ok) return err(containmentProblem('containment.input-refused', { file: name, why: read.error }));
  const { reading, span } = read.value;
  if (reading.accepted === 0) return err(containmentProblem('containment.no-traffic', { file: name, lines: reading.lines }));
  const sha256 = await deps.blobs.put(file.bytes);
  return deps.journal.write(async (writing) => {
    const number = await writing.nextNumber('containment/traffic');
    const record: TrafficRecord = {
      trafficId: `F-${number}`,
      file: name,
      sha256,
      bytes: file.bytes.length,
      at: deps.clock.now(),
      by: actor.name,
      ...reading,
      lines: reading.lines + left.lines,
      refused: reading.refused + left.refused,
      samples: [...left.samples, ...reading.samples].slice(0, 20),
      ...span,
    };
    await deps.register.addTraffic(writing.tx, number, record);
    const { trafficId, lines, refused } = record;
    await appendToDesk(writing, actor, {
      kind: 'containment.traffic-kept',
      body: { trafficId, file: name, sha256, lines, refused, ...span },
    });
    return ok(record);
  });
}

async function readingOf(deps: StudyDeps, file: { readonly name: string; readonly bytes: Uint8Array }) {
  try {
    return ok(await deps.studies({ file: file.name, bytes: file.bytes }, { is: 'reading' }));
  } catch (error) {
    return err(error instanceof Error ? error.message.slice(0, 200) : 'unknown');
  }
}
