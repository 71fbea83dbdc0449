// SPDX-License-Identifier: Apache-2.0
// Squid's native access.log: time, elapsed ms, client, result/status, bytes, method, URL, user, hierarchy/peer, type,
// and what a site adds behind: quoted fields, or both headers in brackets (log_mime_hdrs).
import { DEFERRED } from '../../engine/schema.ts';
import { text } from '../../engine/sql.ts';
import { addresses, hostOfRequest, portOfRequest } from '../read/address.ts';
import type { Format, Plan } from '../read/format.ts';
import { epochMicros } from '../read/typed.ts';

/** How the answer was found: the codes of Squid's hier_code (https://wiki.squid-cache.org/SquidFaq/SquidLogs). */
const HIERARCHY = String.raw`(?:TIMEOUT_)?(?:HIER_)?(?:NONE|DIRECT|SIBLING_HIT|PARENT_HIT|DEFAULT_PARENT|SINGLE_PARENT|FIRSTUP_PARENT|FIRST_PARENT_MISS|CLOSEST_PARENT_MISS|CLOSEST_PARENT|CLOSEST_DIRECT|NO_DIRECT_FAIL|SOURCE_FASTEST|ROUNDROBIN_PARENT|CD_PARENT_HIT|CD_SIBLING_HIT|CARP|ANY_OLD_PARENT|USERHASH_PARENT|SOURCEHASH_PARENT|PINNED|ORIGINAL_DST|STANDBY_POOL|CACHE_DIGEST_HIT|ANY_PARENT|INVALID)`;
const FRONT = String.raw`^\s*([0-9]{9,10}(?:\.[0-9]{1,6})?) +(-?[0-9]+) (\S+) ([A-Z_]+)/([0-9]{3}) (-?[0-9]+) (\S+) (.*?) (${HIERARCHY})/(\S+) `;
const TYPE = String.raw`(-|[^ ;]+(?:; ?[A-Za-z-]+=(?:"[^"]*"|[^ ]+))*|)`;
const BEHIND = String.raw`((?: ".*"| \[.*\])?)\s*$`;
const LINE = FRONT + TYPE + BEHIND;
const line = new RegExp(LINE);

/** The peer was the server itself: a parent or sibling is not where a request went. */
export function isDirect(hierarchy: string): string {
  return `match(${hierarchy}, '(?:DIRECT|ORIGINAL_DST|PINNED|SOURCE_FASTEST)$')`;
}

const columns = (of: { readonly extra: string }): Plan['columns'] => ({
  '@timestamp': 't',
  'event.time_origin': `'line'`,
  'event.timezone': `'UTC'`,
  'destination.port': portOfRequest('url', 'method'),
  extra: of.extra,
});
const texts = {
  'http.request.method': 'method',
  'url.original': 'url',
  'url.domain': hostOfRequest('url', 'method'),
  'destination.ip': `if(${isDirect('hierarchy')} AND (isIPv4String(peer) OR isIPv6String(peer)), peer, '')`,
};
const map = (parts: Readonly<Record<string, string>>) =>
  `map('squid.result', ${parts['result']}, 'squid.elapsed_ms', ${parts['elapsed']}, 'squid.hierarchy', hierarchy, 'squid.peer', peer, 'http.response.mime_type', ${parts['type']})`;

/** What the headers in brackets say of one name; both are percent-encoded there. */
const header = (name: string) =>
  `decodeURLComponent(extract(behind, '(?i)(?:\\\\[|n)${name}:(?:%20| )*(.*?)(?:\\\\\\\\r|\\\\\\\\n|\\\\])'))`;

const exact: Required<Plan>['exact'] = {
  steps: [
    ['g', `extractGroups(l, ${text(LINE)})`],
    ['t', epochMicros('g[1]')],
    ['method', 'g[7]'],
    ['middle', `splitByChar(' ', g[8])`],
    ['hierarchy', 'g[9]'],
    ['peer', 'g[10]'],
    ['behind', 'trimBoth(g[12])'],
    ['quoted', `extractAll(behind, '"((?:[^"\\\\\\\\]|\\\\\\\\.)*)"')`],
    // The URL of a CONNECT has no blank; else blanks belong to the URL only when nobody is named behind it.
    ['first', `method = 'CONNECT' OR length(middle) <= 2`],
    ['url', `if(first, middle[1], arrayStringConcat(arraySlice(middle, 1, length(middle) - 1), ' '))`],
    ['user', `if(first, arrayStringConcat(arraySlice(middle, 2), ' '), middle[-1])`],
  ],
  reject: `multiIf(l = '', 'blank', empty(g), 'not a Squid native line', match(g[8], ' [A-Z_]+/[0-9]{3} -?[0-9]+ [A-Z]+ '), 'two lines in one', NOT first AND user != '-', 'blanks in the URL or in the user cannot be told apart', '')`,
  columns: columns({
    extra: `mapFilter((k, v) -> v != '', mapUpdate(${map({ result: 'g[4]', elapsed: 'g[2]', type: 'g[11]' })}, map('squid.behind', behind)))`,
  }),
  texts: {
    ...texts,
    'source.ip': 'g[3]',
    'http.response.status_code': 'g[5]',
    'http.response.body.bytes': 'g[6]',
    'user.name': `if(user = '-', '', user)`,
    'user_agent.original': `if(startsWith(behind, '['), ${header('User-Agent')}, if(length(quoted) > 1, quoted[2], quoted[1]))`,
    'http.request.referrer': `if(startsWith(behind, '['), ${header('Referer')}, if(length(quoted) > 1, quoted[1], ''))`,
    'network.forwarded_ip': `if(startsWith(behind, '['), arrayStringConcat(${addresses(header('X-Forwarded-For'))}, ','), '')`,
  },
  needs: ['source.ip'],
};

export const squidFormat: Format = {
  id: 'squid',
  test: (one) => line.test(one),
  plans: () => [
    {
      table: 'web',
      dataset: 'squid.access',
      steps: [
        ['w', `splitByRegexp(' +', trimLeft(l))`],
        ['result', `splitByChar('/', w[4])`],
        ['hop', `splitByChar('/', w[9])`],
        ['hierarchy', 'hop[1]'],
        ['peer', 'hop[2]'],
        ['method', 'w[6]'],
        ['url', 'w[7]'],
        ['t', epochMicros('w[1]')],
        [
          'plain',
          `length(w) = 10 AND match(w[1], '^[0-9]{9,10}([.][0-9]{1,6})?$') AND match(w[4], '^[A-Z_]+/[0-9]{3}$') AND match(w[9], ${text(`^${HIERARCHY}/`)})`,
        ],
      ],
      reject: `multiIf(l = '', 'blank', plain, '', '${DEFERRED}')`,
      columns: columns({ extra: map({ result: 'result[1]', elapsed: 'w[2]', type: 'w[10]' }) }),
      texts: {
        ...texts,
        'source.ip': 'w[3]',
        'http.response.status_code': 'result[2]',
        'http.response.body.bytes': 'w[5]',
        'user.name': `if(w[8] = '-', '', w[8])`,
      },
      needs: ['source.ip'],
      exact,
    },
  ],
};
