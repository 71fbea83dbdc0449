// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import type { CaseId } from '../../journal/stream.ts';
import { millisOf, parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { Affected, Concern } from '../audience/audience.ts';
import { namedBy } from '../audience/gather.ts';
import type { InquiryDeps } from './inquiry-deps.ts';
import { knownBasis } from './inquiry.ts';
import type { Known, Version } from './inquiry.ts';

/** Whom the case concerns as answers are given: `named` where every source was asked just now, null where a recent look serves. */
export type Seen = { readonly at: Instant; readonly named: ReadonlyMap<string, Affected> | null };

/** Asks every source, unless that was done less than `fresh` milliseconds ago. */
export async function lookAtAudience(deps: InquiryDeps, caseId: CaseId, fresh = 0): Promise<Seen> {
  const now = deps.clock.now();
  const last = fresh === 0 ? null : await deps.inquiries.version(caseId);
  const looked = last === null ? null : parseInstant(last.lookedAt);
  if (looked !== null && millisOf(now) - millisOf(looked) < fresh) return { at: looked, named: null };
  return { at: now, named: new Map((await namedBy(deps, caseId)).map((one) => [one.customerId, one])) };
}

/** What a customer is concerned by; null: nobody names him. `history`: his rows. */
export function concernsIn({ named }: Seen, customerId: string, history: readonly Known[]): readonly Concern[] | null {
  if (named !== null) return named.get(customerId)?.concerns ?? null;
  return history.find((one) => one.goneAt === null)?.concerns ?? null;
}

const desk = { type: 'machine', name: 'notification' } as const;

/** Keeps the audience as it was seen: a new version with an entry where it differs, else the time of the look. */
export async function keepSeen(deps: InquiryDeps, writing: Writing, caseId: CaseId, seen: Seen): Promise<Version> {
  const { inquiries, hash } = deps;
  const before = await inquiries.known(caseId, writing.tx);
  const last = await inquiries.version(caseId, writing.tx);
  if (seen.named === null && last !== null) return last;
  const named = [...(seen.named?.values() ?? [])];
  const digest = hash(knownBasis(named));
  if (last !== null && last.digest === digest) {
    await inquiries.lookedAt(writing.tx, caseId, seen.at);
    return { ...last, lookedAt: seen.at };
  }
  const was = new Map(before.map((one) => [one.customerId, one]));
  const earlier = new Map<string, string>();
  for (const one of await inquiries.history(
    caseId,
    named.map((row) => row.customerId),
    writing.tx,
  ))
    if (!earlier.has(one.customerId)) earlier.set(one.customerId, one.since);
  const differs = named.filter((one) => knownBasis([one]) !== knownBasis([was.get(one.customerId) ?? { customerId: '', concerns: [] }]));
  const gone = before.filter((one) => seen.named?.has(one.customerId) !== true);
  const changed = differs.filter((one) => was.has(one.customerId));
  const version = { version: (last?.version ?? 0) + 1, digest, customers: named.length, at: seen.at, lookedAt: seen.at };
  await inquiries.advance(writing.tx, caseId, {
    version,
    opened: differs.map((one) => ({ ...one, since: earlier.get(one.customerId) ?? seen.at })),
    closed: [...gone, ...changed].map((one) => one.customerId),
  });
  const counts = { customers: named.length, added: differs.length - changed.length, removed: gone.length, changed: changed.length };
  const body = { version: version.version, digest, ...counts };
  await writing.append({ stream: caseId, actor: desk, drafts: [{ kind: 'inquiry.audience-seen', body }] });
  return version;
}

/** Whom the case concerns at this moment is kept although nobody has asked yet: whoever is told now must be known later. */
export async function keepAudience(deps: InquiryDeps, caseId: CaseId): Promise<void> {
  const seen = await lookAtAudience(deps, caseId);
  await deps.journal.write(async (writing) => void (await keepSeen(deps, writing, caseId, seen)));
}
