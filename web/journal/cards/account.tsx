// SPDX-License-Identifier: Apache-2.0
import { actWords } from '../../../src/case/cards.contract.ts';
import type { EntryKind } from '../../../src/case/cards.contract.ts';
import { huntWords } from '../words/hunt.ts';
import { timelineWords } from '../words/timeline.ts';
import type { CardsOf } from './card.tsx';
import { blobLink } from './links.ts';

/** Cards of accounts stand apart from those of their parts. */
export type AccountKind = Extract<EntryKind, `${'hunt' | 'containment'}.account-${string}`>;

const facts = (lang: 'ja' | 'en') => timelineWords[lang].facts;

export const accountCards = {
  'hunt.account-asked': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang }) => ({
      lead: body.account,
      quote: [
        ...body.signIns.slice(0, 8).map((one) => `${one.address}  ✓${one.success} ×${one.failure}  ${one.client}`.slice(0, 200)),
        ...body.changes.slice(0, 8).map((one) => `${one.at}  ${one.action}  ${one.what}`.slice(0, 200)),
      ].join('\n'),
      facts: [
        { name: huntWords[lang].looked, value: huntWords[lang].lines(body.linesLookedAt) },
        ...(body.notCheckable.length === 0
          ? []
          : [{ name: huntWords[lang].notLooked, value: `○ ${body.notCheckable.map((one) => one[lang]).join(' ')}` }]),
      ],
    }),
    sample: {
      account: 'sato@tour-sync.example',
      signIns: [
        { address: '203.0.113.80', client: 'Firefox', success: 2, failure: 5, first: '2026-11-19T01:12:00Z', last: '2026-11-19T03:12:00Z' },
      ],
      sameAddress: [],
      changes: [
        { at: '2026-11-19T01:20:00Z', action: 'inbox-rule', what: 'New-InboxRule', by: 'sato@tour-sync.example', address: '203.0.113.80' },
      ],
      mailsSent: 12,
      linesLookedAt: 4200,
      notCheckable: [],
      digest: 'f'.repeat(64),
    },
  },
  'containment.account-measure-proposed': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body, { lang }) => ({
      lead: `${body.object}: ${actWords[body.act][lang]}`,
      quote: body.commands.join('\n'),
      facts: [{ name: timelineWords[lang].price, value: body.price[lang] }],
    }),
    sample: {
      measureId: 'A-1',
      act: 'end-sessions',
      object: 'sato@tour-sync.example',
      provider: 'microsoft-365',
      commands: ['Revoke-MgUserSignInSession -UserId sato@tour-sync.example'],
      undo: [],
      price: { ja: '本人は全端末でサインインし直す', en: 'The person signs in again everywhere' },
      reread: [],
    },
  },
  'containment.account-measure-released': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body) => ({ lead: body.measureId, quote: body.reason }),
    sample: { measureId: 'A-1', reason: '被害が続いているため' },
  },
  'containment.account-measure-done': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body) => ({ lead: body.measureId }),
    sample: { measureId: 'A-1' },
  },
  'containment.account-measure-reread': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body, { lang, stream }) => ({
      lead: `${body.measureId}: ${timelineWords[lang].rereads[body.result]}`,
      quote: body.why[lang],
      chips: [blobLink(body.pasted, stream, timelineWords[lang].pasted)],
    }),
    sample: {
      measureId: 'A-1',
      result: 'not-confirmed',
      why: { ja: 'ルールが残っている：.', en: 'A rule is still there: .' },
      pasted: '2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
      blobs: [],
    },
  },
  'containment.account-measure-undone': {
    station: 'containment',
    refreshes: ['containment'],
    face: (body, { lang }) => ({ lead: body.measureId, facts: [{ name: facts(lang).reason, value: body.reason }] }),
    sample: { measureId: 'A-1', reason: '本人の正規の操作だった' },
  },
} as const satisfies CardsOf<AccountKind>;
