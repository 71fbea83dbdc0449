// SPDX-License-Identifier: Apache-2.0
import { smallPage } from '../../common/page/small-page.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';

/** A page for people outside, in one language with the other at hand. */
export function publicPage(hash: HashBytes, lang: Lang, title: string, body: string, otherHref: string) {
  return smallPage(hash, { lang, title, body, other: otherHref });
}
