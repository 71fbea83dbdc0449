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

/** It opens no page: it runs, or brings its own page along. */
export function runs({ to }: ShownLink): boolean {
  return /^(?:javascript|vbscript|data|file|blob)\[?:/i.test(to) || /^ms-[a-z-]{2,40}:/i.test(to);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
