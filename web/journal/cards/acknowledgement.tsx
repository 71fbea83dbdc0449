// SPDX-License-Identifier: Apache-2.0
import { acknowledgementCardWords } from '../words/acknowledgement.ts';
import type { CardsOf, KindsOf } from './card.tsx';

export const acknowledgementCards = {
  'acknowledgement.given': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      lead: acknowledgementCardWords[lang].answer[body.answer],
      facts: [
        { name: acknowledgementCardWords[lang].customer, value: body.customerId },
        { name: acknowledgementCardWords[lang].way, value: acknowledgementCardWords[lang].ways[body.way] },
      ],
      ...(body.said === '' ? {} : { quote: body.said }),
    }),
    sample: { noticeId: 'M-2026-0001/1', customerId: 'C-001', contactId: 'K-0123456789abcdef', answer: 'started', said: '', way: 'page' },
  },
  'acknowledgement.suspect': {
    station: 'customers',
    refreshes: ['audience'],
    face: (body, { lang }) => ({
      lead: acknowledgementCardWords[lang].answer[body.answer],
      facts: [
        { name: acknowledgementCardWords[lang].customer, value: body.customerId },
        { name: acknowledgementCardWords[lang].from, value: body.address },
        { name: acknowledgementCardWords[lang].quick, value: `${body.sincePage} ms` },
      ],
    }),
    sample: {
      noticeId: 'M-2026-0001/1',
      customerId: 'C-001',
      contactId: 'K-0123456789abcdef',
      answer: 'done',
      address: '192.0.2.7',
      sinceMail: 2100,
      sincePage: 40,
    },
  },
} as const satisfies CardsOf<KindsOf<'acknowledgement'>>;
