// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import { withShapes } from './attack-shape.ts';
import { askedFor, plainPath } from './claim-path.ts';
import { linesLookedAt, readCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { between } from './period.ts';
import type { Period } from './period.ts';
import { text } from './sql.ts';

/** What is asked of the logs. `requested`: anybody asked for the path. `attacked`: somebody tried something on it. */
export const claimKinds = ['requested', 'attacked'] as const;
export type Claim = { readonly kind: (typeof claimKinds)[number]; readonly path: string; readonly period: Period };

export const verdicts = ['supported', 'refuted', 'cannot-tell'] as const;
export type Verdict = (typeof verdicts)[number];

export type ClaimNumbers = {
  readonly requests: number;
  readonly sources: number;
  readonly first: string | null;
  readonly last: string | null;
  readonly attackShaped: number;
  readonly attackSources: number;
  readonly attackAnswered: number;
  readonly shapes: readonly { readonly shape: string; readonly count: number }[];
  readonly posts: number;
  readonly statuses: readonly { readonly status: number; readonly count: number }[];
  readonly methods: readonly { readonly method: string; readonly count: number }[];
  readonly topSources: readonly {
    readonly ip: string;
    readonly count: number;
    readonly attackShaped: number;
    readonly first: string;
    readonly last: string;
  }[];
  /** Size of an ordinary good answer, and how many attack-shaped requests got one far larger. */
  readonly usualBytes: number;
  readonly unusuallyLarge: number;
  readonly bytesOut: number;
  /** What the same sources asked for elsewhere within ten minutes after an attack-shaped request, answered with 2xx. */
  readonly followUps: number;
  /** Rejected lines that hold the path all the same. */
  readonly rejectedMentions: number;
};

export type ClaimAnswer = {
  readonly verdict: Verdict;
  readonly claim: { readonly kind: Claim['kind']; readonly path: string; readonly since: string | null; readonly until: string | null };
  readonly why: readonly Bilingual[];
  readonly numbers: ClaimNumbers;
  readonly coverage: Coverage;
  readonly lines: readonly { readonly file: number; readonly line: number }[];
  readonly queries: readonly string[];
};

const MAX_LINES = 1000;

type Row = Omit<ClaimNumbers, 'followUps' | 'rejectedMentions' | 'shapes' | 'statuses' | 'methods' | 'topSources'> & {
  shapes: [string, number][];
  statuses: [number, number][];
  methods: [string, number][];
  lines: [number, number][];
};

const NOTHING: Row = {
  requests: 0,
  sources: 0,
  first: null,
  last: null,
  attackShaped: 0,
  attackSources: 0,
  attackAnswered: 0,
  posts: 0,
  usualBytes: 0,
  unusuallyLarge: 0,
  bytesOut: 0,
  shapes: [],
  statuses: [],
  methods: [],
  lines: [],
};

function stamp(sql: string): string {
  return `if(count() = 0, NULL, concat(formatDateTime(${sql}, '%FT%T', 'UTC'), 'Z'))`;
}

export async function judgeClaim(engine: LogEngine, claim: Claim): Promise<Result<ClaimAnswer, EngineFault>> {
  const asked = await askedFor(engine, claim.path, claim.period);
  if (!asked.ok) return asked;
  const { test, query: there } = asked.value;
  const where = `${between(claim.period)} AND ${test}`;
  const hits = withShapes(
    'file, line, `@timestamp` AS at, `source.ip` AS ip, `http.request.method` AS method, `http.response.status_code` AS status, `http.response.body.bytes` AS bytes',
    where,
  );
  const wanted = claim.kind === 'attacked' ? 'bad' : '1';
  const summary = `SELECT count() AS requests, uniqExact(ip) AS sources, ${stamp('min(at)')} AS first, ${stamp('max(at)')} AS last,
      countIf(bad) AS attackShaped, uniqExactIf(ip, bad) AS attackSources, countIf(bad AND status BETWEEN 200 AND 299) AS attackAnswered,
      countIf(method IN ('POST', 'PUT', 'PATCH')) AS posts, toUInt64(ifNotFinite(quantileExactIf(0.5)(bytes, status BETWEEN 200 AND 299 AND NOT bad), 0)) AS usualBytes,
      sum(bytes) AS bytesOut, arraySort(x -> -x.2, arrayZip(mapKeys(sumMap(map(status, 1)) AS s), mapValues(s))) AS statuses,
      arraySort(x -> -x.2, arrayZip(mapKeys(sumMap(map(method, 1)) AS m), mapValues(m))) AS methods,
      arraySort(x -> -x.2, arrayZip(mapKeys(sumMapIf(mapFromArrays(shapes_, arrayMap(y -> 1, shapes_)), bad) AS h), mapValues(h))) AS shapes,
      groupArraySortedIf(${MAX_LINES})((file, line), ${wanted}) AS lines,
      arrayCount(x -> x > 3 * greatest(usualBytes, 1), groupArrayIf(bytes, bad AND status BETWEEN 200 AND 299)) AS unusuallyLarge FROM (${hits})`;
  const top = `SELECT ip, count() AS count, countIf(bad) AS attackShaped, concat(formatDateTime(min(at), '%FT%T', 'UTC'), 'Z') AS first,
      concat(formatDateTime(max(at), '%FT%T', 'UTC'), 'Z') AS last FROM (${hits}) GROUP BY ip ORDER BY attackShaped DESC, count DESC, ip LIMIT 50`;
  const follow = `SELECT count() AS n FROM (SELECT \`source.ip\` AS ip, \`@timestamp\` AS at FROM matoi.web
      WHERE \`http.response.status_code\` BETWEEN 200 AND 299 AND NOT (${test})) AS w
    ASOF INNER JOIN (SELECT ip, at FROM (${hits}) WHERE bad) AS b ON w.ip = b.ip AND w.at >= b.at WHERE w.at <= b.at + INTERVAL 600 SECOND`;
  const rejects = `SELECT count() AS n FROM matoi.rejects WHERE position(raw, ${text(plainPath(claim.path))}) > 0`;

  // Most claims meet nothing: then the forms of attack need not be looked for.
  const none = asked.value.requests === 0;
  const numbers = none ? ok([NOTHING]) : await engine.read<Row>(summary);
  if (!numbers.ok) return numbers;
  const row = numbers.value[0];
  if (row === undefined) throw new Error('a summary without a row');
  const sources = row.requests === 0 ? ok([]) : await engine.read<ClaimNumbers['topSources'][number]>(top);
  if (!sources.ok) return sources;
  const followUps = row.attackShaped === 0 ? ok([]) : await engine.read<{ n: number }>(follow);
  if (!followUps.ok) return followUps;
  const mentions = await engine.read<{ n: number }>(rejects);
  if (!mentions.ok) return mentions;
  const coverage = await readCoverage(engine, claim.period, ['web']);
  if (!coverage.ok) return coverage;
  const { lines, ...rest } = row;
  const full: ClaimNumbers = {
    ...rest,
    shapes: row.shapes.map(([shape, count]) => ({ shape, count })),
    statuses: row.statuses.map(([status, count]) => ({ status, count })),
    methods: row.methods.map(([method, count]) => ({ method, count })),
    topSources: sources.value,
    followUps: followUps.value[0]?.n ?? 0,
    rejectedMentions: mentions.value[0]?.n ?? 0,
  };
  const judged = verdictOf(claim, full, coverage.value);
  return ok({
    ...judged,
    claim: { kind: claim.kind, path: claim.path, since: claim.period.since, until: claim.period.until },
    numbers: full,
    coverage: coverage.value,
    lines: lines.map(([file, line]) => ({ file, line })),
    queries: none ? [there, rejects] : [there, summary, top, ...(row.attackShaped === 0 ? [] : [follow]), rejects],
  });
}

/** Pure: what the numbers and the coverage allow to be said, and no more. */
export function verdictOf(
  claim: Claim,
  numbers: ClaimNumbers,
  coverage: Coverage,
): { readonly verdict: Verdict; readonly why: readonly Bilingual[] } {
  const count = claim.kind === 'attacked' ? numbers.attackShaped : numbers.requests;
  if (count > 0) return { verdict: 'supported', why: whySupported(claim, numbers) };
  const holes = holesIn(claim, numbers, coverage);
  if (holes.length > 0) return { verdict: 'cannot-tell', why: holes };
  const begins = latest([claim.period.since, coverage.sources.map((source) => source.from ?? '').toSorted()[0] ?? null]);
  const ends = earliest([claim.period.until, latest(coverage.sources.map((source) => source.to))]);
  const period = `${begins} – ${ends}`;
  const looked = linesLookedAt(coverage);
  return {
    verdict: 'refuted',
    why: [
      {
        ja: `${period} の ${looked} 行に、${claim.path} への${claim.kind === 'attacked' ? '攻撃とみられる' : ''}要求は 1 件もない（欠けた時間帯も読めない行もない）`,
        en: `In ${looked} lines of ${period} there is no ${claim.kind === 'attacked' ? 'attack-shaped ' : ''}request for ${claim.path}; no hour is missing and every line was read`,
      },
    ],
  };
}

const earliest = (times: readonly (string | null)[]): string => times.filter((time) => time !== null).toSorted()[0] ?? '';
const latest = (times: readonly (string | null)[]): string =>
  times
    .filter((time) => time !== null)
    .toSorted()
    .at(-1) ?? '';

function whySupported(claim: Claim, numbers: ClaimNumbers): Bilingual[] {
  const why: Bilingual[] = [
    {
      ja: `${claim.path} への要求が ${numbers.requests} 件、${numbers.sources} か所から（${numbers.first ?? ''} 〜 ${numbers.last ?? ''}）`,
      en: `${numbers.requests} requests for ${claim.path} from ${numbers.sources} sources (${numbers.first ?? ''} to ${numbers.last ?? ''})`,
    },
  ];
  if (numbers.attackShaped > 0)
    why.push({
      ja: `うち攻撃とみられる形が ${numbers.attackShaped} 件、2xx で応答したものが ${numbers.attackAnswered} 件`,
      en: `${numbers.attackShaped} of them have the shape of an attack; ${numbers.attackAnswered} of those were answered with 2xx`,
    });
  return why;
}

/** Every reason for which "nothing found" would say more than was looked at. */
function holesIn(claim: Claim, numbers: ClaimNumbers, coverage: Coverage): Bilingual[] {
  const holes: Bilingual[] = [];
  const { since, until } = claim.period;
  const dated = coverage.sources.filter((source) => source.from !== null && source.to !== null);
  if (dated.length === 0) return [{ ja: 'この期間のウェブのログが取り込まれていない', en: 'No web log of this period has been imported' }];
  const from = dated.map((source) => source.from ?? '').toSorted()[0] ?? '';
  const to =
    dated
      .map((source) => source.to ?? '')
      .toSorted()
      .at(-1) ?? '';
  if (since !== null && from > since) holes.push({ ja: `ログは ${from} からしかない`, en: `The logs begin only at ${from}` });
  if (until !== null && to < until) holes.push({ ja: `ログは ${to} までしかない`, en: `The logs end at ${to}` });
  for (const source of dated)
    for (const gap of source.gaps.filter((one) => (since === null || one.to > since) && (until === null || one.from < until)).slice(0, 3))
      holes.push({
        ja: `${source.dataset}: ${gap.from} 〜 ${gap.to} に行がない（${gap.hours} 時間）`,
        en: `${source.dataset}: no line between ${gap.from} and ${gap.to} (${gap.hours} h)`,
      });
  if (numbers.rejectedMentions > 0)
    holes.push({
      ja: `読み取れなかった行のうち ${numbers.rejectedMentions} 行にこのパスがある`,
      en: `${numbers.rejectedMentions} lines that could not be read hold this path`,
    });
  if (coverage.truncatedFiles.length > 0) holes.push({ ja: '途中で切れたファイルがある', en: 'Some files break off' });
  if (claim.kind === 'attacked' && numbers.posts > 0)
    holes.push({
      ja: `POST が ${numbers.posts} 件あり、本文はログに残っていない`,
      en: `${numbers.posts} requests carried a body, which is not in the log`,
    });
  return holes;
}
