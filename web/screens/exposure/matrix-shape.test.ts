// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { kindOf, largest } from './matrix-shape.ts';

const cell = (from: string, to: string, count: number) => ({ from, to, count, rights: ['read'] });

describe('web/exposure/matrix-shape', () => {
  it('shows the gravest right of a cell', () => {
    expect(kindOf(['list'])).toBe('listOnly');
    expect(kindOf(['list', 'read'])).toBe('readOnly');
    expect(kindOf(['read', 'plant'])).toBe('change');
  });

  it('draws any tenant first, then whoever reaches most', () => {
    const cells = [cell('a', 'x', 5), cell('b', 'x', 3), cell('b', 'y', 4), cell('*', 'y', 1)];
    expect(largest(cells, 'from', 10)).toEqual(['*', 'b', 'a']);
    expect(largest(cells, 'from', 2)).toEqual(['*', 'b']);
    expect(largest(cells, 'to', 10)).toEqual(['x', 'y']);
  });
});
