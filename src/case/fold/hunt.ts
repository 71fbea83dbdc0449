// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { BodyOf } from '../entry/kinds.ts';
import { computersOf, isOfDesk } from './hunt-sightings.ts';
import { answerOf, answerOfAll, answerSentence, answerWord, whyNotAsked } from './words/hunt-answer.ts';
import type { HuntAnswer } from './words/hunt-answer.ts';
import type { PartFold } from './part-fold.ts';
import type { NextAction, Statement, StationReading } from './readings/reading.ts';

type At<T> = T & { readonly seq: number; readonly caseId: string };

export type HuntView = {
  readonly imports: {
    readonly files: number;
    readonly lines: number;
    readonly parsed: number;
    readonly rejected: number;
    readonly seq: number;
  } | null;
  readonly verdicts: readonly At<BodyOf<'hunt.verdict-given'>>[];
  /** The last search of each kind. */
  readonly searches: readonly At<BodyOf<'hunt.searched'>>[];
  /** What the case looks for by name, each with who added it: a person confirmed it, or the desk took it from a report. */
  readonly lookedFor: readonly {
    readonly kind: string;
    readonly value: string;
    readonly by: 'person' | 'machine';
    readonly source: string;
    readonly seq: number;
  }[];
  /** The last search could not be made; null once one was. */
  readonly notSearched: At<BodyOf<'hunt.not-searched'>> | null;
  readonly dataOut: readonly At<BodyOf<'hunt.data-out-bounded'>>[];
};

/** What each kind of search looks for. */
export const searchNames: Readonly<Record<BodyOf<'hunt.searched'>['what'], Bilingual>> = {
  indicators: { ja: '痕跡情報', en: 'indicators' },
  sigma: { ja: '検知ルール', en: 'detection rules' },
  beacons: { ja: '定期通信', en: 'beacons' },
  attacks: { ja: '攻撃とみられるリクエスト', en: 'attack-shaped requests' },
  rare: { ja: 'ほかの端末が使わない宛先など', en: 'destinations and agents that no other computer uses' },
  others: { ja: '似た動きをする、ほかの宛先', en: 'other destinations that behave alike' },
};

/** Who was met: an internal computer, or an address that asked something of it. */
const met: Readonly<Record<BodyOf<'hunt.searched'>['what'], (count: number) => Bilingual>> = {
  indicators: (count) => ({ ja: `端末 ${n(count, 'ja')} 台`, en: counted(count, 'computer') }),
  sigma: (count) => ({ ja: `送信元 ${n(count, 'ja')} 件`, en: counted(count, 'source') }),
  beacons: (count) => ({ ja: `端末 ${n(count, 'ja')} 台`, en: counted(count, 'computer') }),
  attacks: (count) => ({ ja: `送信元 ${n(count, 'ja')} 件`, en: counted(count, 'source') }),
  rare: (count) => ({ ja: `端末 ${n(count, 'ja')} 台`, en: counted(count, 'computer') }),
  others: (count) => ({ ja: `端末 ${n(count, 'ja')} 台`, en: counted(count, 'computer') }),
};

/** Searches that say something of the organisation's own computers. */
const OF_COMPUTERS: readonly BodyOf<'hunt.searched'>['what'][] = ['indicators', 'sigma', 'beacons'];

