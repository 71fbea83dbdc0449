// SPDX-License-Identifier: Apache-2.0
import { halfOf } from '../../../src/kernel/half-of.contract.ts';
import type { Lang } from '../../lang/lang.tsx';
import { obligationWords } from '../words/obligation.ts';
import { formatTime } from '../../lang/time.ts';
import type { Fact } from '../../ui/fact-list.tsx';
import type { CardsOf, KindsOf } from './card.tsx';

type Computed = {
  readonly state: 'running' | 'undetermined' | 'not-applicable';
  readonly deadline: string | null;
  readonly note: { readonly ja: string; readonly en: string };
  readonly basis: { readonly law: string; readonly article: string };
};

/** What the rule gave at the time; a later rule does not change what is shown here. */
function clockFacts(computed: Computed, decidedBy: string, lang: Lang): readonly Fact[] {
  const w = obligationWords[lang];
  return [
    { name: w.rule, value: `${halfOf(computed.basis.law, lang)} ${halfOf(computed.basis.article, lang)}` },
    { name: w.state, value: w.states[computed.state] },
    ...(computed.deadline === null ? [] : [{ name: w.deadline, value: formatTime(computed.deadline, lang) }]),
    { name: w.decidedBy, value: decidedBy },
  ];
}

const sampleComputed = {
  state: 'running',
  deadline: '2026-11-26T14:59:59.000Z',
  lastDay: '2026-11-26',
  warnFrom: '2026-11-24T00:00:00.000Z',
  zone: 'Asia/Tokyo',
  strict: false,
  note: { ja: '知った日を1日目として数える', en: 'The day of knowing is day 1' },
  basis: { law: '個人情報保護法', article: '第26条', source: 'https://laws.e-gov.go.jp/' },
} as const;

export const obligationCards = {
  'obligation.answered': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({ lead: obligationWords[lang].answers(Object.keys(body.answers).length) }),
    sample: { answers: { personalData: true, persons: 4500 } },
  },
  'clock.opened': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({
      lead: body.computed.note[lang],
      facts: clockFacts(body.computed, body.decidedBy, lang),
      quote: body.reason,
    }),
    sample: {
      clockId: 'K-1',
      rule: 'appi.preliminary',
      facts: {},
      computed: sampleComputed,
      decidedBy: '佐藤 美咲',
      reason: '漏えいのおそれを知ったため',
      evidence: [],
    },
  },
  'clock.facts-changed': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({
      lead: body.computed.note[lang],
      facts: clockFacts(body.computed, body.decidedBy, lang),
      quote: body.reason,
    }),
    sample: {
      clockId: 'K-1',
      facts: {},
      computed: sampleComputed,
      decidedBy: '佐藤 美咲',
      reason: '知った日が一日早かったと分かったため',
      evidence: [],
    },
  },
  'clock.met': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({
      facts: [
        { name: obligationWords[lang].submitted, value: formatTime(body.submittedAt, lang) },
        { name: obligationWords[lang].receipt, value: body.receipt },
      ],
    }),
    sample: { clockId: 'K-1', submittedAt: '2026-11-25T06:30:00.000Z', receipt: '受付番号 2026-0042', evidence: [] },
  },
  'clock.not-applicable': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({ facts: [{ name: obligationWords[lang].decidedBy, value: body.decidedBy }], quote: body.reason }),
    sample: { clockId: 'K-2', decidedBy: '佐藤 美咲', reason: '個人データを扱わない機器のため', evidence: [] },
  },
  'clock.missed': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({ facts: [{ name: obligationWords[lang].deadline, value: formatTime(body.deadline, lang) }] }),
    sample: { clockId: 'K-1', deadline: '2026-11-26T14:59:59.000Z' },
  },
  'clock.reminded': {
    station: 'public',
    refreshes: ['clocks'],
    face: (body, { lang }) => ({
      facts: [
        { name: obligationWords[lang].deadline, value: formatTime(body.deadline, lang) },
        { name: obligationWords[lang].left, value: obligationWords[lang].hours(String(Math.round(body.hoursLeft))) },
        { name: obligationWords[lang].clock, value: body.clockId },
      ],
    }),
    sample: { clockId: 'K-1', deadline: '2026-11-26T14:59:59.000Z', hoursLeft: 24 },
  },
} as const satisfies CardsOf<KindsOf<'obligation' | 'clock'>>;
