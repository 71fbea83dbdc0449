// SPDX-License-Identifier: Apache-2.0
import { mayRelease } from '../../edge/role.ts';
import { readFile } from 'node:fs/promises';
import { callerOf } from '../../edge/actor.ts';
import type { CommandSpec } from '../../edge/command.ts';
import type { Clock } from '../../kernel/instant.ts';
import { disclosureEntries } from '../../case/entry/disclosure.ts';
import type { DisclosureDeps } from '../deps.ts';
import { disclosureProblem } from '../problems.ts';
import { checkSecurityTxt } from './check.ts';
import { NOT_CHECKED } from './not-checked.ts';
import { confirmSecurityTxt, securityTxtOf } from './standing.ts';

const asks = {
  renewed: { ja: '自動で更新中', en: 'renewed by the desk' },
  'confirm-now': {
    ja: '連絡先の確認が必要（matoi security-txt confirm）',
    en: 'the contact wants confirming (matoi security-txt confirm)',
  },
  expired: { ja: '期限切れ（matoi security-txt confirm）', en: 'expired (matoi security-txt confirm)' },
};

/** `matoi security-txt show|confirm|check`. */
export function securityTxtCommands(open: () => Promise<DisclosureDeps>, clock: Clock): readonly CommandSpec[] {
  return [showCommand(open), confirmCommand(open), checkCommand(clock)];
}

function showCommand(open: () => Promise<DisclosureDeps>): CommandSpec {
  return {
    path: ['security-txt', 'show'],
    summary: { ja: '公開している security.txt と、その期限', en: 'The public security.txt and how long it holds' },
    args: '',
    options: {},
    negative: { ja: 'まだないか、期限が切れている', en: 'there is none, or it has expired' },
    async run(call) {
      const standing = await securityTxtOf(await open())();
      if (standing === null) {
        call.out.problem(disclosureProblem('disclosure.no-security-txt'));
        return 1;
      }
      const { text, terms, by, confirmedAt } = standing;
      if (call.format !== 'words') call.out.json({ text, ...terms, by, confirmedAt });
      else
        for (const line of [...text.trimEnd().split('\n'), `# ${asks[terms.state][call.lang]} / ${by} ${confirmedAt}`]) call.out.line(line);
      return terms.state === 'expired' ? 1 : 0;
    },
  };
}

function confirmCommand(open: () => Promise<DisclosureDeps>): CommandSpec {
  const link = { type: 'string', value: 'URI' } as const;
  return {
    path: ['security-txt', 'confirm'],
    summary: {
      ja: '連絡先が読まれていることを確認し、security.txt を公開します（年に 2 回）',
      en: 'Say that the contacts are read, and publish security.txt (twice a year)',
    },
    args: '',
    releases: () => mayRelease.contact,
    options: {
      contact: { ...link, many: true, about: { ja: '連絡先（mailto: または https:）', en: 'contact (mailto: or https:)' } },
      policy: { ...link, about: { ja: '受け付けの方針のページ', en: 'page of the policy' } },
      thanks: { ...link, about: { ja: '謝辞のページ', en: 'page of thanks' } },
    },
    async run(call) {
      const deps = await open();
      const before = (await securityTxtOf(deps)())?.body ?? null;
      const contacts = call.texts('contact');
      const body = disclosureEntries['security-txt.confirmed'].safeParse({
        contacts: contacts.length > 0 ? contacts : (before?.contacts ?? []),
        languages: before?.languages ?? ['ja', 'en'],
        policy: call.text('policy') ?? before?.policy ?? null,
        thanks: call.text('thanks') ?? before?.thanks ?? null,
      });
      if (!body.success) {
        call.out.problem(disclosureProblem('disclosure.wrong-call', { wanted: 'matoi security-txt confirm --contact mailto:…|https://…' }));
        return 2;
      }
      const refused = await confirmSecurityTxt(deps, callerOf(call), body.data);
      if (refused !== null) {
        call.out.problem(refused);
        return 2;
      }
      const standing = await securityTxtOf(deps)();
      for (const line of standing?.text.trimEnd().split('\n') ?? []) call.out.line(line);
      return 0;
    },
  };
}

function checkCommand(clock: Clock): CommandSpec {
  return {
    path: ['security-txt', 'check'],
    summary: { ja: 'よそのものを含む security.txt を調べます', en: 'Check a security.txt, of others too' },
    args: 'FILE',
    options: {},
    negative: { ja: '直すところがある', en: 'something is wrong with it' },
    async run(call) {
      const bytes = await readFile(call.args[0] ?? '').catch(() => null);
      if (bytes === null) {
        call.out.problem(disclosureProblem('disclosure.file-not-readable', { file: call.args[0] ?? '' }));
        return 2;
      }
      const findings = checkSecurityTxt(bytes.toString('utf8'), clock.now());
      if (call.format !== 'words')
        call.out.json({
          valid: findings.length === 0,
          findings: findings.map(({ is, field, text }) => ({ is, field, text: text[call.lang] })),
          notChecked: NOT_CHECKED.map(({ what, why }) => ({ what, why: why[call.lang] })),
        });
      else for (const { text } of [...findings, ...NOT_CHECKED.map(({ why }) => ({ text: why }))]) call.out.line(text[call.lang]);
      return findings.length === 0 ? 0 : 1;
    },
  };
}
