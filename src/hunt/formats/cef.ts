// SPDX-License-Identifier: Apache-2.0
// CEF (ArcSight) and LEEF (QRadar): a header of fields between bars, then pairs. A line with a URL and a client is a
// request; all else is an event.
import { text } from '../engine/sql.ts';
import type { Table } from '../engine/schema.ts';
import { hostOfRequest } from './read/address.ts';
import type { Format, Plan, Sample, TimeZoneChoice } from './read/format.ts';
import { STAMP } from './read/layers.ts';
import { addressesOf, cefPairs, leefPairs, MAP, textsFrom } from './read/pairs.ts';
import type { Names } from './read/pairs.ts';
import { timeColumns, timeReject, timeSteps } from './read/time.ts';
import { firstOf } from './read/typed.ts';

const SOURCE = ['src', 'sourceAddress', 'srcIP', 'sourceTranslatedAddress'];
const ends: Names = {
  'source.port': ['spt', 'srcPort', 'sourcePort'],
  'destination.ip': ['dst', 'destinationAddress', 'dstIP'],
  'destination.port': ['dpt', 'dstPort', 'destinationPort'],
  'user.name': ['suser', 'usrName', 'duser', 'accountName'],
};
const names: Readonly<Record<'web' | 'event', Names>> = {
  event: {
    ...ends,
    'destination.domain': ['dhost', 'destinationHostName', 'destinationDnsDomain', 'domain'],
    'user_agent.original': ['requestClientApplication', 'userAgent'],
    'host.name': ['dvchost', 'identHostName', 'shost', 'resource'],
    'event.code': ['cat', 'externalId'],
    'service.name': ['app', 'application'],
  },
  web: {
    ...ends,
    'url.original': ['request', 'url'],
    'http.request.method': ['requestMethod', 'method'],
    'user_agent.original': ['requestClientApplication', 'userAgent'],
    'http.request.referrer': ['requestContext', 'referer'],
    'http.response.body.bytes': ['in', 'dstBytes'],
    'http.request.body.bytes': ['out', 'srcBytes'],
  },
};
const TIMES = ['rt', 'end', 'start', 'devTime', 'deviceReceiptTime'];
const HEADER_TIME = `^(?:<[0-9]+>)?(?:1 )?(${STAMP})`;
const A_REQUEST = `match(l, '(?:^|[|\\\\s;^~,])(?:request|url)=[^\\\\s;^~|]') AND match(l, '(?:^|[|\\\\s;^~,])(?:src|sourceAddress|srcIP)=[0-9a-fA-F\\\\[]')`;

/**
 * `devTimeFormat` is a pattern of Java's SimpleDateFormat; the engine reads such patterns, one constant each, so those
 * of the sample are listed. The text of a zone at its end is left to the common reading.
 */
function stamp(sample: Sample): string {
  const given = new Set(
    sample.lines.flatMap((line) => /\bdevTimeFormat=([^\t^;~|=]{6,60}?)(?:[\t^;~|]| [A-Za-z]+=|$)/.exec(line)?.[1]?.trim() ?? []),
  );
  const ways = [...given].slice(0, 8).map((format) => {
    const zoned = /\s*[zZX]+$/.test(format);
    const body = zoned ? `trimRight(replaceRegexpOne(m['devTime'], ' ?(?:[A-Z]{1,5}|(?:GMT|UTC)?[+-][0-9:]+)$', ''))` : `m['devTime']`;
    const read = `parseDateTime64InJodaSyntaxOrNull(${body}, ${text(format.replace(/\s*[zZX]+$/, ''))}, 'UTC')`;
    const zone = zoned ? `, ' ', extract(m['devTime'], '([A-Z]{1,5}|(?:GMT|UTC)?[+-][0-9:]+)$')` : '';
    return `m['devTimeFormat'] = ${text(format)}, ifNull(concat(formatDateTime(${read}, '%F %T.%f')${zone}), '')`;
  });
  const said = firstOf(...TIMES.map((key) => `m['${key}']`));
  const whole = `if(${said} NOT IN ('', '-'), ${said}, ${firstOf(`extract(l, ${text(HEADER_TIME)})`, 'around_time')})`;
  return ways.length === 0 ? whole : `multiIf(${ways.join(', ')}, m['devTimeFormat'] != '', '', ${whole})`;
}

