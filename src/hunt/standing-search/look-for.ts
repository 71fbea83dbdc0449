// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { inertText } from '../../kernel/text.ts';
import { digestOf } from '../question/entries.ts';
import type { Indicator } from '../indicator/indicator.ts';
import type { StandingDeps } from './standing-deps.ts';

const SAMPLE = 20;
/** So many of a case's own stand in its chain by name: what the next stations work with. */
const MOST_NAMED = 200;
const sampleOf = ({ kind, value }: Indicator) => ({ kind, value: value.slice(0, 500) });
const nameOf = (by: Actor) => by.name;

/** From now on the case looks for these: in everything stored, and in everything that will be. Those it knew change nothing. */
export async function lookFor(
  deps: StandingDeps,
  caseId: CaseId,
  given: { readonly indicators: readonly Indicator[]; readonly source: string },
  by: Actor,
): Promise<readonly Indicator[]> {
  const source = inertText(given.source.trim()).slice(0, 300);
  return deps.journal.write(async (writing) => {
    const from = { source, by: nameOf(by), at: deps.clock.now() };
    const added = await deps.store.addIndicators(writing.tx, caseId, given.indicators, from);
    if (added.length > 0) {
      // In the same transaction: from this moment on whoever looks sees that a search is under way.
      await deps.store.want([caseId], writing.tx);
      await writing.append({
        stream: caseId,
        actor: by,
        drafts: [
          {
            kind: 'hunt.indicators-added',
            body: {
              count: added.length,
              sample: added.slice(0, MOST_NAMED).map(sampleOf),
              ...(source === '' ? {} : { source }),
              digest: digestOf(deps.hash, added),
            },
          },
        ],
      });
    }
    return added;
  });
}

export type AllowChange = { readonly add: readonly Indicator[]; readonly remove: readonly Indicator[] };
export type AllowChanged = { readonly added: number; readonly removed: number; readonly total: number };

const keyOf = (one: Indicator) => `${one.kind} ${one.value}`;

/** The desk's list of what is harmless. `change` sees what stands on it; what changes nothing leaves no trace. */
export async function changeAllowed(
  deps: StandingDeps,
  change: (before: readonly Indicator[]) => AllowChange,
  reason: string,
  by: Actor,
): Promise<AllowChanged> {
  const why = inertText(reason, true).slice(0, 2000);
  return deps.journal.write(async (writing) => {
    const before = new Map((await deps.store.allowed(writing.tx)).map((one) => [keyOf(one), one]));
    const wanted = change([...before.values()]);
    const remove = wanted.remove.filter((one) => before.has(keyOf(one)));
    const add = [...new Map(wanted.add.filter((one) => !before.has(keyOf(one))).map((one) => [keyOf(one), one])).values()];
    for (const one of remove) before.delete(keyOf(one));
    for (const one of add) before.set(keyOf(one), one);
    const changed = { added: add.length, removed: remove.length, total: before.size };
    if (add.length + remove.length === 0) return changed;
    await deps.store.changeAllowed(writing.tx, { add, remove }, { why, by: nameOf(by), at: deps.clock.now() });
    await deps.store.want(null, writing.tx);
    const allowed = [...before.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const sample = [
      ...add.map((one) => ({ ...sampleOf(one), is: 'added' as const })),
      ...remove.map((one) => ({ ...sampleOf(one), is: 'removed' as const })),
    ];
    await writing.append({
      stream: DESK,
      actor: by,
      drafts: [
        {
          kind: 'hunt.allow-list-changed',
          body: { ...changed, why, sample: sample.slice(0, SAMPLE), digest: digestOf(deps.hash, allowed) },
        },
      ],
    });
    return changed;
  });
}

/** The whole list anew: what it does not name is harmless no longer. */
export function replaceAllowed(deps: StandingDeps, list: readonly Indicator[], why: string, by: Actor): Promise<AllowChanged> {
  const named = new Set(list.map(keyOf));
  return changeAllowed(deps, (before) => ({ add: list, remove: before.filter((one) => !named.has(keyOf(one))) }), why, by);
}
