// SPDX-License-Identifier: Apache-2.0
import { inertText } from '../kernel/text.ts';
import type { PageMessage } from './channel.port.ts';
import type { Delivery, Page } from './page.ts';
import type { DutyPerson } from './plan.ts';

/** The words of a page. `subject` may come from a stranger's mail: it is made inert and cut before it goes anywhere. */
export function messageOf(page: Page, delivery: Delivery, person: DutyPerson, link: string, code: string): PageMessage {
  const about = inertText(page.subject).slice(0, 120);
  const where = page.caseId ?? page.pageId;
  const many = page.alarms > 1 ? { ja: `（同じ時刻に ${page.alarms} 件）`, en: ` (${page.alarms} alarms together)` } : { ja: '', en: '' };
  const again = page.generation > 0 ? { ja: '【再】', en: 'AGAIN: ' } : { ja: '', en: '' };
  return {
    key: delivery.key,
    pageId: page.pageId,
    to: person,
    lang: person.lang,
    link,
    code,
    subject: { ja: `${again.ja}【呼び出し】${where} ${about}`, en: `${again.en}PAGE ${where} ${about}` },
    body: {
      ja: `${person.name} さん、当番の呼び出しです。${many.ja}\n件名: ${about}\n番号: ${where}\n\n受け取ったら、次のページを開いてボタンを押してください（開くだけでは確認になりません）。\n${link}\n\n電話で確認番号を聞かれたら、この六桁を読み上げてください: ${code}\n\n差出人のメールにはまだ返信しないでください。`,
      en: `${person.name}, you are paged as the person on duty.${many.en}\nSubject: ${about}\nNumber: ${where}\n\nOpen this page and press the button (opening alone does not acknowledge):\n${link}\n\nIf somebody asks for your code on the telephone, read out: ${code}\n\nDo not reply to the sender yet.`,
    },
  };
}
