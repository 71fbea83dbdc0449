// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../../kernel/sha256.ts';
import type { DisclosureDeps } from '../deps.ts';
import { atomFeed } from './atom.ts';
import { listHtml, statementHtml } from './html.ts';
import type { Addresses } from './html.ts';
import { publicStatements } from './public-statements.ts';

export type BundleFile = { readonly name: string; readonly text: string };

const langs = ['ja', 'en'] as const;
const inFolder: Addresses = {
  list: (lang) => (lang === 'ja' ? 'index.html' : 'index.en.html'),
  feed: (lang) => `feed.${lang}.atom`,
  page: ({ caseId, number }, lang) => `${caseId}-${number}.${lang}.html`,
};

/** The public pages as files that need no desk and no network: for when our own site is down. The last one has the hashes of all others. */
export async function staticBundle(deps: DisclosureDeps): Promise<readonly BundleFile[]> {
  const [all, organisation] = await Promise.all([publicStatements(deps), deps.house.organisation()]);
  const files = langs.flatMap((lang): readonly BundleFile[] => [
    { name: inFolder.list(lang), text: listHtml(all, organisation, lang, inFolder) },
    { name: inFolder.feed(lang), text: atomFeed(all, organisation, lang, inFolder) },
    ...all.map((one) => ({ name: inFolder.page(one, lang), text: statementHtml(one, lang, inFolder) })),
  ]);
  return [...files, sums(files, deps.hash)];
}

/** As `sha256sum -c` reads it. */
function sums(files: readonly BundleFile[], hash: HashBytes): BundleFile {
  const lines = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, text }) => `${hash(text)}  ${name}\n`);
  return { name: 'SHA256SUMS', text: lines.join('') };
}
