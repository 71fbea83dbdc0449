// SPDX-License-Identifier: Apache-2.0
/** Why a file of an upload was not kept. A rule that cannot be used is kept all the same, and says why when it is listed. */
export const leftOutReasons = ['not-yaml', 'not-text', 'too-large', 'broken-zip', 'no-rules-in-zip', 'too-many'] as const;
export type LeftOut = { readonly name: string; readonly reason: (typeof leftOutReasons)[number] };
