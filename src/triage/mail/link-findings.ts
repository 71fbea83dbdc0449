// SPDX-License-Identifier: Apache-2.0
import { defang } from '../../common/defang.ts';
import type { MailLink } from './html-links.ts';

/** A link of the mail as a sheet shows it: nothing of it can be followed. */
export type ShownLink = { readonly to: string; readonly shown: string; readonly how: MailLink['how']; readonly another: boolean };

const AT_MOST = 50;
const LONGEST = 300;

/** The links of a mail, each target once: those that show another address, forms and what runs go first. */
export function shownLinks(links: readonly MailLink[], showsAnother: (link: MailLink) => boolean): readonly ShownLink[] {
  const found = new Map<string, ShownLink>();
  for (const link of links) {
    const one: ShownLink = {
      to: defang(cut(link.href)),
      shown: defang(cut(link.shown)),
      how: link.how,
      another: showsAnother(link),
    };
    const key = `${one.how} ${one.to} ${one.another ? one.shown : ''}`;
    if (!found.has(key)) found.set(key, one);
  }
  const weight = (link: ShownLink): number => (link.another ? 0 : runs(link) ? 1 : link.how === 'form' ? 2 : 3);
  return [...found.values()].toSorted((a, b) => weight(a) - weight(b)).slice(0, AT_MOST);
}

/** Schemes that open a page, a mail, a call, a date or a part of the mail itself. */
const OPENS = /^(?:h(?:tt|xx)ps?|fx?tps?|mailto|tel|sms|smsto|fax|cid|mid|news|nntp|webcals?|geo|urn|about)$/i;

/** It opens no page: it runs, opens a program or a file, or brings its own page along. */
export function runs({ to }: ShownLink): boolean {
  const scheme = /^([a-z][a-z0-9+.-]{1,40})(?:\[:\]|:)/i.exec(to)?.[1];
  return scheme !== undefined && !OPENS.test(scheme);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
