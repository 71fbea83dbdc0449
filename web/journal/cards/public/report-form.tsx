// SPDX-License-Identifier: Apache-2.0
import { reportFormCardWords } from '../../words/public/report-form.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

export const reportFormCards = {
  'report-form.fields-set': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      facts: [{ name: reportFormCardWords[lang].fields, value: Object.keys(body.fields).length }],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { fields: { 'ransom.extension': '.locked' }, reason: '' },
  },
  'report-form.consent-decided': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: reportFormCardWords[lang][body.given ? 'given' : 'refused'],
      facts: [{ name: reportFormCardWords[lang].form, value: reportFormCardWords[lang].forms[body.form] }],
      quote: body.reason,
    }),
    sample: { form: 'ransomware', given: false, reason: '取引先と相談中' },
  },
} as const satisfies CardsOf<KindsOf<'report-form'>>;
