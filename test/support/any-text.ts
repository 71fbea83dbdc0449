// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';

const SURROGATES = 0x800;

/**
 * Any Unicode scalar value: ASCII with its controls most often, then the Basic Multilingual Plane, then all of it. What
 * `unit: 'binary'` gives, without the second that fast-check takes to prepare it in each test file.
 */
export const anyChar = fc
  .oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 0x7f }) },
    { weight: 2, arbitrary: fc.integer({ min: 0x80, max: 0xffff - SURROGATES }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 0x10ffff - SURROGATES }) },
  )
  .map((at) => String.fromCodePoint(at < 0xd800 ? at : at + SURROGATES));

/** Well-formed text of up to so many characters, any of them. */
export function anyText(maxLength = 100): fc.Arbitrary<string> {
  return fc.string({ unit: anyChar, maxLength });
}
