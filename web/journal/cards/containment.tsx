// SPDX-License-Identifier: Apache-2.0
import { optionTitles } from '../../../src/containment/contract.ts';
import { When } from '../../components/when.tsx';
import { endpoints } from '../../../src/case/contract.ts';
import type { AccountKind } from './account.tsx';
import type { CardsOf, KindsOf } from './card.tsx';
import { containmentWords } from '../words/containment.ts';

const decisions = {
  keep: { ja: '残す', en: 'keep' },
  stop: { ja: '止める', en: 'stop' },
  undecided: { ja: '未定に戻した', en: 'undecided again' },
} as const;

export const containmentCards = {
  'containment.services-imported': {
    station: null,
    refreshes: ['readiness'],
    face: (body, { lang }) => ({ lead: containmentWords[lang].taken(body.added, body.changed, body.refused), quote: body.file }),
    sample: {
      file: '業務サービス.csv',
      format: 'csv',
      sha256: '0'.repeat(64),
      added: 10,
      changed: 0,
      unchanged: 0,
      refused: 1,
      digest: '0'.repeat(64),
    },
  },
  'containment.service-added': {
    station: null,
    refreshes: ['readiness'],
    face: (body) => ({ lead: body.name }),
    sample: { serviceId: 'reserve', name: '予約受付', priority: 1 },
  },
  'containment.service-changed': {
    station: null,
    refreshes: ['readiness'],
    face: (body, { lang }) => ({ lead: body.name, facts: [{ name: containmentWords[lang].fields, value: body.fields.join(', ') }] }),
    sample: { serviceId: 'reserve', name: '予約受付', fields: ['ranges'] },
  },
  'containment.service-decided': {
    station: null,
    refreshes: ['readiness'],
    face: (body, { lang }) => ({
      lead: `${body.name}: ${decisions[body.is][lang]}`,
      facts: [{ name: containmentWords[lang].priority, value: String(body.priority) }],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { serviceId: 'reserve', name: '予約受付', is: 'keep', priority: 1, reason: '止まると全店の窓口が止まるため' },
  },
  'containment.service-removed': {
    station: null,
    refreshes: ['readiness'],
    face: (body) => ({ lead: body.name, quote: body.reason }),
    sample: { serviceId: 'old-fax', name: '旧FAXサービス', reason: '契約終了' },
  },
  'containment.name-point-set': {
    station: null,
    refreshes: ['readiness'],
    face: (body, { lang }) => ({ lead: containmentWords[lang].namePoints[body.names] }),
    sample: { names: 'dns' },
  },
  'containment.traffic-kept': {
    station: null,
    refreshes: ['readiness'],
    face: (body, { lang }) => ({ lead: containmentWords[lang].traffic(body.lines, body.days, body.refused), quote: body.file }),
    sample: {
      trafficId: 'F-1',
      file: 'flows-2026-11.csv',
      sha256: '0'.repeat(64),
      lines: 3080,
      refused: 0,
      from: '2026-10-17',
      to: '2026-11-21',
      days: 36,
    },
  },
  'containment.plan-proposed': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => {
      const w = containmentWords[lang];
      const chosen = body.options.find((option) => option.id === body.recommended);
      return {
        lead: `${body.planId}: ${optionTitles[body.recommended][lang]}`,
        facts: [
          { name: w.attack, value: w.pairs(body.attackFlows) },
          ...(chosen === undefined
            ? []
            : [
                ...(chosen.coverage === null ? [] : [{ name: w.stops, value: w.percent(chosen.coverage) }]),
                { name: w.residual, value: `${chosen.residual}${chosen.overBudget ? ` (${w.over})` : ''}` },
              ]),
          ...(body.notStoppable === 0 ? [] : [{ name: w.notStoppable, value: w.pairs(body.notStoppable) }]),
        ],
      };
    },
    sample: {
      planId: 'K-1',
      plan: '0'.repeat(64),
      recommended: 'balanced',
      options: [
        {
          id: 'balanced',
          coverage: 1,
          residual: 0.356,
          overBudget: false,
          loss: 74,
          ruleCount: 3,
          servicesKept: 9,
          servicesStopped: 0,
          isolated: 2,
        },
      ],
      attackFlows: 2,
      suspects: 2,
      days: 36,
      limits: ['same-segment'],
      notStoppable: 0,
    },
  },
  'containment.plan-released': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => ({ lead: `${body.planId}: ${optionTitles[body.option][lang]}`, quote: body.reason }),
    sample: { planId: 'K-1', option: 'balanced', reason: '業務への影響が最も小さく、許容リスクに収まるため' },
  },
  'containment.plan-applied': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => {
      const w = containmentWords[lang];
      const { before, backAfter } = body;
      return {
        lead: `${body.planId}: ${optionTitles[body.option][lang]}`,
        facts: [
          { name: w.where, value: body.where },
          ...(body.byHand === undefined ? [] : [{ name: w.byHand, value: w.byHandOf(body.byHand.checked, body.byHand.baseClosed) }]),
          ...(body.deadManSeconds === 0 ? [] : [{ name: w.deadMan, value: w.seconds(body.deadManSeconds) }]),
          ...(body.noDeadManBecause === undefined ? [] : [{ name: w.noDeadMan, value: body.noDeadManBecause }]),
          ...(before === null || before === undefined ? [] : [{ name: w.before, value: w.beforeOf(before.planId) }]),
          ...(body.sessions === undefined || body.sessions.ended ? [] : [{ name: w.sessions, value: body.sessions.why }]),
          ...(backAfter === undefined ? [] : [{ name: w.backAfter, value: w.backAfterOf(backAfter) }]),
        ],
      };
    },
    sample: {
      planId: 'K-2',
      option: 'balanced',
      where: 'gateway',
      rules: '0'.repeat(64),
      deadManSeconds: 300,
      before: { planId: 'K-1', option: 'cut-known' },
    },
  },
  'containment.plan-confirmed': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body) => ({ lead: `${body.planId}: ${body.where}` }),
    sample: { planId: 'K-1', where: 'gateway' },
  },
  'containment.plan-found': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => ({
      lead: `${body.planId}: ${containmentWords[lang].found[body.found]}`,
      facts: [{ name: containmentWords[lang].where, value: body.where }],
    }),
    sample: { planId: 'K-1', where: 'gateway', found: 'gone' },
  },
  'containment.plan-verified': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => ({
      lead: `${body.planId}: ${optionTitles[body.option][lang]}`,
      facts: [
        { name: containmentWords[lang].probes, value: String(body.probes) },
        { name: containmentWords[lang].differences, value: String(body.differences) },
      ],
    }),
    sample: { planId: 'K-1', option: 'balanced', how: 'laboratory', probes: 60, differences: 0 },
  },
  'containment.plan-rolled-back': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => ({
      lead: `${body.planId}: ${containmentWords[lang].causes[body.cause]}`,
      facts: [{ name: containmentWords[lang].where, value: body.where }],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { planId: 'K-1', where: 'gateway', cause: 'no-confirmation', reason: '' },
  },
  'containment.hand-measure-taken': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => {
      const w = containmentWords[lang];
      return {
        lead: `${body.measureId}: ${body.object} — ${w.handKinds[body.what]}`,
        facts: [
          ...(body.place === '' ? [] : [{ name: w.place, value: body.place }]),
          { name: w.doneBy, value: body.doneBy },
          { name: w.doneAt, value: <When at={body.doneAt} /> },
          { name: w.putBackBy, value: body.putBackBy },
        ],
        ...(body.note === '' ? {} : { quote: body.note }),
      };
    },
    sample: {
      measureId: 'M-1',
      what: 'cable',
      object: '受付の端末 PC-014',
      place: '本社 2 階',
      doneBy: '佐藤',
      doneAt: '2026-03-19T06:10:00.000Z',
      putBackBy: '情報システム課長',
      note: '画面は点いたまま。電源は切っていない',
    },
  },
  'containment.hand-measure-photographed': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body, { lang, stream }) => ({
      lead: `${body.measureId}: ${containmentWords[lang].photos}`,
      chips: body.photos.map((one) => ({
        id: one.sha256,
        label: one.fileName,
        href: endpoints.blob.at({ sha256: one.sha256 }, { case: stream }),
        download: true,
      })),
    }),
    sample: {
      measureId: 'M-1',
      photos: [{ sha256: '0'.repeat(64), fileName: 'PC-014.jpg', bytes: 204_800 }],
      blobs: ['0'.repeat(64)],
    },
  },
  'containment.hand-measure-put-back': {
    station: 'containment',
    refreshes: ['containment', 'measures'],
    face: (body, { lang }) => {
      const w = containmentWords[lang];
      return {
        lead: body.measureId,
        facts: [
          { name: w.doneBy, value: body.doneBy },
          { name: w.doneAt, value: <When at={body.doneAt} /> },
          { name: w.allowedBy, value: body.allowedBy },
        ],
        ...(body.reason === '' ? {} : { quote: body.reason }),
      };
    },
    sample: { measureId: 'M-1', doneBy: '佐藤', doneAt: '2026-03-20T01:00:00.000Z', allowedBy: '情報システム課長', reason: '' },
  },
} as const satisfies CardsOf<Exclude<KindsOf<'containment'>, AccountKind>>;
