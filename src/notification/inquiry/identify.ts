// SPDX-License-Identifier: Apache-2.0
import { contactIdOf, readMailAddress, readTelephone } from '../contact/contact.ts';
import type { NotificationDeps } from '../deps.ts';
import { askedKey } from './inquiry.ts';

/** `proof`: a mail address or telephone number that must be the customer's own; null where a person of ours talks to the asker. */
export type Asked = { readonly asked: string; readonly proof: string | null };

type Deps = Pick<NotificationDeps, 'customers' | 'hash'>;

/**
 * The one customer that each asker means: by customer number, contract number, mail address or telephone number. null where
 * nobody or more than one fits, and where the proof is not his: those three look alike from outside.
 */
export async function identify(
  { customers, hash }: Deps,
  askers: readonly Asked[],
  others: ReadonlySet<string>,
): Promise<readonly (string | null)[]> {
  const keys = askers.map((one) => askedKey(one.asked));
  const spelled = [...new Set(keys.flatMap((key) => [key, key.toUpperCase()]))].filter((key) => key !== '');
  const contactsOf = (text: string) => contactIds(hash, text);
  const [byNumber, byContract, byContact] = await Promise.all([
    customers.find(spelled),
    customers.ofContracts(spelled),
    customers.ofContacts(askers.flatMap((one) => contactsOf(one.asked))),
  ]);
  const found = askers.map((one, at) => {
    const key = keys[at] ?? '';
    const spellings = [key, key.toUpperCase()];
    const fits = new Set([
      ...spellings.filter((spelling) => byNumber.has(spelling) || others.has(spelling)),
      ...spellings.flatMap((spelling) => byContract.get(spelling) ?? []),
      ...contactsOf(one.asked).flatMap((contactId) => byContact.get(contactId) ?? []),
    ]);
    return fits.size === 1 ? ([...fits][0] ?? null) : null;
  });
  const owners = await customers.find(found.filter((one) => one !== null));
  return found.map((customerId, at) => {
    const proof = askers[at]?.proof ?? null;
    if (customerId === null || proof === null) return customerId;
    const own = owners.get(customerId)?.ladder.map((step) => step.contactId) ?? [];
    return contactsOf(proof).some((contactId) => own.includes(contactId)) ? customerId : null;
  });
}

/** The contacts that a text may name. */
function contactIds(hash: Deps['hash'], text: string): readonly string[] {
  const [mail, telephone] = [readMailAddress(text), readTelephone(text)];
  return [
    ...('value' in mail ? [contactIdOf(hash, 'mail', mail.value)] : []),
    ...('value' in telephone ? [contactIdOf(hash, 'telephone', telephone.value)] : []),
  ];
}
