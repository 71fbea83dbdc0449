// SPDX-License-Identifier: Apache-2.0
/** Makes and checks marks that only this desk can make (HMAC-SHA-256 under the desk's own key). Comparison takes constant time. */
export type Signer = {
  readonly mark: (text: string) => string;
  readonly verify: (text: string, mark: string) => boolean;
  /** Six digits from the same key. */
  readonly digits: (text: string) => string;
};
