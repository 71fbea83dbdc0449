// SPDX-License-Identifier: Apache-2.0
/** A mail that has been parsed once. Triage reads it; it never fetches, opens or runs anything of it. */
export type MailAddress = { readonly name: string; readonly address: string };

export type MailHeader = {
  /** Lower case. */
  readonly name: string;
  /** Unfolded; encoded words decoded. */
  readonly value: string;
};

export type MailLink = { readonly href: string; readonly shown: string };

export type MailAttachment = { readonly fileName: string; readonly contentType: string; readonly bytes: number; readonly sha256: string };

export type ReadableMail = {
  readonly headers: readonly MailHeader[];
  readonly subject: string;
  readonly from: readonly MailAddress[];
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** As the mail states it, ISO 8601; null when absent or unreadable. */
  readonly date: string | null;
  readonly messageId: string | null;
  /** The plain part, or '' when there is none. */
  readonly text: string;
  /** The HTML part as plain text, or '' when there is none. */
  readonly htmlText: string;
  readonly links: readonly MailLink[];
  /** Scripts, remote pictures, forms: counted, never run or loaded. */
  readonly active: { readonly scripts: number; readonly remote: number; readonly forms: number };
  readonly attachments: readonly MailAttachment[];
  /** Mails carried inside (message/rfc822), outermost first. */
  readonly embedded: readonly ReadableMail[];
};

export type ReadMail = { readonly readable: true; readonly mail: ReadableMail } | { readonly readable: false; readonly reason: string };

/** Never throws on what a mail may contain: what cannot be read is said to be unreadable. */
export type MailReader = (bytes: Uint8Array) => Promise<ReadMail>;
