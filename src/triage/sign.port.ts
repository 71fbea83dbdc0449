// SPDX-License-Identifier: Apache-2.0
/** Marks that only this desk can make, compared in constant time. */
export type Signer = { readonly mark: (text: string) => string; readonly verify: (text: string, mark: string) => boolean };
