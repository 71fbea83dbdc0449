// SPDX-License-Identifier: Apache-2.0
import { halfOf } from '../../../src/kernel/half-of.contract.ts';
import { exerciseWords, spanText } from '../words/exercise.ts';
import type { Lang } from '../../lang/lang.tsx';
import type { CardsOf, KindsOf } from './card.tsx';

const RUN = 'X-2026-0001';
const common = { station: null, refreshes: ['exercises'] } as const;
const time = (at: number, lang: Lang) => ({ name: exerciseWords[lang].time, value: spanText(at, lang) });
const of = (injectId: string, lang: Lang) => ({ name: exerciseWords[lang].inject, value: injectId });

/** What happens in an exercise, by its own time. */
export const exerciseCards = {
  'exercise.started': {
    ...common,
    face: ({ title, speed, roster }, { lang }) => ({
      lead: title,
      facts: [
        { name: exerciseWords[lang].speed, value: exerciseWords[lang].times(speed) },
        { name: exerciseWords[lang].roster, value: roster.map(({ name }) => name).join(lang === 'ja' ? '、' : ', ') },
      ],
    }),
    sample: {
      runId: RUN,
      scenarioId: 'white-hacker',
      title: '【訓練】[EXERCISE] 「ホワイトハッカー」を名乗るメール',
      digest: 'a'.repeat(64),
      speed: 1,
      roster: [{ role: 'duty', personId: 'P-0001', name: '佐藤 美咲' }],
    },
  },
  'exercise.inject-sent': {
    ...common,
    face: ({ channel, to, from, subject, text, at }, { lang }) => ({
      lead: subject[lang],
      facts: [
        { name: exerciseWords[lang].way, value: exerciseWords[lang].channels[channel] },
        { name: exerciseWords[lang].from, value: halfOf(from, lang) },
        { name: exerciseWords[lang].to, value: to.join(lang === 'ja' ? '、' : ', ') },
        time(at, lang),
      ],
      quote: text[lang],
    }),
    sample: {
      runId: RUN,
      injectId: 'first-mail',
      at: 0,
      late: 0,
      by: 'time',
      channel: 'mail',
      to: ['当番'],
      from: 'white-hacker@isp.example',
      subject: { ja: '御社サイトの CGI について', en: 'About the CGI on your site' },
      text: { ja: '早く手を打つことをお勧めします。', en: 'You had better act soon.' },
    },
  },
  'exercise.inject-lapsed': {
    ...common,
    face: ({ injectId, at }, { lang }) => ({ facts: [of(injectId, lang), time(at, lang)] }),
    sample: { runId: RUN, injectId: 'second-mail', at: 14_400, late: 0 },
  },
  'exercise.inject-skipped': {
    ...common,
    face: ({ injectId, at, reason }, { lang }) => ({ facts: [of(injectId, lang), time(at, lang)], quote: reason }),
    sample: { runId: RUN, injectId: 'reporter-calls', at: 9000, reason: '時間が足りないため' },
  },
  'exercise.shifted': {
    ...common,
    face: ({ injectId, seconds, moved, reason }, { lang }) => ({
      lead: exerciseWords[lang].shifted(moved, spanText(Math.abs(seconds), lang), seconds < 0),
      facts: [of(injectId, lang)],
      quote: reason,
    }),
    sample: { runId: RUN, injectId: 'reporter-calls', seconds: 600, moved: 3, reason: '議論が続いているため' },
  },
  'exercise.date-set': {
    ...common,
    face: ({ title, day }, { lang }) => ({ lead: title, facts: [{ name: exerciseWords[lang].day, value: day }] }),
    sample: { dateId: 'D-1', scenarioId: 'long-weekend', title: '連休初日の電話', day: '2027-01-14' },
  },
  'exercise.date-dropped': {
    ...common,
    face: ({ title, day, reason }, { lang }) => ({ lead: title, facts: [{ name: exerciseWords[lang].day, value: day }], quote: reason }),
    sample: { dateId: 'D-1', title: '連休初日の電話', day: '2027-01-14', reason: '決算と重なるため' },
  },
  'exercise.paused': {
    ...common,
    face: ({ at, reason }, { lang }) => ({ facts: [time(at, lang)], quote: reason }),
    sample: { runId: RUN, at: 3600, reason: '昼休み' },
  },
  'exercise.resumed': {
    ...common,
    face: ({ at }, { lang }) => ({ facts: [time(at, lang)] }),
    sample: { runId: RUN, at: 3600 },
  },
  'exercise.speed-set': {
    ...common,
    face: ({ at, speed }, { lang }) => ({ lead: exerciseWords[lang].times(speed), facts: [time(at, lang)] }),
    sample: { runId: RUN, at: 3600, speed: 60 },
  },
  'exercise.unreachable': {
    ...common,
    face: ({ at, name, reason }, { lang }) => ({ lead: name, facts: [time(at, lang)], quote: reason }),
    sample: { runId: RUN, at: 3600, personId: 'P-0002', name: '鈴木 一郎', reason: '休暇中という設定' },
  },
  'exercise.noted': {
    ...common,
    face: ({ at, text, met }, { lang }) => ({
      facts: [time(at, lang), ...(met === null ? [] : [{ name: exerciseWords[lang].met, value: met }])],
      quote: text,
    }),
    sample: { runId: RUN, at: 1200, text: '電話で全員に尋ねた', met: 'others-got-it/ask-everybody' },
  },
  'exercise.rated': {
    ...common,
    face: ({ target, rating, note }, { lang }) => ({
      lead: exerciseWords[lang].ratings[rating],
      facts: [{ name: exerciseWords[lang].target, value: target }],
      ...(note === '' ? {} : { quote: note }),
    }),
    sample: { runId: RUN, target: 'no-reply/one-voice', rating: 'S', note: '窓口は一つだったが、決めるまでに迷った' },
  },
  'exercise.lapse-called': {
    ...common,
    face: ({ at, text, stopped }, { lang }) => ({
      ...(stopped ? { lead: exerciseWords[lang].stopped } : {}),
      facts: [time(at, lang)],
      quote: text,
    }),
    sample: { runId: RUN, at: 1800, text: '実際のサーバーが止まった', stopped: true },
  },
  'exercise.wash-answered': {
    ...common,
    face: ({ answers }, { lang }) => ({ facts: answers.map(({ question, text }) => ({ name: question[lang], value: text })) }),
    sample: {
      runId: RUN,
      answers: [{ question: { ja: 'うまくいったことは何ですか。', en: 'What went well?' }, text: '返信を止めるのが早かった' }],
    },
  },
  'exercise.corrected': {
    ...common,
    face: ({ title, owner, due, caseId }, { lang }) => ({
      lead: title,
      facts: [
        { name: exerciseWords[lang].owner, value: owner.name },
        { name: exerciseWords[lang].due, value: due.slice(0, 10) },
        { name: exerciseWords[lang].board, value: caseId },
      ],
    }),
    sample: {
      runId: RUN,
      caseId: 'C-2026-0002',
      itemId: 'fix-1',
      title: '夜間の連絡先を表にする',
      owner: { personId: 'P-0003', name: '高橋 恵' },
      due: '2026-12-20T08:00:00.000Z',
    },
  },
  'exercise.ended': {
    ...common,
    face: ({ at, sent, lapsed, skipped, open, reason }, { lang }) => ({
      lead: exerciseWords[lang].counts(sent, lapsed, skipped, open),
      facts: [time(at, lang)],
      ...(reason === '' ? {} : { quote: reason }),
    }),
    sample: { runId: RUN, at: 21_600, sent: 7, lapsed: 1, skipped: 0, open: 0, reason: '' },
  },
} as const satisfies CardsOf<KindsOf<'exercise'>>;
