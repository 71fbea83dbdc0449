// SPDX-License-Identifier: Apache-2.0
import type { Signer } from '../../common/signer.port.ts';
import type { PlanStore } from '../rota/plan-store.port.ts';
import type { Register } from '../rota/register.port.ts';

export type FeedDeps = {
  readonly plans: Pick<PlanStore, 'feedSerial'>;
  readonly register: Register;
  readonly signer: () => Promise<Signer>;
};

/** What the mark stands for: this calendar, for this person, and none of the addresses that they have withdrawn. */
const marked = (of: string, personId: string, serial: number) => `feed ${of} ${personId} ${serial}`;

/** The last part of the address under which one person's calendar program asks for a feed (`roster:primary`, `person:sato`). */
export async function makeFeedToken(deps: FeedDeps, of: string, personId: string): Promise<string> {
  const text = marked(of, personId, await deps.plans.feedSerial(personId));
  return [of, personId, (await deps.signer()).mark(text)].join('~');
}

/**
 * Which calendar an address opens. Null where it was not made here, where its person has withdrawn it, and where they have
 * left the register: an address ends with the person who asked for it.
 */
export async function readFeedToken(deps: FeedDeps, token: string): Promise<string | null> {
  const [of = '', personId = '', mark = '', ...more] = token.split('~');
  if (more.length > 0) return null;
  const text = marked(of, personId, await deps.plans.feedSerial(personId));
  if (!(await deps.signer()).verify(text, mark)) return null;
  const [person] = await deps.register.people({ numbers: [personId], addresses: [] });
  return person === undefined || person.leftAt !== null ? null : of;
}
