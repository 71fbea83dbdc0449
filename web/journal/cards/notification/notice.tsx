// SPDX-License-Identifier: Apache-2.0
import { noticeWords } from '../../words/notification/notice.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

const NOTICE = 'C-2026-0001/1';

export const noticeCards = {
  'notice.declared': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({ lead: noticeWords[lang].kinds[body.optional ? 'optional' : 'required'] }),
    sample: { optional: true },
  },
  'notice.tested': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        ...body.answers.map(({ answer }) => ({ name: noticeWords[lang].answer, value: answer })),
        { name: noticeWords[lang].text, value: body.text },
      ],
    }),
    sample: { testId: 'NT-1', audience: 'a'.repeat(64), text: 'b'.repeat(64), answers: [{ is: 'taken', answer: '250 2.0.0 Ok: queued' }] },
  },
  'notice.arrived': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      lead: body.junk ? noticeWords[lang].junk : null,
      facts: [
        {
          name: noticeWords[lang].checks,
          value:
            body.checks.map(({ mechanism, result, domain }) => `${mechanism.toUpperCase()} ${result} ${domain ?? ''}`.trim()).join(', ') ||
            noticeWords[lang].noChecks,
        },
      ],
    }),
    sample: {
      testId: 'NT-1',
      text: 'b'.repeat(64),
      junk: false,
      by: 'mx.corp.example',
      counts: true,
      checks: [{ mechanism: 'dkim', result: 'pass', domain: 'corp.example' }],
    },
  },
  'notice.approved': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        { name: noticeWords[lang].counted, value: noticeWords[lang].counts(body) },
        { name: noticeWords[lang].audience, value: body.audience },
        { name: noticeWords[lang].text, value: body.text },
        ...(body.without === '' ? [] : [{ name: noticeWords[lang].without, value: body.without }]),
      ],
    }),
    sample: {
      noticeId: NOTICE,
      audience: 'a'.repeat(64),
      text: 'b'.repeat(64),
      testId: 'NT-1',
      without: '',
      messages: 39,
      customers: 41,
    },
  },
  'notice.released': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        { name: noticeWords[lang].leg, value: noticeWords[lang].legs[body.leg] },
        { name: noticeWords[lang].counted, value: noticeWords[lang].counts(body) },
        ...(body.resting === undefined ? [] : [{ name: noticeWords[lang].resting, value: body.resting }]),
        { name: noticeWords[lang].bytes, value: body.digest },
      ],
    }),
    sample: { noticeId: NOTICE, wave: 1, leg: 'canary', messages: 5, customers: 6, digest: 'c'.repeat(64) },
  },
  'notice.paused': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      lead: noticeWords[lang].pauses[body.why],
      quote: body.detail,
      facts: [
        { name: noticeWords[lang].rate, value: noticeWords[lang].rateOf(body.hard, body.asked) },
        { name: noticeWords[lang].waiting, value: body.waiting },
      ],
    }),
    sample: { noticeId: NOTICE, why: 'bounces', detail: '550 5.1.1 user unknown', asked: 40, hard: 4, waiting: 900 },
  },
  'notice.resumed': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({ quote: body.reason, facts: [{ name: noticeWords[lang].waiting, value: body.waiting }] }),
    sample: { noticeId: NOTICE, reason: '使えない宛先は古い名簿のもので、残りは確かめた', waiting: 900 },
  },
  'notice.handed-on': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({ quote: body.reason, facts: [{ name: noticeWords[lang].waiting, value: body.messages }] }),
    sample: { noticeId: NOTICE, messages: 400, reason: '残りは電話と郵便で知らせる' },
  },
  'notice.leg-done': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        { name: noticeWords[lang].leg, value: noticeWords[lang].legs[body.leg] },
        { name: noticeWords[lang].result, value: noticeWords[lang].done(body) },
        { name: 'SHA-256', value: body.digest },
      ],
    }),
    sample: { noticeId: NOTICE, wave: 1, leg: 'canary', taken: 4, refused: 1, hard: 1, possibleDoubles: 0, digest: 'd'.repeat(64) },
  },
  'notice.replied': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        { name: noticeWords[lang].contact, value: body.contactId },
        { name: noticeWords[lang].report, value: body.reportId },
      ],
    }),
    sample: { noticeId: NOTICE, contactId: 'K-0123456789abcdef', reportId: 'R-2026-00042' },
  },
  'notice.reply-answered': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({ quote: body.reason, facts: [{ name: noticeWords[lang].contact, value: body.contactId }] }),
    sample: { noticeId: NOTICE, contactId: 'K-0123456789abcdef', reason: '電話で説明し、今週中に直すとのこと' },
  },
} as const satisfies CardsOf<KindsOf<'notice'>>;
