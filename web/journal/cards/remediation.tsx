// SPDX-License-Identifier: Apache-2.0
import type { BodyOf } from '../../../src/case/cards.contract.ts';
import type { Lang } from '../../lang/lang.tsx';
import { remediationWords } from '../words/remediation.ts';
import { formatTime } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import type { Fact } from '../../ui/fact-list.tsx';
import type { CardFace, CardPlace, CardsOf, KindsOf } from './card.tsx';

type Fields = BodyOf<'work.item-changed'>['fields'];

/** Only what is set or was changed is shown. */
function itemFacts(fields: Fields, lang: Lang): readonly Fact[] {
  const w = remediationWords[lang];
  const conditions = [
    ...(fields.touchesCustomers === true ? [w.touches] : []),
    ...(fields.fourEyes === true ? [w.fourEyes] : []),
    ...(fields.destroys === true ? [w.destroys] : []),
  ];
  return [
    ...(fields.workstream === undefined ? [] : [{ name: w.workstream, value: w.workstreams[fields.workstream] }]),
    ...(fields.owner === undefined ? [] : [{ name: w.owner, value: fields.owner?.name ?? timelineWords[lang].noOwner }]),
    ...(fields.department === undefined || fields.department === '' ? [] : [{ name: w.department, value: fields.department }]),
    ...(typeof fields.needsAckBy === 'string' ? [{ name: w.ackBy, value: formatTime(fields.needsAckBy, lang) }] : []),
    ...(typeof fields.due === 'string' ? [{ name: w.due, value: formatTime(fields.due, lang) }] : []),
    ...(conditions.length === 0 ? [] : [{ name: w.conditions, value: conditions.join(', ') }]),
  ];
}

const onlyItem = (body: { readonly itemId: string }, { nameOf }: CardPlace): CardFace => ({ lead: nameOf(body.itemId) });

const sampleItem: BodyOf<'work.item-added'> = {
  itemId: 'W-3',
  step: null,
  title: '会員サイトの権限設定を直す',
  workstream: 'implementation',
  workstreamName: '',
  department: '開発部',
  owner: { personId: 'P-2', name: '田中 翔' },
  needsAckBy: null,
  due: '2026-11-23T09:00:00.000Z',
  dependsOn: [],
  touchesCustomers: true,
  fourEyes: true,
  detail: '',
};

