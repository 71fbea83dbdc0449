// SPDX-License-Identifier: Apache-2.0

/** Milliseconds in which nobody opens a mail that has just been handed over, and in which nobody reads a page. */
const MAIL_READ = 10_000;
const PAGE_READ = 1000;

/** Whether an address is of a network of machines; null where the organisation named no such networks. */
export type OfHosting = (address: string) => Promise<boolean | null>;

/**
 * Whether an answer came quicker than a person and from where machines stand. Where it is not known where machines stand, the
 * quickness alone is enough: whoever it is may press again, a moment later, and is counted.
 */
export function isSuspect(sinceMail: number | null, sincePage: number, hosting: boolean | null): boolean {
  const quick = sincePage < PAGE_READ || (sinceMail !== null && sinceMail < MAIL_READ);
  return quick && hosting !== false;
}
