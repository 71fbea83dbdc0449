// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { withShapes } from '../attack/attack-shape.ts';
import { askedFor, rejectsTest } from './claim-path.ts';
import { readCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import { aboutOf } from './claim-answer.ts';
import type { Claim, ClaimNumbers, Verdict } from './claim-answer.ts';
import { claimScope } from './claim-scope.ts';
import { verdictOf } from './claim-verdict.ts';

export type ClaimAnswer = {
  readonly verdict: Verdict;
  readonly claim: {
    readonly kind: Claim['kind'];
    readonly path: string;
    readonly since: string | null;
    readonly until: string | null;
    readonly hosts: readonly string[];
    readonly logs: readonly string[];
  };
  readonly why: readonly Bilingual[];
  readonly numbers: ClaimNumbers;
  readonly coverage: Coverage;
  readonly lines: readonly { readonly file: number; readonly line: number }[];
  readonly queries: readonly string[];
};

const MAX_LINES = 1000;

type Row = Omit<ClaimNumbers, 'followUps' | 'rejectedMentions' | 'otherCase' | 'shapes' | 'statuses' | 'methods' | 'topSources'> & {
  adrift: number;
  shapes: [string, number][];
  statuses: [number, number][];
  methods: [string, number][];
  lines: [number, number][];
};

const NOTHING: Row = {
  adrift: 0,
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

/**
 * What the logs say of a claim: the verdict, the numbers it rests on, the queries, and what was not looked at. Writes
 * nothing.
 */
export async function judgeClaim(engine: LogEngine, claim: Claim): Promise<Result<ClaimAnswer, EngineFault>> {
  const about = aboutOf(claim);
  const scoped = await claimScope(engine, about);
  if (!scoped.ok) return scoped;
  const scope = scoped.value;
  const asked = await askedFor(engine, claim.path, claim.period, scope);
  if (!asked.ok) return asked;
  const { test, query: there } = asked.value;
  const where = `${between(claim.period)} AND ${test}`;
  const hits = withShapes(
    'file, line, `@timestamp` AS at, `source.ip` AS ip, `http.request.method` AS method, `http.response.status_code` AS status, `http.response.body.bytes` AS bytes, `event.time_origin` AS origin',
    where,
  );
  const wanted = claim.kind === 'attacked' ? 'bad' : '1';
  const summary = `SELECT count() AS requests, uniqExact(ip) AS sources, ${stamp('min(at)')} AS first, ${stamp('max(at)')} AS last,
      countIf(bad) AS attackShaped, countIf(${wanted} AND match(origin, 'guessed|year|relative|none|either')) AS adrift, uniqExactIf(ip, bad) AS attackSources, countIf(bad AND status BETWEEN 200 AND 299) AS attackAnswered,
      countIf(method IN ('POST', 'PUT', 'PATCH')) AS posts, toUInt64(ifNotFinite(quantileExactIf(0.5)(bytes, status BETWEEN 200 AND 299 AND NOT bad), 0)) AS usualBytes,
      sum(bytes) AS bytesOut, arraySort(x -> -x.2, arrayZip(mapKeys(sumMap(map(status, 1)) AS s), mapValues(s))) AS statuses,
      arraySort(x -> -x.2, arrayZip(mapKeys(sumMap(map(method, 1)) AS m), mapValues(m))) AS methods,
      arraySort(x -> -x.2, arrayZip(mapKeys(sumMapIf(mapFromArrays(shapes_, arrayMap(y -> 1, shapes_)), bad) AS h), mapValues(h))) AS shapes,
      groupArraySortedIf(${MAX_LINES})((file, line), ${wanted}) AS lines,
      arrayCount(x -> x > 3 * greatest(usualBytes, 1), groupArrayIf(bytes, bad AND status BETWEEN 200 AND 299)) AS unusuallyLarge FROM (${hits})`;
  const top = `SELECT ip, count() AS count, countIf(bad) AS attackShaped, countIf(${wanted} AND match(origin, 'guessed|year|relative|none|either')) AS adrift, concat(formatDateTime(min(at), '%FT%T', 'UTC'), 'Z') AS first,
      concat(formatDateTime(max(at), '%FT%T', 'UTC'), 'Z') AS last FROM (${hits}) GROUP BY ip ORDER BY attackShaped DESC, count DESC, ip LIMIT 50`;
  const follow = `SELECT count() AS n FROM (SELECT \`source.ip\` AS ip, \`@timestamp\` AS at FROM matoi.web
      WHERE \`http.response.status_code\` BETWEEN 200 AND 299 AND NOT (${test})) AS w
    ASOF INNER JOIN (SELECT ip, at FROM (${hits}) WHERE bad) AS b ON w.ip = b.ip AND w.at >= b.at WHERE w.at <= b.at + INTERVAL 600 SECOND`;
  const rejects = `SELECT count() AS n FROM matoi.rejects WHERE ${rejectsTest(claim.path, scope)}`;

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
  const coverage = await readCoverage(engine, claim.period, ['web'], scope.files);
  if (!coverage.ok) return coverage;
  const own = await readCoverage(engine, claim.period, ['web'], scope.own);
  if (!own.ok) return own;
  const { lines, adrift, ...rest } = row;
  const full: ClaimNumbers = {
    ...rest,
    shapes: row.shapes.map(([shape, count]) => ({ shape, count })),
    statuses: row.statuses.map(([status, count]) => ({ status, count })),
    methods: row.methods.map(([method, count]) => ({ method, count })),
    topSources: sources.value,
    followUps: followUps.value[0]?.n ?? 0,
    rejectedMentions: mentions.value[0]?.n ?? 0,
    otherCase: asked.value.otherCase,
  };
  const judged = verdictOf(claim, full, own.value, { ...scope, adrift });
  return ok({
    ...judged,
    claim: {
      kind: claim.kind,
      path: claim.path,
      since: claim.period.since,
      until: claim.period.until,
      hosts: about.hosts,
      logs: about.logs,
    },
    numbers: full,
    coverage: { ...coverage.value, notLookedAt: [...scope.notes, ...coverage.value.notLookedAt] },
    lines: lines.map(([file, line]) => ({ file, line })),
    queries: none ? [there, rejects] : [there, summary, top, ...(row.attackShaped === 0 ? [] : [follow]), rejects],
  });
}
