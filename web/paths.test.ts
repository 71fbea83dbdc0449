// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { hasScreen, paths } from './paths.ts';

describe('web/paths', () => {
  it('keeps hostile ids inside their part of the address', () => {
    expect(paths.report('../settings?x#y')).toBe('/reports/..%2Fsettings%3Fx%23y');
  });

  it('makes a link only of an address that has a screen', () => {
    expect(['/reports/R-1', '/cases', '/triage/R-1/sheet'].every(hasScreen)).toBe(true);
    expect(
      ['//evil.example', '/\\\\evil.example', 'https://evil.example', 'javascript:x', '/api/v1/session', '/nowhere'].some(hasScreen),
    ).toBe(false);
  });

  it('leaves out of a query what is not asked', () => {
    expect(paths.reportsWith({ state: 'new', kind: undefined, search: '' })).toBe('/reports?state=new');
    expect(paths.reportsWith({ search: '脆弱性 & more' })).toBe('/reports?search=%E8%84%86%E5%BC%B1%E6%80%A7%20%26%20more');
  });
});
