// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

const OUTCOMES = {
  ja: {
    taken: 'サーバーの応答：',
    later: '今は渡せない：',
    refused: '断られた：',
    unknown: '応答がないまま切れた：',
    'not-set-up': '設定がない：',
    practice: '練習モード：',
  } as Readonly<Record<string, string>>,
  en: {
    taken: 'Server’s answer:',
    later: 'Not now:',
    refused: 'Refused:',
    unknown: 'Ended without an answer:',
    'not-set-up': 'Not set up:',
    practice: 'Practice mode:',
  } as Readonly<Record<string, string>>,
};
const TLS = {
  ja: { implicit: '最初から暗号化', starttls: 'STARTTLS（必須）', offered: 'STARTTLS（あれば）', none: '暗号化なし' } as Readonly<
    Record<string, string>
  >,
  en: {
    implicit: 'encrypted from the start',
    starttls: 'STARTTLS required',
    offered: 'STARTTLS where offered',
    none: 'not encrypted',
  } as Readonly<Record<string, string>>,
};
type Direction = 'out' | 'in';
type Place = 'first' | 'second';

/** What cards about the settings of mail say. */
export const mailCardWords = wordsOf(
  {
    at: (direction: Direction, place: Place) =>
      `${direction === 'out' ? '送信サーバー' : '受信メールボックス'}（${place === 'first' ? '主' : '予備'}）`,
    server: 'サーバー',
    from: '差出人',
    folder: 'フォルダー',
    account: 'アカウント',
    secretName: '秘密の値',
    secret: { given: '新しく入れた', kept: '前のまま', none: '使わない' },
    tls: (mode: string) => TLS.ja[mode] ?? mode,
    answer: (number: number) => `${number} 通目`,
    outcome: (is: string) => OUTCOMES.ja[is] ?? is,
    noAddress: '設定なし',
  },
  {
    at: (direction: Direction, place: Place) =>
      `${place === 'first' ? 'First' : 'Second'} ${direction === 'out' ? 'outgoing server' : 'incoming mailbox'}`,
    server: 'Server',
    from: 'From',
    folder: 'Folder',
    account: 'Account',
    secretName: 'Secret',
    secret: { given: 'given anew', kept: 'as before', none: 'none used' },
    tls: (mode: string) => TLS.en[mode] ?? mode,
    answer: (number: number) => `Mail ${number}`,
    outcome: (is: string) => OUTCOMES.en[is] ?? is,
    noAddress: 'none',
  },
);
