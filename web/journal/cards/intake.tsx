// SPDX-License-Identifier: Apache-2.0
import { scales } from '../../lang/common.ts';
import { reportWords } from '../words/reports.ts';
import { formatBytes } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf, KindsOf } from './card.tsx';
import { blobLink, caseLink, reportLink } from './links.ts';

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

export const intakeCards = {
  'report.received': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body, { lang, stream }) => ({
      lead: body.subject === '' ? reportWords[lang].noSubject : body.subject,
      ...(body.joins === undefined ? {} : { quote: reportWords[lang].joined[body.joins.how] }),
      facts: [
        { name: facts(lang).from, value: body.from === '' ? reportWords[lang].noFrom : body.from },
        { name: facts(lang).channel, value: scales[lang].channel[body.channel] },
        { name: facts(lang).kind, value: scales[lang].reportKind[body.kind] },
        { name: facts(lang).size, value: formatBytes(body.bytes, lang) },
      ],
      chips: [reportLink(body.reportId), blobLink(body.raw, stream, timelineWords[lang].raw)],
    }),
    sample: {
      reportId: 'R-0001',
      kind: 'report',
      channel: 'smtp',
      raw: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      bytes: 18_204,
      subject: '貴社ウェブサイトの CGI に既知の脆弱性があります',
      from: '白い帽子 <helper@provider.example>',
      kindReasons: [],
      charsetNotes: [],
    },
  },
  'report.arrived-again': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body, { lang, stream }) => ({
      facts: [
        { name: facts(lang).channel, value: scales[lang].channel[body.channel] },
        ...(body.mailbox === '' ? [] : [{ name: facts(lang).mailbox, value: body.mailbox }]),
      ],
      chips: [reportLink(body.reportId), ...(body.raw === undefined ? [] : [blobLink(body.raw, stream, timelineWords[lang].raw)])],
    }),
    sample: { reportId: 'R-0001', channel: 'imap', mailbox: 'info@example.jp' },
  },
  'report.state-changed': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body, { lang }) => ({
      lead: scales[lang].reportState[body.state],
      chips: [reportLink(body.reportId)],
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { reportId: 'R-0001', state: 'open', reason: '内容の確認を始める' },
  },
  'report.raised': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body) => ({ quote: body.reason, chips: [reportLink(body.reportId), caseLink(body.caseId)] }),
    sample: { reportId: 'R-0002', caseId: 'C-2026-0003', reason: '迷惑メール扱いだったが、実在の製品名と版を挙げているため' },
  },
  'report.ways-set': {
    station: null,
    refreshes: ['reports'],
    face: (body, { lang }) => ({
      facts: body.ways.map((way) => ({ name: scales[lang].wayKind[way.kind], value: `${way.name} ${way.mark}` })),
    }),
    sample: { ways: [{ kind: 'group', name: '窓口グループ', mark: 'security@example.jp' }] },
  },
  'report.left': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body) => ({ quote: body.reason, chips: [reportLink(body.reportId), caseLink(body.toCase)] }),
    sample: { reportId: 'R-0003', toCase: 'C-2026-0004', reason: '返信の形だが、別の件だった' },
  },
  'report.attached': {
    station: 'report',
    refreshes: ['reports', 'measures'],
    face: (body) => ({
      quote: body.reason,
      chips: [reportLink(body.reportId), ...(body.fromCase === null ? [] : [caseLink(body.fromCase)])],
    }),
    sample: { reportId: 'R-0003', fromCase: 'C-2026-0002', reason: '同じ差出人による続報のため' },
  },
} as const satisfies CardsOf<KindsOf<'report'>>;
