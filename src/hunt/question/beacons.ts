// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { number } from '../engine/sql.ts';

export type Beacon = {
  readonly source: string;
  readonly destination: string;
  readonly userAgent: string;
  readonly port: number;
  readonly seenIn: 'web' | 'flow' | 'event';
  /** 0..1; how much of what makes a machine's rhythm is there. A rank, not a probability. */
  readonly score: number;
  readonly count: number;
  /** Median seconds between two calls, and the median distance from it. */
  readonly interval: number;
  readonly jitter: number;
  readonly first: string;
  readonly last: string;
  readonly bytesOut: number;
  readonly bytesIn: number;
  readonly reasons: readonly Bilingual[];
};

type Raw = {
  source: string;
  destination: string;
  userAgent: string;
  port: number;
  n: number;
  interval: number;
  jitter: number;
  first: string;
  last: string;
  life: number;
  out: number;
  in: number;
  regular: number;
  even: number;
  sizes: number;
  steady: number;
  lasting: number;
  many: number;
  hostless: number;
  sharedBy: number;
  score: number;
};

const MIN_CALLS = 8;
/** Enough to judge a rhythm; beyond this a pair only costs memory. */
const MAX_CALLS = 50_000;
/** So many hashes of one drawer are looked through; a drawer with more of them is taken as a whole. */
const DRAWER_HOLDS = 1_000_000;
/** The first twelve bits of a hash: its drawer. */
const DRAWER = '0xFFF0000000000000';
/** What of a hash tells pairs apart while counting: its drawer and its last 32 bits. */
const MARK = '0xFFF00000FFFFFFFF';

type Shape = {
  readonly seenIn: Beacon['seenIn'];
  readonly from: string;
  readonly source: string;
  readonly destination: string;
  readonly agent: string;
  readonly port: string;
  readonly out: string;
  readonly in: string;
  readonly hostless: string;
};

/**
 * Through a proxy every connection goes to the proxy, or to the address that a name had just then: the host that was asked
 * for is the destination, in a tunnel and in a whole URL. What passes a wire goes to an address.
 */
const NAMED =
  "if((`http.request.method` = 'CONNECT' OR position(`url.original`, '://') BETWEEN 2 AND 12) AND `url.domain` != '', `url.domain`, if(`destination.ip` != '', `destination.ip`, `url.domain`))";

/** In which table a rhythm can show, and what stands for its ends there. */
export const beaconShapes: readonly Shape[] = [
  {
    seenIn: 'web',
    from: 'matoi.web',
    source: '`source.ip`',
    destination: NAMED,
    agent: '`user_agent.original`',
    port: '`destination.port`',
    out: '`http.request.body.bytes`',
    in: '`http.response.body.bytes`',
    hostless: "`url.domain` = ''",
  },
  {
    seenIn: 'flow',
    from: 'matoi.flow',
    source: '`source.ip`',
    destination: '`destination.ip`',
    agent: "''",
    port: '`destination.port`',
    out: '`source.bytes`',
    in: '`destination.bytes`',
    hostless: '0',
  },
  {
    seenIn: 'event',
    from: "(SELECT * FROM matoi.event WHERE `destination.domain` != '')",
    source: '`source.ip`',
    destination: '`destination.domain`',
    agent: '`tls.client.ja3`',
    port: '`destination.port`',
    out: '0',
    in: '0',
    hostless: '0',
  },
];

/**
 * Two stages: count first, collect only pairs with enough calls. The score adds up what a program's rhythm shows:
 * equal gaps (jitter allowed), no skew, equal sizes, no hour left out, a long life, many calls; and, for the web, an
 * agent that nobody else uses and a request without a host.
 *
 * Nearly all pairs meet once, so one table of all of them costs more than everything else. Counting sorts hashes into
 * drawers instead and counts in each by itself. Two pairs with one mark only let both into the second stage, which
 * groups by the real values.
 */
