// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { reasonText } from './reasons.ts';

describe('web/exposure/reasons', () => {
  it('says a limit in Japanese with its number', () => {
    expect(reasonText('12 objects refused to be read', 'ja')).toBe('12 件は権限がなく読めなかった');
  });

  it('never drops a limit that it does not know', () => {
    expect(reasonText('something new was left out', 'ja')).toBe('something new was left out');
    expect(reasonText('12 objects refused to be read', 'en')).toBe('12 objects refused to be read');
  });
});
