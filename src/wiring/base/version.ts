// SPDX-License-Identifier: Apache-2.0
/** What the desk calls itself; package.json says the same (test/conventions/packages.test.ts). */
export const VERSION = '0.1.0';
