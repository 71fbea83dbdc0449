// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { printedAt } from './printed-at.ts';

describe('common/time/printed-at', () => {
  it.each([
    ['Asia/Tokyo', '2026-12-01 08:30 JST 印刷'],
    ['Europe/Berlin', '2026-12-01 00:30 (Europe/Berlin) 印刷'],
    ['America/New_York', '2026-11-30 18:30 (America/New_York) 印刷'],
  ])('is the wall of %s', (zone, shown) => {
    const at = parseInstant('2026-11-30T23:30:00.000Z') as Instant;
    expect(printedAt(at, 'ja', zone).shown).toBe(shown);
  });
});
