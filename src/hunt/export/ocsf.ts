// SPDX-License-Identifier: Apache-2.0
// Rows and sightings in the words of the Open Cybersecurity Schema Framework 1.x (https://schema.ocsf.io): Network
// Activity 4001, HTTP Activity 4002, DNS Activity 4003, Detection Finding 2004. Pure: what is not in a log is left out.
import type { Row } from '../engine/engine.port.ts';
import { isAddress } from '../formats/read/address.ts';
import type { Sighting } from '../indicator/search.ts';
import type { RuleHit } from '../sigma/run.ts';

export const OCSF_VERSION = '1.3.0';
export type OcsfEvent = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Leaves out what is empty, so that an absent value is absent and never '' or 0. */
function filled(object: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const kept = Object.entries(object).filter(([, value]) => value !== undefined && value !== '' && value !== 0);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function base(classUid: number, activity: number, millis: number): Readonly<Record<string, unknown>> {
  return {
    category_uid: Math.floor(classUid / 1000),
    class_uid: classUid,
    activity_id: activity,
    type_uid: classUid * 100 + activity,
    time: millis,
    severity_id: 1,
    metadata: { version: OCSF_VERSION, product: { name: 'Matoi', vendor_name: 'Matoi' } },
  };
}

const endpoint = (ip: unknown, port: unknown, domain?: unknown) => filled({ ip: text(ip), port: count(port), domain: text(domain) });
const METHODS = ['', 'CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'TRACE'];

function http(row: Row, millis: number): OcsfEvent {
  const method = text(row['http.request.method']).toUpperCase();
  const known = METHODS.indexOf(method, 1);
  const path = text(row['url.original']);
  return {
    ...base(4002, known === -1 ? 99 : known, millis),
    src_endpoint: endpoint(row['source.ip'], 0),
    dst_endpoint: endpoint(row['destination.ip'], row['destination.port'], row['url.domain']),
    actor: filled({ user: filled({ name: text(row['user.name']).replace(/^-$/, '') }) }),
    http_request: {
      ...filled({
        http_method: method,
        user_agent: agent(row),
        referrer: text(row['http.request.referrer']).replace(/^-$/, ''),
        version: text(row['http.version']),
        length: count(row['http.request.body.bytes']),
      }),
      url: filled({
        url_string: path,
        hostname: text(row['url.domain']),
        path: text(row['url.path']),
        query_string: text(row['url.query']),
      }),
    },
    http_response: filled({ code: count(row['http.response.status_code']), length: count(row['http.response.body.bytes']) }),
  };
}
const agent = (row: Row) => text(row['user_agent.original']).replace(/^-$/, '');

function network(row: Row, millis: number): OcsfEvent {
  const action = text(row['event.action']);
  // 6 is traffic as it was counted, 5 what was refused.
  const activity = /^(?:drop|deny|block|reject)/i.test(action) ? 5 : 6;
  return {
    ...base(4001, activity, millis),
    src_endpoint: endpoint(row['source.ip'], row['source.port']),
    dst_endpoint: endpoint(row['destination.ip'], row['destination.port'], row['destination.domain']),
    connection_info: { direction_id: 0, ...filled({ protocol_name: text(row['network.transport']) }) },
    traffic: filled({
      bytes_out: count(row['source.bytes']),
      bytes_in: count(row['destination.bytes']),
      packets_out: count(row['source.packets']),
      packets_in: count(row['destination.packets']),
    }),
    duration: Math.round(count(row['event.duration']) * 1000) || undefined,
    status_detail: action === '' ? undefined : action,
  };
}

function dns(row: Row, millis: number): OcsfEvent {
  const answers = text(row['dns.answers']);
  return {
    ...base(4003, answers === '' ? 1 : 2, millis),
    src_endpoint: endpoint(row['source.ip'], row['source.port']),
    dst_endpoint: endpoint(row['destination.ip'], row['destination.port']),
    query: filled({ hostname: text(row['dns.question.name']), type: text(row['dns.question.type']) }),
    answers: answers === '' ? undefined : answers.split(',').map((rdata) => ({ rdata })),
    rcode: text(row['dns.response_code']) || undefined,
  };
}

const makers = { web: http, flow: network, dns } as const;
export const exportedTables = ['web', 'flow', 'dns'] as const;
export type ExportedTable = (typeof exportedTables)[number];

/** `millis` is the row's time; `source` leads back to the line: name and SHA-256 of its file, and the number in it. */
export function rowEvent(
  table: ExportedTable,
  row: Row,
  millis: number,
  source: { readonly name: string; readonly sha256: string },
): OcsfEvent {
  const event = makers[table](row, millis);
  return clean({
    ...event,
    metadata: { ...(event['metadata'] as object), log_name: text(row['event.dataset']), uid: `${source.sha256}:${count(row['line'])}` },
    unmapped: filled({ ...(row['extra'] as object), 'log.file.path': source.name, 'event.time_origin': text(row['event.time_origin']) }),
  });
}

/** What was found, not what happened: one finding for each indicator on each computer. */
export function sightingEvent(one: Sighting, at: number): OcsfEvent {
  return finding(`${one.kind}:${one.indicator}:${one.computer}:${one.table}`, `${one.kind} ${one.indicator}`, one, at, [
    {
      name: 'computer',
      ...(isAddress(one.computer) ? { type_id: 2, type: 'IP Address' } : { type_id: 1, type: 'Hostname' }),
      value: one.computer,
    },
    { name: one.kind, ...observable(one.kind), value: one.value },
  ]);
}

/** A rule's hit as an OCSF Detection Finding (class 2004); `at` is milliseconds since 1970. */
export function ruleEvent(hit: RuleHit, at: number): OcsfEvent {
  const severity = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 }[hit.level] ?? 0;
  const event = finding(
    `sigma:${hit.id}`,
    hit.title,
    hit,
    at,
    hit.sources.map((source) => ({ name: 'source', type_id: 2, type: 'IP Address', value: source.ip })),
  );
  const info = event['finding_info'] as object;
  return {
    ...event,
    severity_id: severity,
    finding_info: { ...info, analytic: { name: hit.title, uid: hit.id, type_id: 1, type: 'Rule', desc: `${hit.author}; ${hit.license}` } },
  };
}

type Found = { readonly count: number; readonly first: string; readonly last: string };

function finding(uid: string, title: string, found: Found, at: number, observables: readonly object[]): OcsfEvent {
  return {
    ...base(2004, 1, at),
    finding_info: {
      uid,
      title,
      first_seen_time: Date.parse(found.first),
      last_seen_time: Date.parse(found.last),
      types: ['log search'],
    },
    count: found.count,
    observables,
  };
}

function observable(kind: Sighting['kind']): { readonly type_id: number; readonly type: string } {
  if (kind === 'ip' || kind === 'cidr') return { type_id: 2, type: 'IP Address' };
  if (kind === 'domain') return { type_id: 1, type: 'Hostname' };
  if (kind === 'url') return { type_id: 6, type: 'URL String' };
  return kind === 'user-agent' ? { type_id: 16, type: 'HTTP User-Agent' } : { type_id: 99, type: 'Other' };
}

function clean(event: OcsfEvent): OcsfEvent {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined));
}
