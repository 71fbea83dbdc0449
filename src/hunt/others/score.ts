// SPDX-License-Identifier: Apache-2.0
// How much a destination behaves like those that are confirmed, and why. Pure; every figure can be read in its reason.
import type { Bilingual } from '../../kernel/bilingual.ts';

export type Computer = {
  readonly computer: string;
  readonly calls: number;
  /** Seconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly interval: number;
  readonly jitter: number;
  /** 0..1: equal gaps within the hours in which the computer was on. */
  readonly rhythm: number;
};

export type Destination = {
  readonly key: string;
  readonly computers: readonly Computer[];
  readonly calls: number;
  readonly first: number;
  readonly last: number;
  readonly sent: number;
  readonly got: number;
  /** Shares of its calls. */
  readonly off: number;
  readonly posts: number;
  readonly agents: readonly string[];
  readonly shapes: readonly string[];
  readonly shapeKinds: number;
  readonly addresses: readonly string[];
};

/** What is known of all calls, and of the destinations that are confirmed. */
export type CallFacts = {
  readonly active: number;
  readonly begins: number;
  readonly ends: number;
  /** Share of all calls that lie at night or on a weekend. */
  readonly offUsual: number;
  readonly confirmed: readonly Destination[];
};

export type Scored = { readonly score: number; readonly reasons: readonly Bilingual[] };

/** A destination above this behaves like a confirmed one in more ways than chance gives. */
export const CUT_OFF = 0.42;

const DAY = 86_400;
const WEIGHTS = { shared: 0.34, rhythm: 0.22, rare: 0.12, fresh: 0.1, alike: 0.12, off: 0.1 } as const;

/** How alike a destination is to the confirmed ones, 0 to 1 in steps of 1/10,000, with each reason in both languages. */
export function score(one: Destination, known: CallFacts): Scored {
  const reasons: Bilingual[] = [];
  const parts = {
    shared: shared(one, known, reasons),
    rhythm: rhythm(one, reasons),
    rare: rare(one, known, reasons),
    fresh: fresh(one, known, reasons),
    alike: alike(one, known, reasons),
    off: off(one, known, reasons),
  };
  const sum = (Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]).reduce((total, name) => total + WEIGHTS[name] * parts[name], 0);
  return { score: Math.round(sum * 10_000) / 10_000, reasons };
}

/** How many confirmed computers use it, against how many would by chance (upper tail of the hypergeometric distribution). */
function shared(one: Destination, known: CallFacts, reasons: Bilingual[]): number {
  const confirmed = new Set(known.confirmed.flatMap((each) => each.computers.map((some) => some.computer)));
  const both = one.computers.filter((some) => confirmed.has(some.computer)).length;
  if (confirmed.size === 0 || both === 0) return 0;
  const users = one.computers.length;
  reasons.push({
    ja: `該当した端末 ${confirmed.size} 台のうち ${both} 台が使う（ほかに ${users - both} 台、全体 ${known.active} 台）`,
    en: `${both} of the ${confirmed.size} confirmed computers use it, and ${users - both} others of ${known.active}`,
  });
  const chance = tail(known.active, confirmed.size, users, both);
  const surprise = Math.min(1, -Math.log10(Math.max(chance, 1e-12)) / 5);
  // One computer proves little however few use it; that others use it too takes away from it.
  return surprise * (both === 1 ? 0.55 : 1) * (0.4 + 0.6 * (both / users));
}

/** P(at least `both` of `users` drawn from `all` are among the `marked`). */
function tail(all: number, marked: number, users: number, both: number): number {
  let sum = 0;
  for (let hits = both; hits <= Math.min(users, marked); hits += 1)
    sum += Math.exp(logChoose(marked, hits) + logChoose(all - marked, users - hits) - logChoose(all, users));
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let at = 1; at <= k; at += 1) sum += Math.log(n - k + at) - Math.log(at);
  return sum;
}

function rhythm(one: Destination, reasons: Bilingual[]): number {
  const regular = one.computers.filter((some) => some.rhythm > 0.35);
  if (regular.length === 0) return 0;
  const best = regular.toSorted((a, b) => b.rhythm - a.rhythm || (a.computer < b.computer ? -1 : 1))[0];
  if (best !== undefined)
    reasons.push({
      ja: `${regular.length} 台が定期的に通信（${best.interval} 秒おき、ずれ ${best.jitter} 秒）`,
      en: `${regular.length} computers call at an interval (every ${best.interval} s, off by ${best.jitter} s)`,
    });
  const mean = regular.reduce((sum, some) => sum + some.rhythm, 0) / regular.length;
  return mean * Math.sqrt(regular.length / one.computers.length);
}

