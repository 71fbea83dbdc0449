// SPDX-License-Identifier: Apache-2.0
import { formatTime } from '../../../lang/time.ts';
import { accessWords } from '../../words/organisation/access.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

const words = (lang: 'ja' | 'en') => accessWords[lang];

/** The trail of access: who came in, who was refused, what opens the desk for whom, who read. */
export const accessCards = {
  'access.signed-in': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: body.personId,
      facts: [
        { name: words(lang).how, value: words(lang).ways[body.how] },
        { name: words(lang).address, value: body.address },
      ],
    }),
    sample: { personId: 'P-0001', how: 'passkey', address: '192.0.2.14' },
  },
  'access.refused': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: body.personId ?? words(lang).unknownName,
      facts: [
        { name: words(lang).how, value: words(lang).ways[body.what] },
        { name: words(lang).address, value: body.address },
        { name: words(lang).count, value: String(body.count) },
        { name: words(lang).period, value: `${formatTime(body.from, lang)} – ${formatTime(body.to, lang)}` },
      ],
    }),
    sample: {
      personId: null,
      what: 'password',
      address: '198.51.100.7',
      count: 12,
      from: '2026-11-21T05:05:00.000Z',
      to: '2026-11-21T05:41:00.000Z',
    },
  },
  'access.signed-out': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({ lead: body.personId, facts: [{ name: words(lang).what, value: words(lang).ended[body.what] }] }),
    sample: { personId: 'P-0001', what: 'others' },
  },
  'access.factor-changed': {
    station: null,
    refreshes: ['people'],
    face: (body, { lang }) => ({
      lead: body.personId,
      facts: [
        { name: words(lang).what, value: words(lang).factors[body.factor] },
        { name: words(lang).change, value: words(lang).changes[body.change] },
        ...(body.name === '' ? [] : [{ name: words(lang).name, value: body.name }]),
      ],
    }),
    sample: { personId: 'P-0001', factor: 'passkey', change: 'added', name: '事務室のパソコン' },
  },
  'access.provider-linked': {
    station: null,
    refreshes: ['people'],
    face: (body, { lang }) => ({ lead: body.personId, facts: [{ name: words(lang).provider, value: body.providerId }] }),
    sample: { personId: 'P-0001', providerId: 'entra', subject: 'b'.repeat(64) },
  },
  'reads.anchored': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: words(lang).traces(body.count),
      facts: [{ name: words(lang).period, value: `${formatTime(body.from, lang)} – ${formatTime(body.to, lang)}` }],
    }),
    sample: { anchor: 3, count: 41, from: '2026-11-21T05:05:00.000Z', to: '2026-11-21T05:10:00.000Z', digest: 'c'.repeat(64) },
  },
} as const satisfies CardsOf<KindsOf<'access' | 'reads'>>;
