// SPDX-License-Identifier: Apache-2.0
import { column, text } from './sql.ts';

/** One table for each family of events: narrow tables load and scan at a fraction of one wide table's cost. */
export const tables = ['web', 'flow', 'dns', 'event'] as const;
export type Table = (typeof tables)[number];

/** Raised when a parser or a column changes what a row says; part of every piece of evidence. */
export const SCHEMA_VERSION = 2;

/** `reject` of a line that the quick reading left to the exact one, which writes the row that counts. Seen by nobody. */
export const DEFERRED = 'deferred';

const TEXT = 'String';
const WORD = 'LowCardinality(String)';
/** Keys are plain text: a dictionary of keys costs more at each insert than all other columns together. */
const EXTRA = 'Map(String, String)';

/** On every row. `file` and `line` lead back to the bytes; `reject` is empty on a parsed line. */
export const commonColumns = {
  file: 'UInt32',
  line: 'UInt64',
  reject: WORD,
  raw: TEXT,
  '@timestamp': "DateTime64(6, 'UTC')",
  /**
   * `line`: the zone stands in the line; `declared`; `year`: the file's date gave the year; `ambiguous`: an hour that came
   * twice; `relative`: no date at all; `guessed`; `none`. Those that hold at once are parted by a blank (`guessed year`).
   * `dmy`, `mdy`: a person said which number of the date is the month; `either`: the lines of the file contradict that.
   */
  'event.time_origin': WORD,
  'event.timezone': WORD,
  'source.ip': TEXT,
} as const;

/** ECS names as typed columns. Text '' and number 0 mean "not in the log". */
export const tableColumns = {
  web: {
    'event.dataset': WORD,
    'user.name': WORD,
    'http.request.method': WORD,
    'url.original': TEXT,
    'url.domain': WORD,
    'http.version': WORD,
    'http.response.status_code': 'UInt16',
    'http.response.body.bytes': 'UInt64',
    'http.request.body.bytes': 'UInt64',
    'http.request.referrer': TEXT,
    'user_agent.original': WORD,
    'destination.ip': TEXT,
    'destination.port': 'UInt16',
    /** Addresses that proxies wrote of the way a request took, joined by commas; `source.ip` is not among them. */
    'network.forwarded_ip': TEXT,
    extra: EXTRA,
  },
  flow: {
    'event.dataset': WORD,
    'source.port': 'UInt16',
    'source.bytes': 'UInt64',
    'source.packets': 'UInt64',
    'destination.ip': TEXT,
    'destination.port': 'UInt16',
    'destination.bytes': 'UInt64',
    'destination.packets': 'UInt64',
    'destination.domain': WORD,
    'network.transport': WORD,
    'network.protocol': WORD,
    'event.action': WORD,
    'event.duration': 'Float64',
    'user.name': WORD,
    extra: EXTRA,
  },
  dns: {
    'event.dataset': WORD,
    'source.port': 'UInt16',
    'destination.ip': TEXT,
    'destination.port': 'UInt16',
    'dns.question.name': TEXT,
    'dns.question.type': WORD,
    'dns.response_code': WORD,
    'dns.answers': TEXT,
    extra: EXTRA,
  },
  event: {
    'event.dataset': WORD,
    'source.port': 'UInt16',
    'destination.ip': TEXT,
    'destination.port': 'UInt16',
    'destination.domain': WORD,
    'tls.client.ja3': WORD,
    'tls.client.ja4': WORD,
    'user_agent.original': WORD,
    'user.name': WORD,
    'host.name': WORD,
    message: TEXT,
    /** What was done, in one vocabulary for all products (account-event.ts); `event.code` is the product's own name of it. */
    'event.action': WORD,
    'event.code': WORD,
    /** `success`, `failure` or '' (not said). */
    'event.outcome': WORD,
    'event.reason': TEXT,
    /** The application that was signed in to, or that was allowed something. */
    'service.name': WORD,
    /** The account that something was done to, where it is another one than who did it. */
    'user.target.name': WORD,
    extra: EXTRA,
  },
} as const satisfies Record<Table, Readonly<Record<string, string>>>;

/** Columns of a table with their types, those of every table first. */
export function columnsOf(table: Table): Readonly<Record<string, string>> {
  return { ...commonColumns, ...tableColumns[table] };
}

const SYNC = 'fsync_after_insert = 1, fsync_part_directory = 1';

/**
 * Parts of a large load are born large enough: writing them a second time would cost as much as the load. Parts of many
 * small files are still merged.
 */
const MERGE = 'max_bytes_to_merge_at_max_space_in_pool = 33554432';

/** How columns are packed where another way than the engine's own is cheaper or far smaller. */
const CODECS: Readonly<Record<string, string>> = { line: ' CODEC(Delta, LZ4)', '@timestamp': ' CODEC(Delta, LZ4)' };

/**
 * Percent-decoding that never lets a broken escape shield what follows it (`%%2e`): the engine's own function skips
 * three characters there, so a lone `%` is first written as `%25`.
 */
