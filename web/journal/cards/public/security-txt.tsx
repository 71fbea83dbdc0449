// SPDX-License-Identifier: Apache-2.0
import { securityTxtCardWords } from '../../words/public/security-txt.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

export const securityTxtCards = {
  'security-txt.confirmed': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body) => ({ lead: body.contacts.join(', ') }),
    sample: { contacts: ['mailto:security@example.jp'], languages: ['ja', 'en'], policy: null, thanks: null },
  },
  'security-txt.keeper-named': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body) => ({ lead: body.name }),
    sample: { personId: 'P-0001', name: '佐藤花子' },
  },
  'security-txt.asked': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [
        { name: securityTxtCardWords[lang].until, value: body.until },
        { name: securityTxtCardWords[lang].mails, value: body.mails },
      ],
    }),
    sample: { personId: 'P-0001', name: '佐藤花子', until: '2027-05-31T00:00:00.000Z', mails: 1 },
  },
} as const satisfies CardsOf<KindsOf<'security-txt'>>;
