// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../../lang/lang.tsx';
import { formatTime } from '../../../lang/time.ts';
import { timelineWords } from '../../words/timeline.ts';
import { triageWords } from '../../words/triage.ts';
import type { CardsOf } from '../card.tsx';
import { reportLink } from '../links.ts';

const kindsOf = (found: readonly { readonly kind: keyof (typeof triageWords)['ja']['findingKinds'] }[], lang: Lang) =>
  [...new Set(found.map((one) => triageWords[lang].findingKinds[one.kind]))].join(', ');

/** Replies to the outside: held, released by a named person, sent or refused. */
export const replyCards = {
  'triage.reply-held': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.subject,
      quote: body.text,
      facts: [
        { name: triageWords[lang].to, value: body.to },
        ...(body.dueAt === null ? [] : [{ name: triageWords[lang].due, value: formatTime(body.dueAt, lang) }]),
        ...(body.findings.length === 0 ? [] : [{ name: triageWords[lang].findings, value: kindsOf(body.findings, lang) }]),
      ],
      chips: [reportLink(body.reportId)],
    }),
    sample: {
      replyId: 'RP-1',
      reportId: 'R-2026-00001',
      template: 'receipt',
      to: 'helper@provider.example',
      subject: 'ご連絡を受け取りました',
      text: 'ご連絡ありがとうございます。内容を確認しています。',
      lang: 'ja',
      digest: 'c'.repeat(64),
      dueAt: '2026-11-24T05:00:00.000Z',
      findings: [{ kind: 'promise', quote: '確認しています' }],
    },
  },
  'triage.reply-attempt-refused': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: triageWords[lang].refusals[body.why],
      facts: [
        { name: triageWords[lang].to, value: body.to },
        { name: triageWords[lang].path, value: triageWords[lang].paths[body.path] },
      ],
    }),
    sample: { replyId: 'RP-1', path: 'submission', to: 'helper@provider.example', why: 'not-released' },
  },
  'triage.reply-released': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.replyId,
      ...(body.overrides.length === 0
        ? {}
        : { quote: body.overrides.map((one) => `${triageWords[lang].findingKinds[one.kind]}: ${one.reason}`).join('\n') }),
    }),
    sample: { replyId: 'RP-1', digest: 'c'.repeat(64), overrides: [{ kind: 'promise', reason: '責任者が期日を確認済み' }] },
  },
  'triage.reply-sent': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.replyId,
      ...(body.answer === undefined ? {} : { facts: [{ name: triageWords[lang].serverAnswer, value: body.answer }] }),
    }),
    sample: { replyId: 'RP-1', digest: 'c'.repeat(64), messageKey: '<m.1@example.jp>', answer: '250 2.0.0 queued' },
  },
  'triage.reply-not-sent': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({
      lead: body.replyId,
      facts: [
        {
          name: triageWords[lang].notSent,
          value:
            body.notSetUp === true
              ? triageWords[lang].noMailSetUp
              : `${body.why} (${body.final ? triageWords[lang].final : triageWords[lang].again})`,
        },
      ],
    }),
    sample: { replyId: 'RP-1', why: 'SMTP 451 try again later', final: false },
  },
  'triage.reply-withdrawn': {
    station: 'public',
    refreshes: ['triage'],
    face: (body, { lang }) => ({ lead: body.replyId, facts: [{ name: timelineWords[lang].facts.reason, value: body.reason }] }),
    sample: { replyId: 'RP-1', reason: '報告者が別の窓口へ移ったため' },
  },
} as const satisfies CardsOf<
  | 'triage.reply-held'
  | 'triage.reply-attempt-refused'
  | 'triage.reply-released'
  | 'triage.reply-sent'
  | 'triage.reply-not-sent'
  | 'triage.reply-withdrawn'
>;
