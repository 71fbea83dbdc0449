// SPDX-License-Identifier: Apache-2.0
import type { ServiceRow } from '../../../../src/containment/register/register.contract.ts';

type Use = { readonly users: number };

/** Undecided ones that people use, then other undecided ones, then what is kept, what is stopped, and what only describes the network. */
export function inOrder(items: readonly ServiceRow[], use: ReadonlyMap<string, Use>): readonly ServiceRow[] {
  const users = (one: ServiceRow): number => use.get(one.id)?.users ?? 0;
  return items.toSorted(
    (a, b) => groupOf(a, users(a)) - groupOf(b, users(b)) || users(b) - users(a) || a.priority - b.priority || (a.name < b.name ? -1 : 1),
  );
}

function groupOf(one: ServiceRow, users: number): number {
  if (one.kind !== 'service') return one.kind === 'dependency' || one.kind === 'responder' ? 4 : 5;
  if (one.decision.is === 'undecided' && one.priority !== 1) return users > 0 ? 0 : 1;
  return one.decision.is === 'stop' ? 3 : 2;
}
