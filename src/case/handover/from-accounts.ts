// SPDX-License-Identifier: Apache-2.0
import { readAccount } from '../../common/account.ts';
import { keyOf } from '../fold/accounts.ts';
import type { CaseView } from '../fold/view.ts';
import type { Found } from './finding.ts';
import { namedOf } from './from-triage.ts';

/** triage -> hunt: accounts of ours that a report of a taken-over account names, each once however it was written. */
export function accountsNamed(view: CaseView): readonly Found[] {
  if (view.parts.triage.kinds?.kinds.includes('account-taken-over') !== true) return [];
  const found = new Map<string, Found>();
  for (const { kind, value, whose, reportId, seq } of namedOf(view)) {
    const isAccount = kind === 'account' || (kind === 'mail' && whose !== 'sender');
    const key = keyOf(value);
    if (!isAccount || readAccount(value) === null || found.has(key)) continue;
    found.set(key, {
      to: 'hunt',
      kind: 'account',
      value: value.toLowerCase(),
      text: {
        ja: `報告 ${reportId} にあるアカウント ${value} をサインインと監査のログで調べる`,
        en: `Ask the sign-in and audit logs about account ${value}, named in report ${reportId}`,
      },
      evidence: [{ type: 'entry', seq }],
      takenBy: 'desk',
    });
  }
  return [...found.values()];
}

/** hunt -> hunt, containment, audience: other accounts from the same address, what to undo, and who was written to. */
export function fromAccounts(view: CaseView): readonly Found[] {
  return view.parts.accounts.asked.flatMap(({ account, signIns, sameAddress, changes, mailsSent, seq }): readonly Found[] => {
    const shared = { evidence: [{ type: 'entry' as const, seq }], takenBy: 'person' as const };
    const others = [
      ...Map.groupBy(
        sameAddress.filter((one) => one.success > 0),
        (one) => one.account,
      ),
    ].map(
      ([other, some]): Found => ({
        ...shared,
        to: 'hunt',
        kind: 'account',
        value: other,
        text: {
          ja: `${other} にも、${account} と同じ ${some.map(({ address }) => address).join('、')} からサインインがあった。調べるか、問題ないと決める`,
          en: `${other} was signed in to from ${some.map(({ address }) => address).join(', ')} like ${account}: ask about it, or call it harmless`,
        },
      }),
    );
    const met = signIns.some((one) => one.success > 0) || changes.length > 0;
    const act: readonly Found[] = met
      ? [
          {
            ...shared,
            to: 'containment',
            kind: 'account',
            value: account,
            text: {
              ja: `アカウント ${account}（サインイン元 ${new Set(signIns.map(({ address }) => address)).size} か所、ルール・転送・同意の変更 ${changes.length} 件）`,
              en: `Account ${account} (${new Set(signIns.map(({ address }) => address)).size} sign-in addresses, ${changes.length} changes of rules, forwarding, consents)`,
            },
          },
        ]
      : [];
    const written: readonly Found[] =
      mailsSent > 0
        ? [
            {
              ...shared,
              to: 'audience',
              kind: 'mails-of',
              value: account,
              text: {
                ja: `${account} から送られたメール ${mailsSent} 通の宛先（一覧はメールの追跡から）`,
                en: `Whoever got the ${mailsSent} mails sent from ${account} (the list comes from the message trace)`,
              },
            },
          ]
        : [];
    return [...others, ...act, ...written];
  });
}
