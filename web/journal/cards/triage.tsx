// SPDX-License-Identifier: Apache-2.0
import type { Two } from '../../i18n/lang.tsx';
import { formatTime } from '../../i18n/time.ts';
import type { CardsOf, KindsOf } from '../card.tsx';
import { blobLink, reportLink } from './links.ts';

/** Words of the triage cards; short labels of facts, in both languages. */
const label = {
  intent: { ja: '文面の型', en: 'Intent' },
  sender: { ja: '差出人', en: 'Sender' },
  affected: { ja: '該当', en: 'Affected' },
  urgency: { ja: '急ぎ具合', en: 'Urgency' },
  likeness: { ja: '共通部分', en: 'In common' },
  people: { ja: '送った人数', en: 'People' },
  without: { ja: '宛先のない人', en: 'Without address' },
  answer: { ja: '答え', en: 'Answer' },
  to: { ja: '宛先', en: 'To' },
  due: { ja: '期限', en: 'Due' },
  findings: { ja: '指摘', en: 'Findings' },
  path: { ja: '経路', en: 'Way' },
  why: { ja: '理由', en: 'Why' },
  overrides: { ja: '理由をつけて許可した指摘', en: 'Findings overridden' },
  whom: { ja: '相手', en: 'To whom' },
} as const satisfies Record<string, Two>;

const refused: Readonly<Record<string, Two>> = {
  'not-released': { ja: '許可がない', en: 'not released' },
  'changed-since-release': { ja: '許可の後に変わっている', en: 'changed since its release' },
  withdrawn: { ja: '取り下げ済み', en: 'withdrawn' },
  'already-sent': { ja: '送信済み', en: 'already sent' },
  'findings-open': { ja: '指摘が残っている', en: 'findings are open' },
  'not-by-the-desk': { ja: '机を通らない送信', en: 'not through the desk' },
};
const answers: Readonly<Record<string, Two>> = {
  'got-it': { ja: '届いた', en: 'got it' },
  'not-got': { ja: '届いていない', en: 'did not get it' },
  replied: { ja: '返信した', en: 'replied' },
  opened: { ja: '開いた', en: 'opened it' },
};