export const huntFold: PartFold<HuntView> = {
  initial: { imports: null, verdicts: [], searches: [], lookedFor: [], notSearched: null, dataOut: [] },
  apply(view, entry) {
    switch (entry.kind) {
      case 'hunt.logs-imported': {
        const { files, lines, parsed, rejected } = entry.body;
        const before = view.imports ?? { files: 0, lines: 0, parsed: 0, rejected: 0 };
        return {
          ...view,
          imports: {
            files: before.files + files,
            lines: before.lines + lines,
            parsed: before.parsed + parsed,
            rejected: before.rejected + rejected,
            seq: entry.seq,
          },
        };
      }
      case 'hunt.verdict-given': {
        // The same claim judged again replaces its older verdict on the page; both stay in the chain.
        const { claim } = entry.body;
        const others = view.verdicts.filter((one) => one.claim.path !== claim.path || one.claim.kind !== claim.kind);
        return { ...view, verdicts: [...others, { ...entry.body, seq: entry.seq, caseId: entry.stream }] };
      }
      case 'hunt.searched':
        return {
          ...view,
          notSearched: null,
          searches: [
            ...view.searches.filter((one) => one.what !== entry.body.what || isOfDesk(one) !== isOfDesk(entry.body)),
            { ...entry.body, seq: entry.seq, caseId: entry.stream },
          ],
        };
      case 'hunt.indicators-added': {
        const by = entry.actor.type === 'machine' ? 'machine' : 'person';
        const added = entry.body.sample.map(
          ({ kind, value }) => ({ kind, value, by, source: entry.body.source ?? '', seq: entry.seq }) as const,
        );
        return { ...view, lookedFor: [...view.lookedFor, ...added] };
      }
      case 'hunt.not-searched':
        return { ...view, notSearched: { ...entry.body, seq: entry.seq, caseId: entry.stream } };
      case 'hunt.data-out-bounded':
        return { ...view, dataOut: [...view.dataOut, { ...entry.body, seq: entry.seq, caseId: entry.stream }] };
      default:
        return view;
    }
  },
  stations(view) {
    const truth = truthStation(view);
    const spread = spreadStation(view);
    return { ...(truth === null ? {} : { truth }), ...(spread === null ? {} : { spread }) };
  },
  judgement(view) {
    const known: Statement[] = [
      ...view.verdicts.filter((one) => one.verdict !== 'cannot-tell').map(verdictStatement),
      ...view.searches.filter((one) => answerOf(one).is !== 'not-checkable').map((one) => searchStatement(one)),
      ...view.dataOut.filter((one) => one.atMostBytes !== null).map(dataOutStatement),
    ];
    const unknown = view.verdicts.filter((one) => one.verdict === 'cannot-tell').map(verdictStatement);
    const { notSearched } = view;
    const notMade: Statement[] =
      notSearched === null
        ? []
        : [
            spotStatement(
              'hunt.not-searched',
              {
                ja: `報告にある ${notSearched.asked} 件は、ログをまだ見られないため確かめられていない（${whyNotAsked(notSearched.why).ja}）`,
                en: `${notSearched.asked} things named in the reports were not looked for: the logs cannot be asked (${whyNotAsked(notSearched.why).en})`,
              },
              notSearched.seq,
            ),
          ];
    return {
      known,
      unknown,
      notCheckable: [
        ...notMade,
        ...view.searches.filter((one) => answerOf(one).is === 'not-checkable').map(searchStatement),
        ...blindSpots(view),
      ],
    };
  },
  next(view) {
    const actions: NextAction[] = [];
    for (const one of view.verdicts.filter((verdict) => verdict.verdict === 'cannot-tell'))
      actions.push({
        id: `hunt.more-logs.${one.claim.kind}.${one.claim.path}`,
        order: 30,
        text: {
          ja: `${one.claim.path} を判定できる範囲のログを集めて取り込む`,
          en: `Gather and import the logs that would settle ${one.claim.path}`,
        },
        why: one.why[0] ?? { ja: '確認できた範囲が足りない', en: 'What could be looked at is not enough' },
        who: { ja: 'システム管理者', en: 'System administrator' },
        by: null,
        href: 'hunt/logs',
      });
    if (soughtIn(view).is === 'not-checkable')
      actions.push({
        id: 'hunt.logs-to-look-in',
        order: 6.5,
        text: { ja: 'プロキシ・DNS・ファイアウォールのログを取り込む', en: 'Import the logs of the proxy, the DNS and the firewall' },
        why: {
          ja: '探すべきログが一行もなく、該当する端末がないとは言えない',
          en: 'There is no line of a log to look in: that no computer is concerned cannot be said',
        },
        who: { ja: 'システム管理者', en: 'System administrator' },
        by: null,
        href: 'hunt/logs',
      });
    const computers = computersOf(view);
    if (computers.length > 0 && view.dataOut.length === 0)
      actions.push({
        id: 'hunt.bound-data-out',
        order: 25,
        text: { ja: '持ち出された可能性のある量の上限を見積もる', en: 'Bound how much data may have left' },
        why: { ja: '端末は分かったが、外部への送信量をまだ数えていない', en: 'The computers are known; what left has not been counted' },
        who: { ja: '担当者', en: 'Responder' },
        by: null,
        href: 'hunt/data-out',
      });
    return actions;
  },
};

