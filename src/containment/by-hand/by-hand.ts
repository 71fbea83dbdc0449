// SPDX-License-Identifier: Apache-2.0
import type { HandMeasure } from '../../case/fold/views/containment-view.ts';
import type { Actor } from '../../journal/actor.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import { containmentProblem } from '../problems.ts';
import type { HandMeasureAsk, HandMeasureRow, PutBackAsk } from './by-hand.contract.ts';

export type ByHandDeps = { readonly journal: Journal; readonly blobs: BlobStore; readonly clock: Clock };
export type Photo = { readonly fileName: string; readonly bytes: Uint8Array };

/** Clocks of people and desk differ by minutes. */
const AHEAD_MS = 5 * 60_000;
const MOST_PHOTOS = 20;

/** Every measure of a case that was taken by hand, the first one first; null: there is no such case. */
export async function handMeasures(deps: ByHandDeps, caseId: CaseId): Promise<readonly HandMeasure[] | null> {
  return (await deps.journal.view(caseId))?.parts.containment.handMeasures ?? null;
}

/**
 * Writes down a measure taken by hand, as one entry, and gives its number, `M-1`. Refused for a time that cannot be, and for
 * a case that is not there.
 */
export async function takeByHand(deps: ByHandDeps, caseId: CaseId, actor: Actor, ask: HandMeasureAsk): Promise<Result<string, Problem>> {
  const doneAt = timeOf(deps, ask.doneAt, null);
  if (doneAt === null) return err(containmentProblem('containment.hand-time', { at: ask.doneAt }));
  if ((await handMeasures(deps, caseId)) === null) return err(containmentProblem('containment.no-such-case', { caseId }));
  return deps.journal.write(async (writing) => {
    const measureId = `M-${await writing.nextNumber(`containment/by-hand/${caseId}`)}`;
    const body = { ...ask, measureId, doneAt };
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'containment.hand-measure-taken', body }] });
    return ok(measureId);
  });
}

/** Photos of what was done: kept under their digest, named by the measure's entry and by nothing else. */
export async function photograph(
  deps: ByHandDeps,
  caseId: CaseId,
  actor: Actor,
  measureId: string,
  files: readonly Photo[],
): Promise<Result<null, Problem>> {
  const found = await measureOf(deps, caseId, measureId);
  if (!found.ok) return found;
  if (found.value.photos.length + files.length > MOST_PHOTOS)
    return err(containmentProblem('containment.too-many-photos', { most: MOST_PHOTOS }));
  const photos = [];
  for (const { fileName, bytes } of files)
    photos.push({ sha256: await deps.blobs.put(bytes), fileName: inertText(fileName).slice(0, 300), bytes: bytes.length });
  const body = { measureId, photos, blobs: photos.map((one) => one.sha256) };
  await deps.journal.append({ stream: caseId, actor, drafts: [{ kind: 'containment.hand-measure-photographed', body }] });
  return ok(null);
}

/** Whoever was named allows it; anybody else's word needs a reason, which stays in the record. */
export async function putBack(
  deps: ByHandDeps,
  caseId: CaseId,
  actor: Actor,
  measureId: string,
  ask: PutBackAsk,
): Promise<Result<null, Problem>> {
  const found = await measureOf(deps, caseId, measureId);
  if (!found.ok) return found;
  const measure = found.value;
  if (measure.putBack !== null) return err(containmentProblem('containment.put-back-already', { measureId }));
  const doneAt = timeOf(deps, ask.doneAt, measure.doneAt);
  if (doneAt === null) return err(containmentProblem('containment.hand-time', { at: ask.doneAt }));
  if (!sameName(ask.allowedBy, measure.putBackBy) && ask.reason === '')
    return err(containmentProblem('containment.not-theirs-to-put-back', { measureId, named: measure.putBackBy }));
  const body = { ...ask, measureId, doneAt };
  return deps.journal.write(async (writing) => {
    await writing.append({ stream: caseId, actor, drafts: [{ kind: 'containment.hand-measure-put-back', body }] });
    return ok(null);
  });
}

/** A measure as it goes to the browser. */
export function rowOf(measure: HandMeasure): HandMeasureRow {
  const { measureId, what, object, place, doneBy, doneAt, putBackBy, note, recordedBy, recordedAt, photos, putBack: back } = measure;
  return {
    measureId,
    what,
    object,
    place,
    doneBy,
    doneAt,
    putBackBy,
    note,
    recordedBy,
    recordedAt,
    photos: [...photos],
    putBack: back === null ? null : { doneBy: back.doneBy, doneAt: back.doneAt, allowedBy: back.allowedBy, reason: back.reason },
  };
}

/** In UTC; null where it cannot be read, lies ahead, or before `after`. */
function timeOf({ clock }: ByHandDeps, text: string, after: Instant | null): Instant | null {
  const at = parseInstant(text);
  if (at === null || Date.parse(at) > Date.parse(clock.now()) + AHEAD_MS) return null;
  return after !== null && Date.parse(at) < Date.parse(after) ? null : at;
}

const sameName = (a: string, b: string) => a.normalize('NFKC').replaceAll(/\s/g, '') === b.normalize('NFKC').replaceAll(/\s/g, '');

async function measureOf(deps: ByHandDeps, caseId: CaseId, measureId: string): Promise<Result<HandMeasure, Problem>> {
  const found = (await handMeasures(deps, caseId))?.find((one) => one.measureId === measureId);
  return found === undefined ? err(containmentProblem('containment.no-such-measure', { measureId })) : ok(found);
}
