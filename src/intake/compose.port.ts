// SPDX-License-Identifier: Apache-2.0
/** What a person typed, as a mail: so that a call, a letter and a form are kept, hashed and read like every other report. */
export type Typed = {
  readonly subject: string;
  readonly from: string;
  /** Extra headers, `X-Matoi-…`; values are encoded. */
  readonly marks: Readonly<Record<string, string>>;
  readonly date: string;
  readonly text: string;
  readonly files: readonly { readonly fileName: string; readonly contentType: string; readonly bytes: Uint8Array }[];
};

export type ComposeMail = (typed: Typed) => Uint8Array;
