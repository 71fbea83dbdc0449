// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Refusal } from './item.ts';

const unchanged = { ja: '作業表は変わっていません。', en: 'The board has not changed.' } as const;

type Words = { readonly status: 404 | 409 | 422; readonly what: Bilingual; readonly next: Bilingual };

type Why = Refusal | 'no-item' | 'item-exists' | 'no-playbook';

/** A table of codes, so that docs/errors.md can list them. */
const words: Readonly<Record<`work.${Why}`, Words>> = {
  'work.wrong-state': {
    status: 409,
    what: { ja: 'その項目の今の状態では、この操作はできません', en: 'In its present state the item does not allow that' },
    next: { ja: '作業表を読み直し、今できる操作から選んでください。', en: 'Read the board again and choose one of the moves it allows.' },
  },
  'work.depends-on-others': {
    status: 409,
    what: { ja: '先に終えるべき項目が残っています', en: 'Items that must come first are still open' },
    next: { ja: '先の項目を終えるか、依存を外してください。', en: 'Finish those items, or take the dependency away.' },
  },
  'work.impact-not-checked': {
    status: 409,
    what: {
      ja: '顧客に影響しうる変更なのに、影響がまだ確かめられていません',
      en: 'The change may touch customers and its effect has not been checked',
    },
    next: { ja: '「顧客への影響を確かめた」を記録してから完了にしてください。', en: 'Record the check of the effect on customers first.' },
  },
  'work.impact-not-acceptable': {
    status: 409,
    what: { ja: '顧客への影響が受け入れられないと記録されています', en: 'The effect on customers was found not acceptable' },
    next: { ja: '設計を見直し、影響を確かめ直してください。', en: 'Change the design and check the effect again.' },
  },
  'work.same-eyes': {
    status: 409,
    what: { ja: '実施した本人は確認者になれません', en: 'Whoever did it cannot verify it' },
    next: {
      ja: '別の人に確認を頼むか、一人体制に切り替えて記録を残してください。',
      en: 'Ask somebody else, or switch to one-person mode, which is recorded.',
    },
  },
  'work.circle': {
    status: 422,
    what: { ja: '依存が輪になります', en: 'The dependencies would form a circle' },
    next: { ja: '依存を減らしてください。', en: 'Take one of them away.' },
  },
  'work.unknown-dependency': {
    status: 422,
    what: { ja: '依存先の項目がありません', en: 'An item it depends on does not exist' },
    next: { ja: '依存先を先に作るか、選び直してください。', en: 'Create it first, or choose another.' },
  },
  'work.no-item': {
    status: 404,
    what: { ja: 'その項目はありません', en: 'There is no such item' },
    next: { ja: '作業表を読み直してください。', en: 'Read the board again.' },
  },
  'work.item-exists': {
    status: 409,
    what: { ja: '同じ番号の項目があります', en: 'An item of that id is already there' },
    next: { ja: '別の番号で追加してください。', en: 'Add it under another id.' },
  },
  'work.no-playbook': {
    status: 404,
    what: { ja: 'その手順書はありません', en: 'There is no such playbook' },
    next: { ja: '手順書の一覧から選んでください。', en: 'Choose one from the list of playbooks.' },
  },
};

export function refusedProblem(refusal: Why, about: string): Problem {
  const code = `work.${refusal}` as const;
  const { status, what, next } = words[code];
  const short = about.slice(0, 120);
  return {
    code,
    status,
    what: { ja: `${what.ja}（${short}）。`, en: `${what.en} (${short}).` },
    safe: unchanged,
    next,
  };
}

export function noCase(caseId: string): Problem {
  return {
    code: 'case.unknown',
    status: 404,
    what: { ja: `事案 ${caseId} はありません。`, en: `There is no case ${caseId}.` },
    safe: unchanged,
    next: { ja: '事案番号を確かめてください。', en: 'Check the case number.' },
  };
}
