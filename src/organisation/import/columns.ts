// SPDX-License-Identifier: Apache-2.0
import type { RoleName } from '../sign-in.port.ts';

/** Rows of a table that is taken in at once. */
export const MOST_ROWS = 20_000;

export const columns = ['name', 'kana', 'department', 'addresses', 'telephone', 'roles', 'lang'] as const;
export type Column = (typeof columns)[number];

/** The header as the template and the export write it. */
export const headers: Readonly<Record<'ja' | 'en', Readonly<Record<Column, string>>>> = {
  ja: {
    name: '氏名',
    kana: 'ふりがな',
    department: '部署',
    addresses: 'メールアドレス',
    telephone: '電話番号',
    roles: '役割',
    lang: '言語',
  },
  en: {
    name: 'Name',
    kana: 'Kana',
    department: 'Department',
    addresses: 'Mail',
    telephone: 'Telephone',
    roles: 'Roles',
    lang: 'Language',
  },
};

const HEADER_WORDS: Readonly<Record<Column, readonly string[]>> = {
  name: ['氏名', '名前', '姓名', '社員名', 'name', 'fullname', 'displayname'],
  kana: ['ふりがな', 'フリガナ', 'よみ', 'よみがな', '読み', '読み仮名', '氏名カナ', 'カナ', 'kana', 'furigana', 'reading'],
  department: ['部署', '部署名', '所属', '部門', '課', 'department', 'dept', 'division'],
  addresses: [
    'メール',
    'メールアドレス',
    '電子メール',
    'eメール',
    'mail',
    'email',
    'e-mail',
    'mailaddress',
    'emailaddress',
    'address',
    'addresses',
  ],
  telephone: ['電話', '電話番号', '内線', '携帯', '携帯電話', 'tel', 'telephone', 'phone', 'phonenumber', 'mobile'],
  roles: ['役割', '権限', 'ロール', 'role', 'roles'],
  lang: ['言語', '表示言語', 'lang', 'language'],
};

const ROLE_WORDS: Readonly<Record<string, RoleName>> = {
  administrator: 'administrator',
  管理者: 'administrator',
  responder: 'responder',
  対応者: 'responder',
  対応担当: 'responder',
  担当者: 'responder',
  manager: 'manager',
  責任者: 'manager',
  管理職: 'manager',
  staff: 'staff',
  職員: 'staff',
  社員: 'staff',
  一般: 'staff',
  instructor: 'instructor',
  講師: 'instructor',
  訓練担当: 'instructor',
  auditor: 'auditor',
  監査: 'auditor',
  監査人: 'auditor',
};

const LANGUAGE_WORDS: Readonly<Record<string, 'ja' | 'en'>> = {
  ja: 'ja',
  jp: 'ja',
  日本語: 'ja',
  japanese: 'ja',
  en: 'en',
  英語: 'en',
  english: 'en',
};

/** What a column of a directory's export is beside ours: the halves of a name, the name to sign in by, and whether the account lives. */
export type Place = Column | 'given' | 'family' | 'principal' | 'state';

/** Width, case, spaces and notes in brackets do not matter: `Ｅ－Ｍａｉｌ`, `E-mail`, `Email Address [Required]`; nor does how words are joined: `mobilePhone`, `Mobile Phone`. */
export function columnOf(header: string): Place | null {
  const plain = header.normalize('NFKC').replaceAll(/[[(【][^\])】]{0,60}[\])】]/g, ' ');
  const word = folded(plain);
  const known = columns.find((column) => HEADER_WORDS[column].some((one) => folded(one) === word));
  if (known !== undefined) return known;
  if (['姓', '氏', '名字', 'sn', 'surname'].includes(word)) return 'family';
  if (['名', 'givenname'].includes(word)) return 'given';
  const words = new Set(
    plain
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^\p{L}]+/u),
  );
  const any = (...some: readonly string[]) => some.some((one) => words.has(one));
  if (any('recovery', 'home', 'manager', 'fax', 'nickname')) return null;
  if (any('name')) return any('last', 'family') ? 'family' : any('first', 'given') ? 'given' : any('principal') ? 'principal' : null;
  if (any('enabled', 'disabled', 'suspended', 'blocked', 'status', '状態', '在籍', '在籍状況')) return 'state';
  if (any('phone', 'phones', 'telephone', 'mobile')) return 'telephone';
  return any('mail', 'email', 'mails') ? 'addresses' : null;
}

/** Whether a directory says of an account that it is switched off, by what stands over the cell and in it; false where it says neither. */
export function isOff(header: string, cell: string): boolean {
  const [over, said] = [folded(header), folded(cell)];
  const yes = ['true', 'yes', '1', 'はい', '有効'].includes(said);
  const no = ['false', 'no', '0', 'いいえ', '無効'].includes(said);
  if (/disabled|suspended|blocked/.test(over)) return yes;
  return no || /^(disabled|suspended|inactive|archived|blocked|deleted|left|退職|離任|休止|停止)/.test(said);
}

/** `対応者;監査` → both; null with the first word that is no role. */
export function rolesIn(cell: string): { readonly roles: readonly RoleName[] } | { readonly unknown: string } {
  const words = cell.split(/[;,、，；\s]+/).filter((word) => word !== '');
  const unknown = words.find((word) => roleOf(word) === null);
  if (unknown !== undefined) return { unknown };
  return { roles: [...new Set(words.map((word) => roleOf(word)).filter((role) => role !== null))] };
}

/** The language that a cell names in either of them; null where it names none. */
export function languageIn(cell: string): 'ja' | 'en' | null {
  const word = folded(cell);
  return Object.hasOwn(LANGUAGE_WORDS, word) ? (LANGUAGE_WORDS[word] ?? null) : null;
}

function roleOf(word: string): RoleName | null {
  const key = folded(word);
  return Object.hasOwn(ROLE_WORDS, key) ? (ROLE_WORDS[key] ?? null) : null;
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/[\s_]/g, '');
}
