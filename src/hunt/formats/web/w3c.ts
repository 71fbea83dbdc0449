// SPDX-License-Identifier: Apache-2.0
// W3C extended log format (IIS, CloudFront, many proxies), bound by #Fields. Its times are UTC by its own definition.
import { text } from '../../engine/sql.ts';
import { addresses, hostOfRequest } from '../read/address.ts';
import type { Format, Plan } from '../read/format.ts';
import { plansOfSections } from '../read/sections.ts';
import { isoText, NO_TIME } from '../read/time.ts';
import { columnTexts, firstOf } from '../read/typed.ts';

const FIELDS: Readonly<Record<string, string>> = {
  'c-ip': 'source.ip',
  'cs-username': 'user.name',
  'cs-method': 'http.request.method',
  'cs-version': 'http.version',
  'cs-protocol-version': 'http.version',
  'sc-status': 'http.response.status_code',
  'sc-bytes': 'http.response.body.bytes',
  'cs-bytes': 'http.request.body.bytes',
  'cs(User-Agent)': 'user_agent.original',
  'cs(Referer)': 'http.request.referrer',
};
/** The host as the client named it comes before the one that the proxy looked up. */
const HOSTS = ['cs-host', 'x-host-header', 'cs(Host)', 'r-host', 'r-dns', 'cs-uri-host'];
const FORWARDED = /forwarded|real-ip|client-ip|original-?ip|connecting-ip/i;
const URL_PARTS = ['cs-uri', 'cs-uri-stem', 'cs-uri-path', 'cs-uri-query', 'cs-uri-scheme', 'cs-uri-port'];
/** A log with one of these is a proxy's: what `s-ip` names there is the proxy itself. */
const PROXY = ['r-ip', 'r-host', 'r-dns', 'r-supplier-ip', 'cs-uri-scheme', 'sc-filter-result', 'x-virus-id', 'cs-categories'];

export const w3cFormat: Format = {
  id: 'w3c',
  quotes: true,
  test: (line) => /^(?:\d{4}-\d{2}-\d{2}[ \t]+)?\d{2}:\d{2}:\d{2}[ \t]\S/.test(line),
  /** Day and time may stand anywhere: the heading says where. */
  testIn(sample) {
    const headings = sample.lines.flatMap((line) => (line.startsWith('#Fields:') ? [wordsOf(line.slice('#Fields:'.length).trim())] : []));
    if (headings.length === 0) return null;
    return (line) =>
      w3cFormat.test(line) ||
      headings.some((names) => {
        const words = wordsOf(line);
        const [day, time] = [words[names.indexOf('date')] ?? '', words[names.indexOf('time')] ?? ''];
        return words.length === names.length && /^\d{4}-\d{2}-\d{2}$/.test(day) && /^\d{2}:\d{2}:\d{2}/.test(time);
      });
  },
  header: (line) => /^#(Software|Version|Date|Fields|Start-Date|End-Date|Remark|GMT-Offset):?/.test(line),
  plans(sample) {
    let day = '';
    let fields = '';
    return plansOfSections(
      sample,
      (line) => {
        day = /^#(?:Start-)?Date:\s*(\d{4}-\d{2}-\d{2})/.exec(line)?.[1] ?? day;
        if (line.startsWith('#Fields:')) fields = line.slice('#Fields:'.length).trim();
        if (fields === '') return null;
        // Without a column for the day, the day is the one that was said last.
        return `${/(?:^|\s)date(?:\s|$)/.test(fields) ? '' : day} ${fields}`;
      },
      (key, when) => planOf(key.trim().split(/\s+/), when),
    );
  },
};

/** The cells of a line: parted by tabs, or by blanks outside quotes. */
function wordsOf(line: string): readonly string[] {
  return line.includes('\t') ? line.split('\t') : (line.match(/"(?:[^"]|"")*"|[^ "]+/g) ?? []);
}

