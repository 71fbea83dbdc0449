// SPDX-License-Identifier: Apache-2.0
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText, inertText } from '../../kernel/text.ts';
import type { Concern } from '../audience/audience.ts';
import { noticeStates } from '../state/state.ts';
import type { NoticeState } from '../state/state.ts';
import { endpoints } from './page.contract.ts';
import { publicPage } from './shell.ts';

/** Findings and bytes that one page shows; a page stays below 30 kB whatever a customer has. */
const MOST = 40;
const LONGEST = 160;

export type Shown = {
  readonly organisation: Bilingual;
  readonly caseId: string;
  readonly name: string;
  readonly customerId: string;
  readonly state: NoticeState;
  /** What still stands open of his own, as of `asOf`. */
  readonly open: readonly Concern[];
  readonly asOf: string;
  readonly zone: string;
  readonly code: string;
  readonly canRecheck: boolean;
  readonly token: string;
  readonly nonce: string;
  /** What the last press led to. */
  readonly note: keyof (typeof words)['ja']['notes'] | null;
};

/** The page: small, whole without a script; only a press of one of its buttons says anything. */
export function noticePage(hash: HashBytes, lang: Lang, shown: Shown) {
  const w = words[lang];
  const { token, nonce, open, note } = shown;
  const said = w.said[noticeStates[shown.state].stage];
  const action = htmlText(endpoints.answerNotice.at({ token }, { lang }));
  const form = (answer: string, word: string, kind: string, extra = '') =>
    `<form class="part" method="post" action="${action}"><input type="hidden" name="nonce" value="${htmlText(nonce)}"><input type="hidden" name="answer" value="${answer}">${extra}<button class="${kind}">${word}</button></form>`;
  const field = (name: string, label: string) =>
    `<label for="${name}">${label}</label><input id="${name}" name="said" required maxlength="500">`;
  const findings = open
    .slice(0, MOST)
    .map(
      ({ what, place, todo }) =>
        `<li>${cut(what[lang])}${place === '' ? '' : `<br><small>${w.place}: ${cut(place)}</small>`}<br><small>${w.todo}: ${cut(todo[lang])}</small></li>`,
    )
    .join('');
  const more = open.length > MOST ? `<p class="small">${w.more(open.length - MOST)}</p>` : '';
  const body = `${note === null ? '' : `<p class="${note === 'counted' || note === 'known' ? 'said' : 'fault'}" role="status">${w.notes[note]}</p>`}
<p>${htmlText(cut(shown.organisation[lang]))} · ${htmlText(shown.caseId)}<br><b>${cut(shown.name)}</b> ${w.honorific}<br><small>${w.number}: ${cut(shown.customerId)}${said === null ? '' : ` · ${said}`}</small></p>
<h2>${w.open(open.length)}</h2>
<p class="small">${w.asOf(wallTime(shown.asOf, shown.zone, lang, 'year'))}</p>
${open.length === 0 ? `<p>${w.nothing}</p>` : `<ol>${findings}</ol>${more}`}
${shown.canRecheck ? form('recheck', w.recheck, 'plain') : `<p class="small">${w.noAuditor}</p>`}
<h2>${w.tell}</h2>
<p class="small">${w.press}</p>
${form('started', w.started, '')}${form('done', w.done, 'done')}${form('not-applicable', w.notApplicable, 'plain', field('why', w.why))}${form('wrong-contact', w.wrongContact, 'plain', field('who', w.who))}
<p class="small">${w.code}<br><b class="code">${shown.code}</b></p>`;
  return publicPage(hash, lang, w.title, body, endpoints.noticePage.at({ token }, { lang: lang === 'ja' ? 'en' : 'ja' }));
}

/** Why a link opens nothing, told plainly and without a word of the customer. */
export function noLinkPage(hash: HashBytes, lang: Lang, why: 'forged' | 'expired', token: string) {
  const w = words[lang];
  const page = publicPage(
    hash,
    lang,
    w.title,
    `<p class="fault">${w.link[why]}</p>`,
    endpoints.noticePage.at({ token }, { lang: lang === 'ja' ? 'en' : 'ja' }),
  );
  return { ...page, status: why === 'expired' ? 410 : 404 } as const;
}

