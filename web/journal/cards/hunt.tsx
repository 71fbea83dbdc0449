// SPDX-License-Identifier: Apache-2.0
import { answerOf, answerWord, whyNotAsked } from '../../../src/case/cards.contract.ts';
import { huntWords } from '../words/hunt.ts';
import type { Lang, Two } from '../../lang/lang.tsx';
import { formatBytes, formatTime, withTimes } from '../../lang/time.ts';
import { paths } from '../../paths.ts';
import type { HuntView } from '../../paths.ts';
import type { Chip } from '../../ui/evidence-chip.tsx';
import type { Fact } from '../../ui/fact-list.tsx';
import type { AccountKind } from './account.tsx';
import type { CardsOf, KindsOf } from './card.tsx';

function period(from: string | null, to: string | null, lang: Lang, name = huntWords[lang].period): readonly Fact[] {
  if (from === null && to === null) return [];
  const say = (iso: string | null) => (iso === null ? '…' : formatTime(iso, lang));
  return [{ name, value: `${say(from)} – ${say(to)}` }];
}

const SPOTS = 4;

/** The page that the card leads to has all of them. */
function some(not: readonly Two[], lang: Lang): string {
  const shown = not.slice(0, SPOTS).map((one) => withTimes(one[lang], lang));
  const more = not.length > SPOTS ? [huntWords[lang].morePoints(not.length - SPOTS)] : [];
  return [...shown, ...more].join(lang === 'ja' ? '、' : '; ');
}

/** A search says what it did not look at as loudly as what it found. */
function looked(lines: number, not: readonly Two[], digest: string, lang: Lang): readonly Fact[] {
  const w = huntWords[lang];
  return [
    { name: w.looked, value: w.lines(lines) },
    ...(not.length === 0 ? [] : [{ name: w.notLooked, value: `○ ${some(not, lang)}` }]),
    { name: w.digest, value: digest.slice(0, 16) },
  ];
}

/** To the page where the numbers can be seen again, with the lines behind them. An entry of the desk itself leads to the logs. */
function page(stream: string, view: HuntView, label: string, query: Readonly<Record<string, string | null>> = {}): readonly Chip[] {
  const href = stream === 'desk' ? paths.logs : paths.hunt(stream, view, query);
  return [{ id: 'page', label, href }];
}

type Asked = { readonly since: string | null; readonly until: string | null };

/** The period of the question; entries of before do not say it. */
function asked(body: { readonly since?: string | null | undefined; readonly until?: string | null | undefined }): Asked {
  return { since: body.since ?? null, until: body.until ?? null };
}

/** The question is asked again there, over the logs as they are now. */
function searchPage(stream: string, what: 'sigma' | 'beacons' | 'attacks' | 'rare' | 'others', of: Asked, lang: Lang): readonly Chip[] {
  const w = huntWords[lang];
  switch (what) {
    case 'sigma':
      return page(stream, 'rules', w.openRules, { run: 'yes', ...of });
    case 'attacks':
      return page(stream, 'attackers', w.openAttackers, { run: 'yes', ...of });
    case 'rare':
      return page(stream, 'rare', w.openRare, { run: 'yes', ...of });
    case 'others':
      return page(stream, 'others', w.openOthers);
    default:
      return page(stream, 'beacons', w.openBeacons);
  }
}

const short = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

