// SPDX-License-Identifier: Apache-2.0
export type OutgoingMail = { readonly key: string; readonly to: readonly string[]; readonly subject: string; readonly text: string };
/** `later`: may be tried again. `never`: the server refused it for good. */
export type SendOutcome =
  | { readonly is: 'sent' }
  | { readonly is: 'later'; readonly why: string }
  | { readonly is: 'never'; readonly why: string };

/**
 * The only way by which triage's mail leaves. Handed to `release.ts` and to the staff notice alone; both write the
 * named person's release first. Null where no outgoing server is set up.
 */
export type Outgoing = { readonly send: (mail: OutgoingMail) => Promise<SendOutcome> } | null;