const verdictWords = {
  supported: { ja: '裏付けあり', en: 'supported' },
  refuted: { ja: '見た範囲に記録なし', en: 'not in the logs looked at' },
  'cannot-tell': { ja: '判定できない', en: 'cannot tell' },
} as const satisfies Record<BodyOf<'hunt.verdict-given'>['verdict'], Bilingual>;

function truthStation(view: HuntView): StationReading | null {
  const last = view.verdicts.at(-1);
  if (last === undefined) return null;
  const answer = answerOf({ hits: last.requests, linesLookedAt: last.linesLookedAt });
  return {
    state: view.verdicts.some((one) => one.verdict === 'cannot-tell') ? 'running' : 'done',
    word: answer.is === 'not-checkable' ? answerWord(answer) : verdictWords[last.verdict],
    number:
      answer.is === 'not-checkable'
        ? null
        : { value: last.requests, unit: { ja: '件のリクエスト', en: last.requests === 1 ? 'request' : 'requests' } },
    deadline: null,
  };
}

/** What the case looks for by name, over its last search and one that could not be made. */
export function soughtIn(view: HuntView): HuntAnswer {
  const answer = answerOfAll(view.searches.filter((one) => one.what === 'indicators'));
  return view.notSearched !== null && answer.is !== 'found' ? { is: 'not-checkable', why: 'not-asked' } : answer;
}

function spreadStation(view: HuntView): StationReading | null {
  const computers = computersOf(view).length;
  const looked = answerOfAll(view.searches.filter((one) => OF_COMPUTERS.includes(one.what)));
  const answer = looked.is === 'found' ? looked : view.notSearched === null ? looked : soughtIn(view);
  if (answer.is === 'not-looked') return null;
  const counted = answer.is === 'none' || computers > 0;
  return {
    state: 'running',
    word: answer.is === 'found' && computers > 0 ? { ja: '該当端末あり', en: 'computers found' } : answerWord(answer),
    // Without a line to look at there is no number of computers, not even none.
    number: counted ? { value: computers, unit: { ja: '台', en: computers === 1 ? 'computer' : 'computers' } } : null,
    deadline: null,
  };
}

/** Where the question can be asked again, with its numbers, coverage and lines. */
function claimHref({ caseId, claim }: HuntView['verdicts'][number]): string {
  const asked = { kind: claim.kind, path: claim.path, since: claim.since, until: claim.until };
  const pairs = Object.entries(asked).flatMap(([name, value]) =>
    value === null ? [] : [`${name}=${encodeURIComponent(value.toWellFormed())}`],
  );
  return `/cases/${caseId}/hunt?${pairs.join('&')}`;
}

function verdictStatement(one: HuntView['verdicts'][number]): Statement {
  const [why] = one.why;
  const word = verdictWords[one.verdict];
  return {
    id: `hunt.verdict.${one.seq}`,
    text: { ja: `${one.claim.path}: ${word.ja}。${why?.ja ?? ''}`, en: `${one.claim.path}: ${word.en}. ${why?.en ?? ''}` },
    mark: one.verdict === 'supported' ? 'proved' : one.verdict === 'refuted' ? 'derived' : 'not-checkable',
    evidence: [
      { type: 'entry', seq: one.seq },
      { type: 'link', href: claimHref(one), label: one.claim.path.slice(0, 60) },
    ],
  };
}

