// SPDX-License-Identifier: Apache-2.0
import type { PersonalTask } from '../../case/next/asked.ts';
import { smallPage } from '../../common/page/small-page.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';

export type ShownTask = PersonalTask & {
  /** What was written beside it; '' where nothing was. */
  readonly detail: string;
  /** Whether it can be taken (`take`) or was taken (`taken`); null where it is only done. */
  readonly taking: 'take' | 'taken' | null;
};

const words = {
  ja: {
    title: 'あなたに頼まれている作業',
    work: '作業',
    detail: '詳しい内容',
    due: '期限',
    noDue: '決まっていません',
    of: '事案',
    you: 'あなた',
    take: '引き受けます',
    taken: '引き受けたことを記録しています。',
    result: '何をして、どうなったか',
    done: '終わりました',
    over: 'この作業は、もうあなたに頼まれていません（終わったか、取り下げられたか、ほかの人に移りました）。することはありません。',
    note: '開いただけでは何も記録されません。ボタンを押すと、あなたの名前で事案に記録されます。',
  },
  en: {
    title: 'Work you were asked to do',
    work: 'Work',
    detail: 'Details',
    due: 'Due',
    noDue: 'no time is set',
    of: 'Case',
    you: 'You',
    take: 'I take it',
    taken: 'It is recorded that you took it.',
    result: 'What you did and what came of it',
    done: 'It is done',
    over: 'This is no longer asked of you: it is done, was withdrawn, or went to somebody else. There is nothing to do.',
    note: 'Opening this page records nothing. A button records it in the case, in your name.',
  },
} as const;

/** The one task that a link names, whole without JavaScript; only a button's POST changes anything. `task` null: it is over. */
export function askedPage(hash: HashBytes, task: ShownTask | null, name: string, lang: Lang, zone: string) {
  const w = words[lang];
  const facts =
    task === null
      ? []
      : [
          [w.work, task.text[lang]],
          ...(task.detail === '' ? [] : [[w.detail, task.detail]]),
          [w.due, task.by === null ? w.noDue : wallTime(task.by, zone, lang)],
          [w.of, `${task.caseId} ${task.caseTitle}`],
          [w.you, name],
        ];
  const list = facts.map(([term = '', value = '']) => `<dt>${term}</dt><dd>${htmlText(value)}</dd>`).join('');
  const take =
    task?.taking === 'take'
      ? `<form method="post"><button class="plain" name="say" value="taken">${w.take}</button></form>`
      : task?.taking === 'taken'
        ? `<p class="said">${w.taken}</p>`
        : '';
  const done = `<form method="post"><label>${w.result}<textarea name="result" maxlength="2000" required></textarea></label><button name="say" value="done">${w.done}</button></form>`;
  const body = task === null ? `<p class="said">${w.over}</p>` : `<dl>${list}</dl>${take}${done}<p class="small">${w.note}</p>`;
  return smallPage(hash, { lang, title: w.title, body });
}
