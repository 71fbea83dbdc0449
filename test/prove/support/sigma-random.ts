// SPDX-License-Identifier: Apache-2.0
// Random rules over every modifier, and random rows made of pieces of the rules, so that hits and near misses are common.
import type { Row } from './sigma-interpreter.ts';

type Random = () => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;

/** Every text that stands in the rules, split at wildcards. */
export function fragmentsOf(rules: readonly Record<string, unknown>[]): readonly string[] {
  const found = new Set<string>(['/', '/index.html', '?id=1', '../', 'admin', '.php', 'select', ' ', "'", '日本', 'é', 'É']);
  const walk = (value: unknown): void => {
    if (typeof value === 'string')
      for (const piece of value.split(/[*?]+/)) if (piece.length > 0 && piece.length < 120) found.add(piece.replaceAll('\\\\', '\\'));
    if (typeof value === 'object' && value !== null) for (const one of Object.values(value)) walk(one);
  };
  for (const rule of rules) walk(rule['detection']);
  return [...found];
}

function noise(random: Random, fragments: readonly string[], most: number): string {
  let text = '';
  const pieces = Math.floor(random() * (most + 1));
  for (let at = 0; at < pieces; at += 1) {
    let piece = random() < 0.75 ? pick(random, fragments) : Math.floor(random() * 1e6).toString(36);
    const twist = random();
    if (twist < 0.1) piece = piece.toUpperCase();
    else if (twist < 0.15) piece = piece.slice(0, -1);
    else if (twist < 0.3) piece = encode(piece, random);
    else if (twist < 0.35) piece = encode(encode(piece, random), random);
    text += piece;
  }
  // Only whole characters: half of one is no text for the second reader.
  return text
    .replaceAll('\u0000', '')
    .replace(/[\r\n]/g, '')
    .replace(/[\ud800-\udfff]/g, '')
    .slice(0, 600);
}

/** Percent-escapes of ASCII only: half of a longer character is no text. */
function encode(text: string, random: Random): string {
  return text.replace(/[\u0021-\u007e]/g, (char) => (random() < 0.4 ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char));
}

const ADDRESSES = ['::ffff:10.1.2.3', '10.0.0.1', '10.1.2.3', '192.168.1.5', '8.8.8.8', '203.0.113.7', '', 'host.example', '172.16.0.300'];
const DATASETS: Readonly<Record<string, readonly string[]>> = {
  web: ['apache.access', 'squid.access', 'zeek.http', 'w3c.access', 'json.access', 'suricata.http'],
  dns: ['zeek.dns', 'bind.query', 'zeek.open_dns'],
  flow: ['zeek.conn', 'iptables', 'fortinet.fortigate'],
  event: [
    'zeek.ssl',
    'zeek.smb_files',
    'zeek.kerberos',
    'fortinet.fortigate',
    'cisco.aaa',
    'cef',
    'linux.sshd',
    'fortigate',
    'huawei',
    'paloalto',
    'zeek.dce_rpc',
  ],
};
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  web: ['user.name', 'url.domain', 'http.version', 'http.request.referrer', 'user_agent.original'],
  dns: ['dns.question.name', 'dns.question.type', 'dns.response_code', 'dns.answers'],
  flow: ['destination.domain', 'network.transport', 'network.protocol', 'event.action', 'user.name'],
  event: ['destination.domain', 'tls.client.ja3', 'user_agent.original', 'user.name', 'host.name', 'message'],
};
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  web: ['http.response.status_code', 'http.response.body.bytes', 'http.request.body.bytes', 'destination.port'],
  dns: ['source.port', 'destination.port'],
  flow: ['source.port', 'destination.port'],
  event: ['source.port', 'destination.port'],
};
const EXTRA_NAMES = [
  'EventID',
  'filename',
  'path',
  'name',
  'product',
  'vendor',
  'action',
  'cfgpath',
  'logid',
  'request_type',
  'cipher',
  'service',
  'operation',
  'endpoint',
  'Z',
  'rejected',
  'tags',
];

