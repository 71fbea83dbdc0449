// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../kernel/instant.ts';
import { messageOf } from './message.ts';
import type { Delivery, Page } from './page.ts';
import type { DutyPerson } from '../rota/plan.ts';

const at = '2026-11-21T05:05:00.000Z' as Instant;
const person = { id: 'tanaka', name: '田中 凛', lang: 'ja' } as DutyPerson;
const page = (own: Partial<Page>): Page =>
  ({
    pageId: 'P-1',
    caseId: 'C-2026-0001',
    policy: { id: 'call', name: { ja: '呼', en: 'c' }, steps: [], repeat: 0, acksNeeded: 1, forgottenAfterMinutes: 60, groupSeconds: 60 },
    subject: '御社サイトに脆弱性があります',
    urgency: 'now',
    state: 'triggered',
    generation: 0,
    round: 0,
    step: 0,
    nextAt: at,
    acks: [],
    joined: [],
    alarms: 1,
    createdAt: at,
    ...own,
  }) as Page;
const house = { ja: '架空運輸', en: 'Kaku Transport' };
const said = (own: Partial<Page>) =>
  messageOf(page(own), { key: 'k' } as Delivery, { person, link: 'https://desk.example.jp/page/x', code: '123456', house }, null);

/** Only a page about a report that somebody sent may speak of its sender, and each reader has their own language. */
function faultsOf({ subject, body }: ReturnType<typeof said>, isReport: boolean): readonly string[] {
  const speaks = { ja: body.ja.includes('差出人'), en: /the sender/.test(body.en) };
  return [
    ...(speaks.ja === isReport && speaks.en === isReport ? [] : ['sender']),
    ...(/[ぁ-んァ-ヶ]/.test(`${subject.en} ${body.en}`.replaceAll(person.name, '').replaceAll('御社サイトに脆弱性があります', ''))
      ? ['Japanese in English']
      : []),
    ...(/\b(appi|nis2|gdpr)\.[a-z]/.test(Object.values(subject).join(' ')) ? ['code'] : []),
  ];
}

describe('duty/paging/message', () => {
  it('speaks of a sender where a report came in, and never where a deadline or a gap of the rota is the cause', () => {
    expect(faultsOf(said({}), true)).toEqual([]);
    const deadline = { subject: '【報告期限まで6時間】個人情報保護法 速報', english: 'Legal deadline in 6 h: APPI preliminary report' };
    expect(faultsOf(said(deadline), false)).toEqual([]);
    expect(said(deadline).subject.en).toContain('APPI preliminary report');
    expect(faultsOf(said({ subject: '当番の空き', english: 'A gap in the rota', caseId: null }), false)).toEqual([]);
  });

  it('names in its first line whose rota it is, and nobody where there is no name yet', () => {
    const { body } = said({});
    expect([body.ja.split('\n')[0], body.en.split('\n')[0]]).toEqual([
      `${person.name} さん、架空運輸の当番の呼び出しです。`,
      `${person.name}, you are paged as the person on duty at Kaku Transport.`,
    ]);
    const reader = { person, link: null, code: '123456', house: { ja: '', en: '' } };
    expect(messageOf(page({}), { key: 'k' } as Delivery, reader, null).body.ja).toMatch(/さん、当番の呼び出しです。/);
    const up = { purpose: 'report-up', by: '佐藤' } as const;
    expect(messageOf(page(up), { key: 'k' } as Delivery, { ...reader, house }, null).body.ja).toContain('佐藤（架空運輸）から、事案');
  });

  it('finds a planted page that has one text for every cause', () => {
    const planted = { ...said({}), subject: { ja: '【期限切れ】appi.preliminary', en: 'OVERDUE appi.preliminary' } };
    expect(faultsOf(planted, false)).toEqual(['sender', 'code']);
    expect(faultsOf({ ...said({}), body: { ja: '差出人', en: 'the sender の件' } }, true)).toEqual(['Japanese in English']);
  });
});
