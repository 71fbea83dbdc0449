// SPDX-License-Identifier: Apache-2.0
import type { CaseView } from '../fold/view.ts';
import type { Journal } from './journal.port.ts';

const PAGE = 200;

/** Every case, the one that changed last first; read 200 at a time, so that a desk with many does not hold all at once. */
export async function* everyCase(journal: Pick<Journal, 'cases'>): AsyncIterable<CaseView> {
  let before: { changedAt: string; id: string } | undefined;
  for (;;) {
    const page = await journal.cases({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    before = { changedAt: last.changedAt, id: last.id };
  }
}
