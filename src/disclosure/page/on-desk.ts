// SPDX-License-Identifier: Apache-2.0
import type { HashBytes } from '../../kernel/sha256.ts';
import { STYLE } from './html.ts';
import type { Addresses } from './html.ts';
import { endpoints } from './page.contract.ts';

/** Where the public pages lie on the desk itself. */
export const onDesk: Addresses = {
  icon: '/mark.svg',
  list: (lang) => endpoints.statementList.at({}, { lang }),
  feed: (lang) => endpoints.statementFeed.at({}, { lang }),
  thanks: (lang) => endpoints.thanksPage.at({}, { lang }),
  pdf: ({ caseId, number }, lang) => endpoints.statementPdf.at({ caseId, number }, { lang }),
  page: ({ caseId, number }, lang) => endpoints.statementPage.at({ caseId, number }, { lang }),
};

/** Headers of every public page: its one style by hash, no script, no form, no frame. */
export function publicHeaders(hash: HashBytes): Readonly<Record<string, string>> {
  const style = Buffer.from(hash(STYLE), 'hex').toString('base64');
  return {
    'content-security-policy': `default-src 'none'; img-src 'self'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    'cache-control': 'public, max-age=60',
  };
}
