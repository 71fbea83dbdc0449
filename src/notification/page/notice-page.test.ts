// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../adapters/system/system.ts';
import { noticePage } from './notice-page.ts';

describe('notification/page/notice-page', () => {
  it.each([
    ['Asia/Tokyo', 'Sat 21 Nov 2026, 14:05 JST'],
    ['Europe/Berlin', 'Sat 21 Nov 2026, 06:05 UTC+01:00'],
  ])('says as of when on the wall of the desk, %s', (zone, words) => {
    const shown = {
      organisation: { ja: '組合', en: 'Co-op' },
      caseId: 'C-2026-0001',
      name: '顧客',
      customerId: 'C1',
      state: 'handed-over',
      open: [],
      asOf: '2026-11-21T05:05:00.000Z',
      zone,
      code: '123456',
      canRecheck: false,
      token: 't',
      nonce: 'n',
      note: null,
    } as const;
    expect(JSON.stringify(noticePage(sha256, 'en', shown))).toContain(words);
  });
});
