// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { digestOf } from '../entries.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { RetroDeps } from './deps.ts';

/** From now on the case looks for these: in everything stored, and in everything that will be. Those it knew change nothing. */
export async function lookFor(deps: RetroDeps, caseId: CaseId, indicators: readonly Indicator[], by: Actor): Promise<readonly Indicator[]> {
  return deps.journal.write(async (writing) => {
    const added = await deps.store.addIndicators(writing.tx, caseId, indicators, deps.clock.now());
    if (added.length > 0)
      await writing.append({
        stream: caseId,
        actor: by,
        drafts: [
          {
            kind: 'hunt.indicators-added',
            body: {
              count: added.length,
              sample: added.slice(0, 20).map(({ kind, value }) => ({ kind, value: value.slice(0, 500) })),
              digest: digestOf(deps.hash, added),
            },
          },
        ],
      });
    return added;
  });
}

/** The desk's list of what is harmless, whole. A list that is the same changes nothing. */
export async function allow(
  deps: RetroDeps,
  allowed: readonly Indicator[],
  why: string,
  by: Actor,
): Promise<{ readonly added: number; readonly removed: number }> {
  const key = (one: Indicator) => `${one.kind} ${one.value}`;
  const before = await deps.store.allowed();
  const [old, now] = [new Set(before.map(key)), new Set(allowed.map(key))];
  const changed = { added: [...now].filter((one) => !old.has(one)).length, removed: [...old].filter((one) => !now.has(one)).length };
  if (changed.added + changed.removed === 0) return changed;
  await deps.journal.write(async (writing) => {
    await deps.store.setAllowed(writing.tx, allowed, deps.clock.now());
    await writing.append({
      stream: DESK,
      actor: by,
      drafts: [{ kind: 'hunt.allow-list-changed', body: { ...changed, total: allowed.length, why, digest: digestOf(deps.hash, allowed) } }],
    });
  });
  return changed;
}
