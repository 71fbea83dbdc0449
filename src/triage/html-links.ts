// SPDX-License-Identifier: Apache-2.0
import type { MailLink } from './mail.port.ts';

const AT_MOST = 500;
const ANCHOR = /<a\b[^>]{0,2000}?\bhref\s*=\s*(?:"([^"]{1,4000})"|'([^']{1,4000})'|([^\s>"']{1,4000}))[^>]{0,2000}>([\s\S]{0,2000}?)<\/a/gi;

/** Where the links of an HTML body lead and what they show. Nothing is fetched. */
export function linksOf(html: string): readonly MailLink[] {
  const links: MailLink[] = [];
  for (const match of html.matchAll(ANCHOR)) {
    if (links.length >= AT_MOST) break;
    const href = plain(match[1] ?? match[2] ?? match[3] ?? '');
    const shown = plain((match[4] ?? '').replace(/<[^>]{0,2000}>/g, ' '));
    links.push({ href, shown: shown.slice(0, 500) });
  }
  return links;
}

/** What a browser would run, load or send if anybody let it. */
export function activeContent(html: string): { readonly scripts: number; readonly remote: number; readonly forms: number } {
  const count = (pattern: RegExp) => [...html.matchAll(pattern)].length;
  return {
    scripts: count(/<script\b|\bon(?:load|error|click|mouseover|focus)\s*=|javascript:/gi),
    remote: count(
      /<(?:img|iframe|object|embed|link|video|audio|source)\b[^>]{0,2000}?\b(?:src|href|data)\s*=\s*["']?\s*(?:https?:)?\/\//gi,
    ),
    forms: count(/<form\b/gi),
  };
}

function plain(text: string): string {
  return text
    .replace(/&amp;/gi, '&')
    .replace(/&#x2f;/gi, '/')
    .replace(/&nbsp;/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
