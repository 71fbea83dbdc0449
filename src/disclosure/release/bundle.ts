// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '../../kernel/problem.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { thanksRows } from '../credit/credit.ts';
import type { DisclosureDeps } from '../deps.ts';
import { atomFeed } from '../page/atom.ts';
import { listHtml, statementHtml, thanksHtml } from '../page/html.ts';
import type { Addresses } from '../page/html.ts';
import { statementPaper } from '../page/paper.ts';
import { publicStatements } from '../page/public-statements.ts';

export type BundleFile = { readonly name: string; readonly bytes: Uint8Array };
/** `notPrinted`: papers that could not be set here; the pages stand without them. */
export type Bundle = { readonly files: readonly BundleFile[]; readonly notPrinted: number };

const langs = ['ja', 'en'] as const;
const inFolder: Addresses = {
  icon: 'data:,',
  list: (lang) => (lang === 'ja' ? 'index.html' : 'index.en.html'),
  feed: (lang) => `feed.${lang}.atom`,
  thanks: (lang) => (lang === 'ja' ? 'thanks.html' : 'thanks.en.html'),
  pdf: ({ caseId, number }, lang) => `${caseId}-${number}.${lang}.pdf`,
  page: ({ caseId, number }, lang) => `${caseId}-${number}.${lang}.html`,
};

/** The public pages as files that need no desk and no network: for when our own site is down. The last one has the hashes of all others. */
export async function staticBundle(deps: DisclosureDeps): Promise<Bundle> {
  const [all, organisation, thanked] = await Promise.all([publicStatements(deps), deps.house.organisation(), thanksRows(deps)]);
  const papers: BundleFile[] = [];
  let notPrinted = 0;
  for (const one of all)
    for (const lang of langs) {
      const bytes = await deps.print(statementPaper(one.snapshot, one.blob, 'customers', lang)).catch(unprinted);
      if (bytes === null) notPrinted += 1;
      else papers.push({ name: `${one.caseId}-${one.number}.${lang}.pdf`, bytes });
    }
  const names = new Set(papers.map(({ name }) => name));
  const to: Addresses = {
    ...inFolder,
    pdf: (one, lang) => {
      const name = inFolder.pdf(one, lang);
      return name !== null && names.has(name) ? name : null;
    },
  };
  const files = [
    ...langs.flatMap((lang): readonly BundleFile[] => [
      file(to.list(lang), listHtml(all, organisation, lang, to, thanked[lang].length > 0)),
      ...(thanked[lang].length === 0 ? [] : [file(to.thanks(lang), thanksHtml(thanked[lang], organisation, lang, to))]),
      file(to.feed(lang), atomFeed(all, organisation, lang, to)),
      ...all.map((one) => file(to.page(one, lang), statementHtml(one, lang, to))),
    ]),
    ...papers,
  ];
  return { files: [...files, sums(files, deps.hash)], notPrinted };
}

/** A refusal of the typesetter, told by `notPrinted`; anything else is a fault of ours. */
function unprinted(cause: unknown): null {
  if (cause instanceof ProblemError) return null;
  throw cause;
}

function file(name: string, text: string): BundleFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** As `sha256sum -c` reads it. */
function sums(files: readonly BundleFile[], hash: HashBytes): BundleFile {
  const lines = files.toSorted((a, b) => (a.name < b.name ? -1 : 1)).map(({ name, bytes }) => `${hash(bytes)}  ${name}\n`);
  return file('SHA256SUMS', lines.join(''));
}
