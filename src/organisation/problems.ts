// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';

const nothingChanged: Bilingual = { ja: '登録内容は変わっていません。', en: 'The register is unchanged.' };

/** What the register can refuse. Codes stand in docs/errors.md. */
export const organisationProblems = {
  'organisation.already-set-up': {
    status: 409,
    what: { ja: '初期設定はすでに済んでいます。', en: 'The desk has been set up already.' },
    safe: nothingChanged,
    next: { ja: 'サインインしてください。入れないときは管理者に頼んでください。', en: 'Sign in, or ask an administrator for access.' },
  },
  'organisation.wrong-set-up-code': {
    status: 403,
    what: { ja: '初期設定コードが違います。', en: 'The set-up code is wrong.' },
    safe: nothingChanged,
    next: {
      ja: '起動したときに画面に出たコードを入れてください。再起動すると新しいコードになります。',
      en: 'Enter the code that start printed; a restart prints a new one.',
    },
  },
  'organisation.no-such-person': {
    status: 404,
    what: { ja: 'その人は登録されていません。', en: 'There is no such person in the register.' },
    safe: nothingChanged,
    next: { ja: '番号かメールアドレスを確かめてください。', en: 'Check the number or the address.' },
  },
  'organisation.bad-address': {
    status: 422,
    what: { ja: 'メールアドレスとして読めないものがあります。', en: 'One of the addresses is not a mail address.' },
    safe: nothingChanged,
    next: { ja: '示されたアドレスを直してください。', en: 'Correct the address named.' },
  },
  'organisation.address-taken': {
    status: 409,
    what: { ja: 'そのメールアドレスは別の人のものとして登録されています。', en: 'That address belongs to somebody else in the register.' },
    safe: nothingChanged,
    next: { ja: 'どちらの人のものか確かめてから登録してください。', en: 'Find out whose it is before entering it.' },
  },
  'organisation.address-needed': {
    status: 422,
    what: { ja: 'サインインにはメールアドレスが必要です。', en: 'Signing in needs a mail address.' },
    safe: nothingChanged,
    next: { ja: 'メールアドレスを登録してから、もう一度操作してください。', en: 'Enter an address first, then repeat the action.' },
  },
  'organisation.version-needed': {
    status: 428,
    what: { ja: 'どの版を見て変更したのかが示されていません。', en: 'The change does not say which version it was made from.' },
    safe: nothingChanged,
    next: { ja: 'If-Match に、読んだときの ETag を付けてください。', en: 'Send If-Match with the ETag that you read.' },
  },
  'organisation.stale': {
    status: 412,
    what: { ja: 'ほかの人が先に変更しました。', en: 'Somebody else changed this first.' },
    safe: { ja: '先の変更は残り、あなたの変更は行われていません。', en: 'Their change stands; yours was not made.' },
    next: { ja: '最新の内容を読んでから、もう一度変更してください。', en: 'Read the latest state and change again.' },
  },
  'organisation.last-administrator': {
    status: 409,
    what: {
      ja: 'サインインできる管理者がいなくなるため、変更できません。',
      en: 'Nobody who can sign in would be an administrator any more.',
    },
    safe: nothingChanged,
    next: { ja: '先に別の人を管理者にしてください。', en: 'Make somebody else an administrator first.' },
  },
  'organisation.person-left': {
    status: 409,
    what: { ja: 'その人はすでに離れています。', en: 'That person has left.' },
    safe: nothingChanged,
    next: { ja: '新しい人として登録してください。', en: 'Add them as a new person.' },
  },
  'organisation.unreadable-csv': {
    status: 422,
    what: { ja: 'CSV として読めません。', en: 'The file cannot be read as CSV.' },
    safe: nothingChanged,
    next: {
      ja: 'ひな形をダウンロードし、UTF-8 か Shift_JIS の CSV で保存して送ってください。',
      en: 'Download the template and save as CSV in UTF-8 or Shift_JIS.',
    },
  },
  'organisation.no-such-file': {
    status: 422,
    what: { ja: 'ファイルを読めません。', en: 'The file cannot be read.' },
    safe: nothingChanged,
    next: { ja: 'ファイルの場所と権限を確かめてください。', en: 'Check where it is and who may read it.' },
  },
  'organisation.wrong-call': {
    status: 400,
    what: { ja: '指定が正しくありません。', en: 'The call is not right.' },
    safe: nothingChanged,
    next: { ja: '--help で使い方を見てください。', en: 'See --help.' },
  },
  'organisation.too-many-rows': {
    status: 422,
    what: { ja: '一度に読み込める行数を超えています。', en: 'The file holds more rows than one import takes.' },
    safe: nothingChanged,
    next: { ja: 'ファイルを分けて送ってください。', en: 'Send it in several files.' },
  },
  'organisation.one-file': {
    status: 422,
    what: { ja: 'CSV ファイルが1つ必要です。', en: 'Exactly one CSV file is needed.' },
    safe: nothingChanged,
    next: { ja: 'ファイルを1つ選んで送ってください。', en: 'Choose one file and send it.' },
  },
  'organisation.no-such-key': {
    status: 404,
    what: { ja: 'そのキーはありません。', en: 'There is no such key.' },
    safe: nothingChanged,
    next: { ja: 'キーの一覧を読み直してください。', en: 'Read the list of keys again.' },
  },
  'organisation.needs-a-person': {
    status: 403,
    what: { ja: 'この操作は、機械のキーではできません。', en: 'A machine key may not do this.' },
    safe: nothingChanged,
    next: { ja: '権限のある人がサインインして操作してください。', en: 'A person with the role must sign in and do it.' },
  },
} as const satisfies Record<string, Omit<Problem, 'code' | 'facts'>>;

export type OrganisationCode = keyof typeof organisationProblems;

export function organisationProblem(code: OrganisationCode, facts?: Problem['facts']): Problem<OrganisationCode> {
  return { code, ...organisationProblems[code], ...(facts === undefined ? {} : { facts }) };
}
