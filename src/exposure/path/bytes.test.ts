// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { base64OfPath, bytesOfPath, pathOfBase64, pathOfBytes, shown } from './bytes.ts';

describe('exposure/bytes', () => {
  it('carries every byte through and back', () => {
    const bytes = Uint8Array.from({ length: 255 }, (_, at) => at + 1);
    const path = pathOfBytes(bytes);

    expect(bytesOfPath(path)).toEqual(bytes);
    expect(pathOfBase64(base64OfPath(path))).toBe(path);
    expect(base64OfPath(path)).toBe(Buffer.from(bytes).toString('base64'));
  });

  it('shows text as text and everything that acts as an escape', () => {
    expect(shown(Buffer.from('/家/é', 'utf8').toString('latin1'))).toBe('/家/é');
    expect(shown('/a\x1b[31m\n\xff\xfe')).toBe('/a\\x1b[31m\\x0a\\xff\\xfe');
    expect(shown(Buffer.from('/\u202eexe', 'utf8').toString('latin1'))).toBe('/\\u202eexe');
    // An overlong slash and a surrogate are no UTF-8.
    expect(shown('/\xc0\xaf\xed\xa0\x80')).toBe('/\\xc0\\xaf\\xed\\xa0\\x80');
  });
});
