// SPDX-License-Identifier: Apache-2.0
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

export type Standing = {
  readonly body: SecurityTxt;
  readonly by: string;
  readonly confirmedAt: Instant;
  readonly terms: Terms;
  readonly text: string;
};

/** Reads the desk's chain once, and what is new of it at each question after. */
export function securityTxtOf(deps: DisclosureDeps): () => Promise<Standing | null> {
  const kept: { after: number; last: Pick<Standing, 'body' | 'by' | 'confirmedAt'> | null } = { after: 0, last: null };
  return async () => {
    for (;;) {
      const page = await deps.journal.entries(DESK, kept.after, 1000);
      for (const entry of page) {
        kept.after = entry.seq;
        if (entry.kind === 'security-txt.confirmed' && entry.body !== null)
          kept.last = { body: entry.body, by: entry.actor.name, confirmedAt: entry.at };
      }
      if (page.length < 1000) break;
    }
    if (kept.last === null) return null;
    const terms = termsAt(kept.last.confirmedAt, deps.clock.now());
    return { ...kept.last, terms, text: securityTxt(kept.last.body, terms.expires, await deps.house.publicAddress()) };
  };
}

/** A named person says that these contacts are read; null, or why not. */
export async function confirmSecurityTxt(deps: DisclosureDeps, actor: Actor, body: SecurityTxt) {
  if (!isNamedPerson(actor)) return disclosureProblem('disclosure.needs-a-person');
  await deps.journal.append({ stream: DESK, actor, drafts: [{ kind: 'security-txt.confirmed', body }] });
  return null;
}
