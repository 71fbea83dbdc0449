// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { drawsBoxes } from './own-type.ts';

const box = (width: number, actualBoundingBoxAscent: number, actualBoundingBoxDescent: number) => ({
  width,
  actualBoundingBoxAscent,
  actualBoundingBoxDescent,
});

describe('web/ui/theme/own-type', () => {
  it('knows a machine that draws one box for every character', () => {
    expect(drawsBoxes(() => box(24, 30, 2))).toBe(true);
  });

  it('leaves a machine alone that tells a stroke from a full character', () => {
    const real: Readonly<Record<string, ReturnType<typeof box>>> = { 一: box(40, 17, -12), 鬱: box(40, 34, 3), '。': box(40, 8, 2) };
    expect(drawsBoxes((character) => real[character] ?? box(0, 0, 0))).toBe(false);
  });
});
