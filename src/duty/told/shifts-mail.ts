// SPDX-License-Identifier: Apache-2.0
import { wallTime } from '../../common/time/wall-time.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { DutyPerson } from '../rota/plan.ts';

export type Told = { readonly name: Bilingual; readonly from: string; readonly to: string };

/** The mail to whom a new rota gives other duties than before: their next ones, in their language and on the rota's wall. */
export function shiftsMail(
  to: Pick<DutyPerson, 'name' | 'lang'>,
  duties: readonly Told[],
  {
    by,
    organisation,
    zone,
    link,
  }: { readonly by: string; readonly organisation: Bilingual; readonly zone: string; readonly link: string | null },
): { readonly subject: string; readonly text: string } {
  const { lang } = to;
  const name = inertText(to.name).slice(0, 80);
  const house = organisation[lang];
  const at = (iso: string) => wallTime(iso, zone, lang);
  const [first] = duties;
  if (lang === 'ja')
    return {
      subject: first === undefined ? '【当番】あなたの当番が変わりました' : `【当番】あなたの次の当番：${at(first.from)} から`,
      text: [
        `${name} さん`,
        '',
        `${house === '' ? '' : `${house}の`}当番表を${inertText(by).slice(0, 80)}さんが変え、あなたの当番が変わりました。`,
        '',
        ...(duties.length === 0
          ? ['これから62日の間、あなたの当番はありません。']
          : ['あなたの次の当番：', ...duties.map((one) => `　${at(one.from)} ～ ${at(one.to)}　${inertText(one.name.ja)}`)]),
        '',
        '出られない日があれば、当番表を作った人に早めに伝えてください。',
        ...(link === null ? [] : ['最新の当番は、デスクの「当番」で見られます（サインインが要ります）。', `　${link}`]),
        '',
      ].join('\n'),
    };
  return {
    subject: first === undefined ? 'Duty: yours have changed' : `Duty: your next one begins ${at(first.from)}`,
    text: [
      `${name},`,
      '',
      `${inertText(by).slice(0, 80)} has changed the rota${house === '' ? '' : ` of ${house}`}, and your duties are others now.`,
      '',
      ...(duties.length === 0
        ? ['You have no duty in the next 62 days.']
        : ['Your next duties:', ...duties.map((one) => `  ${at(one.from)} to ${at(one.to)}  ${inertText(one.name.en)}`)]),
      '',
      'If you cannot on one of these days, tell whoever makes the rota soon.',
      ...(link === null ? [] : ['The rota as it stands is on the duty page of the desk (sign-in needed):', `  ${link}`]),
      '',
    ].join('\n'),
  };
}
