// SPDX-License-Identifier: Apache-2.0
import { mailCardWords } from '../../words/organisation/mail.ts';
import type { CardsOf, KindsOf } from '../card.tsx';

export const mailCards = {
  'mail.server-set': {
    station: null,
    refreshes: ['mail', 'readiness'],
    face: (body, { lang }) => {
      const w = mailCardWords[lang];
      const facts = [
        { name: w.server, value: `${body.host}:${body.port} (${w.tls(body.tls)})` },
        { name: body.direction === 'out' ? w.from : w.folder, value: body.with },
        ...(body.account === '' ? [] : [{ name: w.account, value: body.account }]),
        { name: w.secretName, value: w.secret[body.secret] },
      ];
      return { lead: w.at(body.direction, body.place), facts };
    },
    sample: {
      direction: 'out',
      place: 'first',
      host: 'smtp.example.jp',
      port: 587,
      tls: 'starttls',
      signIn: 'password',
      account: 'csirt@example.jp',
      with: 'CSIRT <csirt@example.jp>',
      secret: 'given',
    },
  },
  'mail.server-removed': {
    station: null,
    refreshes: ['mail', 'readiness'],
    face: (body, { lang }) => ({
      lead: mailCardWords[lang].at(body.direction, body.place),
      facts: [{ name: mailCardWords[lang].server, value: body.host }],
    }),
    sample: { direction: 'in', place: 'second', host: 'imap.example.jp' },
  },
  'mail.server-switched': {
    station: null,
    refreshes: ['mail', 'readiness'],
    face: (body, { lang }) => ({
      lead: mailCardWords[lang].at(body.direction, body.place),
      facts: [{ name: mailCardWords[lang].server, value: body.host }],
      quote: body.reason,
    }),
    sample: { direction: 'out', place: 'second', host: 'relay2.example.jp', reason: '主の送信サーバーが応答しないため' },
  },
  'mail.chat-set': {
    station: null,
    refreshes: ['mail'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [
        { name: mailCardWords[lang].server, value: body.host },
        { name: mailCardWords[lang].secretName, value: mailCardWords[lang].secret[body.secret] },
      ],
    }),
    sample: { name: 'night', kind: 'slack', host: 'hooks.slack.com', everything: false, secret: 'given' },
  },
  'mail.chat-removed': {
    station: null,
    refreshes: ['mail'],
    face: (body, { lang }) => ({ lead: body.name, facts: [{ name: mailCardWords[lang].server, value: body.host }] }),
    sample: { name: 'night', host: 'hooks.slack.com' },
  },
  'mail.tested': {
    station: null,
    refreshes: ['mail'],
    face: (body, { lang }) => ({
      lead: `${body.host} ${body.testId}`,
      facts: body.answers.map(({ is, answer }, at) => ({
        name: mailCardWords[lang].answer(at + 1),
        value: `${mailCardWords[lang].outcome(is)} ${answer}`,
      })),
    }),
    sample: { testId: 'T-abcdef123456', host: 'smtp.example.jp', answers: [{ is: 'taken', answer: '250 2.0.0 Ok: queued as 4F1A' }] },
  },
} as const satisfies CardsOf<KindsOf<'mail'>>;
