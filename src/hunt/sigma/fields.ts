// SPDX-License-Identifier: Apache-2.0
// Where the names of a rule's fields are found in the store.
import { columnsOf } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import { column, text } from '../engine/sql.ts';
import { zeekPath } from '../formats/zeek/zeek-fields.ts';

/** A field as SQL: all forms in which its text may stand (raw, decoded once, decoded twice), or a number. */
export type FieldSql =
  | { readonly type: 'text'; readonly whole: readonly string[]; readonly parts: readonly string[] }
  | { readonly type: 'number'; readonly sql: string }
  | { readonly type: 'time'; readonly sql: string };

const original = column('url.original');
const hasEscapes = `position(${original}, '%') > 0`;
const once = `if(${hasEscapes}, ${column('url.decoded')}, '')`;
const twice = `if(${hasEscapes}, ${column('url.decoded_twice')}, '')`;
const afterQuestion = (sql: string) => `if(position(${sql}, '?') = 0, '', substring(${sql}, position(${sql}, '?') + 1))`;
const beforeQuestion = (sql: string) => `substringIndex(${sql}, '?', 1)`;
const fullUrl = `if(startsWith(${original}, '/'), concat('http://', ${column('url.domain')}, ${original}), ${original})`;

/** Forms write a blank as a plus sign: read so too, where there is one. */
const spaced = `if(position(${original}, '+') > 0, replaceAll(if(${hasEscapes}, ${column('url.decoded_twice')}, ${original}), '+', ' '), '')`;

/** All forms of a URL in one text, for a search. */
const everyUrl = `if(${hasEscapes} OR position(${original}, '+') > 0, concat(${fullUrl}, '\\n', ${column('url.decoded')}, '\\n', ${column('url.decoded_twice')}, '\\n', ${spaced}), ${fullUrl})`;

const url: FieldSql = { type: 'text', whole: [original, once, twice, fullUrl], parts: [fullUrl, once, twice, spaced] };
/** Rules write the whole request here as often as the query alone, so both are looked at. */
const query: FieldSql = {
  type: 'text',
  whole: [afterQuestion(original), afterQuestion(once), afterQuestion(twice), original, once, twice],
  parts: [original, once, twice, spaced],
};
const stem: FieldSql = {
  type: 'text',
  whole: [beforeQuestion(original), beforeQuestion(once), beforeQuestion(twice)],
  parts: [beforeQuestion(original), beforeQuestion(once), beforeQuestion(twice)],
};
const extension = `lower(extract(${beforeQuestion(original)}, '[.]([A-Za-z0-9]{1,10})$'))`;

const one = (sql: string): FieldSql => ({ type: 'text', whole: [sql], parts: [sql] });
const named = (name: string): FieldSql => one(column(name));
const counted = (name: string): FieldSql => ({ type: 'number', sql: column(name) });

const ENDS: Readonly<Record<string, FieldSql>> = {
  src_ip: named('source.ip'),
  src: named('source.ip'),
  'c-ip': named('source.ip'),
  clientip: named('source.ip'),
  SourceIp: named('source.ip'),
  dst_ip: named('destination.ip'),
  dst: named('destination.ip'),
  's-ip': named('destination.ip'),
  'r-ip': named('destination.ip'),
  DestinationIp: named('destination.ip'),
  dst_port: counted('destination.port'),
  'dst-port': counted('destination.port'),
  DestinationPort: counted('destination.port'),
  's-port': counted('destination.port'),
  'cs-username': named('user.name'),
  user: named('user.name'),
};

