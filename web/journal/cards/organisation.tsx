// SPDX-License-Identifier: Apache-2.0
import { scales } from '../../lang/common.ts';
import { formatTime } from '../../lang/time.ts';
import { mailCardWords } from '../words/organisation/mail.ts';
import { organisationKindWords } from '../words/organisation/kinds.ts';
import { accessWords } from '../words/organisation/access.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf, KindsOf } from './card.tsx';

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

function roleNames(roles: readonly (keyof (typeof scales)['ja']['role'])[], lang: 'ja' | 'en'): string {
  return roles.map((role) => scales[lang].role[role]).join(lang === 'ja' ? '・' : ', ');
}

export const organisationCards = {
  'organisation.named': {
    station: null,
    refreshes: ['organisation', 'session'],
    face: (body, { lang }) => ({ lead: body[lang] }),
    sample: { ja: '山川旅行株式会社', en: 'Yamakawa Travel' },
  },
  'organisation.kind-set': {
    station: null,
    refreshes: ['organisation'],
    face: (body, { lang }) => ({ lead: organisationKindWords[lang].kinds[body.kind] }),
    sample: { kind: 'university' },
  },
  'organisation.mailbox-set': {
    station: null,
    refreshes: ['organisation'],
    face: (body) => ({ lead: body.address }),
    sample: { address: 'security@example.jp' },
  },
  'organisation.outside-changed': {
    station: null,
    refreshes: ['organisation'],
    face: (body, { lang }) => ({
      lead: body.names.join(lang === 'ja' ? '、' : ', '),
      facts: [
        { name: timelineWords[lang].rowsAdded, value: String(body.added) },
        { name: timelineWords[lang].rowsChanged, value: String(body.changed) },
        { name: timelineWords[lang].rowsRemoved, value: String(body.removed) },
      ],
    }),
    sample: { added: 1, changed: 0, removed: 0, names: ['JPCERT/CC'], digest: 'a'.repeat(64) },
  },
  'organisation.address-set': {
    station: null,
    refreshes: ['mail', 'readiness'],
    face: (body, { lang }) => ({ lead: body.url ?? mailCardWords[lang].noAddress }),
    sample: { url: 'https://desk.example.jp' },
  },
  'person.sign-in-given': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({
      lead: body.personId,
      facts: [
        { name: facts(lang).reason, value: timelineWords[lang].signInWays[body.how] },
        ...(body.secondFactorsDropped ? [{ name: facts(lang).note, value: timelineWords[lang].factorsDropped }] : []),
      ],
    }),
    sample: { personId: 'P-2', how: 'reset', secondFactorsDropped: true },
  },
  'person.invited': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({ lead: body.personId, facts: [{ name: facts(lang).until, value: formatTime(body.until, lang) }] }),
    sample: { personId: 'P-2', invitation: 'v3kq', until: '2026-12-05T00:00:00.000Z' },
  },
  'machine-key.made': {
    station: null,
    refreshes: ['machine-keys'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [
        { name: facts(lang).roles, value: roleNames(body.roles, lang) },
        ...(body.expiresAt === null ? [] : [{ name: facts(lang).until, value: formatTime(body.expiresAt, lang) }]),
      ],
    }),
    sample: { keyId: 'MK-1', name: '監視装置', roles: ['responder'], expiresAt: '2027-11-21T00:00:00.000Z' },
  },
  'machine-key.first-used': {
    station: null,
    refreshes: ['machine-keys'],
    face: (body, { lang }) => ({ lead: body.name, facts: [{ name: accessWords[lang].address, value: body.address }] }),
    sample: { keyId: 'MK-1', name: '監視装置', address: '192.0.2.20' },
  },
  'machine-key.revoked': {
    station: null,
    refreshes: ['machine-keys'],
    face: (body) => ({ lead: body.name, ...(body.reason === '' ? {} : { quote: body.reason }) }),
    sample: { keyId: 'MK-1', name: '監視装置', reason: '機器の入れ替えのため' },
  },
  'organisation.head-set': {
    station: null,
    refreshes: ['people'],
    face: (body, { lang }) => ({
      lead: body.department,
      facts: [{ name: timelineWords[lang].head, value: body.personId ?? timelineWords[lang].nobodyHeads }],
    }),
    sample: { department: '情報システム部', personId: 'P-1' },
  },
  'person.added': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: body.department === null ? [] : [{ name: facts(lang).department, value: body.department }],
    }),
    sample: { personId: 'P-1', name: '佐藤 美咲', department: '情報システム部' },
  },
  'person.changed': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({ lead: body.personId, facts: [{ name: facts(lang).fields, value: body.fields.join(', ') }] }),
    sample: { personId: 'P-1', fields: ['telephone'] },
  },
  'person.roles-changed': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({
      lead: body.personId,
      facts: [
        { name: facts(lang).roles, value: roleNames(body.roles, lang) },
        { name: facts(lang).reason, value: body.reason },
      ],
    }),
    sample: { personId: 'P-2', roles: ['responder'], reason: '当番に加わるため' },
  },
  'person.left': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body) => ({ lead: body.personId, quote: body.reason }),
    sample: { personId: 'P-9', reason: '退職' },
  },
  'person.returned': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body) => ({ lead: body.personId, quote: body.reason }),
    sample: { personId: 'P-9', reason: '再雇用' },
  },
  'people.import-undone': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({
      lead: body.file,
      facts: [
        { name: timelineWords[lang].rowsChanged, value: String(body.restored) },
        { name: timelineWords[lang].rowsRemoved, value: String(body.removed) },
      ],
    }),
    sample: { file: '社員.csv', restored: 2, removed: 3, kept: 1, digest: 'a'.repeat(64) },
  },
  'people.imported': {
    station: null,
    refreshes: ['people', 'duty', 'session'],
    face: (body, { lang }) => ({
      lead: timelineWords[lang].counts(body.rows, body.added, body.changed, body.refused),
      facts: [{ name: facts(lang).file, value: body.file }],
    }),
    sample: { file: 'staff.csv', rows: 120, added: 118, changed: 1, refused: 1, digest: 'a'.repeat(64) },
  },
} as const satisfies CardsOf<KindsOf<'organisation' | 'person' | 'people' | 'machine-key'>>;
