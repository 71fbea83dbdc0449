// SPDX-License-Identifier: Apache-2.0
// Squid's own logformat lines: the text of squid.conf's `logformat` directive becomes one expression with a group for
// each code (https://www.squid-cache.org/Doc/config/logformat/).
import { text } from '../../engine/sql.ts';
import { addresses, host, hostOfRequest, portOfRequest } from '../read/address.ts';
import type { Format, TimeZoneChoice } from '../read/format.ts';
import { isoText, NO_TIME } from '../read/time.ts';
import { epochMicros, firstOf } from '../read/typed.ts';
import { isDirect } from './squid.ts';

type Piece = { readonly literal: string } | { readonly code: string; readonly padded: boolean };

/** The code without what only changes how it is written: quoting sign, minus, width; `{Name}` stands in front of it. */
const CODE =
  /^%(?<quoting>["['#/]?)-?(?<width>\d+)?(?:\.\d+)?(?:\{(?<before>[^}]*)\})?(?<code>(?:[a-z_]+::)?[<>]?[A-Za-z_]+)(?:\{(?<after>[^}]*)\})?/;

/** Null: the text is no logformat, or names no time or no client. */
export function squidLogformat(spec: string): Format | null {
  const pieces = piecesOf(spec.trim());
  if (pieces === null) return null;
  const codes = pieces.flatMap((piece) => ('code' in piece ? [piece.code] : []));
  const timed = codes.includes('ts') || codes.includes('tl') || codes.includes('tg');
  if (!timed || !codes.includes('>a')) return null;
  const pattern = patternOf(pieces);
  const test = new RegExp(pattern);
  return { id: 'squid-custom', test: (line) => test.test(line), plans: (_sample, zone) => [planOf(codes, pattern, zone)] };
}

function piecesOf(spec: string): readonly Piece[] | null {
  const pieces: Piece[] = [];
  let rest = spec;
  while (rest !== '') {
    const found = rest.startsWith('%') ? CODE.exec(rest) : null;
    if (found !== null) {
      const { before, after, code = '', width } = found.groups ?? {};
      const argument = before ?? after;
      pieces.push({ code: argument === undefined ? code : `{${argument.toLowerCase()}}${code}`, padded: width !== undefined });
      rest = rest.slice(found[0].length);
    } else if (rest.startsWith('%%')) {
      pieces.push({ literal: '%' });
      rest = rest.slice(2);
    } else if (rest.startsWith('%')) return null;
    else {
      const literal = /^[^%]+/.exec(rest)?.[0] ?? '';
      pieces.push({ literal });
      rest = rest.slice(literal.length);
    }
  }
  return pieces.some((piece) => 'code' in piece) ? pieces : null;
}

const escaped = (literal: string) => literal.replaceAll(/[.*+?^${}()|[\]\\/"]/g, (char) => `\\${char}`).replaceAll(/\s+/g, ' +');

function patternOf(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece, at) => {
    if ('literal' in piece) return escaped(piece.literal);
    const next = pieces[at + 1];
    const stop = next !== undefined && 'literal' in next ? (next.literal[0] ?? '') : '';
    const pad = piece.padded ? ' *' : '';
    if (piece.code === 'ts') return `${pad}([0-9]{9,10})`;
    if (piece.code === 'tu') return `${pad}([0-9]{1,6})`;
    if (piece.code === 'tl' || piece.code === 'tg') return '([0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:]{8} [+-][0-9]{4})';
    // A value ends where the sign that stands behind it in the logformat begins.
    return stop === ''
      ? `${pad}(.*?)`
      : stop === ' '
        ? `${pad}([^ ]*)`
        : `${pad}([^${stop === ']' || stop === '\\' || stop === '^' ? `\\${stop}` : stop}]*)`;
  });
  return `^ *${parts.join('')}\\s*$`;
}

function planOf(codes: readonly string[], pattern: string, _zone: TimeZoneChoice) {
  const cell = (...names: readonly string[]): string => {
    const at = names.map((name) => codes.indexOf(name)).find((index) => index !== -1);
    return at === undefined ? `''` : `if(g[${at + 1}] = '-', '', g[${at + 1}])`;
  };
  const local = cell('tl', 'tg');
  const known = new Set(
    'ts tu tl tg >a un ul ui rm >rm ru >ru rv >rv Hs >Hs <st >st <a <p >rd {user-agent}>h {referer}>h {x-forwarded-for}>h ssl::>sni'.split(
      ' ',
    ),
  );
  const extra = codes.filter((code) => !known.has(code)).map((code) => `${text(`squid.${code}`)}, ${cell(code)}`);
  return {
    table: 'web' as const,
    dataset: 'squid.custom',
    steps: [
      ['g', `extractGroups(l, ${text(pattern)})`],
      ['stamp', local],
      [
        't',
        codes.includes('ts')
          ? epochMicros(codes.includes('tu') ? `concat(${cell('ts')}, '.', leftPad(${cell('tu')}, 3, '0'))` : cell('ts'))
          : isoText(`concat(substring(stamp, 1, 11), ' ', substring(stamp, 13))`),
      ],
      ['url', cell('ru', '>ru')],
      ['method', cell('rm', '>rm')],
    ] as const,
    reject: `if(l = '', 'blank', if(empty(g), 'does not fit the logformat given', if(t = ${NO_TIME}, 'no time stamp', '')))`,
    columns: {
      '@timestamp': 't',
      'event.time_origin': `'line'`,
      'event.timezone': codes.includes('ts') ? `'UTC'` : 'substring(stamp, -5)',
      'destination.port': codes.includes('<p') ? `toUInt16OrZero(${cell('<p')})` : portOfRequest('url', 'method'),
      ...(extra.length === 0 ? {} : { extra: `mapFilter((k, v) -> v != '', map(${extra.join(', ')}))` }),
    },
    texts: {
      'source.ip': cell('>a'),
      'user.name': cell('un', 'ul', 'ui'),
      'http.request.method': 'method',
      'url.original': 'url',
      'url.domain': firstOf(`if(method = 'CONNECT', ${host(cell('ssl::>sni'))}, '')`, cell('>rd'), hostOfRequest('url', 'method')),
      'http.version': cell('rv', '>rv'),
      'http.response.status_code': cell('>Hs', 'Hs'),
      'http.response.body.bytes': cell('<st'),
      'http.request.body.bytes': cell('>st'),
      'http.request.referrer': cell('{referer}>h'),
      'user_agent.original': cell('{user-agent}>h'),
      'network.forwarded_ip': `arrayStringConcat(${addresses(cell('{x-forwarded-for}>h'))}, ',')`,
      // Where the log says how it was reached, a parent's address is not the server's.
      'destination.ip': codes.includes('Sh') ? `if(${isDirect(cell('Sh'))}, ${cell('<a')}, '')` : cell('<a'),
    },
    needs: ['source.ip'],
  };
}
