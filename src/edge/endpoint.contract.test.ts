// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { get, post } from './endpoint.contract.ts';

describe('edge/endpoint.contract', () => {
  const attachment = get('/api/v1/reports/:reportId/attachments/:index', 'raw');

  it('fills each name of the path with its value', () => {
    expect(attachment.at({ reportId: 'R-1', index: 0 })).toBe('/api/v1/reports/R-1/attachments/0');
  });

  it('takes a digit in a name for part of it, and asks for every value', () => {
    const blob = get('/api/v1/blobs/:sha256', 'raw');
    expect(blob.at({ sha256: 'ab' }, { case: 'C-1' })).toBe('/api/v1/blobs/ab?case=C-1');
    expect(() => blob.at({} as { sha256: string })).toThrow('sha256');
  });

  it('keeps any value, whatever a stranger wrote, inside its part of the address', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (reportId, search) => {
        const url = new URL(attachment.at({ reportId, index: 7 }, { search }), 'http://desk.example');
        const parts = url.pathname.split('/');
        // A browser folds `.` and `..`, even encoded ones; the desk's ids are neither.
        if (reportId !== '.' && reportId !== '..') {
          expect(parts).toHaveLength(7);
          expect(decodeURIComponent(parts[4] ?? '')).toBe(reportId);
        }
        expect(url.searchParams.get('search') ?? '').toBe(search);
        expect(url.hash).toBe('');
      }),
    );
  });

  it('leaves out of a query what is not asked', () => {
    const cases = get('/api/v1/cases', 'none');

    expect(cases.at({}, { state: 'new', kind: undefined, after: null, search: '' })).toBe('/api/v1/cases?state=new');
    expect(cases.at({}, { search: '脆弱性 & more', after: 0 })).toBe(
      '/api/v1/cases?search=%E8%84%86%E5%BC%B1%E6%80%A7%20%26%20more&after=0',
    );
  });

  it('has a body only where one is sent', () => {
    expect('body' in post('/x', 'none')).toBe(false);
    expect(post('/x', 'none', z.object({})).body.safeParse([]).success).toBe(false);
  });
});