const askedName: Bilingual = { ja: '人が尋ねた痕跡情報', en: 'indicators that a person asked for' };

function searchStatement(one: HuntView['searches'][number]): Statement {
  const isAsked = one.what === 'indicators' && !isOfDesk(one);
  const name = isAsked ? askedName : searchNames[one.what];
  const answer = answerOf(one);
  const said = answerSentence(answer);
  const found = answer.is === 'found';
  const by = met[one.what](one.computers.length);
  return {
    id: `hunt.searched.${one.what}${isAsked ? '.asked' : ''}`,
    text: { ja: `${name.ja}: ${found ? `${by.ja}、` : ''}${said.ja}`, en: `${name.en}: ${found ? `${by.en}, ` : ''}${said.en}` },
    mark: answer.is === 'not-checkable' ? 'not-checkable' : found && OF_COMPUTERS.includes(one.what) ? 'proved' : 'derived',
    evidence: [{ type: 'entry', seq: one.seq }],
  };
}

function dataOutStatement(one: HuntView['dataOut'][number]): Statement {
  return {
    id: `hunt.data-out.${one.seq}`,
    text: {
      ja: `ログに残る範囲で、外部への送信量は多くて ${size(one.atMostBytes ?? 0)}`,
      en: `In what the logs show, at most ${size(one.atMostBytes ?? 0)} went out`,
    },
    mark: 'derived',
    evidence: [{ type: 'entry', seq: one.seq }],
  };
}

function n(count: number, lang: 'ja' | 'en'): string {
  return count.toLocaleString(lang);
}

function counted(count: number, one: string): string {
  return `${n(count, 'en')} ${one}${count === 1 ? '' : 's'}`;
}

/** Decimal units, as the screens write them. */
function size(bytes: number): string {
  const at = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
  return `${(bytes / 1000 ** at).toLocaleString('en', { maximumFractionDigits: at === 0 ? 0 : 1 })} ${['B', 'kB', 'MB', 'GB'][at]}`;
}

const SPOTS_SHOWN = 8;

/** What was not looked at, once each, as it was told last: a figure that has changed since replaces the older one. */
function blindSpots(view: HuntView): Statement[] {
  const spots = new Map<string, { readonly text: Bilingual; readonly seq: number }>();
  const add = (text: Bilingual, seq: number) => spots.set(text.en.replaceAll(/\d[\d,.:TZ-]*/g, '#'), { text, seq });
  for (const one of [...view.verdicts, ...view.searches].toSorted((x, y) => x.seq - y.seq))
    for (const spot of one.notLookedAt) add(spot, one.seq);
  for (const one of view.dataOut) for (const spot of one.notCounted) add(spot, one.seq);
  const all = [...spots.values()];
  const [rest] = all.slice(SPOTS_SHOWN);
  const left = all.length - SPOTS_SHOWN;
  return [
    ...all.slice(0, SPOTS_SHOWN).map(({ text, seq }, index) => spotStatement(`hunt.not-looked-at.${index}`, text, seq)),
    ...(rest === undefined
      ? []
      : [
          spotStatement(
            'hunt.not-looked-at.more',
            {
              ja: `ログについて、ほかに確かめられない点が ${left} つある（ログの画面にすべて示す）`,
              en: `${left} more points about the logs could not be looked at; the page of the logs has all of them`,
            },
            rest.seq,
          ),
        ]),
  ];
}

function spotStatement(id: string, text: Bilingual, seq: number): Statement {
  return { id, text, mark: 'not-checkable', evidence: [{ type: 'entry', seq }] };
}