export function decoded(sql: string): string {
  const mended = `arrayStringConcat(arrayMap((s, i) -> if(i = 1, s, concat(if(match(s, '^[0-9a-fA-F]{2}'), '%', '%25'), s)), splitByChar('%', ${sql}), arrayEnumerate(splitByChar('%', ${sql}))))`;
  return `if(match(${sql}, '%(?:[^0-9a-fA-F]|[0-9a-fA-F](?:[^0-9a-fA-F]|$)|$)'), decodeURLComponent(${mended}), decodeURLComponent(${sql}))`;
}

/**
 * A URL with its scheme as it is compared: host in lower case, the scheme's own port left out, no scheme, no fragment; a
 * text without a scheme as it is. So that a line of a proxy (`http://EVIL.example:80/a`) and one of a server (`/a` of a
 * host) read alike.
 */
export function comparableUrl(sql: string): string {
  const scheme = `lower(extract(${sql}, '^([A-Za-z][A-Za-z0-9+.-]*)://'))`;
  const after = `replaceRegexpOne(${sql}, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?', '')`;
  const host = `lower(extract(${after}, '^[^/?#]*'))`;
  const short = `multiIf(${scheme} = 'http', replaceRegexpOne(${host}, ':80$', ''), ${scheme} IN ('https', 'wss'), replaceRegexpOne(${host}, ':443$', ''), ${host})`;
  return `if(${scheme} = '', ${sql}, concat(${short}, substringIndex(substring(${after}, length(${host}) + 1), '#', 1)))`;
}

const fullUrl = (() => {
  const original = column('url.original');
  return `if(startsWith(${original}, '/'), concat(${column('url.domain')}, substringIndex(${original}, '#', 1)), ${comparableUrl(original)})`;
})();

/** Derived at reading time where it is cheap, so that loading stays cheap. Decoded twice: `%2565` hides an `%65`. */
const webAliases = `
  ${column('url.full')} String ALIAS ${fullUrl},
  ${column('url.path')} String ALIAS cutQueryStringAndFragment(if(startsWith(${column('url.original')}, '/'), ${column('url.original')}, path(${column('url.original')}))),
  ${column('url.query')} String ALIAS if(position(${column('url.original')}, '?') = 0, '', substring(${column('url.original')}, position(${column('url.original')}, '?') + 1)),
  ${column('url.decoded')} String ALIAS if(position(${column('url.original')}, '%') = 0, ${column('url.original')}, ${decoded(column('url.original'))}),
  ${column('url.decoded_twice')} String ALIAS if(position(${column('url.decoded')}, '%') = 0, ${column('url.decoded')}, ${decoded(column('url.decoded'))})`;

function body(table: Table): string {
  return Object.entries(columnsOf(table))
    .map(([name, type]) => `${column(name)} ${type}${CODECS[name] ?? ''}`)
    .join(', ');
}

/** All statements that make the store; each can run again. */
export function createStatements(): readonly string[] {
  return [
    'CREATE DATABASE IF NOT EXISTS matoi',
    `CREATE TABLE IF NOT EXISTS matoi.files (file UInt32, sha256 String, content String, head String, bytes UInt64, name String,
      format LowCardinality(String), tables String, lines UInt64, parsed UInt64, rejected UInt64, headers UInt64, share Float64,
      from_time DateTime64(6, 'UTC'), to_time DateTime64(6, 'UTC'), zone String, zone_origin LowCardinality(String), truncated UInt8,
      compression LowCardinality(String), stored String, ends_with_newline UInt8, known UInt64, imported DateTime64(3, 'UTC'), version UInt16
    ) ENGINE = MergeTree ORDER BY file SETTINGS ${SYNC}`,
    ...tables.map(
      (table) =>
        `CREATE TABLE IF NOT EXISTS matoi.${table}_rows (${body(table)}${table === 'web' ? `,${webAliases}` : ''})
         ENGINE = MergeTree ORDER BY (file, line) SETTINGS ${SYNC}, ${MERGE}, index_granularity = 8192`,
    ),
    // A store of an earlier version gets the columns it has not.
    ...tables.map(
      (table) =>
        `ALTER TABLE matoi.${table}_rows ${Object.entries(columnsOf(table))
          .map(([name, type]) => `ADD COLUMN IF NOT EXISTS ${column(name)} ${type}${CODECS[name] ?? ''}`)
          .join(', ')}`,
    ),
    // Only rows of committed files are ever seen; a half-loaded file is invisible and removed before the next load.
    ...tables.map(
      (table) =>
        `CREATE OR REPLACE VIEW matoi.${table} AS SELECT *${table === 'web' ? `, ${['full', 'path', 'query', 'decoded', 'decoded_twice'].map((name) => column(`url.${name}`)).join(', ')}` : ''}
         FROM matoi.${table}_rows WHERE reject = '' AND file IN (SELECT file FROM matoi.files)`,
    ),
    `CREATE OR REPLACE VIEW matoi.rejects AS ${tables
      .map(
        (table) =>
          `SELECT file, line, reject, raw FROM matoi.${table}_rows WHERE reject NOT IN ('', ${text(DEFERRED)}) AND file IN (SELECT file FROM matoi.files)`,
      )
      .join(' UNION ALL ')}`,
  ];
}