export function randomRow(table: string, random: Random, fragments: readonly string[]): Row {
  const texts: Record<string, string> = { 'source.ip': pick(random, ADDRESSES), 'destination.ip': pick(random, ADDRESSES) };
  for (const name of TEXTS[table] ?? []) texts[name] = random() < 0.2 ? '' : random() < 0.1 ? '-' : noise(random, fragments, 2);
  if (table === 'web') {
    texts['url.original'] =
      `${random() < 0.85 ? '/' : random() < 0.5 ? 'http://a.example/' : ''}${noise(random, fragments, 4)}${random() < 0.4 ? '?' : ''}${noise(random, fragments, 3)}`;
    texts['http.request.method'] = pick(random, ['GET', 'POST', 'PUT', '', 'get', 'CONNECT']);
  }
  const numbers = Object.fromEntries(
    (NUMBERS[table] ?? []).map((name) => [name, pick(random, [0, 200, 404, 500, 80, 443, 21, 23, 31, 400, 401, 1024])]),
  );
  const extra = Object.fromEntries(
    EXTRA_NAMES.filter(() => random() < 0.25).flatMap((name) => {
      const value = random() < 0.3 ? pick(random, ['F', 'true', '0', '4625', 'fortinet', 'cisco']) : noise(random, fragments, 2);
      return value === '' ? [] : [[name, value] as const];
    }),
  );
  return { table, dataset: pick(random, DATASETS[table] ?? []), texts, numbers, extra, at: Math.floor(random() * 7200) };
}

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  webserver: [
    'cs-uri-query',
    'cs-uri-stem',
    'c-uri',
    'cs-method',
    'c-useragent',
    'cs-host',
    'cs-referer',
    'sc-status',
    'src_ip',
    'filename',
    'c-uri-extension',
  ],
  dns: ['query', 'record_type', 'answer', 'src_ip', 'dst_port', 'tags'],
  firewall: ['dst_port', 'src_port', 'dst_ip', 'src_ip', 'action', 'protocol', 'service'],
};
const WORDS = [
  'admin',
  'cmd',
  '/etc/passwd',
  'union select',
  '../',
  '.php',
  'Mozilla',
  'curl',
  'a b',
  '-flag x',
  '日本',
  'É',
  'GET',
  '10.0',
  'x',
  'http',
  "it's",
  'C:\\\\Windows',
  '%2e',
];

/** Rows of some logs without some columns, and with each row what its log lacks: what no row of that log has anything in. */
export function withGaps(rows: readonly Row[], random: Random): readonly Row[] {
  const logs = Map.groupBy(rows, (row) => row.dataset);
  return [...logs.values()].flatMap((log) => {
    const names = [...new Set(log.flatMap((row) => [...Object.keys(row.texts), ...Object.keys(row.numbers), ...Object.keys(row.extra)]))];
    const gone = new Set(names.filter((name) => name !== 'url.original' && random() < 0.12));
    const kept = log.map((row) => ({
      ...row,
      texts: Object.fromEntries(Object.entries(row.texts).map(([name, value]) => [name, gone.has(name) ? '' : value])),
      numbers: Object.fromEntries(Object.entries(row.numbers).map(([name, value]) => [name, gone.has(name) ? 0 : value])),
      extra: Object.fromEntries(Object.entries(row.extra).filter(([name]) => !gone.has(name))),
    }));
    const there = new Set(
      kept.flatMap((row) => [
        ...Object.entries(row.texts).flatMap(([name, value]) => (value === '' ? [] : [name])),
        ...Object.entries(row.numbers).flatMap(([name, value]) => (value === 0 ? [] : [name])),
        ...Object.keys(row.extra).map((name) => `extra.${name}`),
      ]),
    );
    const lacks = { has: (column: string) => !there.has(column) };
    return kept.map((row) => ({ ...row, lacks }));
  });
}

/** Filters of some log sources, of which one names rules and one narrows none of those there are. */
export function randomFilters(seed: number): Record<string, unknown>[] {
  const [first, second, third] = randomRules(seed + 1000, 3).map((rule) => rule['detection'] as Record<string, unknown>);
  const of = (detection: Record<string, unknown> | undefined) => {
    const [name = 'sel', selection] = Object.entries(detection ?? {})[0] ?? [];
    return { [name]: selection, condition: `not ${name}` };
  };
  return [
    { title: 'f1', id: 'f1', logsource: { category: 'firewall' }, filter: { rules: 'any', ...of(first) } },
    { title: 'f2', id: 'f2', logsource: { category: 'webserver' }, filter: { rules: ['3', '7', '11', '20'], ...of(second) } },
    { title: 'f3', id: 'f3', logsource: { category: 'process_creation', product: 'windows' }, filter: { rules: 'any', ...of(third) } },
  ];
}

