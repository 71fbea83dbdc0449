// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { ClaimScope } from './claim-scope.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { between } from '../engine/period.ts';
import type { Period } from '../engine/period.ts';
import { decoded } from '../engine/schema.ts';
import { text } from '../engine/sql.ts';
import { unwide } from '../engine/wide-escape.ts';
import { asSent, mayBe, readings, resolved, spelt, trimmed } from './path-readings.ts';

type Scope = Pick<ClaimScope, 'test' | 'files' | 'caseless'>;

/** Requests to the server in question whose path is the one asked for, or hangs behind it (`/x.cgi/extra`), however it is written. */
export function pathTest(path: string, period: Period, scope: Scope): string {
  const urls = urlsOf(path, period, scope);
  if (scope.caseless.length === 0) return `(${scope.test} AND \`url.original\` IN (SELECT url FROM (${urls}) WHERE exact))`;
  return `(${scope.test} AND (\`url.original\`, ${caselessSql(scope)}) IN (SELECT url, folds FROM (${urls}) WHERE exact))`;
}

function caselessSql({ caseless }: Scope): string {
  return caseless.length === 0 ? '0' : `toUInt8(file IN (${caseless.join(', ')}))`;
}

/** The path of a request target: origin form or whole URL; a protocol token that a format left at its end is no part of it. */
const TARGET = "replaceRegexpOne(`url.original`, ' HTTP/[0-9]([.][0-9])?$', '')";
const PATH = `cutQueryStringAndFragment(if(startsWith(${TARGET}, '/'), ${TARGET}, path(${TARGET})))`;

/**
 * What is asked for repeats from line to line: each different URL is judged once, after a plain search at which nearly all
 * lines end. `exact`: the path as it is written, or escaped once. `same`: as some server or other may read it.
 */
function urlsOf(path: string, period: Period, scope: Scope): string {
  const wanted = plainPath(path);
  const name = wanted.split('/').at(-1) ?? '';
  const quick = /^[\w.-]+$/.test(name)
    ? `(positionCaseInsensitive(\`url.original\`, ${text(name)}) > 0 OR match(\`url.original\`, ${text(String.raw`[%\\]|[^\x00-\x7f]`)}))`
    : '1';
  const met = (form: string, what: string) => `(${form} = ${text(what)} OR startsWith(${form}, ${text(what === '/' ? '/' : `${what}/`)}))`;
  const small = wanted.toLowerCase().replaceAll('\\', '/');
  const caseless = ['r0', 'r1', 'rw'].map((form) => met(trimmed(`lowerUTF8(${form})`), small)).join(' OR ');
  return `SELECT url, n, folds, ${met('r0', wanted)} OR ${met('r1', wanted)} OR (folds AND (${caseless})) AS exact,
      exact OR ${mayBe('reads', 'sought')} AS same FROM (
    SELECT url, n, folds, ${asSent(PATH.replaceAll('`url.original`', 'url'))} AS way, if(folds, replaceAll(way, '\\\\', '/'), way) AS p,
      if(position(p, '%') > 0, ${decoded('p')}, p) AS p1, if(folds, ${unwide('p')}, p) AS w, if(position(w, '%') > 0, ${decoded('w')}, w) AS pw,
      ${resolved('p')} AS r0, ${resolved('p1')} AS r1, ${resolved('pw')} AS rw, ${readings('way')} AS reads, ${soughtSql(path)} AS sought
    FROM (SELECT \`url.original\` AS url, ${caselessSql(scope)} AS folds, count() AS n FROM matoi.web
      WHERE ${between(period)} AND ${scope.test} AND ${quick} GROUP BY url, folds)) WHERE same`;
}

/** What a server may take the path of the claim for; of the root nothing else than that. */
function soughtSql(path: string): string {
  if (plainPath(path) === '/') return "['/']";
  return `(SELECT arrayFilter(k -> k != '/', ${readings(text(writtenPath(path)))}))`;
}

export type PathRequests = {
  /** How many requests there are for the path. */
  readonly requests: number;
  /** Requests for it in letters of another size or in a spelling that only some servers read so, to a server of which that is not known. */
  readonly otherCase: number;
  /** SQL that is true for them, in the words that cost the least. */
  readonly test: string;
  /** The question that was asked. */
  readonly query: string;
};

/** So many different URLs, of so many bytes in all, are named one by one in what is asked next. */
const MOST_NAMED = 1000;
const MOST_BYTES = 262_144;

/** First of all: is there anything? And under which names, so that they need not be looked for again. */
export async function askedFor(engine: LogEngine, path: string, period: Period, scope: Scope): Promise<Result<PathRequests, EngineFault>> {
  const query = `SELECT sumIf(n, exact) AS requests, sumIf(n, NOT exact) AS otherCase,
      if(countIf(exact) <= ${MOST_NAMED} AND sum(length(url)) <= ${MOST_BYTES} AND NOT max(folds), groupArrayIf(${MOST_NAMED})(hex(url), exact), []) AS named
    FROM (${urlsOf(path, period, scope)})`;
  const found = await engine.read<{ requests: number; otherCase: number; named: string[] }>(query, { seconds: 300 });
  if (!found.ok) return found;
  const { requests = 0, otherCase = 0, named = [] } = found.value[0] ?? {};
  const test =
    named.length === 0 ? pathTest(path, period, scope) : `(${scope.test} AND \`url.original\` IN (${named.map(sqlBytes).join(', ')}))`;
  return ok({ requests, otherCase, test, query });
}

/** A log may hold bytes that are no text: those are written in hexadecimal. */
function sqlBytes(hex: string): string {
  const bytes = hex.replaceAll(/../g, (two) => String.fromCharCode(Number.parseInt(two, 16)));
  return /^[\x20-\x7e]*$/.test(bytes) ? text(bytes) : `unhex('${hex}')`;
}

/**
 * Lines that could not be read, of the files in question or of files of which nothing was read, and that hold the last
 * name of the path, encoded or not: each may be the request that is asked for.
 */
export function rejectsTest(path: string, scope: Pick<ClaimScope, 'files'>): string {
  const mine = scope.files.length === 0 ? '0' : `file IN (${scope.files.join(', ')})`;
  const names = `arrayFilter(k -> k != '', arrayMap(k -> splitByChar('/', k)[-1], ${soughtSql(path)}))`;
  const named = plainPath(path) === '/' ? '1' : `arrayExists(r -> arrayExists(k -> position(r, k) > 0, ${names}), ${spelt('raw')})`;
  return `reject NOT IN ('header', 'blank') AND (${mine} OR file IN (SELECT file FROM matoi.files WHERE parsed = 0)) AND ${named}`;
}

/** A path as it is looked for: of a whole URL its path, without question or fragment, resolved as a server does. */
export function plainPath(path: string): string {
  const way: string[] = [];
  for (const part of unescaped(writtenPath(path)).split('/')) {
    const name = part.split(';')[0] ?? '';
    if (name === '..') way.pop();
    else if (name !== '' && name !== '.') way.push(name);
  }
  return `/${way.join('/')}`;
}

function writtenPath(path: string): string {
  const trimmed = path.trim();
  return (/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/is.exec(trimmed)?.[1] ?? trimmed).split(/[?#]/)[0] ?? '';
}

/** The host that a path given as a whole URL names; null where it names none. */
export function hostOfPath(path: string): string | null {
  return /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#]+)/is.exec(path.trim())?.[1] ?? null;
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
