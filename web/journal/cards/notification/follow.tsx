// SPDX-License-Identifier: Apache-2.0
import { followWords } from '../../words/notification/follow.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

const noticeId = 'C-2026-0001/1';
const about = { station: 'customers', refreshes: ['audience'] } as const;

export const followCards = {
  'follow.planned': {
    ...about,
    face: (body, { lang }) => ({
      facts: [{ name: followWords[lang].plan, value: followWords[lang].planned(body.reminders, body.everyDays) }],
    }),
    sample: { noticeId, reminders: 2, everyDays: 3 },
  },
  'follow.advanced': {
    ...about,
    face: (body, { lang }) => ({
      facts: [
        { name: followWords[lang].moved, value: followWords[lang].advanced(body) },
        { name: followWords[lang].mails, value: body.messages },
        { name: followWords[lang].bytes, value: body.digest },
      ],
    }),
    sample: {
      noticeId,
      wave: 2,
      messages: 30,
      customers: 41,
      reminders: 30,
      onward: 4,
      calls: 5,
      letters: 2,
      nowhere: 1,
      digest: 'c'.repeat(64),
    },
  },
  'follow.called': {
    ...about,
    face: (body, { lang }) => ({
      quote: body.said,
      facts: [
        { name: followWords[lang].customer, value: body.customerId },
        { name: followWords[lang].outcome, value: followWords[lang].outcomes[body.outcome] },
        ...(body.callBackAt === null ? [] : [{ name: followWords[lang].callBack, value: body.callBackAt }]),
      ],
    }),
    sample: {
      noticeId,
      customerId: 'C0001',
      contactId: 'K-0123456789abcdef',
      outcome: 'no-answer',
      callBackAt: '2026-11-24T04:00:00.000Z',
      said: '留守番電話',
    },
  },
  'follow.letters-printed': {
    ...about,
    face: (body, { lang }) => ({
      facts: [
        { name: followWords[lang].batch, value: followWords[lang].letters(body.batch, body.letters) },
        { name: followWords[lang].file, value: body.raw },
      ],
    }),
    sample: { noticeId, batch: 1, letters: 12, raw: 'e'.repeat(64) },
  },
  'follow.letters-posted': {
    ...about,
    face: (body, { lang }) => ({
      facts: [{ name: followWords[lang].batch, value: followWords[lang].letters(body.batch, body.letters) }],
    }),
    sample: { noticeId, batch: 1, letters: 12 },
  },
  'follow.letter-returned': {
    ...about,
    face: (body, { lang }) => ({
      quote: body.reason,
      facts: [
        { name: followWords[lang].reference, value: body.reference },
        { name: followWords[lang].customer, value: body.customerId },
      ],
    }),
    sample: { noticeId, reference: 'AB2C-9XYZ', customerId: 'C0001', reason: 'あて所に尋ねあたりません' },
  },
  'follow.checked': {
    ...about,
    face: (body, { lang }) => ({
      lead: followWords[lang].checked(body),
      facts: [{ name: followWords[lang].basis, value: body.basis }],
    }),
    sample: { noticeId, basis: 'run-2', verified: 30, regressed: 1, open: 9, notSeen: 2 },
  },
  'follow.settled': {
    ...about,
    face: (body, { lang }) => ({
      quote: body.reason,
      facts: [
        { name: followWords[lang].customer, value: body.customerId },
        { name: followWords[lang].as, value: followWords[lang].verdicts[body.as] },
      ],
    }),
    sample: { noticeId, customerId: 'C0001', as: 'exempt', reason: '契約は先月で終わっている' },
  },
  'follow.closed': {
    ...about,
    face: (body, { lang }) => ({
      facts: [
        { name: followWords[lang].counted, value: followWords[lang].closed(body.customers, body.verified, body.exempt) },
        { name: 'SHA-256', value: body.digest },
      ],
    }),
    sample: { noticeId, customers: 41, verified: 39, exempt: 2, digest: 'd'.repeat(64) },
  },
} as const satisfies CardsOf<KindsOf<'follow'>>;
