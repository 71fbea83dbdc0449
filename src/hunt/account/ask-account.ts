// SPDX-License-Identifier: Apache-2.0
// Three questions to sign-in and audit logs about one account: from where, who else from there, what was changed.
import type { BodyOf } from '../../case/entry/kinds.ts';
import type { AccountName } from '../../common/account.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { inertText } from '../../kernel/text.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import { text } from '../engine/sql.ts';

export type AccountAsked = Omit<BodyOf<'hunt.account-asked'>, 'digest'>;

const MOST = 100;
/** An address that more accounts than this, and more than a tenth of all, sign in from is an office's, not an intruder's. */
const FEW_ACCOUNTS = 3;
const CHANGES = [
  'inbox-rule',
  'forwarding',
  'mailbox-permission',
  'consent',
  'app-credential',
  'mfa-change',
  'password-change',
  'role-change',
];
const AUDITED = '^(m365|azure\\\\.auditlogs|google)';
const at = (sql: string) => `concat(formatDateTime(${sql}, '%FT%T', 'UTC'), 'Z')`;
const user = 'lower(`user.name`)';

/** Whether a column of account names says this one; a UPN and a down-level name are one where their domains begin alike. */
function isAccount(column: string, { shown, local, domain, is }: AccountName): string {
  const short = domain.split('.')[0] ?? '';
  if (is === 'bare')
    return `(${column} = ${text(local)} OR startsWith(${column}, ${text(`${local}@`)}) OR endsWith(${column}, ${text(`\\${local}`)}))`;
  if (is === 'upn') return `(${column} = ${text(shown)} OR ${column} = ${text(`${short}\\${local}`)})`;
  return `(${column} = ${text(shown)} OR startsWith(${column}, ${text(`${local}@${short}.`)}) OR ${column} = ${text(`${local}@${short}`)})`;
}

/** Everything stored; what no log could say is said to be not checkable. */
export async function askAccount(engine: LogEngine, account: AccountName): Promise<Result<AccountAsked, EngineFault>> {
  const his = isAccount(user, account);
  const signedIn = "`event.action` = 'sign-in'";
  const there = await engine.read<{ rows: number; signIns: number; audited: number; accounts: number }>(
    `SELECT count() AS rows, countIf(${signedIn}) AS signIns, countIf(match(\`event.dataset\`, '${AUDITED}')) AS audited,
      uniqExactIf(${user}, ${signedIn}) AS accounts FROM matoi.event`,
  );
  if (!there.ok) return there;
  const signIns = await engine.read<{ address: string; client: string; success: number; failure: number; first: string; last: string }>(
    `SELECT \`source.ip\` AS address, \`user_agent.original\` AS client, countIf(\`event.outcome\` = 'success') AS success,
      countIf(\`event.outcome\` = 'failure') AS failure, ${at('min(`@timestamp`)')} AS first, ${at('max(`@timestamp`)')} AS last
      FROM matoi.event WHERE ${signedIn} AND ${his} GROUP BY address, client ORDER BY max(\`@timestamp\`) DESC LIMIT ${MOST}`,
  );
  if (!signIns.ok) return signIns;
  const all = there.value[0] ?? { rows: 0, signIns: 0, audited: 0, accounts: 0 };
  const few = Math.max(FEW_ACCOUNTS, Math.floor(all.accounts / 10));
  const others = await engine.read<{ account: string; address: string; success: number; accounts: number; first: string; last: string }>(
    `WITH few AS (SELECT \`source.ip\` AS ip, uniqExact(${user}) AS n FROM matoi.event WHERE ${signedIn} AND \`source.ip\` != ''
        GROUP BY ip HAVING n <= ${few} AND countIf(${his} AND \`event.outcome\` = 'success') > 0)
      SELECT ${user} AS account, \`source.ip\` AS address, countIf(\`event.outcome\` = 'success') AS success, any(few.n) AS accounts,
      ${at('min(`@timestamp`)')} AS first, ${at('max(`@timestamp`)')} AS last
      FROM matoi.event INNER JOIN few ON \`source.ip\` = few.ip WHERE ${signedIn} AND NOT ${his} AND ${user} != ''
      GROUP BY account, address ORDER BY success DESC, account LIMIT ${MOST}`,
  );
  if (!others.ok) return others;
  const target = isAccount('lower(`user.target.name`)', account);
  const changes = await engine.read<{ at: string; action: string; what: string; by: string; address: string }>(
    `SELECT ${at('`@timestamp`')} AS at, \`event.action\` AS action, if(\`event.code\` = '', message, \`event.code\`) AS what, ${user} AS by,
      \`source.ip\` AS address FROM matoi.event WHERE \`event.action\` IN (${CHANGES.map(text).join(',')}) AND (${his} OR ${target})
      ORDER BY \`@timestamp\` LIMIT ${MOST}`,
  );
  if (!changes.ok) return changes;
  const sent = await engine.read<{ n: number }>(`SELECT count() AS n FROM matoi.event WHERE \`event.action\` = 'mail-sent' AND ${his}`);
  if (!sent.ok) return sent;
  return ok({
    account: account.shown,
    signIns: signIns.value.map((one) => ({ ...one, address: shown(one.address), client: inertText(one.client).slice(0, 500) })),
    sameAddress: others.value.map((one) => ({ ...one, account: shown(one.account), address: shown(one.address) })),
    changes: changes.value.map((one) => ({ ...one, what: shown(one.what), by: shown(one.by), address: shown(one.address) })),
    mailsSent: sent.value[0]?.n ?? 0,
    linesLookedAt: all.rows,
    notCheckable: [...(all.signIns === 0 ? [NO_SIGN_INS] : []), ...(all.audited === 0 ? [NO_AUDIT] : [])],
  });
}

const shown = (value: string): string => inertText(value).slice(0, 300);

const NO_SIGN_INS: Bilingual = {
  ja: 'サインインの記録が取り込まれていないため、どこから入られたか、ほかに入られたアカウントがないかは確かめられない',
  en: 'No sign-in log is stored: from where the account was used, and which others were, cannot be told',
};
const NO_AUDIT: Bilingual = {
  ja: '監査の記録が取り込まれていないため、メールのルール・転送・アプリへの同意が変えられたかは確かめられない',
  en: 'No audit log is stored: whether mail rules, forwarding or consents were changed cannot be told',
};
