// SPDX-License-Identifier: Apache-2.0
// The exact reading of an access line: fractions of a second, escaped quotes, lists of addresses, names with blanks.
import { addressesBehind, host, hostOfRequest } from '../read/address.ts';
import type { Plan } from '../read/format.ts';
import { isoText, NO_TIME } from '../read/time.ts';
import { text } from '../../engine/sql.ts';
import { headSteps } from './access-head.ts';

export const QUOTED = String.raw`"(?:[^"\\]|\\.)*"`;
const TIME = String.raw`[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)? [+-][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,18}(?:Z|[+-][0-9]{2}:?[0-9]{2})`;
/** The beginning of a time, or of a head: where one stands before the time of a line, a torn line stands before a whole one. */
const BEGUN = String.raw`\[(?:[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:|[0-9]{4}-[0-9]{2}-[0-9]{2}T)`;
const HEAD = String.raw`\s-(?:\s|$)|^-\s`;
const TOKEN = ' ((?i)(?:h2c?|h3(?:-[0-9]{2})?|spdy/[0-9](?:[.][0-9])?))$';
/** Head, time, request, status, bytes; then nothing, words without quotes, or two quoted fields and more. */
export const LINE = String.raw`^(.*?) ?\[(${TIME})\] (${QUOTED}) ([0-9]{3}|-) ([0-9]+|-)((?: ${QUOTED} ${QUOTED}.*| [^"]*)?)\s*$`;

/** How the fields behind the bytes stand in this file. */
export type Behind = {
  /** The host that was asked for stands, quoted, before the referrer. */
  readonly hostQuoted: boolean;
};

const unquoted = (sql: string) => `substring(${sql}, 2, length(${sql}) - 2)`;

/** Slow and exact SQL for access log lines that the quick plan would misread, such as escaped quotes. */
export function exactAccess({ hostQuoted }: Behind): Required<Plan>['exact'] {
  const at = hostQuoted ? 1 : 0;
  const field = (index: number) => `if(length(q) >= ${index}, ${unquoted(`q[${index}]`)}, '')`;
  return {
    steps: [
      ['g', `extractGroups(l, ${text(LINE)})`],
      ['head', 'g[1]'],
      ...headSteps,
      [
        't',
        `if(empty(g), ${NO_TIME}, ${isoText(`if(match(g[2], '^[0-9]{4}-'), g[2], concat(substring(g[2], 1, 11), ' ', replaceOne(substring(g[2], 13), ',', '.')))`)})`,
      ],
      ['request', unquoted('g[3]')],
      ['version', `extract(request, ' (?i:HTTP)/([0-9](?:[.][0-9])?)$')`],
      // Some servers write the protocol's name of RFC 7301 (`h2`, `h3`) in its place.
      ['token', `extract(request, ${text(TOKEN)})`],
      ['method', `extract(request, '^([A-Za-z_-]{1,32}) ')`],
      [
        'without',
        `multiIf(version != '', substring(request, 1, length(request) - length(version) - 6), token != '', substring(request, 1, length(request) - length(token) - 1), request)`,
      ],
      ['url', `if(method = '', without, substring(without, length(method) + 2))`],
      ['q', `extractAll(g[6], ${text(`(${QUOTED})`)})`],
      [
        'behind',
        `trimBoth(if(length(q) < ${2 + at}, g[6], substring(g[6], position(g[6], q[${2 + at}], position(g[6], q[${1 + at}]) + length(q[${1 + at}])) + length(q[${2 + at}]))))`,
      ],
      ['forwarded', `arrayConcat(arraySlice(clients, 2), if(behind = '', [], ${addressesBehind('behind')}))`],
      // A name that somebody chose is written with its quotes escaped: a time in it, or a whole head, is a line's own.
      ['torn', `countMatches(l, ${text(String.raw`\[(?:${TIME})\] "`)}) > 1 OR match(head, ${text(BEGUN)}) OR match(user, ${text(HEAD)})`],
      ['asked', hostOfRequest('url', 'method')],
      ['served', host('server')],
      ['odd', hostQuoted ? `NOT match(${field(1)}, '^(?:[A-Za-z0-9_.-]+|\\\\[[0-9a-fA-F:.]+\\\\])?(?::[0-9]{1,5})?$')` : '0'],
    ],
    reject: `multiIf(l = '', 'blank', empty(g) OR t = ${NO_TIME}, 'not an access log line', empty(clients) AND named = '', 'client is not an address', torn, 'two lines in one', odd, 'the first quoted field is no host', '')`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': `extract(g[2], '(Z|[+-][0-9:]{4,5})$')`,
      'source.ip': `clients[1]`,
      'network.forwarded_ip': `arrayStringConcat(forwarded, ',')`,
      'user.name': `if(user = '-', '', user)`,
      'http.request.method': 'method',
      'url.original': 'url',
      'url.domain': `multiIf(asked != '', asked, served != '', served, ${hostQuoted ? host(field(1)) : host(`if(position(ident, '.') > 0, ident, '')`)})`,
      'http.version': `if(version != '', version, extract(token, '[0-9]'))`,
      'http.response.status_code': 'toUInt16OrZero(g[4])',
      'http.response.body.bytes': 'toUInt64OrZero(g[5])',
      'http.request.referrer': field(1 + at),
      'user_agent.original': field(2 + at),
      extra: `mapFilter((k, v) -> v != '', map('access.behind', behind, 'client.host', named, 'access.ident', if(ident = '-', '', ident)))`,
    },
  };
}
