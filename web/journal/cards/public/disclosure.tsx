// SPDX-License-Identifier: Apache-2.0
import { disclosureCardWords } from '../../words/public/disclosure.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

const SHA = 'a'.repeat(64);
const statementId = 'C-2026-0001/1';

export const disclosureCards = {
  'advisory.published': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: `${body.advisoryId} ${body.title}`,
      facts: [
        { name: disclosureCardWords[lang].issue, value: body.issue },
        ...(body.ended === null ? [] : [{ name: disclosureCardWords[lang].ended, value: disclosureCardWords[lang].endedAs[body.ended] }]),
        { name: disclosureCardWords[lang].document, value: body.blob },
        { name: disclosureCardWords[lang].key, value: body.key },
      ],
    }),
    sample: {
      advisoryId: 'EX-2026.1',
      issue: 2,
      title: '予約画面の入力の扱い',
      place: 'white/2026/ex-2026_1.json',
      blob: SHA,
      ended: 'withdrawn',
      key: '0123456789ABCDEF0123456789ABCDEF01234567',
      provider: {
        directory: 'https://example.jp/.well-known/csaf',
        name: '例の会',
        namespace: 'https://example.jp',
        category: 'vendor',
        contact: 'security@example.jp',
      },
    },
  },
  'statement.fields-set': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      facts: [{ name: disclosureCardWords[lang].fields, value: Object.keys(body.fields).join(', ') }],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { fields: { 'contact.telephone': '03-0000-0000' }, reason: '' },
  },
  'statement.prepared': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: disclosureCardWords[lang].stage[body.stage],
      facts: [
        { name: disclosureCardWords[lang].number, value: body.number },
        { name: disclosureCardWords[lang].snapshot, value: body.blob },
      ],
    }),
    sample: { statementId, number: 1, stage: 'first', blob: SHA },
  },
  'statement.approved': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: disclosureCardWords[lang][body.alone ? 'alone' : 'second'],
      facts: [{ name: disclosureCardWords[lang].snapshot, value: body.blob }],
    }),
    sample: { statementId, blob: SHA, alone: false, checks: [] },
  },
  'statement.approval-revoked': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body) => ({ quote: body.reason }),
    sample: { statementId, reason: '件数を確かめ直す' },
  },
  'statement.published': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: disclosureCardWords[lang].stage[body.stage],
      facts: [
        { name: disclosureCardWords[lang].number, value: body.number },
        { name: disclosureCardWords[lang].snapshot, value: body.blob },
        ...(body.early === null ? [] : [{ name: disclosureCardWords[lang].early, value: body.early.reason }]),
      ],
    }),
    sample: { statementId, number: 1, stage: 'first', blob: SHA, early: null },
  },
  'statement.told': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      lead: disclosureCardWords[lang].whom[body.whom],
      facts: [{ name: disclosureCardWords[lang].at, value: body.at }],
      quote: body.how,
    }),
    sample: { whom: 'staff', at: '2026-11-21T05:05:00.000Z', how: '朝礼で説明' },
  },
  'statement.indicators-shared': {
    station: 'public',
    refreshes: [],
    face: (body, { lang }) => ({
      facts: [
        { name: 'TLP', value: body.tlp },
        { name: disclosureCardWords[lang].indicators, value: body.indicators },
        { name: 'SHA-256', value: body.blob },
      ],
    }),
    sample: { tlp: 'AMBER', indicators: 12, wayIn: false, blob: SHA },
  },
  'statement.others-published': {
    station: 'public',
    refreshes: ['disclosure'],
    face: (body, { lang }) => ({
      facts: [
        { name: disclosureCardWords[lang].at, value: body.at },
        { name: disclosureCardWords[lang].where, value: body.where },
      ],
    }),
    sample: { at: '2026-11-21T05:05:00.000Z', where: '報道' },
  },
} as const satisfies CardsOf<KindsOf<'statement' | 'advisory'>>;
