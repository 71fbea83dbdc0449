// SPDX-License-Identifier: Apache-2.0
import type { CardsOf, KindsOf } from '../card.tsx';

export const securityTxtCards = {
  'security-txt.confirmed': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body) => ({ lead: body.contacts.join(', ') }),
    sample: { contacts: ['mailto:security@example.jp'], languages: ['ja', 'en'], policy: null, thanks: null },
  },
} as const satisfies CardsOf<KindsOf<'security-txt'>>;
