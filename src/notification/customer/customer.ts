// SPDX-License-Identifier: Apache-2.0
import type { Contact, ContactKind } from '../contact/contact.ts';

/** The steps of a ladder from the first to the last. */
export const rungs = ['role', 'person', 'second', 'reseller', 'telephone', 'letter'] as const;
export type Rung = (typeof rungs)[number];

const kindOfRung = {
  role: 'mail',
  person: 'mail',
  second: 'mail',
  reseller: 'mail',
  telephone: 'telephone',
  letter: 'letter',
} as const satisfies Readonly<Record<Rung, ContactKind>>;

/** How a step of this name reaches somebody. */
export function kindOf(rung: Rung): ContactKind {
  return kindOfRung[rung];
}

/** Japanese and English come with the product; the organisation brings the text of the others. */
export const languages = ['ja', 'en', 'zh', 'ko', 'pt', 'vi'] as const;
export type Language = (typeof languages)[number];

export type Customer = {
  readonly customerId: string;
  readonly name: string;
  /** Whom a message addresses; '' where nobody is named. */
  readonly attention: string;
  readonly contracts: readonly string[];
  readonly lang: Language;
  /** What he wants to be reached by first; null: in the order of the ladder. */
  readonly preference: ContactKind | null;
  /** Wants findings as XARF too. */
  readonly machineForm: boolean;
  readonly ladder: readonly { readonly rung: Rung; readonly contactId: string }[];
};

/** The ladder in its order: what he prefers first, the rest as it stands. */
export function inOrder<Step extends { readonly rung: Rung }>(steps: readonly Step[], preference: ContactKind | null): readonly Step[] {
  return steps.toSorted((a, b) => weight(a.rung, preference) - weight(b.rung, preference));
}

function weight(rung: Rung, preference: ContactKind | null): number {
  return rungs.indexOf(rung) - (kindOf(rung) === preference ? rungs.length : 0);
}

export type Step = { readonly rung: Rung; readonly contact: Contact; readonly is: 'open' | 'off' | 'dead' };

/** Each step with whether it can be used. */
export function stepsOf(customer: Pick<Customer, 'ladder'>, contacts: ReadonlyMap<string, Contact>): readonly Step[] {
  return customer.ladder.flatMap(({ rung, contactId }) => {
    const contact = contacts.get(contactId);
    if (contact === undefined) return [];
    return [{ rung, contact, is: contact.off !== null ? 'off' : contact.dead !== null ? 'dead' : 'open' }];
  });
}

/** The first step that can be used, after the one of `past` where it is given; null: nobody can be reached any more. */
export function nextStep(steps: readonly Step[], past: string | null = null): Step | null {
  const from = past === null ? 0 : steps.findIndex((step) => step.contact.contactId === past) + 1;
  return steps.slice(from).find((step) => step.is === 'open') ?? null;
}