function planOf(table: Extract<Table, 'web' | 'event'>, sample: Sample, zone: TimeZoneChoice): Plan {
  const cef = cefPairs('rest');
  const leef = leefPairs('rest', 'sign');
  return {
    table,
    dataset: 'cef',
    once: String.raw`\b(?:CEF:\s?[0-9]|LEEF:[12]\.0)\|`,
    when: table === 'web' ? A_REQUEST : `NOT (${A_REQUEST})`,
    steps: [
      ['leef', `match(l, '(^|\\\\s)LEEF:')`],
      ['body', `substring(l, greatest(1, position(l, if(leef, 'LEEF:', 'CEF:'))))`],
      // A bar inside a header field is escaped; it is set aside while the header is split.
      ['h', `arrayMap(x -> replaceAll(x, '\\x01', '|'), splitByChar('|', replaceAll(body, '\\\\|', '\\x01')))`],
      // LEEF 2.0 may name its sign, as itself or as a number; many writers leave the field out.
      [
        'signed',
        `leef AND startsWith(body, 'LEEF:2') AND length(h) > 6 AND match(h[6], '^(?:.|(?:0x|x|\\\\\\\\x|\\\\\\\\u)[0-9a-fA-F]{2,4}|\\\\\\\\t|)$')`,
      ],
      ['head', `if(leef, if(signed, 6, 5), 7)`],
      ['rest', `replaceAll(arrayStringConcat(arraySlice(h, head + 1), '|'), '\\x01', '|')`],
      [
        'sign',
        `multiIf(signed AND length(h[6]) = 1, h[6], signed AND match(h[6], '[0-9a-fA-F]{2}$'), char(reinterpretAsUInt8(unhex(substring(h[6], -2)))), position(rest, '\\t') > 0, '\\t', match(rest, '[^^]\\\\^[A-Za-z0-9_]+='), '^', '\\t')`,
      ],
      // Tabs are often lost on the way: then it is read as CEF is.
      ['parted', `leef AND (position(rest, sign) > 0 OR NOT match(rest, ' [A-Za-z0-9_]+='))`],
      ['keys', `if(parted, ${leef.keys}, ${cef.keys})`],
      ['values', `if(parted, ${leef.values}, ${cef.values})`],
      MAP,
      ['sources', addressesOf(SOURCE.slice(0, 3))],
      ['said_source', `if(length(sources) = 1, sources[1], ${firstOf(...SOURCE.map((key) => `m['${key}']`))})`],
      ...timeSteps(stamp(sample), zone),
    ],
    reject: `multiIf(l = '', 'blank', length(h) < head, 'header of CEF or LEEF is incomplete', length(sources) > 1, 'the source stands twice, with different addresses', ${timeReject})`,
    columns: {
      ...timeColumns,
      ...(table === 'event' ? { message: `if(leef, h[5], h[6])` } : {}),
      extra: `mapFilter((k, v) -> v != '', mapUpdate(m, map('vendor', h[2], 'product', h[3], 'signature', h[5], 'severity', if(leef, m['sev'], h[7]))))`,
    },
    texts: {
      ...textsFrom(names[table]),
      'source.ip': 'said_source',
      ...(table === 'web'
        ? {
            'url.domain': firstOf(
              hostOfRequest(firstOf(`m['request']`, `m['url']`), `m['requestMethod']`),
              `m['dhost']`,
              `m['destinationHostName']`,
            ),
            'http.response.status_code': `if(match(m['outcome'], '^[1-5][0-9]{2}$'), m['outcome'], '')`,
          }
        : {}),
    },
  };
}

export const cefFormat: Format = {
  id: 'cef-leef',
  test: (line) => /(^|\s)(CEF:\s?\d|LEEF:[12]\.0)\|/.test(line),
  stamps: (sample) =>
    sample.lines
      .filter((line) => !line.includes('devTimeFormat='))
      .map((line) => new RegExp(`[\\s|;^~](?:${TIMES.join('|')})=([^=]{8,40})`).exec(line)?.[1] ?? ''),
  plans: (sample, zone) => [planOf('web', sample, zone), planOf('event', sample, zone)],
};
