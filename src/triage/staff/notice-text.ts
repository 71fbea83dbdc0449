// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { defang } from '../../common/defang.ts';

/** Who lets the notice go, as it is named in it. Empty text: not in the register. */
export type NoticeSender = { readonly organisation: Bilingual; readonly name: string; readonly telephone: string };

/**
 * The text that goes to everybody. It names who sends it and a telephone number from the register, so that it can be
 * told from phishing; the subject of the mail is shown defanged, so that nobody can open it from the notice.
 */
export function noticeText(subject: string, sender: NoticeSender): Bilingual {
  const shown = defang(subject).slice(0, 200);
  const { name, telephone } = sender;
  const who = {
    ja: `${joined(sender.organisation.ja, 'の')}情報システム担当${name === '' ? '' : `の${name}`}です${telephone === '' ? '' : `（電話 ${telephone}）`}。`,
    en: `This is ${name === '' ? 'IT' : `${name}, IT`}${sender.organisation.en === '' ? '' : ` at ${sender.organisation.en}`}${telephone === '' ? '' : ` (telephone ${telephone})`}.`,
  };
  const unsure =
    telephone === ''
      ? {
          ja: 'このメールが本物か心配なときは、リンクを開かず、ふだん使っている情報システム担当の番号へ電話してください。',
          en: 'Unsure whether this mail is genuine? Open no link; call IT on the number you normally use.',
        }
      : {
          ja: `このメールが本物か心配なときは、リンクを開かず、組織の電話帳で番号を確かめて ${telephone} へ電話してください。`,
          en: `Unsure whether this mail is genuine? Open no link; check the number in your own directory and call ${telephone}.`,
        };
  return {
    ja: `${who.ja}\n外部から次の件名のメールが届いています。\n件名：${shown}\n\n1. 返信しないでください。\n2. リンクや添付ファイルを開かないでください。\n3. 削除せず、そのまま残してください。\n\n届いたかどうか、返信や開封をしたかをお知らせください。パスワードをお聞きすることはありません。返信・開封をしていても責めることはありません。早く分かるほど被害を防げます。\n\n${unsure.ja}`,
    en: `${who.en}\nA mail with this subject has come from outside.\nSubject: ${shown}\n\n1. Do not reply.\n2. Open no link and no attachment.\n3. Do not delete it; leave it as it is.\n\nPlease let us know whether you got it, replied or opened it. Nobody asks for a password. Nobody is blamed; the earlier we know, the better we can protect you.\n\n${unsure.en}`,
  };
}

function joined(name: string, particle: string): string {
  return name === '' ? '' : `${name}${particle}`;
}

const SUBJECT: Bilingual = {
  ja: '【情報システムから】届いた不審なメールへの返信・開封をお控えください',
  en: 'From IT: please do not reply to or open a suspicious mail',
};

const REMINDER: Bilingual = {
  ja: '【情報システムから・再度】不審なメールが届いたかどうかをお知らせください',
  en: 'From IT, once more: please tell us whether you got the suspicious mail',
};

/** The notice with a line before it, for whoever has not answered. Nobody is blamed for that either. */
export function reminderText(text: Bilingual): Bilingual {
  return {
    ja: `先にお送りした知らせへの答えをまだ受け取っていません。届いていない場合も「届いていない」を押してください。すでに返信・開封した場合は、いま知らせていただければ間に合います。責めることはありません。\n\n${text.ja}`,
    en: `We have no answer from you yet to the notice below. Please answer also if you did not get the mail. If you replied or opened it, telling us now still helps. Nobody is blamed.\n\n${text.en}`,
  };
}

/** One person's mail: the own language first, the other after it. A link's host is named, so that nobody has to trust a long address. */
export function noticeMail(
  text: Bilingual,
  lang: Lang,
  link: string | null,
  again = false,
): { readonly subject: string; readonly text: string } {
  const other = lang === 'ja' ? 'en' : 'ja';
  const how = howToAnswer(link);
  return { subject: (again ? REMINDER : SUBJECT)[lang], text: `${text[lang]}\n\n${how[lang]}\n\n---\n${text[other]}\n\n${how[other]}` };
}

function howToAnswer(link: string | null): Bilingual {
  if (link === null)
    return {
      ja: '答えるためのページはまだ用意できていません。このメールには返信せず、情報システム担当に電話か口頭で伝えてください。',
      en: 'There is no page to answer on yet. Do not reply to this mail; tell IT by telephone or in person.',
    };
  const host = new URL(link).host;
  return {
    ja: `次のページ（${host}）で、ボタンを1回押すだけで答えられます。\n${link}`,
    en: `Answer with one tap on this page (${host}):\n${link}`,
  };
}
