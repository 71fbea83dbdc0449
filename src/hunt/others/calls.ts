// SPDX-License-Identifier: Apache-2.0
// Who of one's own computers called whom, out of every kind of log, each destination under one name.
import { column, text } from '../engine/sql.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { insideSql } from '../question/inside.ts';
import { hostSql } from '../coverage/facts.ts';

/** Which files hold calls of one's own computers; a server's own log shows strangers, a packet filter single packets. */
export type CallFiles = {
  readonly web: readonly number[];
  readonly flow: readonly number[];
  readonly event: readonly number[];
  readonly dns: readonly number[];
};

const among = (files: readonly number[]) => (files.length === 0 ? '0' : `file IN (${files.join(', ')})`);
const address = (sql: string) => `(isIPv4String(${sql}) OR isIPv6String(${sql}))`;
const source = column('source.ip');
const outside = (sql: string) =>
  `(${sql} != '' AND NOT ${insideSql(sql)} AND NOT match(${sql}, '^(22[4-9]|23[0-9]|255)[.]|^ff|^0[.]|^127[.]'))`;
const path = `if(position(${column('url.original')}, '://') BETWEEN 2 AND 12, path(${column('url.original')}), cutQueryStringAndFragment(${column('url.original')}))`;

/** A path with its letters, digits and long hexadecimal words made alike: what two calls of one program share. */
const shape = `replaceRegexpAll(replaceRegexpAll(replaceRegexpAll(${path}, '[0-9A-Fa-f]{12,}', 'H'), '[0-9]+', '0'), '[a-z]{9,}', 'w')`;

/**
 * Tables, one after the other: `named` (computer, name, address, …) from proxies, Host and SNI; `proxies`, the computers
 * that fetch for others; `direct`, connections to addresses that no log names for that computer; `asked`, names that show
 * in no other log than the resolver's.
 */
export function callsSql(files: CallFiles, period: Period): string {
  const when = between(period);
  const at = `toUInt32(toUnixTimestamp(${column('@timestamp')})) AS at`;
  const nothing = `'' AS agent, '' AS method, '' AS shape`;
  return `
    web_calls AS (SELECT ${source} AS computer, ${hostSql} AS name, toString(${column('destination.ip')}) AS ip, ${at},
        ${column('http.request.body.bytes')} AS sent, ${column('http.response.body.bytes')} AS got, toString(${column('user_agent.original')}) AS agent,
        toString(${column('http.request.method')}) AS method, if(${column('http.request.method')} = 'CONNECT', '', ${shape}) AS shape
      FROM matoi.web WHERE ${among(files.web)} AND ${when} AND ${source} != ''),
    event_calls AS (SELECT ${source} AS computer, lower(trimRight(toString(${column('destination.domain')}), '.')) AS name, toString(${column('destination.ip')}) AS ip, ${at},
        toUInt64(0) AS sent, toUInt64(0) AS got, ${nothing}
      FROM matoi.event WHERE ${among(files.event)} AND ${when} AND ${source} != '' AND ${column('destination.domain')} != ''),
    named AS (SELECT *, 'named' AS seen FROM (SELECT * FROM web_calls UNION ALL SELECT * FROM event_calls) WHERE name != '' OR ${outside('ip')}),
    peers AS (SELECT DISTINCT ip FROM named WHERE ip != ''),
    proxies AS (SELECT ip AS proxy FROM (SELECT ${source} AS ip, uniqExact(${column('destination.ip')}) AS n FROM matoi.flow
        WHERE ${among(files.flow)} AND ${when} AND ${column('destination.ip')} IN (SELECT ip FROM peers) GROUP BY ip)
      WHERE n * 2 > (SELECT count() FROM peers) AND n > 5),
    met AS (SELECT DISTINCT computer, ip FROM named WHERE ip != ''),
    direct AS (SELECT ${source} AS computer, '' AS name, toString(${column('destination.ip')}) AS ip, ${at}, ${column('source.bytes')} AS sent, ${column('destination.bytes')} AS got, ${nothing}, 'direct' AS seen
      FROM matoi.flow WHERE ${among(files.flow)} AND ${when} AND ${insideSql(source)} AND ${outside(column('destination.ip'))}
        AND ${source} NOT IN (SELECT proxy FROM proxies) AND (${source}, ${column('destination.ip')}) NOT IN (SELECT computer, ip FROM met)
        AND ${column('destination.port')} NOT IN (53, 123)),
    names AS (SELECT DISTINCT name FROM named WHERE name != ''),
    asked AS (SELECT ${source} AS computer, lower(trimRight(${column('dns.question.name')}, '.')) AS name, '' AS ip, ${at}, toUInt64(0) AS sent, toUInt64(0) AS got, ${nothing}, 'asked' AS seen
      FROM matoi.dns WHERE ${among(files.dns)} AND ${when} AND ${source} != '' AND ${source} NOT IN (SELECT proxy FROM proxies)
        AND position(${column('dns.question.name')}, '.') > 0 AND NOT endsWith(lower(trimRight(${column('dns.question.name')}, '.')), '.arpa')
        AND name NOT IN (SELECT name FROM names)),
    calls AS (SELECT computer, if(name != '', name, ip) AS key, * EXCEPT (computer) FROM (SELECT * FROM named UNION ALL SELECT * FROM direct UNION ALL SELECT * FROM asked)
      WHERE ${insideSql('computer')} OR NOT ${address('computer')})`;
}

