// SPDX-License-Identifier: Apache-2.0
// What happens to accounts, in one vocabulary for all products: who (user.name), what (event.action), with what result
// (event.outcome), from where (source.ip), with what (user_agent.original), in which application (service.name).
import { text } from '../../engine/sql.ts';

export const accountActions = [
  'sign-in',
  'inbox-rule',
  'forwarding',
  'mailbox-permission',
  'consent',
  'app-credential',
  'mfa-change',
  'password-change',
  'account-created',
  'account-changed',
  'account-deleted',
  'role-change',
  'mail-access',
  'mail-sent',
  'mail-deleted',
  'file-access',
] as const;
export type AccountAction = (typeof accountActions)[number];

/**
 * An account as it is compared: in lower case, without what products write around it (SharePoint's claims, `smtp:`).
 * `DOMAIN\user` stays as it is: which mail domain it belongs to is not in the log.
 */
export function account(sql: string): string {
  return `lower(replaceRegexpOne(trimBoth(${sql}), '^(?:i:0[#e][.][a-z][|][^|]*[|]|(?i:smtp):)', ''))`;
}

/** An operation's meaning by its name; '' for those that mean none of these. */
export function actionOf(sql: string, meanings: Readonly<Partial<Record<AccountAction, readonly string[]>>>): string {
  const pairs = Object.entries(meanings).flatMap(([action, names]) =>
    names.map((name) => [name.toLowerCase().replace(/\.$/, ''), action] as const),
  );
  return `transform(lower(trimRight(${sql}, '. ')), [${pairs.map(([name]) => text(name)).join(',')}], [${pairs.map(([, action]) => text(action)).join(',')}], '')`;
}

/** `success`, `failure` or '' by the words that products use. */
export function outcomeOf(sql: string): string {
  return `multiIf(match(${sql}, '^(?i)(success|succeeded|partiallysucceeded|true|0|0x0|成功)$'), 'success', match(${sql}, '^(?i)(fail|failed|failure|false|interrupted|失敗|中断)$'), 'failure', '')`;
}
