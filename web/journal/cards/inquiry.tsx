// SPDX-License-Identifier: Apache-2.0
import { inquiryCardWords } from '../words/inquiry.ts';
import type { CardsOf, KindsOf } from './card.tsx';

export const inquiryCards = {
  'inquiry.audience-seen': {
    station: 'customers',
    refreshes: ['inquiries'],
    face: (body, { lang }) => ({
      facts: [
        { name: inquiryCardWords[lang].version, value: body.version },
        { name: inquiryCardWords[lang].customers, value: body.customers },
        { name: inquiryCardWords[lang].changes, value: inquiryCardWords[lang].changed(body) },
        { name: 'SHA-256', value: body.digest },
      ],
    }),
    sample: { version: 3, digest: 'a'.repeat(64), customers: 412, added: 4, removed: 1, changed: 2 },
  },
  'inquiry.answered': {
    station: 'customers',
    refreshes: ['inquiries'],
    face: (body, { lang }) => ({
      lead: inquiryCardWords[lang].verdict[body.verdict],
      facts: [
        { name: inquiryCardWords[lang].way, value: inquiryCardWords[lang].ways[body.way] },
        { name: inquiryCardWords[lang].version, value: body.version },
        { name: inquiryCardWords[lang].known, value: body.known },
      ],
    }),
    sample: { inquiryId: 'Q-0123456789ab', way: 'telephone', verdict: 'not-among', version: 3, known: 412 },
  },
  'inquiry.called-back': {
    station: 'customers',
    refreshes: ['inquiries'],
    face: (body, { lang }) => ({
      lead: body.told ? inquiryCardWords[lang].verdict[body.verdict] : inquiryCardWords[lang].inVain,
      facts: [{ name: inquiryCardWords[lang].version, value: body.version }],
      ...(body.note === '' ? {} : { quote: body.note }),
    }),
    sample: { inquiryId: 'Q-0123456789ab', told: true, verdict: 'affected', version: 4, note: '' },
  },
  'inquiry.page-switched': {
    station: 'customers',
    refreshes: ['inquiries'],
    face: (body, { lang }) => ({ lead: inquiryCardWords[lang].page[body.open ? 'open' : 'closed'] }),
    sample: { open: true },
  },
  'inquiry.harm-reported': {
    station: 'customers',
    refreshes: ['inquiries'],
    face: (body, { lang }) => ({
      lead: inquiryCardWords[lang].harm[body.kind],
      facts: [{ name: inquiryCardWords[lang].day, value: body.day }],
      ...(body.note === '' ? {} : { quote: body.note }),
    }),
    sample: {
      harmId: 'H-0123456789ab',
      kind: 'suspicious-mail',
      day: '2026-11-21',
      customerId: 'C-001',
      note: '契約番号を書いた不審なメール',
    },
  },
} as const satisfies CardsOf<KindsOf<'inquiry'>>;