const BY_TABLE: Readonly<Record<Table, Readonly<Record<string, FieldSql>>>> = {
  web: {
    'c-uri': url,
    'cs-uri': url,
    uri: url,
    'url.full': url,
    'cs-uri-query': query,
    'c-uri-query': query,
    'cs-uri-stem': stem,
    'c-uri-stem': stem,
    'c-uri-path': stem,
    'cs-uri-path': stem,
    'url.path': stem,
    'url.query': {
      type: 'text',
      whole: [afterQuestion(original), afterQuestion(once)],
      parts: [afterQuestion(original), afterQuestion(once)],
    },
    'c-uri-extension': one(extension),
    'cs-uri-extension': one(extension),
    'cs-host': named('url.domain'),
    'r-dns': named('url.domain'),
    'c-dns': named('url.domain'),
    host: named('url.domain'),
    'cs-method': named('http.request.method'),
    method: named('http.request.method'),
    'c-useragent': named('user_agent.original'),
    'cs-user-agent': named('user_agent.original'),
    'cs(User-Agent)': named('user_agent.original'),
    user_agent: named('user_agent.original'),
    'cs-referer': named('http.request.referrer'),
    'cs-referrer': named('http.request.referrer'),
    'cs(Referer)': named('http.request.referrer'),
    referrer: named('http.request.referrer'),
    'sc-status': counted('http.response.status_code'),
    status_code: counted('http.response.status_code'),
    'sc-bytes': counted('http.response.body.bytes'),
    'cs-bytes': counted('http.request.body.bytes'),
    request_body_len: counted('http.request.body.bytes'),
    response_body_len: counted('http.response.body.bytes'),
    'cs-version': named('http.version'),
    'cs-cookie': one(`extra['cs(Cookie)']`),
  },
  flow: {
    src_port: counted('source.port'),
    action: named('event.action'),
    protocol: named('network.transport'),
    blocked: one(`if(${column('event.action')} IN ('drop', 'deny', 'blocked', 'REJ'), 'true', '')`),
  },
  dns: {
    query: named('dns.question.name'),
    QueryName: named('dns.question.name'),
    QNAME: named('dns.question.name'),
    dns_query: named('dns.question.name'),
    record_type: named('dns.question.type'),
    qtype_name: named('dns.question.type'),
    answer: named('dns.answers'),
    answers: named('dns.answers'),
    rcode: named('dns.response_code'),
  },
  event: {
    src_port: counted('source.port'),
    msg: named('message'),
    server_name: named('destination.domain'),
    ja3: named('tls.client.ja3'),
  },
};

/** Where a Sigma field is in a table: its own column, the Zeek column of that name, or a key of `extra`. */
export function fieldOf(table: Table, name: string): FieldSql {
  const columns = columnsOf(table);
  const known = own(BY_TABLE[table], name) ?? own(ENDS, name);
  if (known !== undefined && usable(known, columns)) return known;
  const zeek = Object.entries({ web: 'http', flow: 'conn', dns: 'dns', event: 'ssl' }).find(([key]) => key === table)?.[1] ?? 'ssl';
  const target = own(columns, name) === undefined ? own(zeekPath(zeek).fields, name) : name;
  const type = target === undefined ? undefined : own(columns, target);
  if (target === undefined || type === undefined) return one(`extra[${text(name)}]`);
  if (target === '@timestamp') return { type: 'time', sql: column(target) };
  return type.startsWith('UInt') || type.startsWith('Float') ? counted(target) : named(target);
}

/** Numbers of which 0 is a value like any other: bytes, packets, seconds. A status or a port of 0 is none. */
export function isCount(sql: string): boolean {
  return /\.(bytes|packets|duration)`$/.test(sql);
}

/** The columns that a field stands in, as the facts of a file name them. Forms of the URL are made of `url.original`. */
export function columnsOfField(table: Table, name: string): readonly string[] {
  const field = fieldOf(table, name);
  const sql = field.type === 'text' ? (field.whole[0] ?? '') : field.sql;
  const extra = [...sql.matchAll(/extra\['((?:[^'\\]|\\.)*)'\]/g)].map((found) => `extra.${(found[1] ?? '').replaceAll(/\\(.)/g, '$1')}`);
  const columns = [...sql.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
  return [
    ...new Set([...columns.map((one) => (/^url\.(?:path|query|decoded|decoded_twice)$/.test(one) ? 'url.original' : one)), ...extra]),
  ];
}

/** A rule may name a field as it likes, `constructor` too. */
function own<T>(of: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function usable(field: FieldSql, columns: Readonly<Record<string, string>>): boolean {
  const sql = field.type === 'text' ? field.whole.join(' ') : field.sql;
  const names = [...sql.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
  return names.every((name) => columns[name] !== undefined || name.startsWith('url.'));
}

/** Where keywords are sought: everything of the event that is text. */
export function keywordTexts(table: Table): readonly string[] {
  switch (table) {
    case 'web':
      return [
        fullUrl,
        once,
        twice,
        spaced,
        ...['user_agent.original', 'http.request.referrer', 'http.request.method', 'source.ip', 'user.name'].map(column),
        "arrayStringConcat(mapValues(extra), ' ')",
      ];
    case 'dns':
      return [...['dns.question.name', 'dns.answers', 'source.ip'].map(column), `arrayStringConcat(mapValues(extra), ' ')`];
    case 'flow':
      return [
        ...['source.ip', 'destination.ip', 'destination.domain', 'event.action'].map(column),
        `arrayStringConcat(mapValues(extra), ' ')`,
      ];
    default:
      return [
        ...['message', 'destination.domain', 'user_agent.original', 'user.name'].map(column),
        `arrayStringConcat(mapValues(extra), ' ')`,
      ];
  }
}

/** The fewest texts that between them hold all of these. */
export function whereFormsIn(forms: readonly string[]): readonly string[] {
  return [...new Set(forms.map((form) => (form.includes(original) ? everyUrl : form)))];
}