export const triageCards = {
  'triage.examined': {
    title: { ja: 'メールを調べた', en: 'Mail examined' },
    station: 'truth',
    face: (body, { lang, stream }) => ({
      facts: [
        { name: label.intent[lang], value: `${body.intent} (${body.confidence})` },
        { name: label.sender[lang], value: body.authenticity },
        { name: label.affected[lang], value: String(body.affectedCount) },
        { name: label.urgency[lang], value: body.urgency },
      ],
      ...(body.quote === '' ? {} : { quote: body.quote }),
      chips: [reportLink(body.reportId), blobLink(body.raw, stream, lang === 'ja' ? '原文' : 'Original')],
    }),
    sample: {
      reportId: 'R-2026-00001',
      raw: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      authenticity: 'not-checkable',
      judgedBy: '誰も確かめていない',
      intent: 'lure',
      confidence: 'high',
      rules: ['lure.contact-elsewhere'],
      quote: 'Please contact us at hxxps://scanner[.]example',
      claims: [{ kind: 'cve', value: 'CVE-2024-4577', version: null }],
      vague: false,
      confirmed: ['CVE-2024-4577 KEV 2025-08-25'],
      notFound: [],
      notCheckable: ['NVD'],
      scope: 'all-web-programs',
      affected: ['CGI 3.49'],
      affectedCount: 1,
      possibleCount: 0,
      urgency: 'today',
      deployer: 'S',
    },
  },
  'triage.priority-set': {
    title: { ja: '優先度の判断点を決めた', en: 'Decision points set' },
    station: 'truth',
    face: (body) => ({ chips: [reportLink(body.reportId)], quote: body.reason }),
    sample: { reportId: 'R-2026-00001', settings: { deployer: { EXP: 'O' } }, reason: '外部に公開している' },
  },
  'triage.campaign-merged': {
    title: { ja: '同じメールとしてまとめた', en: 'Folded as the same mail' },
    station: 'truth',
    face: (body, { lang }) => ({
      facts: [{ name: label.likeness[lang], value: `${Math.round(body.contained * 100)}%` }],
      chips: [reportLink(body.reportId), reportLink(body.into)],
    }),
    sample: { mergeId: 'M-1', reportId: 'R-2026-00002', into: 'R-2026-00001', how: 'inline', jaccard: 0.71, contained: 0.96 },
  },
  'triage.campaign-split': {
    title: { ja: 'まとめを取り消した', en: 'Fold undone' },
    station: 'truth',
    face: (body) => ({ quote: body.reason }),
    sample: { mergeId: 'M-1', reason: '別の送り主だった' },
  },
  'triage.notice-sent': {
    title: { ja: '社内に返信禁止を知らせた', en: 'Staff told not to reply' },
    station: 'spread',
    face: (body, { lang }) => ({
      facts: [
        { name: label.people[lang], value: String(body.people) },
        ...(body.withoutAddress === 0 ? [] : [{ name: label.without[lang], value: String(body.withoutAddress) }]),
      ],
      quote: body.text[lang],
      chips: [reportLink(body.reportId)],
    }),
    sample: {
      noticeId: 'N-1',
      reportId: 'R-2026-00001',
      departments: [],
      people: 42,
      withoutAddress: 1,
      digest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      text: { ja: 'このようなメールに返信しないでください。', en: 'Please do not reply to a mail like this.' },
    },
  },
  'triage.staff-answered': {
    title: { ja: '社員が答えた', en: 'A colleague answered' },
    station: 'spread',
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [{ name: label.answer[lang], value: answers[body.answer]?.[lang] ?? body.answer }],
      ...(body.note === '' ? {} : { quote: body.note }),
    }),
    sample: { noticeId: 'N-1', personId: 'P-1', name: '佐藤 花子', answer: 'replied', note: '昨日、返事をしてしまいました' },
  },
  'triage.follow-up-done': {
    title: { ja: '返信・開封した人を確かめた', en: 'Followed up' },
    station: 'spread',
    face: (body) => ({ quote: body.what }),
    sample: { noticeId: 'N-1', personId: 'P-1', what: '端末を検査し、異常なし' },
  },
  'triage.reply-held': {
    title: { ja: '返信を止めて置いた', en: 'Reply held' },
    station: 'truth',
    face: (body, { lang }) => ({
      lead: body.subject,
      facts: [
        { name: label.to[lang], value: body.to },
        ...(body.dueAt === null ? [] : [{ name: label.due[lang], value: formatTime(body.dueAt, lang) }]),
        ...(body.findings.length === 0 ? [] : [{ name: label.findings[lang], value: String(body.findings.length) }]),
      ],
      quote: body.text,
    }),
    sample: {
      replyId: 'Y-1',
      reportId: 'R-2026-00001',
      template: 'receipt',
      to: 'reporter@provider.example',
      subject: 'ご連絡を受け取りました',
      text: 'ご連絡を受け取りました。',
      lang: 'ja',
      digest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      dueAt: '2026-11-25T08:00:00.000Z',
      findings: [],
    },
  },
  'triage.reply-attempt-refused': {
    title: { ja: '許可のない送信を止めた', en: 'Sending without a release stopped' },
    station: 'truth',
    face: (body, { lang }) => ({
      facts: [
        { name: label.to[lang], value: body.to },
        { name: label.path[lang], value: body.path },
        { name: label.why[lang], value: refused[body.why]?.[lang] ?? body.why },
      ],
    }),
    sample: { replyId: 'Y-1', path: 'api', to: 'reporter@provider.example', why: 'not-released' },
  },
  'triage.reply-released': {
    title: { ja: '返信を許可した', en: 'Reply released' },
    station: 'truth',
    face: (body, { lang }) =>
      body.overrides.length === 0
        ? {}
        : { facts: [{ name: label.overrides[lang], value: body.overrides.map((one) => `${one.kind}: ${one.reason}`).join(' / ') }] },
    sample: { replyId: 'Y-1', digest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae', overrides: [] },
  },
  'triage.reply-sent': {
    title: { ja: '返信を送った', en: 'Reply sent' },
    station: 'truth',
    face: (body) => ({ chips: [{ id: body.messageKey, label: body.messageKey }] }),
    sample: { replyId: 'Y-1', digest: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae', messageKey: 'reply-Y-1' },
  },
  'triage.reply-not-sent': {
    title: { ja: '返信は送れなかった', en: 'Reply could not be sent' },
    station: 'truth',
    face: (body) => ({ quote: body.why }),
    sample: { replyId: 'Y-1', why: 'no outgoing mail server is set up', final: true },
  },
  'triage.reply-withdrawn': {
    title: { ja: '返信を取り下げた', en: 'Reply withdrawn' },
    station: 'truth',
    face: (body) => ({ quote: body.reason }),
    sample: { replyId: 'Y-1', reason: 'IPA を通じて連絡することにした' },
  },
  'triage.promised': {
    title: { ja: '約束した', en: 'Promised' },
    station: 'truth',
    face: (body, { lang }) => ({
      lead: body.what,
      facts: [
        { name: label.whom[lang], value: body.whom },
        ...(body.dueAt === null ? [] : [{ name: label.due[lang], value: formatTime(body.dueAt, lang) }]),
      ],
    }),
    sample: { promiseId: 'K-1', reportId: 'R-2026-00001', whom: 'IPA', kind: 'feedback-owed', what: '結果を知らせる', dueAt: null },
  },
  'triage.promise-kept': {
    title: { ja: '約束を果たした', en: 'Promise kept' },
    station: 'truth',
    face: (body) => (body.note === '' ? {} : { quote: body.note }),
    sample: { promiseId: 'K-1', note: '電話で伝えた' },
  },
} as const satisfies CardsOf<KindsOf<'triage'>>;
