// SPDX-License-Identifier: Apache-2.0

/** A mail of an exercise as it reaches the desk. `answers`: the Message-ID by which it joins its case. `date`: ISO 8601. */
export type InjectMail = {
  readonly messageId: string;
  readonly answers: string;
  /** As the scenario says it: an address, or what a sender calls itself. */
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly date: string;
};

/** Hands it in where mail comes in. Resolves when the desk has taken it; a rejection means "try again later". */
export type DeliverInject = (mail: InjectMail) => Promise<void>;
