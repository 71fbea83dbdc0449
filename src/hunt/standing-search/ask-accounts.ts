// SPDX-License-Identifier: Apache-2.0
import { readFindings } from '../../case/handover/findings.ts';
import { keyOf } from '../../case/fold/accounts.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Draft } from '../../case/entry.ts';
import { readAccount } from '../../common/account.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { askAccount } from '../account/ask-account.ts';
import type { EngineFault } from '../engine/engine.port.ts';
import { digestOf } from '../question/entries.ts';
import type { StandingDeps } from './standing-deps.ts';

const MOST = 20;

/** Accounts that the case asks about, each once however it was written. */
export function askedAccounts(view: CaseView): readonly string[] {
  const wanted = readFindings(view).filter((one) => one.to === 'hunt' && one.kind === 'account' && one.state.is === 'taken');
  return [...new Map(wanted.map((one) => [keyOf(one.value), one.value])).values()];
}

/** The three questions about each account that the case asks about, as entries to be written. */
export async function askAccounts(deps: StandingDeps, view: CaseView): Promise<Result<readonly Draft[], EngineFault>> {
  const drafts: Draft[] = [];
  for (const value of askedAccounts(view).slice(0, MOST)) {
    const account = readAccount(value);
    if (account === null) continue;
    const asked = await askAccount(deps.desk.engine, account);
    if (!asked.ok) return asked;
    drafts.push({ kind: 'hunt.account-asked', body: { ...asked.value, digest: digestOf(deps.hash, asked.value) } });
  }
  return ok(drafts);
}
