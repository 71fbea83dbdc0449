// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ruleEvent, rowEvent, sightingEvent } from './ocsf.ts';

// The schema's own words for what these four classes must hold (OCSF 1.3), as far as they are written here: an
// attribute that the schema does not have would be a fault, so the objects are closed.
const ip = z.string().min(2);
const endpoint = z.strictObject({ ip: ip.optional(), port: z.int().min(1).max(65_535).optional(), domain: z.string().min(1).optional() });
const shared = (uid: number, activities: readonly number[]) => ({
  category_uid: z.literal(Math.floor(uid / 1000)),
  class_uid: z.literal(uid),
  activity_id: z.literal([...activities, 99]),
  type_uid: z.int(),
  time: z.int(),
  severity_id: z.literal([0, 1, 2, 3, 4, 5, 6, 99]),
  metadata: z.strictObject({
    version: z.string().regex(/^1\.\d+\.\d+$/),
    product: z.strictObject({ name: z.string(), vendor_name: z.string() }),
    log_name: z.string().optional(),
    uid: z.string().optional(),
  }),
  unmapped: z.record(z.string(), z.string()).optional(),
});
const ends = { src_endpoint: endpoint.optional(), dst_endpoint: endpoint.optional() };
const classes = {
  4001: z.strictObject({
    ...shared(4001, [1, 2, 3, 4, 5, 6, 7]),
    ...ends,
    connection_info: z.strictObject({ direction_id: z.literal([0, 1, 2, 3, 99]), protocol_name: z.string().optional() }).optional(),
    traffic: z.strictObject({ bytes_in: z.int(), bytes_out: z.int(), packets_in: z.int(), packets_out: z.int() }).partial().optional(),
    duration: z.int().optional(),
    status_detail: z.string().optional(),
  }),
  4002: z.strictObject({
    ...shared(4002, [1, 2, 3, 4, 5, 6, 7, 8]),
    ...ends,
    actor: z.strictObject({ user: z.strictObject({ name: z.string() }) }).optional(),
    http_request: z.strictObject({
      http_method: z.string().optional(),
      user_agent: z.string().optional(),
      referrer: z.string().optional(),
      version: z.string().optional(),
      length: z.int().optional(),
      url: z
        .strictObject({ url_string: z.string(), hostname: z.string(), path: z.string(), query_string: z.string() })
        .partial()
        .optional(),
    }),
    http_response: z.strictObject({ code: z.int(), length: z.int().optional() }).optional(),
  }),
  4003: z.strictObject({
    ...shared(4003, [1, 2, 6]),
    ...ends,
    query: z.strictObject({ hostname: z.string(), type: z.string().optional() }).optional(),
    answers: z.array(z.strictObject({ rdata: z.string() })).optional(),
    rcode: z.string().optional(),
  }),
  2004: z.strictObject({
    ...shared(2004, [1, 2, 3]),
    finding_info: z.strictObject({
      uid: z.string().min(1),
      title: z.string(),
      first_seen_time: z.int(),
      last_seen_time: z.int(),
      types: z.array(z.string()),
      analytic: z
        .strictObject({ name: z.string(), uid: z.string(), type_id: z.literal(1), type: z.literal('Rule'), desc: z.string() })
        .optional(),
    }),
    count: z.int(),
    observables: z.array(z.strictObject({ name: z.string(), type_id: z.int(), type: z.string(), value: z.string() })),
  }),
} as const;

function checked(event: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const uid = event['class_uid'] as keyof typeof classes;
  const read = classes[uid].parse(JSON.parse(JSON.stringify(event)));
  expect(read.type_uid).toBe(read.class_uid * 100 + read.activity_id);
  return read;
}
const source = { name: 'a.log', sha256: 'f'.repeat(64) };
const at = 1_795_132_800_000;
const row = {
  file: 1,
  line: 7,
  'source.ip': '192.0.2.1',
  'destination.ip': '203.0.113.9',
  'destination.port': 443,
  'event.dataset': 'x',
  'event.time_origin': 'line',
  extra: { k: 'v' },
};

describe('hunt/ocsf', () => {
  it.each([
    ['GET', 3],
    ['CONNECT', 1],
    ['POST', 6],
    ['PATCH', 99],
    ['', 99],
    ['\u0000', 99],
  ])('a web row is HTTP Activity (%j)', (method, activity) => {
    const event = checked(
      rowEvent(
        'web',
        {
          ...row,
          'http.request.method': method,
          'url.original': '/a?b',
          'url.path': '/a',
          'url.query': 'b',
          'http.response.status_code': 200,
          'user.name': '-',
        },
        at,
        source,
      ),
    );
    expect(event).toMatchObject({
      class_uid: 4002,
      activity_id: activity,
      http_request: { url: { path: '/a', query_string: 'b' } },
      metadata: { uid: `${source.sha256}:7` },
    });
    expect(event['actor']).toBeUndefined();
  });
  it('a flow row is Network Activity, refused or counted', () => {
    expect(checked(rowEvent('flow', { ...row, 'source.bytes': 10, 'event.action': 'drop' }, at, source))).toMatchObject({
      activity_id: 5,
      traffic: { bytes_out: 10 },
    });
    expect(checked(rowEvent('flow', { ...row, 'event.duration': 1.5, 'network.transport': 'tcp' }, at, source))).toMatchObject({
      activity_id: 6,
      duration: 1500,
    });
  });
  it('a query is DNS Activity, an answer too', () => {
    expect(checked(rowEvent('dns', { ...row, 'dns.question.name': 'a.example', 'dns.question.type': 'A' }, at, source))).toMatchObject({
      activity_id: 1,
    });
    expect(
      checked(rowEvent('dns', { ...row, 'dns.question.name': 'a.example', 'dns.answers': '203.0.113.9,203.0.113.10' }, at, source)),
    ).toMatchObject({
      activity_id: 2,
      answers: [{ rdata: '203.0.113.9' }, { rdata: '203.0.113.10' }],
    });
  });
  it('an empty row stays sound', () => {
    for (const table of ['web', 'flow', 'dns'] as const) checked(rowEvent(table, {}, at, source));
  });
  it('a sighting and a rule are Detection Findings, with author and licence', () => {
    const found = { count: 3, first: '2026-11-20T00:00:00Z', last: '2026-11-20T01:00:00Z', lines: [] };
    expect(
      checked(
        sightingEvent(
          { ...found, indicator: 'a.example', kind: 'domain', value: 'x.a.example', computer: '10.0.0.1', role: 'host', table: 'web' },
          at,
        ),
      ),
    ).toMatchObject({
      count: 3,
      observables: [{ value: '10.0.0.1' }, { type: 'Hostname', value: 'x.a.example' }],
    });
    const rule = {
      ...found,
      id: 'r',
      title: 'T',
      author: 'A',
      license: 'L',
      level: 'high',
      file: 'f',
      place: 0,
      falsePositives: [],
      sourceCount: 1,
      sources: [{ ip: '10.0.0.1', count: 3, first: found.first, last: found.last }],
    };
    expect(checked(ruleEvent(rule, at))).toMatchObject({ severity_id: 4, finding_info: { analytic: { desc: 'A; L' } } });
  });
});
