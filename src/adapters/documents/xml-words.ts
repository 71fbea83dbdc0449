// SPDX-License-Identifier: Apache-2.0
import { tagsOf } from '../../common/html-tags.ts';
import type { HtmlTag } from '../../common/html-tags.ts';

/** A tag, or the words between two tags. */
export type XmlPiece = { readonly tag: HtmlTag; readonly empty: boolean } | { readonly words: string };

/** Tags and words of XML in their order, in one pass. No entity is declared or expanded but the five of XML and numbers. */
export function* xmlPieces(xml: string): Generator<XmlPiece, void, undefined> {
  let from = 0;
  for (const tag of tagsOf(xml)) {
    if (tag.start > from) yield { words: plain(xml.slice(from, tag.start)) };
    yield { tag, empty: xml[tag.end - 2] === '/' };
    from = tag.end;
  }
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Text with the five entities of XML and numbered characters put back; a reference to no character stays as it is. */
export function plain(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(lt|gt|amp|quot|apos));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : whole;
    },
  );
}
