// SPDX-License-Identifier: Apache-2.0
import { smallPage } from '../../common/page/small-page.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { Instant } from '../../kernel/instant.ts';
import { htmlText } from '../../kernel/text.ts';

export const LEAST_PASSWORD = 12;
export const MOST_PASSWORD = 200;

const words = {
  ja: {
    title: 'パスワードを決める',
    lead: (house: string, name: string) => `${name} さん、${house === '' ? '' : `${house}の`}インシデント対応デスク（Matoi）への招待です。`,
    address: 'サインインに使うアドレス',
    until: 'この招待の期限',
    password: '新しいパスワード（12文字以上）',
    again: 'もう一度',
    help: '短くて複雑なものより、長い合言葉のほうが破られにくくなります。ほかで使っていないものにしてください。',
    save: 'このパスワードに決める',
    note: 'この招待は1回だけ使えます。開いただけでは何も変わりません。決めたあと、サインインの画面に移ります。',
    differ: '2つのパスワードが同じではありません。もう一度入れてください。何も変わっていません。',
    short: 'パスワードは12文字以上200文字以下にしてください。何も変わっていません。',
  },
  en: {
    title: 'Choose your password',
    lead: (house: string, name: string) => `${name}, you are invited to the incident desk (Matoi)${house === '' ? '' : ` of ${house}`}.`,
    address: 'You sign in as',
    until: 'This invitation is open until',
    password: 'New password (12 characters or more)',
    again: 'Once more',
    help: 'A long passphrase is stronger than a short, complex password. Use one that you use nowhere else.',
    save: 'Make this my password',
    note: 'The invitation works once. Opening this page changes nothing. Afterwards you come to the sign-in screen.',
    differ: 'The two passwords are not the same. Enter them once more. Nothing was changed.',
    short: 'A password has 12 to 200 characters. Nothing was changed.',
  },
} as const;

export type ShownInvitation = {
  readonly name: string;
  readonly address: string;
  readonly lang: Lang;
  readonly organisation: Bilingual;
  readonly until: Instant;
  readonly zone: string;
};

/** Why the password that was sent was not taken. */
export type Fault = 'differ' | 'short';

/** The one page of an invitation: whole without a script; only its button changes anything. */
export function invitationPage(hash: HashBytes, shown: ShownInvitation, fault: Fault | null) {
  const { lang, name, address, organisation, until, zone } = shown;
  const w = words[lang];
  const field = (label: string, field: string) =>
    `<label>${label}<input type="password" name="${field}" autocomplete="new-password" minlength="${LEAST_PASSWORD}" maxlength="${MOST_PASSWORD}" required></label>`;
  const body = `<p>${htmlText(w.lead(organisation[lang], name))}</p>
${fault === null ? '' : `<p class="fault" role="alert">${w[fault]}</p>`}
<dl><dt>${w.address}</dt><dd>${htmlText(address)}</dd><dt>${w.until}</dt><dd>${wallTime(until, zone, lang)}</dd></dl>
<form method="post"><input type="hidden" name="username" autocomplete="username" value="${htmlText(address)}">${field(w.password, 'password')}<p class="small">${w.help}</p>${field(w.again, 'again')}<button>${w.save}</button></form>
<p class="small">${w.note}</p>`;
  return smallPage(hash, { lang, title: w.title, body });
}

/** null: it is taken. */
export function faultOf(password: string, again: string): Fault | null {
  if (password !== again) return 'differ';
  return password.length < LEAST_PASSWORD || password.length > MOST_PASSWORD ? 'short' : null;
}