export const huntCards = {
  'hunt.logs-imported': {
    station: 'spread',
    refreshes: ['hunt', 'logs', 'readiness'],
    face: (body, { lang, stream }) => ({
      lead: huntWords[lang].imported(body.files, body.parsed, body.rejected),
      facts: [...period(body.from, body.to, lang), { name: huntWords[lang].digest, value: body.digest.slice(0, 16) }],
      chips: page(stream, 'logs', huntWords[lang].openLogs),
    }),
    sample: {
      files: 3,
      lines: 120_400,
      parsed: 120_391,
      rejected: 9,
      from: '2026-11-18T00:00:00.000Z',
      to: '2026-11-21T05:00:00.000Z',
      digest: 'b'.repeat(64),
      manifest: 'c'.repeat(64),
    },
  },
  'hunt.format-chosen': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead:
        body.is === 'leave'
          ? huntWords[lang].leftOut(short(body.file), body.files - 1)
          : huntWords[lang].readAs(short(body.file), body.files - 1, body.format ?? ''),
      facts: [
        ...(body.zone === null ? [] : [{ name: huntWords[lang].zone, value: body.zone }]),
        { name: 'SHA-256', value: body.sha256.slice(0, 16) },
      ],
      chips: page(stream, 'logs', huntWords[lang].openLogs),
    }),
    sample: { file: 'fw-2026-11.csv', sha256: 'a'.repeat(64), files: 1, is: 'import', format: 'csv', zone: '+09:00' },
  },
  'hunt.folder-watched': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: body.path,
      facts: body.zone === null ? [] : [{ name: huntWords[lang].zone, value: body.zone }],
      chips: page(stream, 'logs', huntWords[lang].openLogs),
    }),
    sample: { folderId: 'W-1', path: '/var/log/proxy', zone: 'Asia/Tokyo' },
  },
  'hunt.folder-left': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({ lead: body.path, chips: page(stream, 'logs', huntWords[lang].openLogs) }),
    sample: { folderId: 'W-1', path: '/var/log/proxy' },
  },
  'hunt.indicators-added': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: huntWords[lang].lookingFor(body.count),
      quote: body.sample.map((one) => `${one.kind}  ${one.value}`).join('\n'),
      facts: [
        ...(body.source === undefined ? [] : [{ name: huntWords[lang].from, value: body.source }]),
        { name: huntWords[lang].digest, value: body.digest.slice(0, 16) },
      ],
      chips: page(stream, 'standing', huntWords[lang].openStanding),
    }),
    sample: {
      count: 2,
      sample: [
        { kind: 'ip', value: '203.0.113.80' },
        { kind: 'domain', value: 'update.tour-sync.example' },
      ],
      source: 'JPCERT/CC',
      digest: 'e'.repeat(64),
    },
  },
  'hunt.allow-list-changed': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: huntWords[lang].allowed(body.added, body.removed, body.total),
      quote: [...(body.sample ?? []).map((one) => `${one.is === 'added' ? '+' : '−'} ${one.kind}  ${one.value}`), body.why].join('\n'),
      facts: [{ name: huntWords[lang].digest, value: body.digest.slice(0, 16) }],
      chips: page(stream, 'logs', huntWords[lang].openLogs),
    }),
    sample: { added: 3, removed: 1, total: 42, why: '業務で使うクラウドサービスと確かめた', digest: 'f'.repeat(64) },
  },
  'hunt.rules-changed': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: huntWords[lang].rulesChanged(body.added, body.replaced, body.removed, body.total),
      quote: body.names.join('\n'),
      facts: [{ name: huntWords[lang].digest, value: body.digest.slice(0, 16) }],
      chips: page(stream, 'rules', huntWords[lang].openRules),
    }),
    sample: { added: 2, replaced: 1, removed: 0, total: 12, names: ['web_sql_injection.yml', 'proxy_ua_curl.yml'], digest: 'a'.repeat(64) },
  },
  'hunt.verdict-given': {
    station: 'truth',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: `${huntWords[lang].claims[body.claim.kind]} ${short(body.claim.path)}: ${huntWords[lang].verdicts[body.verdict]}`,
      quote: body.why.map((one) => withTimes(one[lang], lang)).join('\n'),
      chips: page(stream, 'claim', huntWords[lang].openClaim, {
        kind: body.claim.kind,
        path: body.claim.path,
        host: (body.claim.hosts ?? []).join(' '),
        log: (body.claim.logs ?? []).join(' '),
        since: body.claim.since,
        until: body.claim.until,
      }),
      facts: [
        ...(body.linesLookedAt === 0
          ? [{ name: huntWords[lang].requests, value: answerWord(answerOf({ hits: body.requests, linesLookedAt: 0 }))[lang] }]
          : [
              { name: huntWords[lang].requests, value: String(body.requests) },
              { name: huntWords[lang].sources, value: String(body.sources) },
              { name: huntWords[lang].attackShaped, value: String(body.attackShaped) },
            ]),
        ...period(body.first, body.last, lang),
        ...looked(body.linesLookedAt, body.notLookedAt, body.digest, lang),
      ],
    }),
    sample: {
      claim: { kind: 'requested', path: '/cgi-bin/form.cgi', since: null, until: null },
      verdict: 'refuted',
      why: [{ ja: 'このパスへのリクエストは記録に一件もない', en: 'No request for this path is on record' }],
      requests: 0,
      sources: 0,
      attackShaped: 0,
      first: null,
      last: null,
      linesLookedAt: 120_391,
      notLookedAt: [{ ja: '11月17日以前のログは残っていない', en: 'Logs before 17 November were not kept' }],
      digest: 'd'.repeat(64),
      bundle: null,
    },
  },
  'hunt.searched': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: huntWords[lang].searches[body.what],
      chips:
        body.what === 'indicators'
          ? page(stream, 'sightings', huntWords[lang].openSightings, {
              indicators: [...new Set(body.top.map((one) => one.label))].slice(0, 20).join('\n'),
              ...asked(body),
            })
          : searchPage(stream, body.what, asked(body), lang),
      facts: [
        { name: huntWords[lang].hits, value: body.hits > 0 ? String(body.hits) : answerWord(answerOf(body))[lang] },
        ...period(body.since ?? null, body.until ?? null, lang, huntWords[lang].askedPeriod),
        ...(body.computers.length === 0 ? [] : [{ name: huntWords[lang].computers, value: body.computers.slice(0, 12).join(', ') }]),
        ...period(body.first, body.last, lang),
        ...looked(body.linesLookedAt, body.notLookedAt, body.digest, lang),
      ],
    }),
    sample: {
      what: 'indicators',
      asked: 12,
      hits: 4,
      computers: ['PC-0142', 'PC-0177'],
      top: [],
      first: '2026-11-19T01:12:00.000Z',
      last: '2026-11-21T04:50:00.000Z',
      linesLookedAt: 120_391,
      notLookedAt: [],
      digest: 'e'.repeat(64),
    },
  },
  'hunt.not-searched': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      lead: `○ ${huntWords[lang].notSearched(body.asked)}`,
      facts: [{ name: huntWords[lang].reason, value: whyNotAsked(body.why)[lang] }],
      chips: page(stream, 'logs', huntWords[lang].openLogs),
    }),
    sample: { why: 'engine-absent', asked: 3 },
  },
  'hunt.data-out-bounded': {
    station: 'spread',
    refreshes: ['logs'],
    face: (body, { lang, stream }) => ({
      chips: page(stream, 'data-out', huntWords[lang].openDataOut, {
        computer: body.computer,
        destination: body.destination,
        since: body.since,
        until: body.until,
      }),
      lead: body.atMostBytes === null ? `○ ${huntWords[lang].notCounted}` : huntWords[lang].atMost(formatBytes(body.atMostBytes, lang)),
      facts: [
        ...(body.computer === null ? [] : [{ name: huntWords[lang].computer, value: body.computer }]),
        ...(body.destination === null ? [] : [{ name: huntWords[lang].destination, value: body.destination }]),
        ...period(body.since, body.until, lang),
        ...(body.notCounted.length === 0
          ? []
          : [{ name: huntWords[lang].notLooked, value: `○ ${body.notCounted.map((one) => one[lang]).join(lang === 'ja' ? '、' : '; ')}` }]),
      ],
    }),
    sample: {
      atMostBytes: 18_204_000,
      computer: 'PC-0142',
      destination: '203.0.113.9:443',
      since: '2026-11-19T01:12:00.000Z',
      until: '2026-11-21T04:50:00.000Z',
      notCounted: [],
      digest: 'f'.repeat(64),
    },
  },
} as const satisfies CardsOf<Exclude<KindsOf<'hunt'>, AccountKind>>;
