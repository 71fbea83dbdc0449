// SPDX-License-Identifier: Apache-2.0
import { formatTime } from '../../lang/time.ts';
import type { Lang } from '../../lang/lang.tsx';
import { roundCardWords } from '../words/round.ts';
import type { CardsOf, KindsOf } from './card.tsx';

const ROUND = 'Q-2026-0001';
const DIGEST = 'a'.repeat(64);
const common = { station: null, refreshes: ['rounds'] } as const;
const fieldName = (field: string, lang: Lang): string => {
  const names: Readonly<Record<string, string>> = roundCardWords[lang].fieldNames;
  return names[field] ?? field;
};
const roundFact = (roundId: string, lang: Lang) => ({ name: roundCardWords[lang].round, value: roundId });

/** Question rounds. Their texts are no part of the entries: an answer is hidden when it is written. */
export const roundCards = {
  'round.set-up': {
    ...common,
    face: ({ roundId, title, category }, { lang }) => ({
      lead: title,
      facts: [roundFact(roundId, lang), { name: roundCardWords[lang].category, value: category }],
    }),
    sample: { roundId: ROUND, title: '「ホワイトハッカー」を名乗るメールが届いた', category: '外部からの連絡', digest: DIGEST },
  },
  'round.changed': {
    ...common,
    face: ({ roundId, fields }, { lang }) => ({
      facts: [
        roundFact(roundId, lang),
        { name: roundCardWords[lang].fields, value: fields.map((field) => fieldName(field, lang)).join(lang === 'ja' ? '、' : ', ') },
      ],
    }),
    sample: { roundId: ROUND, fields: ['hint', 'deadline'], digest: DIGEST },
  },
  'round.instructor-named': {
    ...common,
    face: ({ roundId, name }, { lang }) => ({ lead: name, facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND, personId: 'P-0007', name: '原 直子' },
  },
  'round.opened': {
    ...common,
    face: ({ roundId, title, deadline }, { lang }) => ({
      lead: title,
      facts: [roundFact(roundId, lang), { name: roundCardWords[lang].deadline, value: formatTime(deadline, lang) }],
    }),
    sample: {
      roundId: ROUND,
      title: '「ホワイトハッカー」を名乗るメールが届いた',
      deadline: '2026-12-04T09:00:00.000Z',
      instructor: 'P-0007',
      digest: DIGEST,
    },
  },
  'round.hint-revealed': {
    ...common,
    face: ({ roundId }, { lang }) => ({ facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND },
  },
  'round.answered': {
    ...common,
    face: ({ roundId, version, late }, { lang }) => ({
      lead: late ? roundCardWords[lang].late : roundCardWords[lang].version(version),
      facts: [roundFact(roundId, lang)],
    }),
    sample: { roundId: ROUND, answerId: 'A-1', version: 2, late: false, digest: DIGEST },
  },
  'round.extended': {
    ...common,
    face: ({ roundId, title, from, to, reason }, { lang }) => ({
      lead: title,
      facts: [roundFact(roundId, lang), { name: roundCardWords[lang].moved, value: `${formatTime(from, lang)} → ${formatTime(to, lang)}` }],
      quote: reason,
    }),
    sample: {
      roundId: ROUND,
      title: '「ホワイトハッカー」を名乗るメールが届いた',
      from: '2026-12-04T09:00:00.000Z',
      to: '2026-12-05T09:00:00.000Z',
      reason: '連休明けの人を待つため',
    },
  },
  'round.late-asked': {
    ...common,
    face: ({ roundId, reason }, { lang }) => ({ facts: [roundFact(roundId, lang)], quote: reason }),
    sample: { roundId: ROUND, reason: '出張でした' },
  },
  'round.late-allowed': {
    ...common,
    face: ({ roundId, personId, reason }, { lang, nameOf }) => ({
      lead: nameOf(personId),
      facts: [roundFact(roundId, lang)],
      ...(reason === '' ? {} : { quote: reason }),
    }),
    sample: { roundId: ROUND, personId: 'P-0005', reason: '' },
  },
  'round.review-begun': {
    ...common,
    face: ({ roundId, answers }, { lang }) => ({ lead: roundCardWords[lang].answers(answers), facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND, answers: 5, digest: DIGEST },
  },
  'round.commented': {
    ...common,
    face: ({ roundId, model }, { lang }) => ({
      ...(model ? { lead: roundCardWords[lang].model } : {}),
      facts: [roundFact(roundId, lang)],
    }),
    sample: { roundId: ROUND, answerId: 'A-1', model: true, digest: DIGEST },
  },
  'round.comments-released': {
    ...common,
    face: ({ roundId, comments }, { lang }) => ({ lead: roundCardWords[lang].comments(comments), facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND, comments: 5 },
  },
  'round.voted': {
    ...common,
    face: ({ roundId }, { lang }) => ({ facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND, answerId: 'A-1' },
  },
  'round.vote-withdrawn': {
    ...common,
    face: ({ roundId }, { lang }) => ({ facts: [roundFact(roundId, lang)] }),
    sample: { roundId: ROUND, answerId: 'A-1' },
  },
  'round.closed': {
    ...common,
    face: ({ roundId, answers, votes, comments }, { lang }) => ({
      lead: roundCardWords[lang].counts(answers, votes, comments),
      facts: [roundFact(roundId, lang)],
    }),
    sample: { roundId: ROUND, answers: 5, votes: 7, comments: 5, digest: DIGEST },
  },
} as const satisfies CardsOf<KindsOf<'round'>>;
