// SPDX-License-Identifier: Apache-2.0
// What one word of a list or a report is: an address, a range, a name, a URL, or something that traffic cannot show.
import { refang } from '../defang.ts';
import { formatRange, isSingle, parseAddress } from '../address/ip-range.ts';
import { writtenRanges } from '../address/written-range.ts';

/** `hash`, `account`, `mail` and `file` are recognised, so that nothing of them is taken for a name. */
export const indicatorKinds = ['ip', 'cidr', 'domain', 'url', 'user-agent', 'ja3', 'ja4', 'hash', 'account', 'mail', 'file'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];
export type Indicator = { readonly kind: IndicatorKind; readonly value: string };
/**
 * With what its word says beside it: `below` where everything below the name is meant too (`*.evil.example`), `ports` as
 * written behind it (`443`, `8000-8010/tcp`).
 */
export type Found = Indicator & { readonly below?: true; readonly ports?: string };

/** Endings of files that end no name of a host. */
const FILE_ENDINGS = new Set(
  `7z apk asp aspx bak bat bin bmp cfg cgi class cmd conf css csv dat db dll dmg doc docm docx elf eml exe gif gz hta htm html img ini iso jar jpeg jpg
  js json jsp jspx lnk log lzh msi ocx pdf php php5 phtml png pptm ppt pptx ps1 rar rtf scr sqlite svg swf sys tar tgz tmp txt vbe vbs war xls xlsb xlsm xlsx xml yaml yml`.split(
    /\s+/,
  ),
);
/** Endings that are both: with one dot only it cannot be told which. */
const EITHER = new Set('app cab com md mov pl ps py rs sh so zip'.split(' '));

const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}\p{M}_])?$/u;
const LAST = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59}|(?:\P{ASCII}){1,63})$/u;

/** A host's name in lower case and ASCII (IDNA), without the dot at its end; null: it is none. */
export function domainOf(text: string): string | null {
  const lower = text.toLowerCase().replace(/\.$/, '');
  const labels = lower.split('.');
  if (labels.length < 2 || lower.length > 253 || !labels.every((label) => LABEL.test(label))) return null;
  if (!LAST.test(labels.at(-1) ?? '')) return null;
  return URL.canParse(`http://${lower}/`) ? new URL(`http://${lower}/`).hostname : null;
}

/** The name of a file, where the word cannot be, or may not be, that of a host. */
function fileOf(text: string): string | null {
  const labels = text.toLowerCase().split('.');
  const last = labels.at(-1) ?? '';
  if (labels.length < 2 || /[\s/]/.test(text)) return null;
  return FILE_ENDINGS.has(last) || (labels.length === 2 && EITHER.has(last) && last !== 'com') ? text : null;
}

const HASH = /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
const JA4 = /^[tqd]\d{2}[di]\d{4}[a-z0-9]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/i;
const MAIL = /^[^\s@"<>]{1,64}@([^\s@]{3,255})$/u;

/** What a whole word is, by itself; empty: none of them. A range between two addresses may be several. */
export function indicatorsOf(raw: string): readonly Found[] {
  if (raw.length > 4000) return [];
  const text = unwrapped(refang(raw));
  const addresses = addressesIn(text);
  if (addresses !== null) return addresses;
  if (HASH.test(text)) return [{ kind: 'hash', value: text.toLowerCase() }];
  if (JA4.test(text)) return [{ kind: 'ja4', value: text.toLowerCase() }];
  // No URL holds a blank (RFC 3986): where one stands, a sentence goes on behind it.
  if (/^[a-z][a-z0-9+.-]{1,15}:\/\//i.test(text)) return /\s/.test(text) ? [] : listed(urlOf(text));
  const mail = MAIL.exec(text);
  if (mail !== null) return domainOf(mail[1] ?? '') === null ? [] : [{ kind: 'mail', value: text.toLowerCase() }];
  if (/^[\p{L}\p{N}_.-]{1,64}\\[\p{L}\p{N}_.$-]{1,64}$/u.test(text)) return [{ kind: 'account', value: text.toLowerCase() }];
  const file = fileOf(text);
  if (file !== null) return [{ kind: 'file', value: file }];
  const name = nameIn(text);
  if (name !== null) return [name];
  // Behind an address without a scheme a path begins with a letter: digits after a slash belong to a range.
  if (/^[\d.]+\/(?![a-z~_%])/i.test(text)) return [];
  return /^(?=[^/\s]+?\.[^/\s])[^/\s]+\/\S+$/.test(text) ? listed(urlOf(`http://${text}`)) : [];
}

/** An address or range in any spelling, with ports behind it. Null: none, or one that is understood in part only. */
function addressesIn(given: string): readonly Found[] | null {
  const text = given.replace(/\.$/, '');
  const bracketed = /^\[([^\]]*)\](\/\d{1,3})?(?::(.*))?$/.exec(text);
  if (bracketed !== null) return rangesOf(`${bracketed[1]}${bracketed[2] ?? ''}`, bracketed[3]);
  const plain = rangesOf(text, undefined);
  if (plain !== null) return plain;
  // An IPv6 address without brackets has colons of its own: there ports follow only a prefix length.
  const withPorts = /^([^:]*|[^/]*\/[^:/]*):(\d[^:]*)$/.exec(text);
  return withPorts === null ? null : rangesOf(withPorts[1] ?? '', withPorts[2]);
}

function rangesOf(text: string, ports: string | undefined): readonly Found[] | null {
  if (ports !== undefined && !arePorts(ports)) return null;
  const ranges = writtenRanges(text);
  const beside = ports === undefined ? {} : { ports };
  return ranges?.map((range) => ({ kind: isSingle(range) ? 'ip' : 'cidr', value: formatRange(range), ...beside })) ?? null;
}

const PORTS = /^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp))?$/i;

