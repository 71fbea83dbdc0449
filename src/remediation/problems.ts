// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Refusal } from './item.ts';

const unchanged = { ja: '作業表は変わっていません。', en: 'The board has not changed.' } as const;

type Why = Refusal | 'no-item' | 'item-exists' | 'no-playbook';

export const workProblem = defineProblems('remediation', {
  'work.wrong-state': {
    status: 409,
    what: {
      ja: 'その項目の今の状態では、この操作はできません（{about}）。',
      en: 'In its present state the item does not allow that ({about}).',
    },
    safe: unchanged,
    next: {
      ja: '作業表を読み込み直し、今できる操作から選んでください。',
      en: 'Read the board again and choose one of the moves it allows.',
    },
  },
  'work.depends-on-others': {
    status: 409,
    what: { ja: '先に終えるべき項目が残っています（{about}）。', en: 'Items that must come first are still open ({about}).' },
    safe: unchanged,
    next: { ja: '先の項目を終えるか、依存を外してください。', en: 'Finish those items, or take the dependency away.' },
  },
  'work.evidence-not-settled': {
    status: 409,
    what: {
      ja: '消去・作り直し・削除・搬出にあたる作業なのに、証拠を残したかがまだ記録されていません（{about}）。',
      en: 'The work wipes, rebuilds, deletes or sends away, and it is not recorded what became of the evidence ({about}).',
    },
    safe: {
      ja: '作業表は変わっていません。端末にはまだ手を付けないでください。',
      en: 'The board has not changed. Do not touch the machine yet.',
    },
    next: {
      ja: '「証拠を残したか」を、残した・不要・残せない のどれかと理由で記録してください（settle-evidence）。',
      en: 'Record whether the evidence is kept, not needed or cannot be kept, and why (settle-evidence).',
    },
  },
  'work.impact-not-checked': {
    status: 409,
    what: {
      ja: '顧客に影響しうる変更なのに、影響がまだ確かめられていません（{about}）。',
      en: 'The change may touch customers and its effect has not been checked ({about}).',
    },
    safe: unchanged,
    next: { ja: '「顧客への影響を確かめた」を記録してから完了にしてください。', en: 'Record the check of the effect on customers first.' },
  },
  'work.impact-not-acceptable': {
    status: 409,
    what: {
      ja: '顧客への影響が受け入れられないと記録されています（{about}）。',
      en: 'The effect on customers was found not acceptable ({about}).',
    },
    safe: unchanged,
    next: { ja: '設計を見直し、影響を確かめ直してください。', en: 'Change the design and check the effect again.' },
  },
  'work.link-not-valid': {
    status: 404,
    what: {
      ja: 'この作業のページを開けません。アドレスが途中で切れたか、期限（30日）が過ぎたか、届いた方の登録がありません。',
      en: 'This page cannot be opened: the address was cut, its 30 days are over, or the person it was sent to is no longer registered.',
    },
    safe: { ja: '何も記録されていません。', en: 'Nothing was recorded.' },
    next: {
      ja: '作業を頼んだ人に、電話か口頭で知らせてください。',
      en: 'Tell whoever asked you for the work, by telephone or in person.',
    },
  },
  'work.result-missing': {
    status: 422,
    what: { ja: '何をしたかが書かれていません。', en: 'It does not say what was done.' },
    safe: unchanged,
    next: {
      ja: '前のページに戻り、何をしてどうなったかを書いてから、もう一度押してください。',
      en: 'Go back, write what you did and what came of it, and press again.',
    },
  },
  'work.same-eyes': {
    status: 409,
    what: { ja: '実施した本人は確認者になれません（{about}）。', en: 'The person who did it cannot verify it ({about}).' },
    safe: unchanged,
    next: {
      ja: '別の人に確認を頼むか、一人体制に切り替えて記録を残してください。',
      en: 'Ask somebody else, or switch to one-person mode, which is recorded.',
    },
  },
  'work.circle': {
    status: 422,
    what: { ja: '作業の前後関係が循環しています（{about}）。', en: 'These tasks would wait for each other in a circle ({about}).' },
    safe: unchanged,
    next: { ja: '依存を減らしてください。', en: 'Take one of them away.' },
  },
  'work.unknown-dependency': {
    status: 422,
    what: { ja: '依存先の項目がありません（{about}）。', en: 'An item it depends on does not exist ({about}).' },
    safe: unchanged,
    next: { ja: '依存先を先に作るか、選び直してください。', en: 'Create it first, or choose another.' },
  },
  'work.no-item': {
    status: 404,
    what: { ja: 'その項目はありません（{about}）。', en: 'There is no such item ({about}).' },
    safe: unchanged,
    next: { ja: '作業表を読み込み直してください。', en: 'Read the board again.' },
  },
  'work.item-exists': {
    status: 409,
    what: { ja: '同じ番号の項目があります（{about}）。', en: 'An item of that id is already there ({about}).' },
    safe: unchanged,
    next: { ja: '別の番号で追加してください。', en: 'Add it under another id.' },
  },
  'work.no-playbook': {
    status: 404,
    what: { ja: 'その手順書はありません（{about}）。', en: 'There is no such playbook ({about}).' },
    safe: unchanged,
    next: { ja: '手順書の一覧から選んでください。', en: 'Choose one from the list of playbooks.' },
  },
  'work.order-unreadable': {
    status: 400,
    what: { ja: '指示を読み取れません。{detail}', en: 'The order cannot be read. {detail}' },
    safe: unchanged,
    next: { ja: `例：--order '{"do":"start","itemId":"a1"}'`, en: `For example: --order '{"do":"start","itemId":"a1"}'` },
  },
});

/** Problems of the notes of a case. */
export const noteProblem = defineProblems('remediation', {
  'note.stale': {
    status: 412,
    what: {
      ja: '{author} さんが先に保存しました（今の版 {version}）。あなたの文はまだ反映されていません。',
      en: '{author} saved first (now version {version}). Your text has not been saved yet.',
    },
    safe: { ja: 'どちらの文も履歴に残っています。', en: 'Both texts are kept in the history.' },
    next: { ja: '二つを見比べて直し、新しい版に対して保存してください。', en: 'Compare the two, merge, and save against the new version.' },
  },
  'note.version-missing': {
    status: 428,
    what: { ja: 'どの版に対する保存かが示されていません。', en: 'It is not said which version this save is based on.' },
    safe: { ja: 'メモは変わっていません。', en: 'The note has not changed.' },
    next: { ja: 'If-Match に版の番号（新しいメモは "0"）を付けてください。', en: 'Send If-Match with the version ("0" for a new note).' },
  },
  'note.attachment-missing': {
    status: 422,
    what: { ja: '添付「{file}」の中身が、この事案に預けられていません。', en: 'This case was not handed the bytes of “{file}”.' },
    safe: {
      ja: 'メモは変わっていません。書いた文はこの画面に残っています。',
      en: 'The note has not changed; your text is still on the screen.',
    },
    next: { ja: 'ファイルをもう一度選んで、保存し直してください。', en: 'Choose the file again and save once more.' },
  },
  'note.unknown': {
    status: 404,
    what: { ja: 'メモ {noteId} はありません。', en: 'There is no note {noteId}.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '一覧から選び直してください。', en: 'Choose one from the list.' },
  },
});

/** Why an order on the board was refused, with at most 120 characters of what it was about. */
export function refusedProblem(refusal: Why, about: string): Problem {
  return workProblem(`work.${refusal}`, undefined, { about: about.slice(0, 120) });
}
