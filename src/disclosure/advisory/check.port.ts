// SPDX-License-Identifier: Apache-2.0

/** One thing that a test found: the test as CSAF 2.0 numbers it (`6.1.1`; `schema`), where (a JSON pointer), and what. */
export type TestFinding = { readonly test: string; readonly path: string; readonly what: string };

export type CsafChecked =
  | { readonly is: 'unreadable'; readonly why: 'not-json' | 'too-large' | 'not-csaf' | 'not-csaf-2.0' }
  | {
      readonly is: 'checked';
      /** Of schema and mandatory tests: with one of them the document is not valid. */
      readonly failed: readonly TestFinding[];
      /** Of optional tests: the document is valid, and should be better. */
      readonly warned: readonly TestFinding[];
      /** Tests that could not be run, as the document's shape is too far from the schema. */
      readonly untested: readonly string[];
    };

/** Checks bytes that somebody calls a CSAF 2.0 document. Nothing is fetched. */
export type CheckCsaf = (bytes: Uint8Array) => Promise<CsafChecked>;