function planOf(words: readonly string[], when: string | null): Plan {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(words[0] ?? '') ? (words[0] ?? '') : null;
  const names = day === null ? words : words.slice(1);
  const raw = (name: string) => (names.includes(name) ? `w[${names.indexOf(name) + 1}]` : null);
  const cell = (name: string) => {
    const sql = raw(name);
    return sql === null ? null : `if(${sql} = '-', '', ${sql})`;
  };
  const cloudFront = names.includes('x-edge-location');
  // IIS writes blanks of these two as plus signs, CloudFront in percent signs.
  const value = (name: string) => {
    const sql = cell(name);
    if (sql === null || (name !== 'cs(User-Agent)' && name !== 'cs(Referer)')) return sql;
    return cloudFront ? `decodeURLComponent(${sql})` : `if(position(l, '"') > 0, ${sql}, replaceAll(${sql}, '+', ' '))`;
  };
  const proxy = PROXY.some((name) => names.includes(name));
  const server = proxy ? 'r-ip' : 's-ip';
  const port = proxy ? 'cs-uri-port' : 's-port';
  const forwarded = names.filter((name) => FORWARDED.test(name));
  const hosts = HOSTS.flatMap((name) => cell(name) ?? []);
  const url = urlOf(cell, hosts);
  const known = new Set([...Object.keys(FIELDS), ...HOSTS, ...URL_PARTS, 'date', 'time', server, port]);
  const rest = names.filter((name) => !known.has(name));
  const extra = rest.map((name) => `${text(name)}, ${cell(name) ?? `''`}`).join(', ');
  const stamp = `concat(${day === null ? (raw('date') ?? `''`) : text(day)}, ' ', ${raw('time') ?? `''`})`;
  return {
    table: 'web',
    ...(when === null ? {} : { when }),
    dataset: proxy ? 'w3c.proxy' : 'w3c.access',
    steps: [
      [
        'w',
        `multiIf(position(l, '\\t') > 0, splitByChar('\\t', l), position(l, '"') > 0, arrayMap(x -> if(startsWith(x, '"'), replaceAll(substring(x, 2, length(x) - 2), '""', '"'), x), extractAll(l, '"(?:[^"]|"")*"|[^ "]+')), splitByRegexp(' +', trimRight(l)))`,
      ],
      ['t', isoText(stamp)],
      ['url', url],
      ['method', cell('cs-method') ?? `''`],
    ],
    reject: `multiIf(l = '', 'blank', startsWith(l, '#'), 'header', length(w) != ${names.length}, 'number of columns differs from #Fields', t = ${NO_TIME}, 'no time stamp', '')`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': `'UTC'`,
      ...(forwarded.length === 0
        ? {}
        : {
            'network.forwarded_ip': `arrayStringConcat(${addresses(`replaceAll(concat(${forwarded.map((name) => cell(name)).join(`, ' ', `)}, ''), '+', ' ')`)}, ',')`,
          }),
      ...(extra === '' ? {} : { extra: `mapFilter((k, v) -> v != '', map(${extra}))` }),
    },
    texts: {
      ...columnTexts('web', FIELDS, value),
      ...columnTexts('web', { [server]: 'destination.ip', [port]: 'destination.port' }, cell),
      'url.original': 'url',
      'url.domain': firstOf(...hosts, hostOfRequest('url', 'method')),
      'http.version': `replaceRegexpOne(${firstOf(cell('cs-version') ?? `''`, cell('cs-protocol-version') ?? `''`)}, '^HTTP/', '')`,
    },
    needs: ['source.ip'],
  };
}

/** One text of the URL, from its parts; with scheme and host where a proxy wrote them. */
function urlOf(cell: (name: string) => string | null, hosts: readonly string[]): string {
  const stem = cell('cs-uri-stem') ?? cell('cs-uri-path');
  const query = cell('cs-uri-query');
  const whole = cell('cs-uri');
  if (stem === null) return whole ?? `''`;
  const path = query === null ? stem : `if(${query} = '', ${stem}, concat(${stem}, if(startsWith(${query}, '?'), '', '?'), ${query}))`;
  const scheme = cell('cs-uri-scheme');
  const [first] = hosts;
  if (scheme === null || first === undefined) return path;
  const port = cell('cs-uri-port');
  const usual = `(${scheme} = 'http' AND ${port ?? `''`} = '80') OR (${scheme} = 'https' AND ${port ?? `''`} = '443')`;
  const at = port === null ? `''` : `if(${port} IN ('', '0') OR ${usual}, '', concat(':', ${port}))`;
  return `if(${scheme} = '' OR ${first} = '', ${path}, concat(${scheme}, '://', ${first}, ${at}, ${path}))`;
}
