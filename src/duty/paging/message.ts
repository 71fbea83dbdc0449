// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import type { PageMessage } from './channel.port.ts';
import type { Delivery, Page } from './page.ts';
import type { DutyPerson } from '../rota/plan.ts';

/** `house`: whose rota it is; empty where the organisation has no name yet. */
type Reader = { readonly person: DutyPerson; readonly link: string | null; readonly code: string; readonly house: Bilingual };

/**
 * The words of a page. `subject` may come from a stranger's mail: it is made inert and cut before it goes anywhere. `brief`:
 * the case's three sentences, where a superior is told of it.
 */
export function messageOf(page: Page, delivery: Delivery, reader: Reader, brief: Bilingual | null): PageMessage {
  if (page.purpose === 'report-up') return reportOf(page, delivery, reader, brief ?? { ja: '', en: '' });
  const { person, link, code, house } = reader;
  const of = house.ja === '' ? { ja: '', en: '' } : { ja: `${house.ja}の`, en: ` at ${house.en}` };
  const about = aboutOf(page);
  const sender =
    page.english === undefined
      ? {
          ja: '\nメールで届いた報告なら、差出人にはまだ返信しないでください。',
          en: '\nIf the report came by mail, do not reply to the sender yet.',
        }
      : { ja: '', en: '' };
  const where = page.caseId ?? page.pageId;
  const many = page.alarms > 1 ? { ja: `（同じ時刻に ${page.alarms} 件）`, en: ` (${page.alarms} alarms together)` } : { ja: '', en: '' };
  const again = page.generation > 0 ? { ja: '【再】', en: 'AGAIN: ' } : { ja: '', en: '' };
  const open = howToAnswer(link);
  const later = whatFollows(page.policy.forgottenAfterMinutes);
  return {
    ...addressed(page, delivery, reader),
    purpose: 'page',
    releasedBy: 'paging policy',
    subject: { ja: `${again.ja}【呼び出し】${where} ${about.ja}`, en: `${again.en}PAGE ${where} ${about.en}` },
    body: {
      ja: `${person.name} さん、${of.ja}当番の呼び出しです。${many.ja}\n件名：${about.ja}\n番号：${where}\n\n${open.ja}\n\n${spoken.ja}：${code}\n\n${later.ja}${sender.ja}`.trimEnd(),
      en: `${person.name}, you are paged as the person on duty${of.en}.${many.en}\nSubject: ${about.en}\nNumber: ${where}\n\n${open.en}\n\n${spoken.en}: ${code}\n\n${later.en}${sender.en}`.trimEnd(),
    },
  };
}

/** What the six digits are for, so that nobody learns to read out other codes. */
const spoken: Bilingual = {
  ja: 'デスクの担当者から電話で確認番号を聞かれたら、この6桁を読み上げてください（できるのは応答の記録だけです。パスワードや認証アプリの番号は、決して伝えないでください）',
  en: 'If the desk asks for your code on the telephone, read out these 6 digits (they record your answer and open nothing else; never tell anybody a password or the code of an authenticator app)',
};

function addressed(page: Page, { key }: Delivery, { person, link, code }: Reader) {
  return { key, pageId: page.pageId, caseId: page.caseId, to: person, lang: person.lang, link, code };
}

/** To a superior: what happened, what is done, what is needed; and where to press that they know. */
function reportOf(page: Page, delivery: Delivery, reader: Reader, brief: Bilingual): PageMessage {
  const about = aboutOf(page);
  const where = page.caseId ?? page.pageId;
  const open = howToAnswer(reader.link);
  const by = inertText(page.by ?? '');
  const { name } = reader.person;
  const { code, house } = reader;
  const from = house.ja === '' ? { ja: by, en: by } : { ja: `${by}（${house.ja}）`, en: `${by} (${house.en})` };
  return {
    ...addressed(page, delivery, reader),
    purpose: 'report-up',
    releasedBy: page.by ?? '',
    subject: { ja: `【報告・要確認】${where} ${about.ja}`, en: `REPORT, please confirm: ${where} ${about.en}` },
    body: {
      ja: `${name} 様\n\n${from.ja}から、事案 ${where} の報告です。\n\n${brief.ja}\n\n${open.ja}\n\n${spoken.ja}：${code}`,
      en: `${name},\n\n${from.en} reports case ${where} to you.\n\n${brief.en}\n\n${open.en}\n\n${spoken.en}: ${code}`,
    },
  };
}

/** What a page is about, for each reader; made inert and cut, as it may hold a stranger's words. */
export function aboutOf(page: Pick<Page, 'subject' | 'english'>, most = 120): Bilingual {
  const cut = (text: string): string => inertText(text).slice(0, most);
  return { ja: cut(page.subject), en: cut(page.english ?? page.subject) };
}

/** What the engine does after the answer: the same minutes as `acknowledge` sets. */
function whatFollows(minutes: number | null): Bilingual {
  return minutes === null
    ? { ja: '', en: '' }
    : {
        ja: `確認したあと ${minutes} 分のうちに「まだ対応しています」を押すか、呼び出しを終えなければ、もう一度呼び出します。\n`,
        en: `After your answer you are paged again in ${minutes} minutes, unless you say that you are still on it or the page is ended.\n`,
      };
}

function howToAnswer(link: string | null): Bilingual {
  return link === null
    ? {
        ja: 'デスクの公開アドレスがまだ設定されていないため、確認用のページを付けられません。デスクにサインインして応答するか、電話がかかってきたら下の番号を読み上げてください。',
        en: 'The desk has no public address yet, so there is no page to open. Sign in at the desk and acknowledge there, or read out the code below when somebody calls.',
      }
    : {
        ja: `受け取ったら、次のページを開いてボタンを押してください（開くだけでは確認になりません）。\n${link}`,
        en: `Open this page and press the button (opening alone does not acknowledge):\n${link}`,
      };
}
