// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { Actor } from '../../journal/actor.ts';
import { isNamedPerson } from '../../journal/actor.ts';
import { DESK } from '../../journal/stream.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { termsAt } from './terms.ts';
import type { Terms } from './terms.ts';
import { securityTxt } from './write.ts';
import type { SecurityTxt } from './write.ts';

export type Keeper = BodyOf<'security-txt.keeper-named'>;
type Confirmed = {
  readonly body: SecurityTxt;
  readonly by: string;
  readonly personId: string | null;
  readonly confirmedAt: Instant;
  readonly seq: number;
};
type Kept = {
  readonly last: Confirmed | null;
  readonly keeper: Keeper | null;
  /** When the keeper was asked last since the confirmation, and with how many mails. */
  readonly asked: { readonly name: string; readonly at: Instant; readonly mails: number } | null;
};

export type Standing = Confirmed &
  Pick<Kept, 'asked'> & {
    /** Who is asked next: whoever was named for it, else who confirmed last. null: an account of the console, whom nobody can ask. */
    readonly keeper: Keeper | null;
    readonly terms: Terms;
    readonly text: string;
  };

/** Reads the desk's chain once, and what is new of it at each question after. */
export function securityTxtOf(deps: Pick<DisclosureDeps, 'journal' | 'clock' | 'house'>): () => Promise<Standing | null> {
  let after = 0;
  let kept: Kept = { last: null, keeper: null, asked: null };
  return async () => {
    for (;;) {
      const page = await deps.journal.entries(DESK, after, 1000);
      for (const entry of page) {
        after = entry.seq;
        kept = taken(kept, entry);
      }
      if (page.length < 1000) break;
    }
    const { last, keeper, asked } = kept;
    if (last === null) return null;
    const terms = termsAt(last.confirmedAt, deps.clock.now());
    const named = keeper ?? (last.personId === null ? null : { personId: last.personId, name: last.by });
    return { ...last, asked, keeper: named, terms, text: securityTxt(last.body, terms.expires, await deps.house.publicAddress()) };
  };
}

type Read = Awaited<ReturnType<DisclosureDeps['journal']['entries']>>[number];

function taken(kept: Kept, entry: Read): Kept {
  if (entry.body === null) return kept;
  const { actor, at, seq } = entry;
  switch (entry.kind) {
    case 'security-txt.confirmed': {
      const personId = isNamedPerson(actor) ? actor.id : null;
      return { ...kept, asked: null, last: { body: entry.body, by: actor.name, personId, confirmedAt: at, seq } };
    }
    case 'security-txt.keeper-named':
      return { ...kept, keeper: entry.body };
    case 'security-txt.asked':
      return { ...kept, asked: { name: entry.body.name, at, mails: entry.body.mails } };
    default:
      return kept;
  }
}

/** A named person says that these contacts are read; null, or why not. */
export async function confirmSecurityTxt(deps: DisclosureDeps, actor: Actor, body: SecurityTxt) {
  if (!isNamedPerson(actor)) return disclosureProblem('disclosure.needs-a-person');
  await deps.journal.append({ stream: DESK, actor, drafts: [{ kind: 'security-txt.confirmed', body }] });
  return null;
}

/** Somebody of the register is to confirm it next; null, or why not. */
export async function nameKeeper(deps: DisclosureDeps, actor: Actor, personId: string) {
  const person = await deps.house.person(personId);
  if (person === null) return disclosureProblem('disclosure.no-such-person', undefined, { personId });
  const body = { personId, name: person.name };
  await deps.journal.append({ stream: DESK, actor, drafts: [{ kind: 'security-txt.keeper-named', body }] });
  return null;
}
