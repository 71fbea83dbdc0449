// SPDX-License-Identifier: Apache-2.0
import { intentWords, kindData } from '../../../src/triage/contract.ts';
import { scales } from '../../lang/common.ts';
import type { Lang } from '../../lang/lang.tsx';
import { formatTime } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import { triageWords } from '../words/triage.ts';
import type { Fact } from '../../ui/fact-list.tsx';
import type { CardsOf, KindsOf } from './card.tsx';
import { blobLink, reportLink } from './links.ts';

const facts = (lang: Lang) => timelineWords[lang].facts;

function many(name: string, values: readonly string[], sign = ''): readonly Fact[] {
  return values.length === 0 ? [] : [{ name, value: `${sign}${values.slice(0, 20).join(', ')}` }];
}

/** An intent of a later version that this one has no word for is shown as it is written. */
function intentName(intent: string, lang: Lang): string {
  return Object.hasOwn(intentWords, intent) ? intentWords[intent as keyof typeof intentWords][lang] : intent;
}

/** What the desk read out of reports, and what it found. Replies have their own file. */
export const triageCards = {
  'triage.assets-imported': {
    station: null,
    refreshes: ['triage', 'readiness'],
    face: (body, { lang }) => ({ lead: triageWords[lang].assets(body.items, body.refused), quote: body.file }),
    sample: { file: 'web-servers.csv', format: 'csv', items: 120, refused: 0, digest: '0'.repeat(64) },
  },
  'triage.examined': {
    station: 'truth',
    refreshes: ['triage', 'reports'],
    face: (body, { lang, stream }) => {
      const w = triageWords[lang];
      return {
        facts: [
          { name: w.sender, value: w.authenticity[body.authenticity] },
          { name: w.intent, value: `${intentName(body.intent, lang)} — ${w.confidence} ${w.confidences[body.confidence]}` },
          { name: w.urgency, value: scales[lang].urgency[body.urgency] },
          ...many(w.confirmed, body.confirmed, '● '),
          ...many(w.notFound, body.notFound),
          ...many(w.notCheckable, body.notCheckable, '○ '),
          { name: w.affected, value: body.scope === 'not-given' ? `○ ${w.noInventory}` : w.counts(body.affectedCount, body.possibleCount) },
        ],
        ...(body.quote === '' ? {} : { quote: body.quote }),
        chips: [reportLink(body.reportId), blobLink(body.raw, stream, timelineWords[lang].raw)],
      };
    },
    sample: {
      reportId: 'R-2026-00001',
      raw: 'a'.repeat(64),
      authenticity: 'domain-not-confirmed',
      judgedBy: 'dmarc',
      intent: 'fishing',
      confidence: 'medium',
      rules: [],
      quote: '詳細をお知りになりたい場合は、このメールに返信してください。',
      claims: [],
      vague: true,
      confirmed: [],
      notFound: ['form.cgi'],
      notCheckable: ['CVE の記載なし'],
      scope: 'not-given',
      affected: [],
      affectedCount: 0,
      possibleCount: 0,
      urgency: 'today',
      deployer: 'A',
    },
  },
  'triage.kinds-read': {
    station: 'truth',
    refreshes: ['triage', 'board'],
    face: (body, { lang }) => ({
      lead: body.kinds.map((one) => kindData[one.kind].label[lang]).join(lang === 'ja' ? '・' : ', '),
      quote: body.kinds.flatMap((one) => one.quotes.map((quote) => quote.shown)).join('\n'),
      facts: [{ name: facts(lang).note, value: triageWords[lang].kindsProposed }],
      chips: [reportLink(body.reportId)],
    }),
    sample: {
      reportId: 'R-2026-00001',
      kinds: [{ kind: 'compromise-seen', quotes: [{ rule: 'compromise.command-server', shown: '不審な通信を検知しました。' }] }],
    },
  },
  'triage.kinds-set': {
    station: 'truth',
    refreshes: ['triage', 'board'],
    face: (body, { lang }) => ({
      lead: body.kinds.map((kind) => kindData[kind].label[lang]).join(lang === 'ja' ? '・' : ', '),
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { kinds: ['compromise-seen'], reason: '折り返して確かめた' },
  },
  'triage.not-examined': {
    station: 'truth',
    refreshes: ['triage', 'reports'],
    face: (body, { lang, stream }) => ({
      facts: [{ name: triageWords[lang].whyNot, value: triageWords[lang].whyNots[body.why] }],
      chips: [reportLink(body.reportId), blobLink(body.raw, stream, timelineWords[lang].raw)],
    }),
    sample: { reportId: 'R-2026-00001', raw: 'a'.repeat(64), why: 'time', detail: '30 s' },
  },
  'triage.priority-set': {
    station: 'truth',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      quote: body.reason,
      facts: [
        {
          name: triageWords[lang].points,
          value: Object.values(body.settings)
            .flatMap((one) => Object.keys(one))
            .join(', '),
        },
      ],
      chips: [reportLink(body.reportId)],
    }),
    sample: { reportId: 'R-2026-00001', settings: { deployer: { exposure: 'O' } }, reason: '社外からは届かない機器のため' },
  },
  'triage.campaign-merged': {
    station: 'report',
    refreshes: ['triage', 'reports'],
    face: (body, { lang }) => ({
      lead: triageWords[lang].merged(body.jaccard.toFixed(2)),
      chips: [reportLink(body.reportId), reportLink(body.into)],
    }),
    sample: { mergeId: 'M-1', reportId: 'R-2026-00002', into: 'R-2026-00001', how: 'direct', jaccard: 0.93, contained: 0.98 },
  },
  'triage.campaign-split': {
    station: 'report',
    refreshes: ['triage', 'reports'],
    face: (body) => ({ quote: body.reason }),
    sample: { mergeId: 'M-1', reason: '文面は似ているが、別の製品の話だったため' },
  },
  'triage.notice-released': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { lang }) => {
      const w = triageWords[lang];
      return {
        lead: w.noticed(body.people, body.withoutAddress),
        facts: [
          { name: facts(lang).note, value: w.noticeMail[body.mail] },
          ...(body.links ? [] : [{ name: facts(lang).note, value: w.noticeNoLink }]),
          ...many(w.departments, body.departments),
        ],
        quote: body.text[lang],
      };
    },
    sample: {
      noticeId: 'N-1',
      reportId: 'R-2026-00001',
      departments: ['総務部', '開発部'],
      people: 118,
      withoutAddress: 2,
      digest: 'b'.repeat(64),
      text: {
        ja: '返信せず、開かず、届いたことだけお知らせください。',
        en: 'Do not reply, do not open, just let us know that you got it.',
      },
      mail: 'ready',
      links: true,
    },
  },
  'triage.notice-reminded': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { lang }) => {
      const w = triageWords[lang];
      return {
        lead: w.noticed(body.people, body.withoutAddress),
        facts: [
          ...(body.mail === 'ready' ? [] : [{ name: facts(lang).note, value: w.noticeMail[body.mail] }]),
          ...(body.links ? [] : [{ name: facts(lang).note, value: w.noticeNoLink }]),
        ],
        quote: body.text[lang],
      };
    },
    sample: {
      noticeId: 'N-1',
      people: 14,
      withoutAddress: 1,
      digest: 'b'.repeat(64),
      text: {
        ja: '先にお送りした知らせへの答えをまだ受け取っていません。',
        en: 'We have no answer from you yet to the notice below.',
      },
      mail: 'ready',
      links: true,
    },
  },
  'triage.notice-result': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { lang }) => {
      const w = triageWords[lang];
      const rows = (['handedOver', 'deferred', 'refused', 'notSetUp', 'practice'] as const)
        .filter((name) => body[name] > 0)
        .map((name) => ({ name: w.sendings[name], value: body[name].toLocaleString(lang === 'ja' ? 'ja-JP' : 'en-GB') }));
      return { ...(body.handedOver === 0 ? { lead: w.nothingLeft } : {}), facts: rows };
    },
    sample: { noticeId: 'N-1', handedOver: 112, deferred: 3, refused: 1, notSetUp: 0, practice: 0 },
  },
  'triage.notice-sent': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: triageWords[lang].noticed(body.people, body.withoutAddress),
      facts: [{ name: facts(lang).note, value: triageWords[lang].noticeBefore }, ...many(triageWords[lang].departments, body.departments)],
      quote: body.text[lang],
    }),
    sample: {
      noticeId: 'N-1',
      reportId: 'R-2026-00001',
      departments: ['総務部', '開発部'],
      people: 118,
      withoutAddress: 2,
      digest: 'b'.repeat(64),
      text: { ja: '返信せず、開かず、届いたことだけ知らせてください。', en: 'Do not reply, do not open, just tell us that you got it.' },
    },
  },
  'triage.staff-answered': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: `${body.name}: ${triageWords[lang].answers[body.answer]}`,
      ...(body.note === '' ? {} : { quote: body.note }),
    }),
    sample: { noticeId: 'N-1', personId: 'P-7', name: '鈴木 一郎', answer: 'replied', note: '担当者名を書いて返してしまった' },
  },
  'triage.follow-up-done': {
    station: 'spread',
    refreshes: ['triage'],
    face: (body, { nameOf }) => ({ lead: nameOf(body.personId), quote: body.what }),
    sample: { noticeId: 'N-1', personId: 'P-7', what: '端末を確認し、不審な動きはなかった' },
  },
  'triage.promised': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.what,
      facts: [
        { name: triageWords[lang].whom, value: `${body.whom}（${triageWords[lang].promises[body.kind]}）` },
        ...(body.dueAt === null ? [] : [{ name: triageWords[lang].due, value: formatTime(body.dueAt, lang) }]),
      ],
      chips: [reportLink(body.reportId)],
    }),
    sample: {
      promiseId: 'PR-1',
      reportId: 'R-2026-00001',
      whom: '報告者',
      kind: 'to-reporter',
      what: '一週間以内に確認の結果を知らせる',
      dueAt: '2026-11-28T05:00:00.000Z',
    },
  },
  'triage.promise-kept': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.promiseId,
      facts: body.note === '' ? [] : [{ name: facts(lang).note, value: body.note }],
    }),
    sample: { promiseId: 'PR-1', note: '結果をメールで伝えた' },
  },
} as const satisfies Partial<CardsOf<KindsOf<'triage'>>>;
