// SPDX-License-Identifier: Apache-2.0
import { creditCardWords } from '../../words/public/credit.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

export const creditCards = {
  'credit.agreed': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [
        ...(body.link === null ? [] : [{ name: creditCardWords[lang].link, value: body.link }]),
        { name: creditCardWords[lang].how, value: body.how },
      ],
    }),
    sample: { creditId: 'C-2026-0001-T1', name: '山田', link: null, reportId: 'R-0001', how: '返信のメールで承諾' },
  },
  'credit.withdrawn': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body) => ({ quote: body.reason }),
    sample: { creditId: 'C-2026-0001-T1', reason: '本人の希望' },
  },
} as const satisfies CardsOf<KindsOf<'credit'>>;
