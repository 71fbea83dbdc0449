// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { readMailAddress, readTelephone } from '../contact/contact.ts';
import type { ContactKind } from '../contact/contact.ts';
import type { Columns } from '../table/table.ts';
import { languages } from './customer.ts';
import type { Language } from './customer.ts';

/** Columns of a list of customers. A customer may have several rows, one for each contract. */
export const customerColumns = {
  customerId: {
    words: ['顧客番号', '顧客id', '得意先コード', '会員番号', 'customer', 'customerid', 'customernumber'],
    longest: 200,
    required: true,
  },
  name: { words: ['顧客名', '会社名', '契約者名', '名称', '氏名', 'name', 'customername', 'company'], longest: 200, required: true },
  contracts: { words: ['契約番号', '契約', '契約id', 'contract', 'contracts', 'contractnumber', 'contractid'], longest: 2000 },
  role: {
    words: ['代表メール', '代表アドレス', 'メールアドレス', 'メール', 'role', 'roleaddress', 'mail', 'email'],
    longest: 320,
  },
  person: {
    words: ['担当者メール', '担当メール', '技術担当メール', 'person', 'personmail', 'contactmail', 'technicalcontact'],
    longest: 320,
  },
  attention: { words: ['担当者名', '担当者', '宛名', 'attention', 'contactname', 'personname'], longest: 200 },
  second: { words: ['副担当メール', '第二担当メール', '緊急連絡メール', 'second', 'secondmail', 'secondperson'], longest: 320 },
  reseller: { words: ['販売店メール', '代理店メール', '親会社メール', 'reseller', 'resellermail', 'parent', 'parentmail'], longest: 320 },
  telephone: { words: ['電話', '電話番号', 'tel', 'telephone', 'phone'], longest: 50 },
  postcode: { words: ['郵便番号', '〒', 'postcode', 'zip', 'zipcode'], longest: 20 },
  letter: { words: ['住所', '所在地', '送付先', 'address', 'postaladdress'], longest: 300 },
  lang: { words: ['言語', '使用言語', 'language', 'lang'], longest: 20 },
  preference: { words: ['連絡方法', '希望する連絡方法', 'preference', 'channel'], longest: 20 },
  machineForm: { words: ['xarf', '機械向け形式', 'machineform'], longest: 20 },
} as const satisfies Columns<string>;

export type CustomerColumn = keyof typeof customerColumns;
export type Cells = Readonly<Record<CustomerColumn, string>>;

type Read<T> = { readonly value: T } | { readonly why: Bilingual };

/** How each cell that is more than a name is read. */
export const cellReaders = {
  contracts: (cell: string): Read<readonly string[]> => ({
    value: [...new Set(cell.split(/[;,、，；]/).map((one) => one.trim()))].filter((one) => one !== ''),
  }),
  role: readMailAddress,
  person: readMailAddress,
  second: readMailAddress,
  reseller: readMailAddress,
  telephone: readTelephone,
  lang: (cell: string): Read<Language> =>
    byWord(LANGUAGES, cell, { ja: `${languages.join('・')} のどれでもありません`, en: `is none of ${languages.join(', ')}` }),
  preference: (cell: string): Read<ContactKind> =>
    byWord(CHANNELS, cell, { ja: 'メール・電話・郵便のどれでもありません', en: 'is none of mail, telephone, letter' }),
  machineForm: (cell: string): Read<boolean> => byWord(YES_NO, cell, { ja: 'はい・いいえで書いてください', en: 'is yes or no' }),
} as const;

const LANGUAGES: ReadonlyMap<string, Language> = new Map([
  ...languages.map((one) => [one, one] as const),
  ['jp', 'ja'],
  ['日本語', 'ja'],
  ['japanese', 'ja'],
  ['英語', 'en'],
  ['english', 'en'],
  ['中国語', 'zh'],
  ['chinese', 'zh'],
  ['韓国語', 'ko'],
  ['korean', 'ko'],
  ['ポルトガル語', 'pt'],
  ['portuguese', 'pt'],
  ['ベトナム語', 'vi'],
  ['vietnamese', 'vi'],
]);
const CHANNELS: ReadonlyMap<string, ContactKind> = new Map([
  ['mail', 'mail'],
  ['email', 'mail'],
  ['メール', 'mail'],
  ['telephone', 'telephone'],
  ['phone', 'telephone'],
  ['電話', 'telephone'],
  ['letter', 'letter'],
  ['郵便', 'letter'],
  ['手紙', 'letter'],
]);
const YES_NO: ReadonlyMap<string, boolean> = new Map([
  ...['yes', 'true', '1', 'はい', '○', 'あり', '要'].map((one) => [one, true] as const),
  ...['no', 'false', '0', 'いいえ', '×', 'なし', '不要'].map((one) => [one, false] as const),
]);

function byWord<T>(words: ReadonlyMap<string, T>, cell: string, why: Bilingual): Read<T> {
  const value = words.get(cell.normalize('NFKC').toLowerCase().trim());
  return value === undefined ? { why } : { value };
}
