// SPDX-License-Identifier: Apache-2.0
import type { PersonalTask } from '../../case/next/asked.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { htmlText } from '../../kernel/text.ts';

/** Style in a page without scripts: its hash goes into the policy. */
export const ASKED_STYLE =
  'body{margin:0;background:#f7f4ec;color:#22201c;font:16px/1.7 system-ui,sans-serif}main{max-width:34rem;margin:0 auto;padding:1rem}h1{font-size:1.2rem;line-height:1.4;margin:.5rem 0}dt{font-size:.85rem;color:#5c574d}dd{margin:0 0 .6rem;overflow-wrap:anywhere;white-space:pre-line}button{width:100%;min-height:56px;margin:.6rem 0;font:inherit;font-weight:700;color:#fff;background:#2c3f6b;border:2px solid #2c3f6b;border-radius:8px}button.quiet{background:transparent;color:inherit;border-color:currentColor}label{display:block;margin-top:1rem}textarea{width:100%;box-sizing:border-box;font:inherit;min-height:5rem}p.said{padding:.8rem;border-left:6px solid #4d6b3c;background:#fff}p.small{font-size:.85rem;color:#5c574d}button:focus-visible,textarea:focus-visible{outline:4px solid #2c3f6b;outline-offset:3px}@media(prefers-color-scheme:dark){body{background:#1c1b19;color:#e8e3d8}dt,p.small{color:#b3ab9b}p.said,textarea{background:#26241f;color:inherit}button:focus-visible,textarea:focus-visible{outline-color:#9db4e8}}';

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
export function askedPage(task: ShownTask | null, name: string, lang: Lang, zone: string): string {
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
      ? `<form method="post"><button class="quiet" name="say" value="taken">${w.take}</button></form>`
      : task?.taking === 'taken'
        ? `<p class="said">${w.taken}</p>`
        : '';
  const done = `<form method="post"><label>${w.result}<textarea name="result" maxlength="2000" required></textarea></label><button name="say" value="done">${w.done}</button></form>`;
  return `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${w.title}</title><style>${ASKED_STYLE}</style></head>
<body><main><h1>${w.title}</h1>
${task === null ? `<p class="said">${w.over}</p>` : `<dl>${list}</dl>${take}${done}<p class="small">${w.note}</p>`}
</main></body></html>
`;
}
