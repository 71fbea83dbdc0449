// SPDX-License-Identifier: Apache-2.0
import type { DutyDeps } from '../deps.ts';
import { DESK } from '../../journal/stream.ts';

/**
 * Whether a page belongs to an exercise in which somebody cannot be reached, so that an answer of theirs would not count.
 * `mail`: their addresses in the plan; null: the plan does not know them, and nothing is asked of them.
 */
export async function isAway({ pages, passing }: Pick<DutyDeps, 'pages' | 'passing'>, pageId: string, mail: readonly string[] | null) {
  const page = mail === null ? null : await pages.page(pageId);
  if (page === null || mail === null) return false;
  return !(await passing.of(page.caseId ?? DESK)).reaches(mail);
}
