// SPDX-License-Identifier: Apache-2.0
import { isFinished } from '../case/fold/remediation.ts';
import type { RemediationView, WorkItem } from '../case/fold/remediation.ts';
import type { BoardOrder } from './contract.ts';

export type Move = Exclude<BoardOrder['do'], 'add' | 'choose-playbook' | 'set-mode'>;

/** From which states each move may be made. The server enforces it, the screen greys its buttons by it. */
export const moves = {
  change: ['open', 'started', 'blocked'],
  acknowledge: ['open', 'started', 'blocked'],
  start: ['open', 'blocked'],
  block: ['open', 'started'],
  unblock: ['blocked'],
  'check-impact': ['open', 'started', 'blocked'],
  'settle-evidence': ['open', 'started', 'blocked'],
  finish: ['open', 'started'],
  verify: ['done'],
  cancel: ['open', 'started', 'blocked'],
} as const satisfies Record<Move, readonly WorkItem['status'][]>;

export type Refusal =
  | 'wrong-state'
  | 'depends-on-others'
  | 'evidence-not-settled'
  | 'impact-not-checked'
  | 'impact-not-acceptable'
  | 'same-eyes'
  | 'circle'
  | 'unknown-dependency';

/** What may be done with an item in its present status. */
export function movesOf(item: WorkItem): readonly Move[] {
  return (Object.keys(moves) as Move[]).filter((move) => (moves[move] as readonly string[]).includes(item.status));
}

/** Why a move is refused; null when it may be made. `actor` is the id of who wants it. */
export function refusalOf(view: RemediationView, item: WorkItem, move: Move, actor: string): Refusal | null {
  if (!(moves[move] as readonly string[]).includes(item.status)) return 'wrong-state';
  if (move === 'start' || move === 'finish') {
    if (item.dependsOn.some((id) => !isSettled(view, id))) return 'depends-on-others';
    if (item.destroys === true && (item.evidence ?? null) === null) return 'evidence-not-settled';
  }
  if (move === 'finish' && item.touchesCustomers) {
    if (item.impact === null) return 'impact-not-checked';
    if (item.impact === 'not-acceptable') return 'impact-not-acceptable';
  }
  // Alone on duty there are no second eyes: allowed, and the entry says so.
  if (move === 'verify' && item.fourEyes && item.doneBy === actor && !view.onePerson) return 'same-eyes';
  return null;
}

function isSettled(view: RemediationView, itemId: string): boolean {
  const item = view.items.find((one) => one.itemId === itemId);
  return item === undefined || item.status === 'cancelled' || isFinished(item);
}

/** A dependency that is not there, or that leads back to the item itself. */
export function dependencyFault(view: RemediationView, itemId: string, dependsOn: readonly string[]): Refusal | null {
  const byId = new Map(view.items.map((item) => [item.itemId, item.dependsOn]));
  if (dependsOn.some((id) => id !== itemId && !byId.has(id))) return 'unknown-dependency';
  const seen = new Set<string>();
  const queue = [...dependsOn];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (id === itemId) return 'circle';
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...(byId.get(id) ?? []));
  }
  return null;
}
