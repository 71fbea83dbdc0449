// SPDX-License-Identifier: Apache-2.0
import { decodeEntities } from '../../common/html-entities.ts';
import { tagsOf } from '../../common/html-tags.ts';
import type { HtmlTag } from '../../common/html-tags.ts';
import type { HostExists } from './domain.port.ts';
import { targetOf } from './link-target.ts';

/** `href` is where it leads, resolved as a mail program or browser would; `shown` what stands there. */
export type MailLink = { readonly href: string; readonly shown: string; readonly how: 'link' | 'area' | 'form' | 'refresh' | 'frame' };

const AT_MOST = 500;
const LONGEST_SHOWN = 2000;
const LOADS: ReadonlySet<string> = new Set(['img', 'iframe', 'object', 'embed', 'link', 'video', 'audio', 'source']);

/**
 * Where the links, picture areas, forms, frames and refreshes of an HTML body lead and what they show: up to 500, in document
 * order, linear in its length. Nothing is fetched. What leads nowhere outside (`#top`, `page.html`) is left out.
 */
export function linksOf(html: string, exists: HostExists): readonly MailLink[] {
  const links: MailLink[] = [];
  let base: string | null = null;
  let open: { readonly href: string; shown: string; from: number } | null = null;
  const add = (how: MailLink['how'], href: string, shown: string): void => {
    const target = targetOf(href, base, exists);
    if (target !== null && links.length < AT_MOST)
      links.push({ href: target, shown: plain(shown.slice(0, LONGEST_SHOWN)).slice(0, 500), how });
  };
  const close = (at: number): void => {
    if (open === null) return;
    add('link', open.href, open.shown + html.slice(open.from, at).slice(0, LONGEST_SHOWN));
    open = null;
  };
  for (const tag of tagsOf(html)) {
    if (links.length >= AT_MOST) return links;
    const of = (name: string): string => (tag.closing ? '' : (tag.attributes.get(name) ?? ''));
    if (tag.name === 'a') {
      close(tag.start);
      const href = of('href') === '' ? of('xlink:href') : of('href');
      if (href !== '') open = { href, shown: '', from: tag.end };
      continue;
    }
    if (tag.name === 'base' && base === null && of('href') !== '') base = targetOf(of('href'), null, exists);
    if (tag.name === 'area' && of('href') !== '') add('area', of('href'), of('alt'));
    if ((tag.name === 'iframe' || tag.name === 'frame') && of('src') !== '') add('frame', of('src'), '');
    if (tag.name === 'form' && of('action') !== '') add('form', of('action'), '');
    if ((tag.name === 'button' || tag.name === 'input') && of('formaction') !== '') add('form', of('formaction'), of('value'));
    if (tag.name === 'meta' && /^\s*refresh\s*$/i.test(of('http-equiv').slice(0, 40))) add('refresh', refreshOf(of('content')), '');
    if (open !== null && open.shown.length < LONGEST_SHOWN) {
      open.shown += `${html.slice(open.from, tag.start).slice(0, LONGEST_SHOWN)} `;
      open.from = tag.end;
    }
  }
  close(html.length);
  return links;
}

/** `0; url=https://…` */
function refreshOf(content: string): string {
  const at = content.slice(0, 4000).toLowerCase().indexOf('url=');
  return at < 0 ? '' : content.slice(at + 4).replace(/^['"]|['"]$/g, '');
}

/** How many things a browser would run, load from outside or send if anybody let it. Linear in the length. */
export function activeContent(html: string): { readonly scripts: number; readonly remote: number; readonly forms: number } {
  const count = { scripts: 0, remote: 0, forms: 0 };
  for (const tag of tagsOf(html)) {
    if (tag.closing) continue;
    if (tag.name === 'script') count.scripts += 1;
    if (tag.name === 'form') count.forms += 1;
    for (const [name, value] of tag.attributes)
      if (isHandler(name) || /^\s*(?:javascript|vbscript):/i.test(bare(value))) count.scripts += 1;
    if (LOADS.has(tag.name) && loadsFromOutside(tag)) count.remote += 1;
  }
  return count;
}

/** As a browser reads an attribute that is an address: references replaced, line breaks and tabs left out. */
function bare(value: string): string {
  return decodeEntities(value.slice(0, 4000)).replaceAll(/[\t\r\n]/g, '');
}

function isHandler(attribute: string): boolean {
  return /^on[a-z]+$/.test(attribute);
}

function loadsFromOutside(tag: HtmlTag): boolean {
  return ['src', 'href', 'data'].some((name) => /^\s*(?:https?:)?\/\//i.test(bare(tag.attributes.get(name) ?? '')));
}

function plain(text: string): string {
  return decodeEntities(text).replace(/\s+/g, ' ').trim();
}
