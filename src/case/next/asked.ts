// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { readNext } from './next-actions.ts';
import type { CaseView } from '../fold/view.ts';

/** Something that a named person was asked to do in a case. */
export type PersonalTask = {
  readonly caseId: string;
  readonly caseTitle: string;
  readonly id: string;
  readonly text: Bilingual;
  /** ISO 8601, where there is a time to keep. */
  readonly by: string | null;
  /** Where it is done, as a path of the desk. */
  readonly href: string | null;
};

/** Actions given to this person and tasks in their name that are not finished, as of `now`; nothing of a closed case. */
export function askedOf(view: CaseView, personId: string, now: string): readonly PersonalTask[] {
  if (view.state.is === 'closed') return [];
  const place = { caseId: view.id, caseTitle: view.title };
  const given = readNext(view, now).flatMap(({ id, text, by, href }) => {
    const mark = view.actions[id];
    return mark?.is === 'given' && mark.personId === personId ? [{ ...place, id, text, by, href }] : [];
  });
  const tasks = view.parts.remediation.items
    .filter(({ owner, status }) => owner?.personId === personId && ['open', 'started', 'blocked'].includes(status))
    .map(({ itemId, titles, due }) => ({
      ...place,
      id: itemId,
      text: titles,
      by: due,
      href: `/cases/${view.id}/fix`,
    }));
  return [...given, ...tasks];
}