function rare(one: Destination, known: CallFacts, reasons: Bilingual[]): number {
  const share = one.computers.length / Math.max(1, known.active);
  // In a small office a few computers are a large share: what the confirmed ones are of all sets the measure there.
  const confirmed = new Set(known.confirmed.flatMap((each) => each.computers.map((some) => some.computer))).size;
  const most = Math.max(0.1, (2.5 * confirmed) / Math.max(1, known.active));
  if (share > most) return 0;
  reasons.push({
    ja: `使う端末は全体の ${(share * 100).toFixed(1)} %`,
    en: `${(share * 100).toFixed(1)} % of the active computers use it`,
  });
  return 1 - share / most;
}

/** Seen first when the logs had run for a while, and near the time at which the confirmed ones began. */
function fresh(one: Destination, known: CallFacts, reasons: Bilingual[]): number {
  const span = Math.max(1, known.ends - known.begins);
  const age = one.first - known.begins;
  if (age < Math.min(DAY, span * 0.1)) return 0;
  const began = known.confirmed.map((each) => Math.abs(one.first - each.first));
  const near = began.length === 0 ? 0.5 : Math.max(0, 1 - Math.min(...began) / (3 * DAY));
  if (near > 0.3)
    reasons.push({
      ja: `ログの始めにはなく、${new Date(one.first * 1000).toISOString().slice(0, 16)}Z に初めて現れた`,
      en: `not there when the logs begin; first seen ${new Date(one.first * 1000).toISOString().slice(0, 16)}Z`,
    });
  return 0.3 + 0.7 * near;
}

/** Method, shape of the path, agent and sizes as a confirmed one has them. */
function alike(one: Destination, known: CallFacts, reasons: Bilingual[]): number {
  let best = 0;
  let said: Bilingual | null = null;
  for (const each of known.confirmed) {
    const same = { ja: [] as string[], en: [] as string[] };
    const add = (is: boolean, ja: string, en: string, weight: number) => {
      if (!is) return 0;
      same.ja.push(ja);
      same.en.push(en);
      return weight;
    };
    const shapes = one.shapes.filter((some) => some !== '' && some !== '/');
    const value =
      add(
        shapes.some((some) => each.shapes.includes(some)),
        'パスの形',
        'the shape of its paths',
        0.35,
      ) +
      add(one.posts > 0.5 && each.posts > 0.5, 'POST が主', 'mostly POST', 0.15) +
      add(
        one.agents.some((agent) => agent.length > 3 && each.agents.includes(agent)) && one.agents.length <= 2,
        'ユーザーエージェント',
        'its user agent',
        0.15,
      ) +
      add(ratio(one.got, each.got) > 0.75 && close(one.sent, each.sent), '送受信の大きさ', 'sizes', 0.15) +
      add(interval(one) > 0 && ratio(interval(one), interval(each)) > 0.6, '間隔', 'its interval', 0.2);
    if (value > best) {
      best = value;
      said = { ja: `${each.key} と似る：${same.ja.join('、')}`, en: `like ${each.key} in ${same.en.join(', ')}` };
    }
  }
  if (said !== null) reasons.push(said);
  return Math.min(1, best);
}

function interval(one: Destination): number {
  const some = one.computers.filter((each) => each.rhythm > 0.35).map((each) => each.interval);
  return some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0;
}

const ratio = (a: number, b: number) => (a > 0 && b > 0 ? Math.min(a, b) / Math.max(a, b) : 0);
const close = (a: number, b: number) => a === b || ratio(a, b) > 0.6;

function off(one: Destination, known: CallFacts, reasons: Bilingual[]): number {
  const more = one.off - known.offUsual;
  if (one.calls < 10 || more <= 0.1) return 0;
  reasons.push({
    ja: `夜間・週末の通信が ${Math.round(one.off * 100)} %（全体では ${Math.round(known.offUsual * 100)} %）`,
    en: `${Math.round(one.off * 100)} % of its calls at night or on weekends (${Math.round(known.offUsual * 100)} % of all calls)`,
  });
  return Math.min(1, more / 0.5);
}
