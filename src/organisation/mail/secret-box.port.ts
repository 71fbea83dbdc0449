// SPDX-License-Identifier: Apache-2.0

/** `key-lost`: the key by which it was sealed is not there any more (`keyId` names it). `damaged`: it is not what was sealed for this use. */
export type Opened =
  | { readonly is: 'open'; readonly text: string }
  | { readonly is: 'key-lost'; readonly keyId: string }
  | { readonly is: 'damaged' };

/** Keeps secrets at rest: what is in the database is of no use without the key file beside it. */
export type SecretBox = {
  /** `about` is bound to it: sealed for one use, it opens for that use alone. Throws where the key file cannot be made or read. */
  readonly seal: (text: string, about: string) => Promise<string>;
  readonly open: (sealed: string, about: string) => Promise<Opened>;
};
