// SPDX-License-Identifier: Apache-2.0
/** A mailbox as the mail itself shows it. Nothing about it is verified. */
export type MailAddress = { readonly name: string; readonly address: string };

export type MailHeader = {
  /** Lower case, as a rule looks for it. */
  readonly name: string;
  /** As the sender wrote it. */
  readonly shown: string;
  /** Unfolded and decoded; control characters are visible. */
  readonly value: string;
};

/** A leaf of the mail's tree. Its bytes are decoded from base64 or quoted-printable, nothing else is done to them. */
export type MailPart = {
  readonly contentType: string;
  /** Names of the multiparts and messages around it, outermost first. */
  readonly within: readonly string[];
  readonly fileName: string;
  /** Content-ID without its brackets, by which an HTML body may show it (RFC 2392); empty when there is none. */
  readonly contentId: string;
  readonly disposition: 'inline' | 'attachment' | 'none';
  readonly bytes: Uint8Array;
};

export type ParsedMail = {
  readonly headers: readonly MailHeader[];
  readonly contentType: string;
  /** Parameters of the outermost Content-Type, names in lower case. */
  readonly contentParams: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** ISO 8601 in UTC; null when absent or no date. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** The readable body: plain text, or the HTML's words where there is no plain text. */
  readonly text: string;
  readonly textTruncated: boolean;
  /** The HTML body as sent, never shown without being sanitised. */
  readonly html: string | null;
  /** Content types of all nodes in document order, multiparts included. */
  readonly outline: readonly string[];
  /** Everything that is not the body, in document order. */
  readonly attachments: readonly MailPart[];
  /** What was done to make the bytes readable, for a person to doubt. */
  readonly charsetNotes: readonly string[];
  /** Why a machine cannot read this mail to the end; empty when it can. */
  readonly unreadable: readonly string[];
};

/** Reads any bytes as a mail as well as they can be read. Never throws for what stands in the bytes. */
export type ReadMail = (raw: Uint8Array) => ParsedMail;

/** A mail found in a file, an mbox or a folder. */
export type FoundMail = { readonly file: string; readonly raw: Uint8Array };

/** Something named on the command line that could not be read as files. */
export type NotFound = { readonly file: string; readonly why: 'absent' | 'not-permitted' | 'not-readable' };

/** Walks files, mbox files, maildirs and folders in order of name; links are not followed out of a folder. */
export type FindMails = (path: string) => AsyncIterable<{ readonly found: FoundMail } | { readonly failed: NotFound }>;

/** The mails within one file's bytes: those of an mbox, else the bytes as one mail. */
export type SplitMails = (bytes: Uint8Array, fileName: string) => readonly Uint8Array[];