export function beaconSql(shape: Shape, period: Period, limit: number, holds = DRAWER_HOLDS): string {
  const where = `${shape.source} != '' AND ${shape.destination} != '' AND ${between(period)}`;
  const hash = `cityHash64(${shape.source}, ${shape.destination}, ${shape.agent}, ${shape.port})`;
  return `WITH
    drawers AS (
      SELECT bitAnd(hash, ${DRAWER}) AS drawer, groupArray(${number(holds)})(toUInt32(hash)) AS rest, count() AS calls
      FROM (SELECT ${hash} AS hash FROM ${shape.from} WHERE ${where}) GROUP BY drawer),
    keys AS (
      SELECT drawer + arrayJoin(if(calls > ${number(holds)}, [0::UInt32],
        arrayFilter((mark, nth) -> nth = ${MIN_CALLS}, rest, arrayEnumerateUniq(rest)))) AS k FROM drawers),
    pairs AS (
      SELECT ${shape.source} AS source, ${shape.destination} AS destination, ${shape.agent} AS userAgent, ${shape.port} AS port,
        count() AS n, arraySort(groupUniqArray(${MAX_CALLS})(toUInt32(toUnixTimestamp(\`@timestamp\`)))) AS seconds,
        arraySort(groupArray(2000)(toUInt32(least(${shape.out}, 4294967295)))) AS sent,
        sum(${shape.out}) AS out, sum(${shape.in}) AS in, avg(${shape.hostless}) AS hostless
      FROM ${shape.from} WHERE ${where}
        AND (bitAnd(${hash}, ${MARK}) IN (SELECT k FROM keys) OR bitAnd(${hash}, ${DRAWER}) IN (SELECT k FROM keys)) GROUP BY source, destination, userAgent, port)
    SELECT source, destination, userAgent, port, n, out, in, hostless,
      arraySort(arrayPopFront(arrayDifference(seconds))) AS gaps, length(gaps) AS g,
      toFloat64(gaps[intDiv(g, 2) + 1]) AS interval,
      arraySort(arrayMap(x -> abs(x - interval), gaps))[intDiv(g, 2) + 1] AS jitter,
      toUInt32(seconds[-1] - seconds[1]) AS life,
      toFloat64(sent[intDiv(length(sent), 2) + 1]) AS size,
      arraySort(arrayMap(x -> abs(x - size), sent))[intDiv(length(sent), 2) + 1] AS spread,
      greatest(0., 1 - jitter / greatest(interval, 1)) AS regular,
      -- Bursts have a small median gap and long pauses: a rhythm's median is its mean.
      least(1., interval / (greatest(life, 1) / g)) AS even,
      if(size = 0, 0.5, greatest(0., 1 - spread / size)) AS sizes,
      length(arrayDistinct(arrayMap(s -> least(23, intDiv((s - seconds[1]) * 24, greatest(life, 1))), seconds))) / 24 AS steady,
      least(1., log(1 + life / 60) / log(1441)) AS lasting,
      least(1., log10(n) / 3) AS many,
      0.30 * regular * sqrt(even) + 0.10 * even + 0.10 * sizes + 0.20 * steady + 0.15 * lasting + 0.15 * many AS score,
      concat(formatDateTime(toDateTime(seconds[1], 'UTC'), '%FT%T', 'UTC'), 'Z') AS first,
      concat(formatDateTime(toDateTime(seconds[-1], 'UTC'), '%FT%T', 'UTC'), 'Z') AS last,
      0 AS sharedBy
    FROM pairs WHERE length(seconds) >= ${MIN_CALLS} AND interval >= 1
    ORDER BY score DESC, source, destination LIMIT ${number(limit)}`;
}

/** Connections that come in a rhythm, at most `limit`, strongest first. Intervals are in seconds. */
export async function findBeacons(engine: LogEngine, period: Period, limit: number): Promise<Result<readonly Beacon[], EngineFault>> {
  const found: Beacon[] = [];
  for (const shape of beaconShapes) {
    const sql = beaconSql(shape, period, limit * 4);
    const kept =
      'source, destination, userAgent, port, n, out, in, hostless, interval, jitter, life, regular, even, sizes, steady, lasting, many, score, first, last, sharedBy';
    const rows = await engine.read<Raw>(`SELECT ${kept} FROM (${sql})`, { seconds: 600 });
    if (!rows.ok) return rows;
    const shared = shape.seenIn === 'web' ? await agentsShared(engine, rows.value) : null;
    if (shared !== null && !shared.ok) return shared;
    found.push(...rows.value.map((row) => beaconOf(shape.seenIn, { ...row, sharedBy: shared?.value.get(row.userAgent) ?? 0 })));
  }
  const proxies = await engine.read<{ ip: string }>(
    `SELECT ip FROM (SELECT \`source.ip\` AS ip, uniqExact(\`destination.ip\`) AS n FROM matoi.flow WHERE \`destination.ip\` IN
       (SELECT \`destination.ip\` FROM matoi.web WHERE \`http.request.method\` = 'CONNECT' AND startsWith(\`event.dataset\`, 'squid')) GROUP BY ip HAVING n > 5)
     UNION DISTINCT SELECT \`destination.ip\` AS ip FROM matoi.web WHERE \`http.request.method\` = 'CONNECT' AND ip != '' AND NOT startsWith(\`event.dataset\`, 'squid')`,
  );
  if (!proxies.ok) return proxies;
  const known = new Set(proxies.value.map((row) => row.ip));
  return ok(oneEach(found.map((beacon) => explained(beacon, known))).slice(0, limit));
}

const STAYS_INSIDE = /^(22[4-9]|23\d)\.|^255\.255\.255\.255$|^ff[0-9a-f]{2}:|\.255$/i;

