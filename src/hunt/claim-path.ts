// SPDX-License-Identifier: Apache-2.0
import { ok } from '../kernel/result.ts';
import type { Result } from '../kernel/result.ts';
import type { EngineFault, LogEngine } from './engine.port.ts';
import { between } from './period.ts';
import type { Period } from './period.ts';
import { text } from './sql.ts';

/** Rows whose path is the one asked for, or hangs behind it (`/x.cgi/extra`), however its slashes and escapes are written. */
export function pathTest(path: string, period: Period): string {
  return `\`url.original\` IN (SELECT url FROM (${urlsOf(path, period)}))`;
}

/**
 * What is asked for repeats from line to line: each different URL is judged once, after a plain search at which nearly all
 * lines end.
 */
function urlsOf(path: string, period: Period): string {
  const wanted = text(plainPath(path));
  const forms = [
    '`url.path`',
    "if(position(`url.path`, '%') > 0, decodeURLComponent(`url.path`), '')",
    "if(position(`url.path`, '%25') > 0, decodeURLComponent(decodeURLComponent(`url.path`)), '')",
  ];
  const name =
    path
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? '';
  const quick = name === '' ? '1' : `(position(\`url.original\`, ${text(name)}) > 0 OR position(\`url.original\`, '%') > 0)`;
  const each = forms.map((form) => {
    const flat = `replaceRegexpAll(${form}, '/+', '/')`;
    return `${flat} = ${wanted} OR startsWith(${flat}, concat(${wanted}, '/'))`;
  });
  return `SELECT \`url.original\` AS url, n FROM (SELECT \`url.original\`, any(\`url.path\`) AS \`url.path\`, count() AS n FROM matoi.web
    WHERE ${between(period)} AND ${quick} GROUP BY \`url.original\`) WHERE ${each.join(' OR ')}`;
}

export type Asked = {
  /** How many requests there are for the path. */
  readonly requests: number;
  /** SQL that is true for them, in the words that cost the least. */
  readonly test: string;
  /** The question that was asked. */
  readonly query: string;
};

/** So many different URLs, of so many bytes in all, are named one by one in what is asked next. */
const MOST_NAMED = 1000;
const MOST_BYTES = 262_144;

/** First of all: is there anything? And under which names, so that they need not be looked for again. */
export async function askedFor(engine: LogEngine, path: string, period: Period): Promise<Result<Asked, EngineFault>> {
  const query = `SELECT sum(n) AS requests, if(count() <= ${MOST_NAMED} AND sum(length(url)) <= ${MOST_BYTES}, groupArray(${MOST_NAMED})(hex(url)), []) AS named
    FROM (${urlsOf(path, period)})`;
  const found = await engine.read<{ requests: number; named: string[] }>(query, { seconds: 300 });
  if (!found.ok) return found;
  const { requests = 0, named = [] } = found.value[0] ?? {};
  const test = named.length === 0 ? pathTest(path, period) : `\`url.original\` IN (${named.map(sqlBytes).join(', ')})`;
  return ok({ requests, test, query });
}

/** A log may hold bytes that are no text: those are written in hexadecimal. */
function sqlBytes(hex: string): string {
  const bytes = hex.replaceAll(/../g, (two) => String.fromCharCode(Number.parseInt(two, 16)));
  return /^[\x20-\x7e]*$/.test(bytes) ? text(bytes) : `unhex('${hex}')`;
}

/** A path as it is looked for: without question or fragment, one slash at a time, none at the end. */
export function plainPath(path: string): string {
  const [plain = ''] = path.split(/[?#]/);
  return `/${plain}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1');
}