function cut(text: string): string {
  const inert = inertText(text);
  return htmlText(inert.length > LONGEST ? `${inert.slice(0, LONGEST)}…` : inert);
}

const words = {
  ja: {
    title: 'お客様への通知の確認',
    honorific: '様',
    number: 'お客様番号',
    // How far the desk has come with its mails is no matter of the customer's; what he said, and what was verified, is.
    said: {
      'not-told': null,
      told: null,
      noticed: 'ご確認いただいています',
      acted: '対応が終わったとのご連絡をいただいています',
      verified: '直ったことを当方で確認しました',
      out: '対応をお願いする対象ではなくなりました',
    },
    open: (count: number) => `未解決の指摘 ${count} 件`,
    asOf: (time: string) => `${time} の時点。お客様ご自身の分だけを示しています。`,
    nothing: '未解決の指摘は見つかっていません。',
    more: (count: number) => `ほか ${count} 件。通知の本文をご覧ください。`,
    place: '場所',
    todo: 'お願いする対応',
    recheck: 'もう一度調べる',
    noAuditor: 'このページから調べ直すことはできません。一覧は、次に当方で調査したあとに更新されます。',
    tell: '対応の状況をお知らせください',
    press: '開いただけでは何も記録されません。ボタンを押すと記録されます。',
    started: '対応を始めました',
    done: '対応が終わりました',
    notApplicable: '当方には当てはまりません',
    why: '当てはまらない理由',
    wrongContact: '担当が違います',
    who: '正しいご担当・ご連絡先',
    code: 'お電話では、次の6桁をお伝えください。',
    notes: {
      counted: '記録しました。ありがとうございます。',
      known: 'すでに記録しています。',
      suspect: '人が読むより早く押されたため、数えていません。お手数ですが、少し待ってからもう一度押してください。',
      stale: 'この画面は古いか、別の画面のものです。何も記録していません。もう一度押してください。',
      incomplete: '理由または正しいご担当を書いてから押してください。何も記録していません。',
      rechecked: '調べ直しました。上の一覧が新しい結果です。',
      'not-connected': '今ここから調べ直すことはできません。何も変わっていません。',
    },
    link: {
      forged: 'このアドレスは正しくありません。通知に書かれたアドレスを、欠けのないように開いてください。何も記録していません。',
      expired: 'このアドレスの期限が過ぎています。通知に書かれた電話番号へお問い合わせください。何も記録していません。',
    },
  },
  en: {
    title: 'Notice to you',
    honorific: '',
    number: 'Customer number',
    said: {
      'not-told': null,
      told: null,
      noticed: 'you have seen this notice',
      acted: 'you told us that it is done',
      verified: 'we checked that it is fixed',
      out: 'no longer asked of you',
    },
    open: (count: number) => `${count} ${count === 1 ? 'finding is' : 'findings are'} still open`,
    asOf: (time: string) => `As of ${time}. Only your own are shown.`,
    nothing: 'No open finding is known.',
    more: (count: number) => `And ${count} more; see the notice itself.`,
    place: 'Where',
    todo: 'What to do',
    recheck: 'Check again',
    noAuditor: 'It cannot be checked again from this page. The list is updated after our next audit.',
    tell: 'Tell us how far you are',
    press: 'Opening this page records nothing; a press of a button does.',
    started: 'We have started',
    done: 'It is done',
    notApplicable: 'Not applicable to us',
    why: 'Why it does not apply',
    wrongContact: 'Wrong contact',
    who: 'Whom we should contact instead',
    code: 'On the telephone, say these six digits.',
    notes: {
      counted: 'Recorded. Thank you.',
      known: 'That is on record already.',
      suspect: 'That was quicker than anybody reads and was not counted. Please wait a moment and press once more.',
      stale: 'That page was too old, or another one. Nothing was recorded; please press once more.',
      incomplete: 'Please say why, or whom we should contact, and press again. Nothing was recorded.',
      rechecked: 'Checked again: the list above is the new result.',
      'not-connected': 'It cannot be checked from here at present. Nothing has changed.',
    },
    link: {
      forged: 'This address is not right. Please open the one in the notice, whole. Nothing was recorded.',
      expired: 'This address has expired. Please call the number given in the notice. Nothing was recorded.',
    },
  },
} as const;
