// SPDX-License-Identifier: Apache-2.0
import { notificationWords } from '../words/notification.ts';
import type { CardsOf, KindsOf } from './card.tsx';

export const notificationCards = {
  'customers.imported': {
    station: null,
    refreshes: ['customers', 'audience'],
    face: (body, { lang }) => ({
      lead: body.file,
      facts: [
        { name: notificationWords[lang].counted, value: notificationWords[lang].rows(body) },
        { name: notificationWords[lang].changes, value: notificationWords[lang].added(body) },
        ...(body.leftOut === 0 ? [] : [{ name: notificationWords[lang].leftOut, value: body.leftOut }]),
        ...(body.stillOff + body.replacedOff === 0
          ? []
          : [{ name: notificationWords[lang].off, value: notificationWords[lang].offOf(body) }]),
      ],
    }),
    sample: {
      file: '顧客一覧.csv',
      rows: 412,
      leftOut: 2,
      customers: 320,
      contracts: 410,
      added: 12,
      changed: 30,
      stillOff: 3,
      replacedOff: 1,
      digest: 'c'.repeat(64),
    },
  },
  'audience.listed': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      lead: body.file,
      facts: [
        { name: notificationWords[lang].counted, value: notificationWords[lang].list(body) },
        ...(body.leftOut === 0 ? [] : [{ name: notificationWords[lang].leftOut, value: body.leftOut }]),
      ],
    }),
    sample: { file: '影響のある契約.csv', rows: 41, leftOut: 0, customers: 38, digest: 'd'.repeat(64) },
  },
  'audience.approved': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      facts: [
        { name: notificationWords[lang].counted, value: notificationWords[lang].audience(body) },
        { name: notificationWords[lang].notTold, value: body.notTold },
        { name: 'SHA-256', value: body.digest },
      ],
    }),
    sample: { digest: 'e'.repeat(64), findings: 4500, customers: 41, contracts: 52, messages: 39, notTold: 2 },
  },
  'contact.switched': {
    station: null,
    refreshes: ['customers', 'audience'],
    face: (body, { lang }) => ({
      lead: body.contactId,
      quote: body.reason,
      facts: [
        { name: notificationWords[lang].use, value: notificationWords[lang].switched[body.on ? 'on' : 'off'] },
        ...(body.only === undefined ? [] : [{ name: notificationWords[lang].only, value: notificationWords[lang].optional }]),
      ],
    }),
    sample: { contactId: 'K-0123456789abcdef', on: false, reason: '担当者が退職したと電話で聞いた' },
  },
} as const satisfies CardsOf<KindsOf<'customers' | 'contact' | 'audience'>>;