/**
 * One row a destination: its computers with the rhythm of each, and what its calls look like. `active`: how many computers
 * call anything at all. Destinations that more than `most` of them use are left to be counted only.
 */
export function destinationsSql(files: CallFiles, period: Period, zone: string, wanted: readonly string[]): string {
  const local = `toDateTime(at, ${text(zone)})`;
  const keep = wanted.length === 0 ? '0' : `key IN (${wanted.map(text).join(', ')})`;
  return `WITH ${callsSql(files, period)},
    shares AS (SELECT key, uniqExact(computer) AS users FROM calls GROUP BY key),
    (SELECT uniqExact(computer) FROM calls) AS total,
    few AS (SELECT key, users FROM shares WHERE users <= greatest(3, total * ${MOST_SHARE}) OR ${keep}),
    pairs AS (SELECT key, computer, count() AS n, arraySort(groupUniqArray(at)) AS t, min(at) AS first, max(at) AS last,
        quantileExact(0.5)(sent) AS sentMedian, quantileExact(0.5)(got) AS gotMedian, sum(sent) AS sentSum,
        avg(toDayOfWeek(${local}) > 5 OR toHour(${local}) < 7 OR toHour(${local}) >= 21) AS off,
        countIf(method IN ('POST', 'PUT')) AS posts, arraySlice(arraySort(groupUniqArray(agent)), 1, 5) AS agents,
        arraySlice(arraySort(groupUniqArray(shape)), 1, 8) AS shapes, uniqExact(shape) AS shapeKinds, arraySlice(arraySort(groupUniqArray(ip)), 1, 10) AS ips, arraySort(groupUniqArray(seen)) AS seen
      FROM calls WHERE key IN (SELECT key FROM few) GROUP BY key, computer),
    rhythms AS (SELECT *, arrayPopFront(arrayDifference(t)) AS gaps, arraySort(gaps) AS g, length(g) AS m,
        if(m = 0, 0, toFloat64(g[intDiv(m, 2) + 1])) AS interval,
        if(m = 0, 0, toFloat64(arraySort(arrayMap(x -> abs(x - interval), g))[intDiv(m, 2) + 1])) AS jitter,
        -- Pauses (nights, switched off) are no part of a rhythm: the mean is taken over gaps of its own order.
        arrayFilter(x -> x <= 6 * greatest(interval, 1), g) AS near,
        if(m < ${MIN_GAPS} OR interval < 5, 0, greatest(0, 1 - jitter / interval) * least(1, interval / greatest(arrayAvg(near), 1)) * sqrt(length(near) / m)) AS rhythm
      FROM pairs)
    SELECT key, count() AS users, any(total) AS active, sum(n) AS calls, min(first) AS firstAt, max(last) AS lastAt,
      arraySort(groupArray((computer, n, first, last, interval, jitter, rhythm))) AS computers,
      quantileExact(0.5)(sentMedian) AS sentMedian, quantileExact(0.5)(gotMedian) AS gotMedian, sum(sentSum) AS sentSum, sum(off * n) / sum(n) AS off, sum(posts) / sum(n) AS posts,
      arraySort(arrayDistinct(arrayFlatten(groupArray(agents)))) AS agents, arraySort(arrayDistinct(arrayFlatten(groupArray(shapes)))) AS shapes, max(shapeKinds) AS shapeKinds,
      arraySlice(arraySort(arrayFilter(x -> x != '', arrayDistinct(arrayFlatten(groupArray(ips))))), 1, 20) AS ips, arraySort(arrayDistinct(arrayFlatten(groupArray(seen)))) AS seen,
      (SELECT min(at) FROM calls) AS begins, (SELECT max(at) FROM calls) AS ends, (SELECT avg(toDayOfWeek(${local}) > 5 OR toHour(${local}) < 7 OR toHour(${local}) >= 21) FROM calls) AS offUsual,
      (SELECT count() FROM shares WHERE users > greatest(3, total * ${MOST_SHARE})) AS common
    FROM rhythms GROUP BY key ORDER BY key LIMIT ${MOST_ROWS}`;
}

/** What a third of all computers use is no secret of a few. */
const MOST_SHARE = 0.34;
const MIN_GAPS = 5;
const MOST_ROWS = 100_000;
