// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';

const nothingChanged: Bilingual = { ja: '事案は変わっていません。', en: 'The case is unchanged.' };

/** What the journal's routes can refuse. Codes stand in docs/errors.md. */
export const journalProblems = {
  'journal.no-such-case': {
    status: 404,
    what: { ja: 'その事案はありません。', en: 'There is no such case.' },
    safe: { ja: 'ほかの事案はそのままです。', en: 'All other cases are as they were.' },
    next: {
      ja: '番号を確かめてください。削除された事案は組織の記録に残っています。',
      en: 'Check the number; deletions stand in the desk’s chain.',
    },
  },
  'journal.deleted-case': {
    status: 410,
    what: { ja: 'この事案は削除されています。', en: 'This case was deleted.' },
    safe: { ja: '削除の記録と、ほかの事案はそのままです。', en: 'The record of the deletion and every other case stand.' },
    next: { ja: '必要なら、新しい事案として起票してください。', en: 'Open a new case if there is still something to do.' },
  },
  'journal.sequence-needed': {
    status: 428,
    what: {
      ja: '事案のどの時点を見て操作したのかが示されていません。',
      en: 'The action does not say which state of the case it was made from.',
    },
    safe: nothingChanged,
    next: { ja: 'If-Match に、読んだときの ETag を付けてください。', en: 'Send If-Match with the ETag that you read.' },
  },
  'journal.closed-case': {
    status: 409,
    what: { ja: 'この事案は終了しています。', en: 'The case is closed.' },
    safe: nothingChanged,
    next: { ja: '続けるには、理由を書いて再開してください。', en: 'Reopen it with a reason to go on.' },
  },
  'journal.open-case': {
    status: 409,
    what: { ja: 'この事案は終了していません。', en: 'The case is not closed.' },
    safe: nothingChanged,
    next: { ja: 'そのまま操作を続けてください。', en: 'Go on working in it.' },
  },
  'journal.no-such-person': {
    status: 422,
    what: { ja: 'その人は登録されていないか、すでに離れています。', en: 'That person is not in the register, or has left.' },
    safe: nothingChanged,
    next: { ja: '組織の一覧から選んでください。', en: 'Choose somebody from the register.' },
  },
  'journal.no-such-blob': {
    status: 404,
    what: { ja: 'この事案に、そのデータはありません。', en: 'The case does not hold that data.' },
    safe: nothingChanged,
    next: { ja: '事案の記録からたどって開いてください。', en: 'Open it from a card of the case.' },
  },
  'journal.erased': {
    status: 410,
    what: { ja: 'そのデータは消去されています。', en: 'That data has been erased.' },
    safe: { ja: 'ハッシュ値と、消去した人・理由は記録に残っています。', en: 'Its hash, who erased it and why remain in the journal.' },
    next: { ja: '消去の記録を見てください。', en: 'See the entry of the erasure.' },
  },
  'journal.not-erasable': {
    status: 409,
    what: { ja: 'その記録は消去できません。', en: 'That entry cannot be erased.' },
    safe: nothingChanged,
    next: {
      ja: '番号を確かめてください。消去の記録そのものは消去できません。',
      en: 'Check the number; an erasure itself stays on record.',
    },
  },
  'journal.shared-blob': {
    status: 409,
    what: { ja: 'そのデータはほかの事案でも使われています。', en: 'Another case rests on the same data.' },
    safe: nothingChanged,
    next: { ja: '示された事案を確かめてから、そちらで判断してください。', en: 'Look at the case named and decide there.' },
  },
  'journal.needs-a-person': {
    status: 403,
    what: { ja: '消去と削除は、名前のある人だけができます。', en: 'Only a named person may erase or delete.' },
    safe: nothingChanged,
    next: { ja: '権限のある人がサインインして操作してください。', en: 'A person with the role must sign in and do it.' },
  },
  'journal.bad-cursor': {
    status: 422,
    what: { ja: '続きの位置を読み取れません。', en: 'The cursor cannot be read.' },
    safe: nothingChanged,
    next: { ja: '一覧を最初から読み直してください。', en: 'Read the list from its beginning.' },
  },
} as const satisfies Record<string, Omit<Problem, 'code' | 'facts'>>;

export type JournalCode = keyof typeof journalProblems;

export function journalProblem(code: JournalCode, facts?: Problem['facts']): Problem<JournalCode> {
  return { code, ...journalProblems[code], ...(facts === undefined ? {} : { facts }) };
}