function arePorts(text: string): boolean {
  return text.split(',').every((one) => PORTS.test(one) && one.split(/[-/]/).every((part) => !/^\d+$/.test(part) || Number(part) < 65_536));
}

/** `evil.example`, `*.evil.example`, `.evil.example`, `evil.example:8443`, `evil.example/`. */
function nameIn(text: string): Found | null {
  const [, tree, host = '', ports] = /^(\*?\.)?([^:/]*?)(?::([^:]*))?\/?\*?$/.exec(text) ?? [];
  const value = domainOf(host);
  if (value === null || (ports !== undefined && !arePorts(ports))) return null;
  return { kind: 'domain', value, ...(tree === undefined ? {} : { below: true }), ...(ports === undefined ? {} : { ports }) };
}

function listed(one: Found | null): readonly Found[] {
  return one === null ? [] : [one];
}

/** Quotes, bullets and brackets around a word are no part of it. */
function unwrapped(text: string): string {
  const bare = text.replace(/^(?:[-*\u2022\u30fb\u25cf\u25cb\u25a0\u2013>]|\d{1,3}[.)])\s+/u, '').replace(/[,;]$/, '');
  const inside = /^"([^"]*)"$|^'([^']*)'$|^<([^<>]*)>$|^`([^`]*)`$|^\u300c([^\u300d]*)\u300d$|^\(([^()]*)\)$/u.exec(bare);
  return (inside?.slice(1).find((one) => one !== undefined) ?? bare).trim();
}

/** Without scheme, fragment and default port, host in lower case: `evil.example/path?x=1`. A bare host is that host. */
function urlOf(text: string): Found | null {
  if (!URL.canParse(text) || /^[a-z]+:\/\/[^/?#]*\*/i.test(text)) return null;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const range = parseAddress(host);
  const address = range === null ? null : formatRange(range);
  const name = domainOf(host);
  if (address === null && name === null) return null;
  const said = /:(\d{1,5})$/.exec(/:\/\/([^/?#]*)/.exec(text)?.[1] ?? '')?.[1];
  const ports = said === undefined ? {} : { ports: said };
  // A name or an address alone says no more than its host; so does everything below it.
  if (/^\/?\*?$/.test(url.pathname) && url.search === '')
    return address === null ? { kind: 'domain', value: name ?? host, ...ports } : { kind: 'ip', value: address, ...ports };
  if (url.pathname.endsWith('*') && url.search === '') return null;
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const where = address === null ? (name ?? host) : address.includes(':') ? `[${address}]` : address;
  return { kind: 'url', value: `${where}${port}${url.pathname}${url.search}`, ...ports };
}

/** What a cell of a known kind holds; a kind that does not fit its value is no indicator. */
export function indicatorsOfKind(kind: IndicatorKind, raw: string): readonly Found[] {
  const text = raw.trim();
  if (text === '' || text.length > 4000) return [];
  // No log can hold the others, and no database would keep them.
  if (kind === 'user-agent') return text.isWellFormed() && !text.includes('\0') ? [{ kind, value: text }] : [];
  if (kind === 'ja3') return /^[0-9a-f]{32}$/i.test(text) ? [{ kind, value: text.toLowerCase() }] : [];
  if (kind === 'file' || kind === 'account') return [{ kind, value: text }];
  if (kind === 'domain') {
    const name = nameIn(refang(text));
    if (name !== null) return [name];
  }
  const found = indicatorsOf(text);
  const fits = (one: Indicator) =>
    one.kind === kind ||
    (kind === 'ip' && one.kind === 'cidr') ||
    (kind === 'cidr' && one.kind === 'ip') ||
    (kind === 'url' && ['domain', 'ip'].includes(one.kind)) ||
    (kind === 'domain' && one.kind === 'ip');
  return found.every(fits) ? found : [];
}