export const remediationCards = {
  'work.playbook-chosen': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang }) => ({
      lead: body.title[lang],
      facts: [
        { name: remediationWords[lang].edition, value: body.edition },
        { name: remediationWords[lang].item, value: remediationWords[lang].steps(body.steps.length) },
      ],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: {
      playbookId: 'outside-report',
      edition: '2026-1',
      title: { ja: '外部からの指摘', en: 'Report from outside' },
      startedAt: '2026-11-21T05:05:00.000Z',
      steps: [],
      reason: '',
    },
  },
  'work.mode-set': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang }) => ({
      lead: body.onePerson ? remediationWords[lang].onePerson : remediationWords[lang].team,
      quote: body.reason,
    }),
    sample: { onePerson: true, reason: '連休中で、ほかの人と連絡がつかないため' },
  },
  'work.item-added': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang }) => ({
      lead: body.titles?.[lang] ?? body.title,
      facts: itemFacts(body, lang),
      // Where the desk filled the item in, its detail is the mark of what it came from.
      ...(body.detail === '' || body.titles !== undefined ? {} : { quote: body.detail }),
    }),
    sample: sampleItem,
  },
  'work.item-changed': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang, nameOf }) => ({
      lead: body.fields.title ?? nameOf(body.itemId),
      facts: itemFacts(body.fields, lang),
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { itemId: 'W-3', fields: { due: '2026-11-24T09:00:00.000Z' }, reason: '検証に一日かかるため' },
  },
  'work.acknowledged': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: onlyItem,
    sample: { itemId: 'W-3' },
  },
  'work.started': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: onlyItem,
    sample: { itemId: 'W-3' },
  },
  'work.blocked': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang, nameOf }) => ({
      lead: nameOf(body.itemId),
      quote: body.reason,
      facts: [
        { name: remediationWords[lang].blockedBy, value: body.by },
        ...(body.until === null ? [] : [{ name: remediationWords[lang].until, value: formatTime(body.until, lang) }]),
      ],
    }),
    sample: { itemId: 'W-3', by: 'ソフトの提供元', until: '2026-11-24T00:00:00.000Z', reason: '修正版がまだ出ていない' },
  },
  'work.unblocked': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: onlyItem,
    sample: { itemId: 'W-3' },
  },
  'work.impact-checked': {
    station: 'customers',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang }) => ({ lead: remediationWords[lang].impacts[body.impact], quote: body.finding }),
    sample: { itemId: 'W-3', impact: 'announced', finding: '約5分間、会員サイトに入れなくなる' },
  },
  'work.evidence-settled': {
    station: 'fix',
    refreshes: ['board', 'work-due'],
    face: (body, { lang, nameOf }) => ({
      lead: nameOf(body.itemId),
      facts: [{ name: remediationWords[lang].evidence, value: remediationWords[lang].evidences[body.answer] }],
      quote: body.note,
    }),
    sample: { itemId: 'W-3', answer: 'kept', note: 'ディスクの写しを証拠庫の棚に置いた' },
  },
  'work.done': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang, nameOf }) => ({ lead: nameOf(body.itemId), facts: [{ name: remediationWords[lang].result, value: body.result }] }),
    sample: { itemId: 'W-3', result: '権限を 0700 に直し、外から読めないことを確かめた', evidence: [] },
  },
  'work.verified': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { lang }) => ({
      lead: body.accepted ? remediationWords[lang].accepted : remediationWords[lang].notAccepted,
      facts: body.alone ? [{ name: remediationWords[lang].conditions, value: `○ ${remediationWords[lang].alone}` }] : [],
      ...(body.note === '' ? {} : { quote: body.note }),
    }),
    sample: { itemId: 'W-3', accepted: true, note: '別の回線から確かめた', alone: false },
  },
  'work.cancelled': {
    station: 'fix',
    refreshes: ['board', 'work-due', 'measures'],
    face: (body, { nameOf }) => ({ lead: nameOf(body.itemId), quote: body.reason }),
    sample: { itemId: 'W-4', reason: '該当の機能を止めたため不要になった' },
  },
  'note.saved': {
    station: null,
    refreshes: ['notes'],
    face: (body, { lang }) => ({
      lead: body.title,
      facts: [
        { name: remediationWords[lang].version, value: `${body.version} (${remediationWords[lang].chars(body.chars)})` },
        ...(body.happenedAt === null ? [] : [{ name: remediationWords[lang].happened, value: body.happenedAt }]),
        ...(body.attachments.length === 0
          ? []
          : [{ name: remediationWords[lang].attachments, value: body.attachments.map((one) => one.fileName).join(', ') }]),
      ],
    }),
    sample: {
      noteId: 'note-0002',
      version: 2,
      title: '開発部との打ち合わせ',
      digest: 'd'.repeat(64),
      chars: 812,
      tlp: 'AMBER',
      happenedAt: '2026-11-21T15:30+09:00',
      happenedAtUtc: '2026-11-21T06:30:00.000Z',
      attachments: [],
    },
  },
  'note.save-refused': {
    station: null,
    refreshes: ['notes'],
    face: (body, { lang }) => ({
      lead: body.title,
      facts: [
        { name: remediationWords[lang].version, value: `${body.basedOn} → ${body.version} (${remediationWords[lang].chars(body.chars)})` },
        ...(body.attachments.length === 0
          ? []
          : [{ name: remediationWords[lang].attachments, value: body.attachments.map((one) => one.fileName).join(', ') }]),
      ],
    }),
    sample: {
      noteId: 'note-0002',
      basedOn: 1,
      version: 2,
      title: '開発部との打ち合わせ',
      digest: 'e'.repeat(64),
      chars: 640,
      tlp: 'RED',
      happenedAt: null,
      happenedAtUtc: null,
      attachments: [],
    },
  },
} as const satisfies CardsOf<KindsOf<'work' | 'note'>>;
