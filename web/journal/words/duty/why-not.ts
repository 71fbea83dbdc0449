// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../../lang/lang.tsx';

/** What the desk itself writes down as the reason why a page did not leave. A server's own words are shown as they came. */
const japanese: Readonly<Record<string, string>> = {
  'no duty plan': '当番表がまだない',
  'the plan has no policy': '呼び出しの手順がない',
  'nobody has the duty at this step': 'この段で呼び出す当番がいない',
  'no mail address': 'メールアドレスがない',
  'no telephone number': '電話番号がない',
  'no webhook is named': 'Webhook の名前がない',
  'no browser is subscribed': '通知を受けるブラウザが登録されていない',
  'no contact for browser pushes is set up': 'ブラウザ通知の連絡先が設定されていない',
  'the browser’s subscription is gone': 'ブラウザの通知登録がなくなっている',
  'Outgoing mail is not set up': 'メールを送る設定がない',
  'not reachable in this exercise': 'この訓練では連絡がつかない',
  'practice mode: nothing left the desk': '練習モードのため何も出していない',
  'exercise: nothing left the desk for this recipient': '訓練のため、この宛先へは何も出していない',
  'no answer within thirty seconds': '30秒待っても応答がない',
};

/** The same with a name in it. */
const patterns: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^no webhook named (.{1,100}) is set up$/, (name) => `Webhook ${name} が設定されていない`],
  [/^the channel (.{1,100}) is not set up$/, (name) => `手段 ${name} が設定されていない`],
  [/^no policy (.{1,100})$/, (name) => `呼び出しの手順 ${name} がない`],
  [/^(.{1,100}) is no longer on the team$/, (name) => `${name} は当番表から外れている`],
];

/** Where the desk's own word is not the one that the screens use. */
const english: Readonly<Record<string, string>> = {
  'no duty plan': 'there is no rota yet',
  'exercise: nothing left the desk for this recipient': 'in an exercise nothing leaves the desk for this recipient',
};

export function whyNot(why: string, lang: Lang): string {
  if (lang === 'en') return english[why] ?? why;
  const known = japanese[why];
  if (known !== undefined) return known;
  for (const [pattern, say] of patterns) {
    const [, name] = pattern.exec(why) ?? [];
    if (name !== undefined) return say(name);
  }
  return why;
}
