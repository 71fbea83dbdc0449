// SPDX-License-Identifier: Apache-2.0
declare const brand: unique symbol;

/** A string or number that only a parser hands out: `type CaseId = Brand<string, 'CaseId'>`. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
