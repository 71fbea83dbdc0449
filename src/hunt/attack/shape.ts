// SPDX-License-Identifier: Apache-2.0
/**
 * A shape that a request takes when somebody tries something: grammar that one interpreter would act upon. A shape is a
 * sign, never a proof. Patterns keep to what RE2 and ECMAScript share, over text in lower case.
 */
export type Shape = {
  readonly name: 'traversal' | 'shell' | 'sql' | 'script' | 'template' | 'code' | 'include' | 'break';
  /** On the request, decoded. */
  readonly patterns: readonly string[];
  /** On the request as it was sent: what an escape shows and decoding hides. */
  readonly written?: readonly string[];
  /** What of it is a sign in a referrer or user agent too, where prose, addresses and semicolons are ordinary. */
  readonly elsewhere: readonly string[];
  /** Values whose meaning hangs on the parameter's name: the group is the name, a shape unless `ordinary` knows it. */
  readonly named?: { readonly pattern: string; readonly ordinary: string };
};
