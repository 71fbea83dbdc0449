// SPDX-License-Identifier: Apache-2.0
import type { PersonalTask } from '../../case/next/asked.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { AskedPerson } from './asked-deps.ts';

/** Who asks, where it stands, and where it is answered; `link` null: the desk has no address that others reach. */
export type Asking = {
  readonly by: string;
  readonly organisation: Bilingual;
  readonly zone: string;
  readonly link: string | null;
};

/** The mail to whom work was given, in their language: what, for which case, by when, who asks, and how to say it is done. */
export function askedMail(
  task: PersonalTask,
  to: AskedPerson,
  { by, organisation, zone, link }: Asking,
): { readonly subject: string; readonly text: string } {
  const { lang } = to;
  const what = inertText(task.text[lang]).slice(0, 300);
  const title = inertText(task.caseTitle).slice(0, 200);
  const due = task.by === null ? null : wallTime(task.by, zone, lang);
  const house = organisation[lang];
  if (lang === 'ja')
    return {
      subject: `【作業のお願い】${what.slice(0, 80)}（${task.caseId}）`,
      text: [
        `${to.name} さん`,
        '',
        `${house === '' ? '' : `${house}の`}${by}さんから、次の作業を頼まれています。`,
        '',
        `　作業：${what}`,
        `　期限：${due ?? '決まっていません'}`,
        `　事案：${task.caseId} ${title}`,
        '',
        ...(link === null
          ? ['デスクにサインインし、「今」の「あなたに頼まれていること」を開いてください。']
          : [
              '引き受けたこと、終わったことは、次のページで知らせてください（サインインは要りません。パスワードは求めません）。',
              `　${link}`,
            ]),
        '',
        `このメールが本物か心配なときは、リンクを開かず、${by}さんに電話か口頭で確かめてください。`,
        '',
      ].join('\n'),
    };
  return {
    subject: `Work for you: ${what.slice(0, 80)} (${task.caseId})`,
    text: [
      `${to.name},`,
      '',
      `${by}${house === '' ? '' : ` of ${house}`} asks you to do this:`,
      '',
      `  Work: ${what}`,
      `  Due:  ${due ?? 'no time is set'}`,
      `  Case: ${task.caseId} ${title}`,
      '',
      ...(link === null
        ? ['Sign in at the desk and open "Asked of you" on Now.']
        : ['Say on this page that you took it and when it is done (no sign-in; it asks for no password):', `  ${link}`]),
      '',
      `Unsure whether this mail is genuine? Do not open the link; ask ${by} by telephone or in person.`,
      '',
    ].join('\n'),
  };
}
