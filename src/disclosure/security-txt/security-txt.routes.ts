// SPDX-License-Identifier: Apache-2.0
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { endpoints } from './security-txt.contract.ts';
import { securityTxtOf } from './standing.ts';

/** The public file; there is none until a named person confirmed a contact. */
export function securityTxtRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  const standing = securityTxtOf(deps);
  return [
    route({
      ...endpoints.securityTxt,
      access: 'public',
      rateLimit: 300,
      summary: { ja: '脆弱性の連絡先（security.txt、RFC 9116）', en: 'Contact for vulnerabilities (security.txt, RFC 9116)' },
      async handle() {
        const now = await standing();
        if (now === null) return { problem: disclosureProblem('disclosure.no-security-txt') };
        const headers = { 'cache-control': 'public, max-age=3600' };
        return { status: 200, raw: now.text, contentType: 'text/plain; charset=utf-8', headers };
      },
    }),
  ];
}
