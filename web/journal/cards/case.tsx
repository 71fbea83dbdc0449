// SPDX-License-Identifier: Apache-2.0
import { kindData } from '../../../src/triage/contract.ts';
import { common, scales } from '../../lang/common.ts';
import { counted } from '../../lang/counted.ts';
import { formatTime } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf, KindsOf } from './card.tsx';
import { reportLink } from './links.ts';

const kindNames = (kinds: readonly (keyof typeof kindData)[], lang: 'ja' | 'en') =>
  kinds.map((kind) => kindData[kind].label[lang]).join(lang === 'ja' ? '・' : ', ');

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

/** The station of the strip to which a receiver belongs; the audience is whom customers' notices go to. */
const receivedBy = { hunt: 'spread', containment: 'containment', board: 'fix', clocks: 'public', audience: 'customers' } as const;

/** `containment:domain:evil.example` without whom it is for, its kind in words. */
function findingShown(id: string, lang: 'ja' | 'en'): string {
  const [, kind = '', ...value] = id.split(':');
  const words: Readonly<Record<string, string>> = timelineWords[lang].findingKinds;
  const shown = value.join(':');
  return words[kind] === undefined ? shown : `${words[kind]} ${shown}`;
}

export const caseCards = {
  'case.opened': {
    station: 'report',
    refreshes: ['reports', 'clocks', 'work-due', 'measures'],
    face: (body) => ({ lead: body.title, chips: body.reportId === null ? [] : [reportLink(body.reportId)] }),
    sample: { title: '「脆弱性のご連絡」と称するメール', reportId: 'R-0001' },
  },
  'case.retitled': {
    station: null,
    refreshes: [],
    face: (body) => ({ lead: body.title }),
    sample: { title: '公開サーバーの CGI に関する外部からの指摘' },
  },
  'case.rated': {
    station: 'truth',
    refreshes: ['measures'],
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).severity, value: scales[lang].severity[body.severity] },
        { name: facts(lang).urgency, value: scales[lang].urgency[body.urgency] },
        { name: facts(lang).tlp, value: scales[lang].tlp[body.tlp] },
        ...(body.reason === '' && body.kinds === undefined
          ? []
          : [{ name: facts(lang).reason, value: body.reason === '' ? kindNames(body.kinds ?? [], lang) : body.reason }]),
      ],
    }),
    sample: { severity: 'high', urgency: 'today', tlp: 'AMBER', reason: '公開サーバーに該当の版があるため' },
  },
  'case.noted': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: body.text,
      facts: [
        ...(body.decision === true ? [{ name: timelineWords[lang].noteDecision, value: timelineWords[lang].noteDecided }] : []),
        ...(body.happenedAt === null ? [] : [{ name: facts(lang).happened, value: formatTime(body.happenedAt, lang) }]),
        ...(body.who === undefined ? [] : [{ name: timelineWords[lang].noteWho, value: body.who }]),
        ...(body.writtenDownBy === undefined ? [] : [{ name: timelineWords[lang].noteWrittenBy, value: body.writtenDownBy }]),
      ],
    }),
    sample: {
      noteId: 'note-0001',
      text: '開発部に電話。該当の CGI は2年前に外したとのこと。実機で確認中。',
      happenedAt: null,
      writtenDownBy: '鈴木 一郎',
    },
  },
  'case.owner-named': {
    station: null,
    refreshes: ['measures'],
    face: (body, { lang }) => ({ lead: body.name ?? timelineWords[lang].noOwner }),
    sample: { personId: 'P-1', name: '佐藤 美咲' },
  },
  'case.station-struck': {
    station: (body) => body.station,
    refreshes: [],
    face: (body, { lang }) => ({ lead: scales[lang].station[body.station], quote: body.reason }),
    sample: { station: 'customers', reason: '顧客の情報を扱う系統ではないため' },
  },
  'case.station-restored': {
    station: (body) => body.station,
    refreshes: [],
    face: (body, { lang }) => ({ lead: scales[lang].station[body.station], quote: body.reason }),
    sample: { station: 'customers', reason: '予約サイトも同じ機器を使っていると分かったため' },
  },
  'case.action-done': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).action, value: body.action?.[lang] ?? body.actionId },
        ...(body.note === '' ? [] : [{ name: facts(lang).note, value: body.note }]),
      ],
    }),
    sample: { actionId: 'intake.read.R-0001', note: '全文を読んだ。返信はしていない。' },
  },
  'case.action-given': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [{ name: facts(lang).action, value: body.action?.[lang] ?? body.actionId }],
      ...(body.note === undefined ? {} : { quote: body.note }),
    }),
    sample: { actionId: 'intake.read.R-0001', personId: 'P-2', name: '田中 翔', note: '会議のあとで構いません' },
  },
  'case.action-postponed': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      facts: [
        { name: facts(lang).action, value: body.action?.[lang] ?? body.actionId },
        { name: facts(lang).until, value: formatTime(body.until, lang) },
        { name: facts(lang).reason, value: body.reason },
      ],
    }),
    sample: { actionId: 'intake.read.R-0001', until: '2026-11-24T00:00:00.000Z', reason: '連休明けに開発部の担当者が戻るため' },
  },
  'case.action-refused': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({ facts: [{ name: facts(lang).action, value: body.action?.[lang] ?? body.actionId }], quote: body.reason }),
    sample: { actionId: 'intake.read.R-0001', reason: '同じ内容の報告を別の事案で扱っているため' },
  },
  'case.log-retention': {
    station: 'spread',
    refreshes: [],
    face: (body, { lang }) => ({
      lead: body.source,
      facts: [
        { name: timelineWords[lang].retentionDays, value: String(body.days) },
        { name: timelineWords[lang].retentionKept, value: body.kept ? timelineWords[lang].yes : timelineWords[lang].notYet },
      ],
    }),
    sample: { source: 'Squid', days: 30, kept: false },
  },
  'case.guest-invited': {
    station: null,
    refreshes: ['guests'],
    face: (body, { lang }) => ({
      lead: `${body.name} (${body.of})`,
      quote: body.reason,
      facts: [
        { name: 'TLP', value: body.tlp },
        { name: facts(lang).until, value: formatTime(body.until, lang) },
      ],
    }),
    sample: {
      guestId: 'G-1',
      name: '保守会社 山口',
      of: '合同会社ひかり保守',
      reason: '機器の記録を見てもらう',
      tlp: 'AMBER',
      until: '2026-11-28T00:00:00.000Z',
      secret: 'a'.repeat(64),
    },
  },
  'case.guest-withdrawn': {
    station: null,
    refreshes: ['guests'],
    face: (body) => ({ lead: body.guestId, quote: body.reason }),
    sample: { guestId: 'G-1', reason: '見てもらい終えた' },
  },
  'case.called': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({
      lead: `${body.whom}: ${timelineWords[lang].calls[body.result]}`,
      ...(body.note === '' ? {} : { quote: body.note }),
      facts: body.callBackAt === null ? [] : [{ name: facts(lang).until, value: formatTime(body.callBackAt, lang) }],
    }),
    sample: { whom: 'JPCERT/CC', telephone: '', result: 'call-back', callBackAt: '2026-11-24T00:00:00.000Z', note: '' },
  },
  'case.findings-taken': {
    station: (body) => receivedBy[body.to],
    refreshes: [],
    face: (body, { lang }) => ({
      lead: timelineWords[lang].receiver[body.to],
      quote: body.ids.map((id) => findingShown(id, lang)).join('\n'),
    }),
    sample: { to: 'containment', ids: ['containment:domain:update.tour-sync.example'] },
  },
  'case.findings-declined': {
    station: (body) => receivedBy[body.to],
    refreshes: [],
    face: (body, { lang }) => ({
      lead: timelineWords[lang].receiver[body.to],
      quote: body.ids.map((id) => findingShown(id, lang)).join('\n'),
      facts: [{ name: facts(lang).reason, value: body.reason }],
    }),
    sample: { to: 'containment', ids: ['containment:ip:198.51.100.7'], reason: '自組織の委託先の監視装置だった' },
  },
  'case.closed': {
    station: null,
    refreshes: ['reports', 'clocks', 'work-due', 'measures'],
    face: (body, { lang }) => ({
      lead: scales[lang].outcome[body.outcome],
      quote: body.reason,
      facts: [
        ...(body.clocks === undefined ? [] : [{ name: timelineWords[lang].clocksGoOn, value: body.clocks }]),
        ...(body.unfinished === undefined
          ? []
          : [{ name: timelineWords[lang].unfinished, value: timelineWords[lang].left(body.unfinished.length) }]),
      ],
    }),
    sample: { outcome: 'not-an-incident', reason: '該当の製品を使っておらず、記録にも痕跡がないため' },
  },
  'case.reopened': {
    station: null,
    refreshes: ['reports', 'clocks', 'work-due', 'measures'],
    face: (body) => ({ quote: body.reason }),
    sample: { reason: '別の部署のサーバーで同じ版が見つかったため' },
  },
  'data.blob-erased': {
    station: null,
    refreshes: ['reports', 'triage', 'notes'],
    face: (body, { lang }) => ({ quote: body.reason, facts: [{ name: facts(lang).hash, value: body.sha256 }] }),
    sample: { sha256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', reason: '本人からの消去の求めによる' },
  },
  'data.body-erased': {
    station: null,
    refreshes: ['reports', 'triage', 'notes'],
    face: (body, { lang }) => ({ lead: timelineWords[lang].entryOf(body.seq), quote: body.reason }),
    sample: { seq: 4, reason: '無関係な人の氏名を書いてしまったため' },
  },
  'desk.started': {
    station: null,
    refreshes: [],
    face: (body, { lang }) => ({ facts: [{ name: facts(lang).version, value: body.version }] }),
    sample: { version: '0.1.0', schema: 1 },
  },
  'desk.backed-up': {
    station: null,
    refreshes: ['desk-health'],
    face: (body, { lang }) => ({
      lead: { ja: body.encrypted ? '暗号化済み' : '暗号化なし', en: body.encrypted ? 'encrypted' : 'not encrypted' }[lang],
      facts: [
        { name: facts(lang).entries, value: String(body.entries) },
        { name: facts(lang).hash, value: body.head ?? common[lang].none },
      ],
    }),
    sample: { entries: 1240, head: 'c'.repeat(64), bytes: 8_400_000, encrypted: true, logs: false },
  },
  'desk.backup-failed': {
    station: null,
    refreshes: ['desk-health'],
    face: (body) => ({ quote: body.detail }),
    sample: { reason: 'full', detail: 'ENOSPC: no space left on device, write' },
  },
  'desk.kit-printed': {
    station: null,
    refreshes: ['kit'],
    face: (body, { lang }) => ({
      lead: { ja: `当番 ${body.days} 日分`, en: `duty of ${counted(body.days, 'day', 'days')}` }[lang],
      facts: [{ name: facts(lang).hash, value: body.sha256 }],
    }),
    sample: { days: 14, lang: 'ja', sha256: 'd'.repeat(64) },
  },
  'case.glass-broken': {
    station: null,
    refreshes: [],
    face: (body) => ({ quote: body.reason }),
    sample: { reason: '担当者に連絡がつかず、期限が迫っているため' },
  },
  'case.imported': {
    station: null,
    refreshes: ['reports', 'measures'],
    face: (body, { lang }) => ({
      lead: body.from,
      facts: [
        { name: facts(lang).entries, value: String(body.entries) },
        { name: timelineWords[lang].archiveHash, value: body.archive },
        ...(body.practice === true ? [{ name: timelineWords[lang].archiveFrom, value: timelineWords[lang].practiceDesk }] : []),
      ],
    }),
    sample: {
      entries: 17,
      lastHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      archive: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      originals: 3,
      from: '例の会の情報システム部（USB メモリーで受け取り）',
      practice: true,
    },
  },
  'case.deleted': {
    station: null,
    refreshes: ['reports', 'clocks', 'work-due', 'measures', 'duty', 'board', 'notes', 'triage', 'exposure', 'containment'],
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
