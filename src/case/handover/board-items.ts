// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../entry/kinds.ts';
import type { Finding } from './finding.ts';

type Item = BodyOf<'work.item-added'>;

/** One work item for each finding that a person takes over to the board, filled in; whose it is and until when is theirs to say. */
export function boardItem({ id, kind, text }: Finding, itemId: string): Item {
  return {
    itemId,
    step: null,
    title: text.ja.slice(0, 300),
    titles: text,
    workstream: kind === 'verify' ? 'verification' : 'implementation',
    workstreamName: '',
    department: '',
    owner: null,
    needsAckBy: null,
    due: null,
    dependsOn: [],
    touchesCustomers: kind === 'tenant',
    fourEyes: true,
    // A computer is rebuilt in the end, and a customer's files are changed where they lie.
    destroys: kind === 'computer',
    detail: id,
  };
}
