// SPDX-License-Identifier: Apache-2.0
// One form for each address and each host, so that what a log wrote and what a person asks for meet as equal texts.
import { parseAddress, parseV4 } from '../../../common/address/ip-range.ts';
import { once, text } from '../../engine/sql.ts';

/** RFC 5952 in the engine's own words; a v4-mapped address (RFC 4291 2.5.5.2) is the IPv4 address it stands for. */
function v6(sql: string): string {
  return `if(isIPv6String(${sql}), replaceRegexpOne(toString(toIPv6OrDefault(${sql})), '^::ffff:([0-9.]+)$', '\\\\1'), '')`;
}

/**
 * The address in a text, in its one form; '' where the text is none. A port behind it, brackets and a zone (`%eth0`) are
 * no part of it. IPv4 with leading zeros is refused: readers do not agree on what it means.
 */
export function address(sql: string): string {
  return `if(isIPv4String(${sql}), ${sql}, if(position(${sql}, ':') = 0, '', ${long(sql)}))`;
}

function long(sql: string): string {
  const v4 = `extract(${sql}, '^([0-9.]{7,15}):[0-9]{1,5}$')`;
  const inside = `if(startsWith(${sql}, '['), extract(${sql}, '^\\\\[([0-9a-fA-F:.]+)(?:%[^\\\\]]*)?\\\\](?::[0-9]{1,5})?$'), substringIndex(${sql}, '%', 1))`;
  return `if(isIPv4String(${v4}), ${v4}, ${v6(inside)})`;
}

/** A host as it is compared: lower case, no port, no dot at its end, an address in its one form; `-` and `_` are none. */
export function host(sql: string): string {
  const bare = `if(match(${sql}, '^[^:]*:[0-9]{1,5}$'), substringIndex(${sql}, ':', 1), ${sql})`;
  return `multiIf(${sql} IN ('', '-', '_', '*'), '', position(${sql}, ':') > 0 AND ${address(sql)} != '', ${address(sql)}, lower(trimRight(${bare}, '.')))`;
}

/** `host:port` (or `user@host:port`) of a URL that begins with a scheme; '' for a path. */
export function authority(sql: string): string {
  return `extract(${sql}, '^[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#@]*@)?([^/?#]*)')`;
}

/** The host that a request line names: of a URL in absolute form, or of `CONNECT host:port`; '' for a plain path. */
export function hostOfRequest(url: string, method: string): string {
  return `if(startsWith(${url}, '/'), '', ${plainV4(`if(${method} = 'CONNECT', ${host(url)}, ${host(authority(url))})`)})`;
}

/** IPv4 as clients take it in a URL (the URL Standard's IPv4 parser): `3221225991`, `0xc0000207`, `0300.0.2.7`, `192.0.519`. */
function plainV4(sql: string): string {
  const part = '(?:0x[0-9a-f]{0,8}|[0-9]{1,11})';
  const octal = `arrayFold((sum, digit) -> sum * 8 + toUInt64OrZero(digit), splitByString('', part), toUInt64(0))`;
  const value = `toUInt64(multiIf(startsWith(part, '0x'), reinterpretAsUInt64(reverse(unhex(leftPad(substring(part, 3), 16, '0')))), match(part, '^0[0-7]+$'), ${octal}, match(part, '^(?:0|[1-9][0-9]*)$'), toUInt64OrZero(part), toUInt64(4294967296)))`;
  const whole = `arraySum(arrayMap((one, at) -> toUInt64(if(at = length(nums), one, one * toUInt64(pow(256, 4 - at)))), nums, arrayEnumerate(nums)))`;
  const fits = `arrayAll((one, at) -> one < if(at = length(nums), pow(256, 5 - at), 256), nums, arrayEnumerate(nums))`;
  const read = once(
    `arrayMap(part -> ${value}, splitByChar('.', name))`,
    'nums',
    () => `if(${fits}, IPv4NumToString(toUInt32(${whole})), name)`,
  );
  return once(sql, 'name', () => `if(match(name, '^${part}(?:[.]${part}){0,3}$') AND NOT isIPv4String(name), ${read}, name)`);
}

/** The port that a request line names, else the usual one of its scheme; 0 for a plain path. */
export function portOfRequest(url: string, method: string): string {
  const said = `toUInt16OrZero(extract(if(${method} = 'CONNECT', ${url}, ${authority(url)}), ':([0-9]{1,5})$'))`;
  const usual = `multiIf(match(${url}, '^(?i)(https|wss)://'), 443, match(${url}, '^(?i)(http|ws)://'), 80, match(${url}, '^(?i)ftp://'), 21, 0)`;
  return `if(startsWith(${url}, '/'), 0, if(${said} != 0, ${said}, ${usual}))`;
}

/** The same judgement for a line of the sample. */
export function isAddress(text: string): boolean {
  if (!text.includes(':')) return parseV4(text) !== null;
  if (text.length > 120) return false;
  const port = /^([\d.]{7,15}):\d{1,5}$/.exec(text)?.[1];
  if (port !== undefined) return parseV4(port) !== null;
  const inside = text.startsWith('[') ? /^\[([0-9a-fA-F:.]+)(?:%[^\]]*)?\](?::\d{1,5})?$/.exec(text)?.[1] : text.split('%')[0];
  return inside !== undefined && parseAddress(inside) !== null;
}

/**
 * All addresses in what proxies wrote of the way a request took, in their order: parts parted by commas or blanks, and
 * those that RFC 7239 names with `for=`.
 */
export function addresses(sql: string): string {
  return `arrayFilter(a -> a != '', arrayMap(a -> ${address('a')}, splitByRegexp('(?:[ ,;"\\\\\\\\]|\\\\b(?i:for)=)+', ${sql})))`;
}

/**
 * The same of what a server wrote behind its usual fields. An address with a port outside of quotes is where the server
 * passed the request on to (`$upstream_addr` of nginx), no way it came by.
 */
export function addressesBehind(sql: string): string {
  const quotes = text(String.raw`"(?:[^"\\]|\\.)*"`);
  const onward = text(String.raw`(?:^|[ ,])(?:[0-9.]+|\[[0-9a-fA-F:.]+\]):[0-9]{1,5}(?:,|[ ]|$)`);
  const bare = `replaceRegexpAll(replaceRegexpAll(${sql}, ${quotes}, ' '), ${onward}, ' ')`;
  return addresses(`concat(arrayStringConcat(extractAll(${sql}, ${quotes}), ' '), ' ', ${bare})`);
}
