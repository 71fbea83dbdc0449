// SPDX-License-Identifier: Apache-2.0
// What every route of hunting shares: the desk's engine, its faults as problems, times and case numbers of a question.
import { actorOf } from '../edge/actor.ts';
import type { Caller, Reply } from '../edge/route.ts';
import type { Draft } from '../case/entry.ts';
import type { Journal } from '../case/language/journal.port.ts';
import { parseCaseId } from '../journal/stream.ts';
import type { CaseId } from '../journal/stream.ts';
import { parseInstant } from '../kernel/instant.ts';
import type { Result } from '../kernel/result.ts';
import type { HuntDeps, HuntResources } from './deps.ts';
import type { EngineFault } from './engine/engine.port.ts';
import type { PackBundle } from './evidence/pack.port.ts';
import type { Period } from './engine/period.ts';
import type { RuleSet } from './rules/rule-set.ts';
import type { RuleStore } from './rules/rule-store.port.ts';
import type { UnpackRules } from './rules/unpack.port.ts';
import { engineProblem, huntProblem } from './problems.ts';
import { openStore } from './engine/store.ts';

export type HuntRouteDeps = HuntDeps & {
  readonly journal: Journal;
  readonly packBundle: PackBundle;
  readonly rules: { readonly store: RuleStore; readonly unpack: UnpackRules; readonly set: () => Promise<RuleSet> };
};

/** Answers a question of the page with the desk's engine, or with its fault in three sentences. */
export type Answering = HuntRouteDeps & {
  readonly answer: <T>(work: (desk: HuntResources) => Promise<Result<T, EngineFault>>) => Promise<Reply<Mutable<T>>>;
  readonly into: (caseId: CaseId | null, who: Caller, drafts: readonly Draft[]) => Promise<void>;
};

/** The engine starts with the first question and leaves when nobody holds it. */
export function answering(deps: HuntRouteDeps): Answering {
  let opened: Promise<{ desk: HuntResources; made: Result<null, EngineFault> }> | null = null;
  async function desk(): Promise<Result<HuntResources, EngineFault>> {
    opened ??= (async () => {
      const made = deps.desk(null);
      return { desk: made, made: await openStore(made.engine) };
    })();
    const { desk: ready, made } = await opened;
    if (made.ok) return { ok: true, value: ready };
    opened = null;
    return made;
  }
  return {
    ...deps,
    async answer(work) {
      const ready = await desk();
      if (!ready.ok) return { problem: engineProblem(ready.error) };
      const done = await work(ready.value);
      return done.ok ? { status: 200, body: mutable(done.value) } : { problem: engineProblem(done.error) };
    },
    async into(caseId, who, drafts) {
      if (caseId !== null) await deps.journal.append({ stream: caseId, actor: actorOf(who), drafts });
    },
  };
}

export type QuestionScope = { readonly period: Period; readonly caseId: CaseId | null };

/** Null: a time or the case number cannot be read. */
export function askedOf(question: {
  readonly since: string | null;
  readonly until: string | null;
  readonly caseId?: string | null;
}): QuestionScope | null {
  const since = question.since === null ? null : parseInstant(question.since);
  const until = question.until === null ? null : parseInstant(question.until);
  const named = question.caseId ?? null;
  const caseId = named === null ? null : parseCaseId(named);
  if ((question.since !== null && since === null) || (question.until !== null && until === null) || (named !== null && caseId === null))
    return null;
  return { period: { since, until }, caseId };
}

export const unreadable = {
  problem: huntProblem('hunt.period-unreadable'),
} as const;

/** Schemas speak of plain arrays; what is handed over is not used again. */
export function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
export type Mutable<T> = T extends readonly (infer U)[] ? Mutable<U>[] : T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** A packed bundle as a file to be saved, named by its digest. */
export function asDownload(packed: Reply<{ bytes: unknown; digest: string }>): Reply<never> {
  if ('problem' in packed) return packed;
  if (packed.status !== 200 || !('body' in packed)) throw new Error('a bundle without bytes');
  const { bytes, digest } = packed.body;
  return {
    status: 200,
    raw: bytes as Uint8Array,
    contentType: 'application/zip',
    headers: { 'content-disposition': `attachment; filename="evidence-${digest.slice(0, 12)}.zip"` },
  };
}
