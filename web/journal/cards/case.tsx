// SPDX-License-Identifier: Apache-2.0
import { common, scales } from '../../i18n/common.ts';
import { formatTime } from '../../i18n/time.ts';
import { timelineWords } from '../../i18n/timeline.ts';
import type { CardsOf, KindsOf } from '../card.tsx';
import { reportLink } from './links.ts';

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

export const caseCards = {
  'case.opened': {
    title: { ja: '事案として起票した', en: 'Case opened' },
    station: 'report',
    face: (body) => ({ lead: body.title, chips: body.reportId === null ? [] : [reportLink(body.reportId)] }),
    sample: { title: '「脆弱性のご連絡」と称するメール', reportId: 'R-0001' },
  },
  'case.retitled': {
    title: { ja: '題名を変えた', en: 'Title changed' },
    station: null,
    face: (body) => ({ lead: body.title }),
    sample: { title: '公開サーバーの CGI に関する外部からの指摘' },
  },
  'case.rated': {
    title: { ja: '評価を記録した', en: 'Rating recorded' },
    station: 'truth',
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).severity, value: scales[lang].severity[body.severity] },
        { name: facts(lang).urgency, value: scales[lang].urgency[body.urgency] },
        { name: facts(lang).tlp, value: scales[lang].tlp[body.tlp] },
        ...(body.reason === '' ? [] : [{ name: facts(lang).reason, value: body.reason }]),
      ],
    }),
    sample: { severity: 'high', urgency: 'today', tlp: 'AMBER', reason: '公開サーバーに該当の版があるため' },
  },
  'case.noted': {
    title: { ja: 'メモ', en: 'Note' },
    station: null,
    face: (body, { lang }) => ({
      lead: body.text,
      facts: body.happenedAt === null ? [] : [{ name: facts(lang).happened, value: formatTime(body.happenedAt, lang) }],
    }),
    sample: { noteId: 'note-0001', text: '開発部に電話。該当の CGI は2年前に外したとのこと。実機で確認中。', happenedAt: null },
  },
  'case.owner-named': {
    title: { ja: '担当を決めた', en: 'Owner named' },
    station: null,
    face: (body, { lang }) => ({ lead: body.name ?? timelineWords[lang].noOwner }),
    sample: { personId: 'P-1', name: '佐藤 美咲' },
  },
  'case.station-struck': {
    title: { ja: '段階を不要とした', en: 'Station struck' },
    station: (body) => body.station,
    face: (body, { lang }) => ({ lead: scales[lang].station[body.station], quote: body.reason }),
    sample: { station: 'customers', reason: '顧客の情報を扱う系統ではないため' },
  },
  'case.station-restored': {
    title: { ja: '段階を戻した', en: 'Station restored' },
    station: (body) => body.station,
    face: (body, { lang }) => ({ lead: scales[lang].station[body.station], quote: body.reason }),
    sample: { station: 'customers', reason: '予約サイトも同じ機器を使っていると分かったため' },
  },
  'case.action-done': {
    title: { ja: '作業を完了した', en: 'Action done' },
    station: null,
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).action, value: body.actionId },
        ...(body.note === '' ? [] : [{ name: facts(lang).note, value: body.note }]),
      ],
    }),
    sample: { actionId: 'intake.read.R-0001', note: '全文を読んだ。返信はしていない。' },
  },
  'case.action-given': {
    title: { ja: '作業を人に頼んだ', en: 'Action given' },
    station: null,
    face: (body, { lang }) => ({ lead: body.name, facts: [{ name: facts(lang).action, value: body.actionId }] }),
    sample: { actionId: 'intake.read.R-0001', personId: 'P-2', name: '田中 翔' },
  },
  'case.action-postponed': {
    title: { ja: '作業を延期した', en: 'Action postponed' },
    station: null,
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).action, value: body.actionId },
        { name: facts(lang).until, value: formatTime(body.until, lang) },
        { name: facts(lang).reason, value: body.reason },
      ],
    }),
    sample: { actionId: 'intake.read.R-0001', until: '2026-11-24T00:00:00.000Z', reason: '連休明けに開発部の担当者が戻るため' },
  },
  'case.action-refused': {
    title: { ja: '作業を行わないと決めた', en: 'Action refused' },
    station: null,
    face: (body, { lang }) => ({ facts: [{ name: facts(lang).action, value: body.actionId }], quote: body.reason }),
    sample: { actionId: 'intake.read.R-0001', reason: '同じ内容の報告を別の事案で扱っているため' },
  },
  'case.closed': {
    title: { ja: '事案を終了した', en: 'Case closed' },
    station: null,
    face: (body, { lang }) => ({ lead: scales[lang].outcome[body.outcome], quote: body.reason }),
    sample: { outcome: 'not-an-incident', reason: '該当の製品を使っておらず、記録にも痕跡がないため' },
  },
  'case.reopened': {
    title: { ja: '事案を再開した', en: 'Case reopened' },
    station: null,
    face: (body) => ({ quote: body.reason }),
    sample: { reason: '別の部署のサーバーで同じ版が見つかったため' },
  },
  'data.blob-erased': {
    title: { ja: '原本を消去した', en: 'Original erased' },
    station: null,
    face: (body, { lang }) => ({ quote: body.reason, facts: [{ name: facts(lang).hash, value: body.sha256 }] }),
    sample: { sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', reason: '本人からの消去の求めによる' },
  },
  'data.body-erased': {
    title: { ja: '記録の本文を消去した', en: 'Body of an entry erased' },
    station: null,
    face: (body, { lang }) => ({ lead: timelineWords[lang].entryOf(body.seq), quote: body.reason }),
    sample: { seq: 4, reason: '無関係な人の氏名を書いてしまったため' },
  },
  'desk.started': {
    title: { ja: 'デスクを始めた', en: 'Desk started' },
    station: null,
    face: (body, { lang }) => ({ facts: [{ name: facts(lang).version, value: body.version }] }),
    sample: { version: '0.1.0', schema: 1 },
  },
  'case.deleted': {
    title: { ja: '事案を削除した', en: 'Case deleted' },
    station: null,
    face: (body, { lang }) => ({
      lead: body.caseId,
      facts: [
        { name: facts(lang).entries, value: String(body.entries) },
        { name: facts(lang).reason, value: body.reason === '' ? common[lang].none : body.reason },
      ],
    }),
    sample: {
      caseId: 'C-2026-0009',
      entries: 3,
      lastHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      reason: '試しに作った事案のため',
    },
  },
} as const satisfies CardsOf<KindsOf<'case' | 'data' | 'desk'>>;
