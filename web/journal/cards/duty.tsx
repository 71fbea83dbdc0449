// SPDX-License-Identifier: Apache-2.0
import { scales } from '../../lang/common.ts';
import { dutyWords } from '../words/duty.ts';
import { whyNot } from '../words/duty/why-not.ts';
import { formatTime } from '../../lang/time.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf, KindsOf } from './card.tsx';

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

function channelWord(channel: string, lang: 'ja' | 'en'): string {
  const words: Readonly<Record<string, string>> = dutyWords[lang].channels;
  return words[channel] ?? channel;
}

export const dutyCards = {
  'duty.plan-changed': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({
      lead: dutyWords[lang].plan(body.version, body.people, body.rosters),
      ...(body.reason === '' ? {} : { quote: body.reason }),
    }),
    sample: { version: 3, digest: 'a'.repeat(64), people: 6, rosters: 2, reason: '年末年始の当番を加えた' },
  },
  'duty.warned': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({
      lead: dutyWords[lang].warnings[body.what],
      quote: body.text[lang],
      facts: [{ name: dutyWords[lang].period, value: `${formatTime(body.from, lang)} – ${formatTime(body.to, lang)}` }],
    }),
    sample: {
      what: 'long-weekend',
      from: '2026-11-20T15:00:00.000Z',
      to: '2026-11-23T15:00:00.000Z',
      text: { ja: '三連休です。初日の当番を確かめてください。', en: 'Three days off. Check who is on duty on the first.' },
    },
  },
  'page.triggered': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang, nameOf }) => ({
      lead: body.purpose === 'report-up' ? dutyWords[lang].upwards(body.subject) : body.subject,
      facts: [
        { name: facts(lang).urgency, value: scales[lang].urgency[body.urgency] },
        { name: dutyWords[lang].policy, value: nameOf(body.policy) },
        { name: dutyWords[lang].acks, value: String(body.acksNeeded) },
      ],
    }),
    sample: { pageId: 'PG-1', policy: 'first-report', subject: '第一報：公開サーバーの脆弱性', urgency: 'now', acksNeeded: 1 },
  },
  'page.joined': {
    station: null,
    refreshes: ['duty'],
    face: (body) => ({ lead: body.subject }),
    sample: { pageId: 'PG-1', subject: '第一報：公開サーバーの脆弱性', alarms: 2 },
  },
  'page.sent': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang, nameOf }) => ({
      // Earlier versions wrote this for a row of the telephone list as well.
      ...(body.channel === 'telephone' ? { lead: dutyWords[lang].listedOnly } : {}),
      facts: [
        { name: dutyWords[lang].person, value: nameOf(body.person) },
        { name: dutyWords[lang].channel, value: channelWord(body.channel, lang) },
        { name: dutyWords[lang].stepName, value: dutyWords[lang].step(body.step, body.round) },
      ],
    }),
    sample: { pageId: 'PG-1', key: 'PG-1/1/1/P-1/mail', person: 'P-1', channel: 'mail', step: 1, round: 1 },
  },
  'page.listed': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang, nameOf }) => ({
      lead: dutyWords[lang].listedOnly,
      facts: [
        { name: dutyWords[lang].person, value: nameOf(body.person) },
        { name: dutyWords[lang].stepName, value: dutyWords[lang].step(body.step, body.round) },
      ],
    }),
    sample: { pageId: 'PG-1', key: 'PG-1/1/1/P-1/telephone', person: 'P-1', step: 1, round: 1 },
  },
  'page.not-delivered': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang, nameOf }) => ({
      ...(body.notSetUp === true ? { lead: dutyWords[lang].notSetUp } : {}),
      facts: [
        { name: dutyWords[lang].person, value: nameOf(body.person) },
        ...(body.channel === undefined ? [] : [{ name: dutyWords[lang].channel, value: channelWord(body.channel, lang) }]),
      ],
      quote: whyNot(body.why, lang),
    }),
    sample: { pageId: 'PG-1', key: 'PG-1/1/1/P-2/mail', person: 'P-2', why: 'SMTP 550 no such user' },
  },
  'page.acknowledged': {
    station: null,
    refreshes: ['duty', 'measures'],
    face: (body, { lang }) => ({
      lead: body.name,
      facts: [
        { name: dutyWords[lang].way, value: dutyWords[lang].ways[body.way] },
        { name: dutyWords[lang].acks, value: dutyWords[lang].ackCount(body.acks, body.acksNeeded) },
      ],
    }),
    sample: { pageId: 'PG-1', person: 'P-1', name: '佐藤 美咲', way: 'link', acks: 1, acksNeeded: 1 },
  },
  'page.passed-on': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: body.name, quote: body.next ? dutyWords[lang].passedOn : dutyWords[lang].nobodyNext }),
    sample: { pageId: 'PG-1', person: 'P-1', name: '佐藤 美咲', next: true },
  },
  'page.told': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: body.name, facts: [{ name: dutyWords[lang].way, value: dutyWords[lang].ways[body.way] }] }),
    sample: { pageId: null, person: 'P-1', name: '佐藤 美咲', way: 'telephone', nextReportMinutes: 60 },
  },
  'page.reopened': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: dutyWords[lang].generation(body.generation) }),
    sample: { pageId: 'PG-1', generation: 2 },
  },
  'page.exhausted': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: dutyWords[lang].rounds(body.rounds) }),
    sample: { pageId: 'PG-1', rounds: 3 },
  },
  'page.resolved': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: dutyWords[lang].alarms(body.alarms), ...(body.reason === '' ? {} : { quote: body.reason }) }),
    sample: { pageId: 'PG-1', reason: '担当者が対応を始めた', alarms: 1 },
  },
  'page.impossible': {
    station: null,
    refreshes: ['duty'],
    face: (body, { lang }) => ({ lead: body.subject, quote: whyNot(body.why, lang) }),
    sample: { subject: '第一報：公開サーバーの脆弱性', why: '当番表がまだ登録されていない' },
  },
} as const satisfies CardsOf<KindsOf<'duty' | 'page'>>;
