// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { htmlText } from '../../kernel/text.ts';
import { versionOf } from './html.ts';
import type { Addresses } from './html.ts';
import type { PublicStatement } from './public-statements.ts';

/** A feed of all statements (RFC 4287), whole texts. Ids come from the frozen bytes: they stay the same wherever it lies. */
export function atomFeed(all: readonly PublicStatement[], organisation: Bilingual, lang: Lang, to: Addresses): string {
  const name = xmlText(organisation[lang]);
  const updated = all[0]?.publishedAt ?? '1970-01-01T00:00:00.000Z';
  const entries = all.map((one) => {
    const { title, text } = versionOf(one, lang);
    return `<entry><id>${urn(one.blob)}</id><title>${xmlText(title)}</title><updated>${one.publishedAt}</updated><link rel="alternate" hreflang="${lang}" href="${xmlText(to.page(one, lang))}"/><content type="text">${xmlText(text)}</content></entry>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"><id>${urn(all.at(-1)?.blob ?? '0'.repeat(64))}#${lang}</id><title>${name}</title><updated>${updated}</updated><author><name>${name === '' ? '-' : name}</name></author><link rel="self" href="${xmlText(to.feed(lang))}"/>
${entries.join('\n')}
</feed>
`;
}

/** The first 128 bits of a hash in the shape of a UUID (RFC 9562, version 8: made by our own rule). */
function urn(sha256: string): string {
  const hex = `${sha256.slice(0, 12)}8${sha256.slice(13, 16)}8${sha256.slice(17, 32)}`;
  return `urn:uuid:${[hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')}`;
}

/** What XML 1.0 has no character for is left out. */
function xmlText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return htmlText(text.toWellFormed().replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''));
}
