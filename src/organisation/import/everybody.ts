// SPDX-License-Identifier: Apache-2.0
import type { PeopleStore, PersonRecord } from '../people-store.port.ts';

const PAGE = 500;

/** All people who have not left, page by page. */
export async function everybody(people: Pick<PeopleStore, 'list'>, search?: string): Promise<readonly PersonRecord[]> {
  const all: PersonRecord[] = [];
  for (;;) {
    const after = all.at(-1)?.number;
    const page = await people.list({ limit: PAGE, ...(search === undefined ? {} : { search }), ...(after === undefined ? {} : { after }) });
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}
