// SPDX-License-Identifier: Apache-2.0
// One mail, parsed once: what intake records of it and what triage examines is the same reading.

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
  /** Length of the whole part in bytes. */
  readonly size: number;
  /** Of the whole part, hexadecimal; empty where nobody asked for it. */
  readonly sha256: string;
  /** The part's bytes; empty where a reader asked for the mail without them. */
  readonly bytes: Uint8Array;
};

export type Mail = {
  /** It was taken out of a file of Outlook: its words are those of the mail, its bytes are not, so no signature can be checked. */
  readonly rebuilt: boolean;
  readonly headers: readonly MailHeader[];
  readonly contentType: string;
  /** Parameters of the outermost Content-Type, names in lower case. */
  readonly contentParams: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  /** As the mail states it, ISO 8601 in UTC; null when absent or no date. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** The readable body: plain text, and the HTML's words where a part has no plain text. */
  readonly text: string;
  readonly textTruncated: boolean;
  /** The words of the HTML body, or '' when there is none. */
  readonly htmlText: string;
  /** Words of the HTML body that its own styles keep from a reader (not displayed, no size, no contrast, off the page); '' when there are none. */
  readonly hiddenText: string;
  /** The HTML body shows pictures and no words of its own; what they are said to show (`alt`) is in `htmlText`. */
  readonly picturesOnly: boolean;
  /** The HTML body as sent, never shown without being sanitised. */
  readonly html: string | null;
  /** Content types of all nodes in document order, multiparts included. */
  readonly outline: readonly string[];
  /** Everything that is not the body, in document order. */
  readonly attachments: readonly MailPart[];
  /** Mails carried inside (message/rfc822 and files that hold one), in document order; four levels at most. */
  readonly embedded: readonly Mail[];
  /** The bytes of each of them, in the same order; empty where a reader asked for the mail without. */
  readonly embeddedBytes: readonly Uint8Array[];
  /** What was done to make the bytes readable, for a person to doubt. */
  readonly charsetNotes: readonly string[];
  /** Why a machine cannot read this mail to the end; empty when it can. */
  readonly unreadable: readonly string[];
};
