// SPDX-License-Identifier: Apache-2.0
import type ICAL from 'ical.js';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { textOf } from './components.ts';

/**
 * Why an entry with a length does not make its owner absent; null: it does. What an entry says of busy and free: TRANSP,
 * STATUS (RFC 5545 §3.8), the owner's PARTSTAT, and Outlook's X-MICROSOFT-CDO-BUSYSTATUS ([MS-OXCICAL] §2.1.3.1.1.20.31),
 * which is finer than TRANSP and goes before it.
 */
export function whyNoAbsence(event: ICAL.Component, mine: readonly string[], long: boolean): Bilingual | null {
  const status = upper(event, 'status');
  const busy = upper(event, 'x-microsoft-cdo-busystatus') || upper(event, 'x-microsoft-cdo-intendedstatus');
  const answer = partStat(event, mine);
  if (answer === 'DECLINED') return words.declined;
  if (status === 'TENTATIVE' || busy === 'TENTATIVE' || answer === 'TENTATIVE') return words.tentative;
  if (busy === 'OOF') return null;
  if (busy === 'WORKINGELSEWHERE') return words.elsewhere;
  if (busy === 'FREE' || (busy === '' && upper(event, 'transp') === 'TRANSPARENT')) return words.free;
  return long ? null : words.short;
}

function partStat(event: ICAL.Component, mine: readonly string[]): string {
  const own = event.getAllProperties('attendee').find((attendee) => {
    const address = String(attendee.getFirstValue() ?? '').replace(/^mailto:/i, '');
    return mine.includes(address.trim().toLowerCase());
  });
  return (own?.getFirstParameter('partstat') ?? '').toUpperCase();
}

function upper(event: ICAL.Component, name: string): string {
  return textOf(event, name).trim().toUpperCase();
}

const words = {
  declined: { ja: '本人が辞退した予定', en: 'declined' },
  tentative: { ja: '仮の予定（確定していない）', en: 'tentative' },
  elsewhere: { ja: '別の場所で勤務（不在ではない）', en: 'working elsewhere' },
  free: { ja: '「予定なし」とされている予定', en: 'marked as free' },
  short: { ja: '3時間より短い予定（会議など）', en: 'an appointment of less than three hours' },
} as const;
