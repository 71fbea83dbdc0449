// SPDX-License-Identifier: Apache-2.0
// The validator comes without types: its modules of tests are tables of functions by name.
declare module '@secvisogram/csaf-validator-lib/*Tests.js' {
  type Found = { readonly instancePath?: string; readonly message?: string };
  type Result = { readonly isValid?: boolean; readonly errors?: readonly Found[]; readonly warnings?: readonly Found[] };
  const tests: Readonly<Record<string, (document: unknown) => Result | Promise<Result>>>;
  export = tests;
}