/** Rhythms with an ordinary cause stay in the list, lower, with the cause named. */
function explained(beacon: Beacon, proxies: ReadonlySet<string>): Beacon {
  const causes: { factor: number; reason: Bilingual }[] = [];
  if (STAYS_INSIDE.test(beacon.destination))
    causes.push({
      factor: 0.4,
      reason: { ja: '同報の宛先で、網の外へは出ない', en: 'a multicast or broadcast address: it does not leave the network' },
    });
  if (beacon.seenIn === 'flow' && proxies.has(beacon.destination))
    causes.push({
      factor: 0.5,
      reason: {
        ja: '宛先はプロキシ。本当の相手はプロキシのログの行を見る',
        en: 'the destination is a proxy; the web log lines name the real one',
      },
    });
  if (beacon.seenIn === 'flow' && beacon.bytesIn === 0 && beacon.bytesOut === 0)
    causes.push({ factor: 0.8, reason: { ja: '相手は一度もデータを返していない', en: 'no data ever went either way' } });
  return causes.length === 0
    ? beacon
    : {
        ...beacon,
        score: Math.round(causes.reduce((score, cause) => score * cause.factor, beacon.score) * 10_000) / 10_000,
        reasons: [...beacon.reasons, ...causes.map((cause) => cause.reason)],
      };
}

/** How many computers use each of these agents: one that a single computer uses is no browser that the organisation rolled out. */
async function agentsShared(engine: LogEngine, rows: readonly Raw[]): Promise<Result<ReadonlyMap<string, number>, EngineFault>> {
  const agents = [...new Set(rows.map((row) => row.userAgent))].filter((agent) => agent !== '');
  if (agents.length === 0) return ok(new Map());
  const list = agents.map((agent) => `'${agent.replace(/[\\']/g, (char) => `\\${char}`)}'`).join(',');
  const counted = await engine.read<{ agent: string; n: number }>(
    `SELECT \`user_agent.original\` AS agent, uniqExact(\`source.ip\`) AS n FROM matoi.web WHERE agent IN (${list}) GROUP BY agent`,
  );
  return counted.ok ? ok(new Map(counted.value.map((row) => [row.agent, row.n]))) : counted;
}

/** The same rhythm shows in several logs: the strongest sighting of a pair stands for it, an agent's name is kept. */
function oneEach(all: readonly Beacon[]): Beacon[] {
  const best = new Map<string, Beacon>();
  for (const beacon of all.toSorted((a, b) => b.score - a.score)) {
    const key = `${beacon.source}\n${beacon.destination}`;
    const before = best.get(key);
    if (before === undefined) best.set(key, beacon);
    else if (before.userAgent === '' && beacon.userAgent !== '' && beacon.seenIn === 'web')
      best.set(key, {
        ...before,
        userAgent: beacon.userAgent,
        reasons: [...before.reasons, ...beacon.reasons.filter((reason) => !before.reasons.some((one) => one.en === reason.en))],
      });
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score || (a.source < b.source ? -1 : 1));
}

function beaconOf(seenIn: Beacon['seenIn'], raw: Raw): Beacon {
  const lone = seenIn === 'web' && raw.userAgent !== '' && raw.sharedBy === 1;
  const hostless = seenIn === 'web' && raw.hostless > 0.9;
  // What is left of the way to 1 is shortened by each sign that a person would find odd.
  const score = 1 - (1 - raw.score) * (lone ? 0.6 : 1) * (hostless ? 0.6 : 1);
  return {
    source: raw.source,
    destination: raw.destination,
    userAgent: raw.userAgent,
    port: raw.port,
    seenIn,
    score: Math.round(score * 10_000) / 10_000,
    count: raw.n,
    interval: raw.interval,
    jitter: raw.jitter,
    first: raw.first,
    last: raw.last,
    bytesOut: raw.out,
    bytesIn: raw.in,
    reasons: reasonsOf(raw, lone, hostless),
  };
}

function reasonsOf(raw: Raw, lone: boolean, hostless: boolean): Bilingual[] {
  const hours = Math.round(raw.life / 360) / 10;
  const reasons: Bilingual[] = [
    {
      ja: `${raw.n} 回、中央値 ${raw.interval} 秒おき（ずれの中央値 ${raw.jitter} 秒）`,
      en: `${raw.n} calls, every ${raw.interval} s at the median (median deviation ${raw.jitter} s)`,
    },
    {
      ja: `${hours} 時間にわたり、期間を 24 に分けたうち ${Math.round(raw.steady * 24)} 区間で通信`,
      en: `over ${hours} h, seen in ${Math.round(raw.steady * 24)} of 24 equal parts of that time`,
    },
  ];
  if (raw.sizes > 0.9 && raw.out > 0) reasons.push({ ja: '送信サイズがほぼ一定', en: 'nearly the same size sent each time' });
  if (lone) reasons.push({ ja: 'このユーザーエージェントを使う端末はほかにない', en: 'no other computer uses this user agent' });
  if (hostless) reasons.push({ ja: 'Host の指定がないリクエスト', en: 'requests name no host' });
  return reasons;
}
