// SPDX-License-Identifier: Apache-2.0
// What a pasted re-read says of a measure: it holds, it does not, or the output does not say. Nothing is taken on trust.
import type { AccountAct, rereadResults } from '../../case/entry/account.ts';
import { sendingsOf } from './mail-log.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

export type Reread = { readonly result: (typeof rereadResults)[number]; readonly why: Bilingual };
type Pairs = readonly (readonly [key: string, value: string])[];

const MOST_LINES = 2000;
const EMPTY = /^(?:\{\}|\[\]|null|\$null|none|なし|''|""|)$/i;

/** `Key : Value` of PowerShell's lists, `Key=Value`, `"key": "value"` of JSON; keys in lower case. Linear in the text. */
export function pairsOf(text: string): Pairs {
  const found: [string, string][] = [];
  for (const line of text.split(/\r\n|\n|\r/).slice(0, MOST_LINES)) {
    const pair = /^\s{0,20}"?([A-Za-z][\w .-]{0,80}?)"?\s{0,60}[:=]\s?(.{0,2000})$/.exec(line.slice(0, 4000));
    if (pair !== null)
      found.push([
        (pair[1] ?? '').toLowerCase().replaceAll(/[ ._-]/g, ''),
        (pair[2] ?? '')
          .trim()
          .replace(/,$/, '')
          .replace(/^"(.*)"$/, '$1'),
      ]);
  }
  return found;
}

/** `since` (ISO 8601): when the measure was released. What has a time must be younger than that. `object`: whom it is about. */
export function judgeReread(act: AccountAct, text: string, since: string, object = ''): Reread {
  const pairs = pairsOf(text);
  const valuesOf = (...keys: readonly string[]) => pairs.filter(([key]) => keys.includes(key)).map(([, value]) => value);
  switch (act) {
    case 'disable':
      return flag(
        valuesOf('accountenabled', 'enabled').map((value) => /^false$/i.test(value)),
        valuesOf('suspended', 'accountsuspended').map((value) => /^true$/i.test(value)),
      );
    case 'end-sessions':
      return younger(valuesOf('signinsessionsvalidfromdatetime', 'refreshtokensvalidfromdatetime', 'stsrefreshtokensvalidfrom'), since);
    case 'reset-password':
      return younger(valuesOf('lastpasswordchangedatetime', 'passwordlastset', 'lastpasswordchangetimestamp'), since);
    case 'remove-forwarding':
      return gone(
        valuesOf('forwardingsmtpaddress', 'forwardingaddress', 'forwardto', 'emailaddress'),
        valuesOf('delivertomailboxandforward', 'enabled', 'forward').filter((value) => /^true$/i.test(value)),
        text,
      );
    case 'remove-mail-rules':
      return rules(pairs, text);
    case 'revoke-consents':
      return gone(valuesOf('clientid', 'scope', 'displaytext', 'scopes'), [], text);
    case 'remove-factors':
      return factors(text);
    case 'block-sender':
      return senderBlocked(
        valuesOf('action').map((value) => /^block$/i.test(value)),
        sendingsOf(text, object, since),
      );
    default:
      return unsaid;
  }
}

const unsaid: Reread = {
  result: 'cannot-tell',
  why: { ja: '貼られた出力からは、効いているかどうか読み取れない', en: 'The output does not say whether it holds' },
};
const holds = (ja: string, en: string): Reread => ({ result: 'confirmed', why: { ja, en } });
const fails = (ja: string, en: string): Reread => ({ result: 'not-confirmed', why: { ja, en } });

function flag(...signs: readonly (readonly boolean[])[]): Reread {
  const all = signs.flat();
  if (all.length === 0) return unsaid;
  return all.every(Boolean)
    ? holds('出力がその状態を示している', 'The output shows that state')
    : fails('まだ有効になっている', 'It is still active');
}

/** A list that names the sender, or the mail server's log: one mail that was taken since speaks against any that were refused. */
function senderBlocked(listed: readonly boolean[], { refused, taken, lastTaken }: ReturnType<typeof sendingsOf>): Reread {
  if (taken > 0) return fails(`まだ受け取っている：${lastTaken}`, `Still taken: ${lastTaken}`);
  if (refused === 0) return flag(listed);
  return holds(
    `メールサーバーのログで、承認のあとの ${refused} 通が断られ、受け取られたものはない`,
    `In the mail server's log ${refused} were refused after the release, and none was taken`,
  );
}

function younger(values: readonly string[], since: string): Reread {
  const times = values.map((value) => Date.parse(value)).filter((time) => Number.isFinite(time));
  if (times.length === 0) return unsaid;
  const newest = new Date(Math.max(...times)).toISOString();
  return newest >= since
    ? holds(`${newest} に切り替わっている`, `It changed at ${newest}`)
    : fails(`${newest} のままで、承認（${since}）より古い`, `It still says ${newest}, older than the release (${since})`);
}

/** Every value must be empty; an output in which none of the names stands says nothing. */
function gone(values: readonly string[], active: readonly string[], text: string): Reread {
  const left = [...values.filter((value) => !EMPTY.test(value)), ...active];
  if (left.length > 0) return fails(`残っている：${left[0]?.slice(0, 200) ?? ''}`, `Still there: ${left[0]?.slice(0, 200) ?? ''}`);
  return values.length === 0 && !saysNothingThere(text) ? unsaid : holds('何も残っていない', 'Nothing of it is left');
}

/** A rule that is listed is there, whatever it does: hidden and disabled ones can be switched on again. */
function rules(pairs: Pairs, text: string): Reread {
  const names = pairs
    .filter(([key]) => key === 'name' || key === 'ruleidentity' || key === 'id')
    .map(([, value]) => value)
    .filter((value) => !EMPTY.test(value));
  const acts = pairs.filter(
    ([key, value]) => /^(?:forwardto|forwardasattachmentto|redirectto|movetofolder)$/.test(key) && !EMPTY.test(value),
  );
  if (names.length > 0 || acts.length > 0) {
    const one = names[0] ?? acts[0]?.[1] ?? '';
    return fails(`ルールが残っている：${one.slice(0, 200)}`, `A rule is still there: ${one.slice(0, 200)}`);
  }
  return saysNothingThere(text) ? holds('ルールは一つもない', 'There is no rule') : unsaid;
}

function factors(text: string): Reread {
  const types = [...text.matchAll(/#microsoft\.graph\.([A-Za-z0-9]{1,60})AuthenticationMethod/g)].map((match) => match[1] ?? '');
  if (types.length === 0) return unsaid;
  const left = types.filter((type) => type !== 'password');
  return left.length === 0
    ? holds('パスワードのほかに要素はない', 'There is no factor but the password')
    : fails(`要素が残っている：${left.join(', ')}`, `Factors are still there: ${left.join(', ')}`);
}

/** Only what says so: an empty paste may be a command that failed. */
function saysNothingThere(text: string): boolean {
  return /(?:^|\n)\s{0,10}(?:\[\]|0 (?:rules?|items?|filters?|results?)\b|no (?:rules?|filters?|results?|items?)\b|count\s{0,5}[:=]\s{0,5}0\b|該当なし|規則なし)/i.test(
    text,
  );
}
