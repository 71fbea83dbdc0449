// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import type { Draft } from '../../case/entry.ts';
import type { AccountMeasure } from '../../case/fold/accounts.ts';
import { keyOf } from '../../case/fold/accounts.ts';
import type { CaseView } from '../../case/fold/view.ts';
import { readFindings } from '../../case/handover/findings.ts';
import type { Journal } from '../../case/language/journal.port.ts';
import type { Actor } from '../../journal/actor.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import { containmentProblem } from '../problems.ts';
import type { proposeMeasuresSchema } from './account.contract.ts';
import { isSafeObject, prices, writeMeasure } from './measures.ts';
import { judgeReread } from './reread.ts';

export type AccountDeps = { readonly journal: Journal; readonly blobs: BlobStore };

/** Writes each measure with its commands, undo and price; nothing is run. The case's finding about the account is taken with it. */
export async function proposeMeasures(
  deps: AccountDeps,
  caseId: CaseId,
  actor: Actor,
  { object, provider, acts }: z.output<typeof proposeMeasuresSchema>,
): Promise<Result<null, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(containmentProblem('containment.no-such-case', { caseId }));
  if (!isSafeObject(object)) return err(containmentProblem('containment.input-refused', { file: 'object', why: object.slice(0, 100) }));
  const taken = readFindings(view).filter(
    (one) => one.to === 'containment' && one.kind === 'account' && one.state.is === 'ready' && keyOf(one.value) === keyOf(object),
  );
  await deps.journal.write(async (writing) => {
    const drafts: Draft[] = [];
    for (const act of acts) {
      const measureId = `A-${await writing.nextNumber(`containment/account/${caseId}`)}`;
      const { commands, undo, reread } = writeMeasure(act, provider, object);
      const body = { measureId, act, object, provider, commands: [...commands], undo: [...undo], price: prices[act], reread: [...reread] };
      drafts.push({ kind: 'containment.account-measure-proposed', body });
    }
    if (taken.length > 0) drafts.push({ kind: 'case.findings-taken', body: { to: 'containment', ids: taken.map(({ id }) => id) } });
    await writing.append({ stream: caseId, actor, drafts });
  });
  return ok(null);
}

/** What may follow each state. A measure that did not hold is done and read again; nothing but a re-read confirms. */
const FOLLOWS = {
  release: ['proposed'],
  done: ['released', 'not-confirmed'],
  reread: ['released', 'done', 'confirmed', 'not-confirmed'],
  undo: ['released', 'done', 'confirmed', 'not-confirmed'],
} as const satisfies Readonly<Record<string, readonly AccountMeasure['state'][]>>;

export async function moveMeasure(
  deps: AccountDeps,
  caseId: CaseId,
  actor: Actor,
  measureId: string,
  move:
    | { readonly do: 'release' | 'undo'; readonly reason: string }
    | { readonly do: 'done' }
    | { readonly do: 'reread'; readonly text: string },
): Promise<Result<null, Problem>> {
  const known: Move = move.do === 'reread' ? { ...move, pasted: await deps.blobs.put(new TextEncoder().encode(move.text)) } : move;
  return deps.journal.write(async (writing) => {
    const measure = measureOf(await writing.view(caseId), measureId);
    if (measure === null) return err(containmentProblem('containment.no-such-measure', { measureId }));
    if (!(FOLLOWS[move.do] as readonly string[]).includes(measure.state))
      return err(containmentProblem('containment.measure-not-now', { measureId, state: measure.state }));
    await writing.append({ stream: caseId, actor, drafts: [draftOf(measure, known)] });
    return ok(null);
  });
}

type Move =
  | { readonly do: 'release' | 'undo'; readonly reason: string }
  | { readonly do: 'done' }
  | { readonly do: 'reread'; readonly text: string; readonly pasted: Sha256 };

function draftOf(measure: AccountMeasure, move: Move): Draft {
  const { measureId } = measure;
  switch (move.do) {
    case 'release':
      return { kind: 'containment.account-measure-released', body: { measureId, reason: move.reason } };
    case 'done':
      return { kind: 'containment.account-measure-done', body: { measureId } };
    case 'undo':
      return { kind: 'containment.account-measure-undone', body: { measureId, reason: move.reason } };
    case 'reread':
      break;
  }
  const { pasted } = move;
  const { result, why } = judgeReread(measure.act, move.text, measure.releasedAt ?? '', measure.object);
  return { kind: 'containment.account-measure-reread', body: { measureId, result, why, pasted, blobs: [pasted] } };
}

function measureOf(view: CaseView | null, measureId: string): AccountMeasure | null {
  return view?.parts.accounts.measures.find((one) => one.measureId === measureId) ?? null;
}
