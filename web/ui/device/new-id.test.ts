// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { newId } from './new-id.ts';

describe('web/ui/device/new-id', () => {
  it('is a version 4 UUID whatever the bytes are, and never the same twice', () => {
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    for (const fill of [0x00, 0x7f, 0xff]) expect(newId(new Uint8Array(16).fill(fill))).toMatch(shape);
    const many = Array.from({ length: 1000 }, () => newId());
    expect(many.every((id) => shape.test(id))).toBe(true);
    expect(new Set(many).size).toBe(1000);
  });
});
