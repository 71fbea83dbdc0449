// SPDX-License-Identifier: Apache-2.0
import { disclosureEntries } from '../../case/entry/disclosure.ts';
import { actorOf } from '../../edge/actor.ts';
import { mayRead, mayRelease } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { checkSecurityTxt } from './check.ts';
import { keptSecurityTxt } from './kept.ts';
import { NOT_CHECKED } from './not-checked.ts';
import { endpoints } from './security-txt.contract.ts';
import { confirmSecurityTxt, nameKeeper, securityTxtOf } from './standing.ts';

/** The public file, how it is kept, and the examination of any other. There is none until a named person confirmed a contact. */
export function securityTxtRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  const standing = securityTxtOf(deps);
  const kept = async () => ({ status: 200, body: await keptSecurityTxt(deps, await standing()) }) as const;
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
    route({
      ...endpoints.keptSecurityTxt,
      access: mayRead,
      summary: { ja: 'security.txt の状態', en: 'How security.txt is kept' },
      handle: kept,
    }),
    route({
      ...endpoints.confirmSecurityTxt,
      access: mayRelease.contact,
      summary: { ja: '連絡先が読まれていることを確認し、公開する', en: 'Say that the contacts are read, and publish them' },
      async handle({ body, who }) {
        const before = (await standing())?.body ?? null;
        const read = disclosureEntries['security-txt.confirmed'].safeParse({ ...body, languages: before?.languages ?? ['ja', 'en'] });
        if (!read.success) {
          const faults = [...new Set(read.error.issues.map(({ path }) => path.join('.')))].join(', ');
          return { problem: disclosureProblem('disclosure.contact-unreadable', undefined, { faults }) };
        }
        const refused = await confirmSecurityTxt(deps, actorOf(who), read.data);
        return refused === null ? kept() : { problem: refused };
      },
    }),
    route({
      ...endpoints.nameKeeper,
      access: mayRelease.contact,
      summary: { ja: '次に確認する人を決める', en: 'Name who confirms it next' },
      async handle({ body, who }) {
        const refused = await nameKeeper(deps, actorOf(who), body.personId);
        return refused === null ? kept() : { problem: refused };
      },
    }),
    route({
      ...endpoints.checkSecurityTxt,
      // A calculation over what was pasted; nothing of the desk is shown or changed.
      access: 'signed-in',
      summary: { ja: 'security.txt（よそのものも）を調べる', en: 'Examine a security.txt, of others too' },
      async handle({ body }) {
        const findings = checkSecurityTxt(body.text, deps.clock.now());
        return {
          status: 200,
          body: { valid: findings.length === 0, findings: findings.map((one) => ({ ...one })), notChecked: [...NOT_CHECKED] },
        };
      },
    }),
  ];
}
