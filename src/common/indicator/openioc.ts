// SPDX-License-Identifier: Apache-2.0
// OpenIOC 1.0 and 1.1: items of a search term and its content. Scanned from one item to the next; no XML of a stranger is
// expanded.
import { indicatorsOf, indicatorsOfKind } from './grammar.ts';
import type { IndicatorKind } from './grammar.ts';
import type { Sink } from './reading.ts';

function kindOfTerm(term: string): IndicatorKind | null {
  const plain = term.toLowerCase();
  if (/useragent/.test(plain)) return 'user-agent';
  if (/md5|sha1|sha256|hash/.test(plain)) return 'hash';
  if (/remoteip|ipv4|ipv6|destinationip|sourceip|localip/.test(plain)) return 'ip';
  if (/network\/dns|dnsentry|hostname|\/host$/.test(plain)) return 'domain';
  if (/url|\/uri/.test(plain)) return 'url';
  return /file(item)?\/|filename|fullpath/.test(plain) ? 'file' : null;
}

/**
 * Indicators of an OpenIOC 1.0 or 1.1 document, by a scan for its items, linear in the text. Negated items are left out with
 * that reason.
 */
export function readOpenIoc(xml: string, into: Sink): void {
  let at = xml.indexOf('<IndicatorItem');
  while (at >= 0) {
    const next = xml.indexOf('<IndicatorItem', at + 14);
    const item = xml.slice(at, next < 0 ? undefined : next);
    const open = item.slice(0, item.indexOf('>') + 1);
    const term = attribute(item, '<Context', 'search');
    const value = contentOf(item);
    const kind = kindOfTerm(term);
    const found = kind === null ? indicatorsOf(value) : indicatorsOfKind(kind, value);
    if (/negate\s*=\s*["']true|condition\s*=\s*["'](?:isnot|containsnot)/i.test(open)) into.leave(`${term} ${value}`, 'negated');
    else if (found.length === 0) into.leave(`${term} ${value}`.trim(), 'unreadable');
    else into.take(found);
    at = next;
  }
}

function attribute(item: string, tag: string, name: string): string {
  const at = item.indexOf(tag);
  if (at < 0) return '';
  const open = item.slice(at, item.indexOf('>', at) + 1);
  return unescaped(new RegExp(`${name}\\s*=\\s*["']([^"']*)["']`, 'i').exec(open)?.[1] ?? '');
}

function contentOf(item: string): string {
  const at = item.indexOf('<Content');
  const from = item.indexOf('>', at) + 1;
  const to = item.indexOf('</Content', from);
  if (at < 0 || from <= 0 || to < 0) return '';
  return unescaped(item.slice(from, to).replace(/^\s*<!\[CDATA\[|\]\]>\s*$/g, '')).trim();
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
}
