// SPDX-License-Identifier: Apache-2.0
import type { Place } from './mail-settings.ts';

/** Why a mailbox could not be looked into; `detail` is what the server or the system said, without anything secret. */
export type LookFailure = {
  readonly is: 'failed';
  readonly why: 'not-set-up' | 'secret' | 'sign-in' | 'connection' | 'certificate' | 'folder' | 'other';
  readonly detail: string;
};

export type LookedInto = {
  readonly is: 'open';
  /** Mails in the folder that is read. */
  readonly mails: number;
  readonly folders: readonly { readonly name: string; readonly mails: number | null; readonly use: 'read' | 'junk' | 'none' }[];
  /** Folders beyond those listed. */
  readonly more: number;
};

export type ArrivedCopy = { readonly messageId: string; readonly folder: string; readonly junk: boolean; readonly bytes: Uint8Array };
export type LookedFor = { readonly is: 'looked'; readonly found: readonly ArrivedCopy[] };

/** Looks into the mailboxes by connections of their own; nothing in them is changed. Settles within a minute and does not reject. */
export type MailboxLook = {
  readonly into: (place: Place) => Promise<LookedInto | LookFailure>;
  /** In the folder that is read and in the junk folder. */
  readonly forMails: (place: Place, messageIds: readonly string[]) => Promise<LookedFor | LookFailure>;
};

/** What the receiving server wrote of a mail (RFC 8601). `by` null: it wrote nothing. `counts`: it is one of our own servers. */
export type StatedOfCopy = {
  readonly by: string | null;
  readonly counts: boolean;
  readonly checks: readonly { readonly mechanism: string; readonly result: string; readonly domain: string | null }[];
};
export type ReadStated = (bytes: Uint8Array) => Promise<StatedOfCopy>;

/** One request to an address; `mark` is what it answered, null where the answer is not that of a desk. */
export type AskAddress = (
  url: string,
) => Promise<
  { readonly is: 'answered'; readonly mark: string | null; readonly status: number } | { readonly is: 'silent'; readonly detail: string }
>;