/** Rules that nobody would write, over every modifier that a text, a number or an address can have. */
export function randomRules(seed: number, count: number): Record<string, unknown>[] {
  let state = seed * 7919 + 13;
  const random: Random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  return Array.from({ length: count }, (_, index) => {
    const category = pick(random, Object.keys(FIELDS));
    const fields = FIELDS[category] ?? [];
    const detection: Record<string, unknown> = {};
    const selections = 1 + Math.floor(random() * 3);
    for (let at = 0; at < selections; at += 1) detection[`${pick(random, ['sel', 'filter'])}_${at}`] = selection(random, fields);
    const names = Object.keys(detection);
    detection['condition'] = pick(random, [
      names.join(' and '),
      names.join(' or '),
      `not ${names[0]}`,
      names.length > 1 ? `${names[0]} and not (${names.slice(1).join(' or ')})` : `not not ${names[0]}`,
      '1 of them',
      'all of them',
      names.some((name) => name.startsWith('sel')) ? 'all of sel_*' : '1 of filter_*',
    ]);
    return { title: `random ${index}`, id: String(index), logsource: { category }, detection };
  });
}

function selection(random: Random, fields: readonly string[]): unknown {
  if (random() < 0.12) return [pick(random, WORDS), pick(random, WORDS)];
  if (random() < 0.1) return [map(random, fields), map(random, fields)];
  return map(random, fields);
}

function map(random: Random, fields: readonly string[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (let at = 0; at < 1 + Math.floor(random() * 2); at += 1) {
    const field = pick(random, fields);
    const many = random() < 0.4;
    const text = () =>
      random() < 0.25 ? `${pick(random, WORDS)}*${pick(random, WORDS)}` : random() < 0.1 ? `${pick(random, WORDS)}?` : pick(random, WORDS);
    const values = (make: () => unknown) => (many ? [make(), make(), make()] : make());
    const kind = Math.floor(random() * 18);
    const status = field === 'sc-status' || field.endsWith('_port');
    if (status)
      Object.assign(
        made,
        pick(random, [
          { [field]: values(() => pick(random, [200, 404, 80])) },
          { [`${field}|gte`]: 400 },
          { [`${field}|lt`]: 300 },
          { [field]: '4*' },
          { [field]: null },
          { [`${field}|exists`]: true },
          { [`${field}|neq`]: 200 },
        ]),
      );
    else if (field.endsWith('_ip'))
      Object.assign(
        made,
        pick(random, [
          { [`${field}|cidr`]: values(() => pick(random, ['10.0.0.0/8', '192.168.0.0/16', '8.8.8.8/32'])) },
          { [field]: '10.0.0.1' },
          { [`${field}|startswith`]: '10.' },
          { [`${field}|fieldref`]: 'dst_ip' },
        ]),
      );
    else if (kind === 0) made[`${field}|re`] = pick(random, ['a[0-9]+', '^/[a-z]', 'php$', '(cmd|curl).{0,5}x', '\\.\\./']);
    else if (kind === 1) made[`${field}|re|i`] = 'MOZ[a-z]+|GET';
    else if (kind === 2) made[field] = null;
    else if (kind === 3) made[field] = '';
    else if (kind === 4) made[field] = '*';
    else if (kind === 5) made[`${field}|exists`] = random() < 0.5;
    else if (kind === 6) made[`${field}|cased`] = values(text);
    else if (kind === 7) made[`${field}|contains|cased`] = values(text);
    else if (kind === 8) made[`${field}|contains|all`] = [text(), text()];
    else if (kind === 9) made[`${field}|base64offset|contains`] = pick(random, ['admin', 'cmd', 'curl']);
    else if (kind === 10) made[`${field}|windash|contains`] = '-flag x';
    else if (kind === 11) made[`${field}|neq`] = text();
    else if (kind === 12) made[`${field}|fieldref`] = pick(random, fields);
    else if (kind === 13) made[`${field}|fieldref|contains`] = pick(random, fields);
    else if (kind === 14) made[`${field}|startswith`] = values(text);
    else if (kind === 15) made[`${field}|endswith`] = values(text);
    else if (kind === 16) made[field] = values(text);
    else made[`${field}|contains`] = values(text);
  }
  return made;
}
