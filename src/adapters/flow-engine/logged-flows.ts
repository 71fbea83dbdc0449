// SPDX-License-Identifier: Apache-2.0
// Recorded traffic out of the log store, whatever wrote it: flow records (Zeek conn, Suricata flow, firewalls), proxies
// and TLS events. One connection that several logs describe is counted once, by the id that they share.

/** What Zeek and Suricata write into every log of one connection. */
const id = `if(extra['uid'] != '', extra['uid'], extra['flow_id'])`;

const within = (day: string) =>
  `\`@timestamp\` >= toDateTime64('${day} 00:00:00', 6, 'UTC') AND \`@timestamp\` < toDateTime64('${day} 00:00:00', 6, 'UTC') + INTERVAL 1 DAY`;

/** A proxy's own lines: it was asked for a whole address or for a tunnel. A web server's lines are not: their client is a visitor. */
const proxied = `(\`http.request.method\` = 'CONNECT' OR match(\`url.original\`, '^https?://'))`;

/** What a device says of a connection that it already refused: no use of a service, and nothing left to stop. */
const refusedFlow = `lower(\`event.action\`) IN ('deny', 'denied', 'drop', 'dropped', 'block', 'blocked', 'reject', 'rejected')`;
const refusedWeb = `startsWith(extra['squid.result'], 'TCP_DENIED')`;

/** Names by connection id: TLS server names, and hosts of plain HTTP. */
const names = (day: string) => `SELECT id, any(name) AS name FROM (
  SELECT ${id} AS id, \`destination.domain\` AS name FROM matoi.event WHERE ${within(day)} AND id != '' AND name != ''
  UNION ALL SELECT ${id} AS id, \`url.domain\` AS name FROM matoi.web WHERE ${within(day)} AND id != '' AND name != ''
) GROUP BY id`;

/** An address at which anybody met a name that day: in connections, or as a resolver’s answer. */
const addresses = (day: string) => `SELECT name, any(ip) AS ip FROM (
  SELECT \`url.domain\` AS name, \`destination.ip\` AS ip FROM matoi.web WHERE ${within(day)} AND name != '' AND ip != ''
  UNION ALL SELECT \`destination.domain\` AS name, \`destination.ip\` AS ip FROM matoi.event WHERE ${within(day)} AND name != '' AND ip != ''
  UNION ALL SELECT \`destination.domain\` AS name, \`destination.ip\` AS ip FROM matoi.flow WHERE ${within(day)} AND name != '' AND ip != ''
  UNION ALL SELECT \`dns.question.name\` AS name, arrayFirst(x -> isIPv4String(x) OR isIPv6String(x), splitByRegexp('[^0-9a-fA-F:.]+', \`dns.answers\`)) AS ip
    FROM matoi.dns WHERE ${within(day)} AND name != '' AND ip != ''
) GROUP BY name`;

const proxyLines = (
  day: string,
) => `SELECT w.src AS src, if(w.dst != '', w.dst, a.ip) AS dst, w.port AS port, 'tcp' AS proto, w.name AS name, w.user AS user FROM (
  SELECT \`source.ip\` AS src, \`destination.ip\` AS dst, if(\`destination.port\` != 0, \`destination.port\`, if(startsWith(\`url.original\`, 'https'), 443, 80)) AS port,
    \`url.domain\` AS name, \`user.name\` AS user FROM matoi.web WHERE ${within(day)} AND ${id} = '' AND ${proxied} AND NOT ${refusedWeb}
) AS w LEFT JOIN (${addresses(day)}) AS a ON w.name = a.name`;

export const daysSql = `SELECT toString(d) AS day FROM (
  SELECT DISTINCT toDate(\`@timestamp\`, 'UTC') AS d FROM matoi.flow
  UNION DISTINCT SELECT DISTINCT toDate(\`@timestamp\`, 'UTC') AS d FROM matoi.web WHERE ${proxied} OR ${id} != ''
  UNION DISTINCT SELECT DISTINCT toDate(\`@timestamp\`, 'UTC') AS d FROM matoi.event WHERE \`destination.ip\` != ''
) WHERE d > toDate('1970-01-02') ORDER BY d`;

/** Flow records with the name that another log gives them; connections that only another log describes; a proxy's lines. */
export function daySql(day: string): string {
  return `SELECT src, dst, toUInt16(port) AS port, proto, name, user, count() AS flows FROM (
  SELECT f.src AS src, f.dst AS dst, f.port AS port, f.proto AS proto, if(f.name != '', f.name, n.name) AS name, f.user AS user FROM (
    SELECT \`source.ip\` AS src, \`destination.ip\` AS dst, \`destination.port\` AS port, \`network.transport\` AS proto,
      \`destination.domain\` AS name, \`user.name\` AS user, ${id} AS id FROM matoi.flow WHERE ${within(day)} AND NOT ${refusedFlow}
  ) AS f LEFT JOIN (${names(day)}) AS n ON f.id = n.id
  UNION ALL
  SELECT src, dst, port, 'tcp' AS proto, any(named) AS name, any(person) AS user FROM (
    SELECT \`source.ip\` AS src, \`destination.ip\` AS dst, \`destination.port\` AS port, \`destination.domain\` AS named, \`user.name\` AS person, ${id} AS id
      FROM matoi.event WHERE ${within(day)} AND \`destination.domain\` != ''
    UNION ALL SELECT \`source.ip\` AS src, \`destination.ip\` AS dst, \`destination.port\` AS port, \`url.domain\` AS named, \`user.name\` AS person, ${id} AS id
      FROM matoi.web WHERE ${within(day)} AND ${id} != ''
  ) WHERE id != '' AND id NOT IN (SELECT ${id} FROM matoi.flow WHERE ${within(day)}) GROUP BY id, src, dst, port
  UNION ALL
  ${proxyLines(day)}
) WHERE src != '' AND dst != '' GROUP BY src, dst, port, proto, name, user`;
}

/** What is not among the flows: a proxy's connections to nobody knows which address, and what was already refused. */
export function leftSql(day: string): string {
  return `SELECT (SELECT count() FROM (${proxyLines(day)}) WHERE src != '' AND dst = '') AS withoutAddress,
  (SELECT count() FROM matoi.flow WHERE ${within(day)} AND ${refusedFlow}) + (SELECT count() FROM matoi.web WHERE ${within(day)} AND ${refusedWeb}) AS refused`;
}
