// SPDX-License-Identifier: Apache-2.0
import { isEntryKind } from '../../src/case/cards.contract.ts';
import type { Topic } from '../api/topics.ts';
import { cards } from './cards.ts';

/** What the card of this kind says it makes stale; null for a kind of a later version, which may concern anything. */
export function refreshedBy(kind: string): readonly Topic[] | null {
  return isEntryKind(kind) && Object.hasOwn(cards, kind) ? cards[kind].refreshes : null;
}
