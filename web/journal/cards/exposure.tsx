// SPDX-License-Identifier: Apache-2.0
import { exposureWords } from '../words/exposure.ts';
import { formatTime } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf, KindsOf } from './card.tsx';
import { blobLink } from './links.ts';

export const exposureCards = {
  'exposure.run-recorded': {
    station: 'customers',
    refreshes: ['exposure'],
    face: (body, { lang, stream }) => {
      const w = exposureWords[lang];
      const { states } = body;
      return {
        lead: `${body.status === 'incomplete' ? '○ ' : ''}${w.status[body.status]}`,
        facts: [
          { name: w.root, value: body.root },
          ...(body.only === null ? [] : [{ name: w.only, value: body.only }]),
          { name: w.objects, value: String(body.objects) },
          { name: w.findings, value: w.proved(body.findings, body.proved) },
          { name: w.states, value: w.stateLine(states.new, states.open, states.fixed, states.regressed, states.waived) },
          { name: w.customers, value: w.customerLine(body.customersAffected, body.customersClean) },
          ...(body.reasons.length === 0
            ? []
            : [{ name: w.notLooked, value: `○ ${body.reasons.map((reason) => reason[lang]).join(lang === 'ja' ? '、' : ', ')}` }]),
        ],
        chips: body.raw === null ? [] : [blobLink(body.raw, stream, timelineWords[lang].raw)],
      };
    },
    sample: {
      runId: 'X-1',
      root: '/srv/customers',
      only: null,
      status: 'complete',
      reasons: [],
      objects: 182_400,
      findings: 4500,
      proved: 4500,
      digest: 'a'.repeat(64),
      raw: null,
      states: { new: 4500, open: 0, fixed: 0, regressed: 0, waived: 0 },
      tenants: 320,
      tenantsAffected: 41,
      tenantsClean: 279,
      customersAffected: 41,
      customersClean: 279,
    },
  },
  'exposure.finding-waived': {
    station: 'customers',
    refreshes: ['exposure'],
    face: (body, { lang }) => ({
      lead: body.path,
      quote: body.reason,
      facts: [
        { name: exposureWords[lang].rule, value: body.rule },
        ...(body.tenant === null ? [] : [{ name: exposureWords[lang].tenant, value: body.tenant }]),
        { name: exposureWords[lang].until, value: formatTime(body.until, lang) },
      ],
    }),
    sample: {
      rule: 'read.other-tenant',
      path: '/srv/customers/a/public/logo.png',
      pathBytes: '',
      tenant: 'a',
      until: '2026-12-21T00:00:00.000Z',
      reason: '公開用の画像で、顧客の了承を得ている',
    },
  },
  'exposure.customers-mapped': {
    station: 'customers',
    refreshes: ['exposure'],
    face: (body, { lang }) => ({ lead: exposureWords[lang].rows(body.rows) }),
    sample: { rows: 320, digest: 'b'.repeat(64) },
  },
} as const satisfies CardsOf<KindsOf<'exposure'>>;
