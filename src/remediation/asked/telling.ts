// SPDX-License-Identifier: Apache-2.0
import type { Entry } from '../../case/entry.ts';
import type { Task } from '../../journal/task.ts';

export const TELL = 'remediation.tell-asked';

/** The task by which somebody learns that this entry gives them work; none for what people take themselves. */
export function telling(entry: Entry): readonly Task[] {
  const given = givenBy(entry);
  if (given === null || entry.actor.type !== 'person' || entry.actor.id === given.personId) return [];
  const data = { caseId: entry.stream, ...given, by: entry.actor.name, seq: entry.seq };
  return [{ name: TELL, key: `${entry.stream}/asked/${entry.seq}`, data }];
}

function givenBy(entry: Entry): { readonly taskId: string; readonly personId: string } | null {
  if (entry.body === null) return null;
  if (entry.kind === 'case.action-given') return { taskId: entry.body.actionId, personId: entry.body.personId };
  const owner = entry.kind === 'work.item-added' ? entry.body.owner : entry.kind === 'work.item-changed' ? entry.body.fields.owner : null;
  if (owner === null || owner === undefined) return null;
  return entry.kind === 'work.item-added' || entry.kind === 'work.item-changed'
    ? { taskId: entry.body.itemId, personId: owner.personId }
    : null;
}
