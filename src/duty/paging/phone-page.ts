// SPDX-License-Identifier: Apache-2.0
import { smallPage } from '../../common/page/small-page.ts';
import { htmlText } from '../../kernel/text.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import { pagedAgainAt } from './acknowledge.ts';
import { aboutOf } from './message.ts';
import type { Page } from './page.ts';
import { hasNext, mayPassOn } from './pass-on.ts';

/** What of the case stands on the telephone. */
export type ShownCase = {
  /** The case's three sentences as they stand now. */
  readonly brief: Bilingual;
  /** Where the case opens, for whoever signs in there; null while the desk has no address that others reach. */
  readonly href: string | null;
  /** Whether this person could become its owner: there is none yet, and they are in the register. */
  readonly mayOwn: boolean;
};

/** Addresses of the two further presses. */
export type PhoneLinks = { readonly passOn: string; readonly own: string };

/**
 * What the telephone shows: small, whole without JavaScript; only a button's POST changes anything. Times are those of the
 * rota's zone.
 */
export function phonePage(
  hash: HashBytes,
  page: Page,
  person: { readonly id: string; readonly name: string },
  lang: Lang,
  zone: string,
  links: PhoneLinks,
  shown: ShownCase | null = null,
  organisation: Bilingual = { ja: '', en: '' },
) {
  const isReport = page.purpose === 'report-up';
  const w = isReport ? { ...words[lang], ...reportWords[lang] } : words[lang];
  const again = pagedAgainAt(page);
  const forgotten = again === null ? '' : `<p>${w.again(wallTime(again, zone, lang))}</p>`;
  const mine = page.acks.some((ack) => ack.person === person.id);
  const state =
    page.state === 'resolved'
      ? `<p class="said">${w.resolved}</p>`
      : mine
        ? `<p class="said">${w.acked}</p>${page.acks.length < page.policy.acksNeeded ? `<p>${w.more(page.policy.acksNeeded - page.acks.length)}</p>` : ''}${forgotten}`
        : page.acks.length > 0
          ? `<p class="said">${w.others(page.acks.length)}</p>`
          : '';
  const press = (text: string, kind: string, action = ''): string =>
    `<form method="post"${action === '' ? '' : ` action="${htmlText(action)}"`}><button${kind === '' ? '' : ` class="${kind}"`}>${text}</button></form>`;
  const button = page.state === 'resolved' || (isReport && mine) ? '' : press(mine ? w.still : w.button, mine ? '' : 'now');
  const cannot = mayPassOn(page, person.id) ? press(hasNext(page) ? w.cannot : w.cannotAlone, 'plain', links.passOn) : '';
  const own = mine && shown?.mayOwn === true ? press(w.own, '', links.own) : '';
  const open = mine && shown?.href != null ? `<p><a href="${htmlText(shown.href)}">${w.open}</a></p>` : '';
  const brief =
    shown === null
      ? ''
      : `<div class="brief">${shown.brief[lang]
          .split('\n')
          .map((line) => `<p>${htmlText(line)}</p>`)
          .join('')}</div>`;
  const facts = [
    ...(organisation[lang] === '' ? [] : [[w.whose, organisation[lang]] as const]),
    [w.subject, aboutOf(page, 500)[lang]],
    [w.number, page.caseId ?? page.pageId],
    ...(isReport ? [] : [[w.urgency, w.urgencies[page.urgency]] as const]),
    [w.since, wallTime(page.createdAt, zone, lang)],
    [w.you, person.name],
    ...(page.alarms > 1 ? [[w.alarms, String(page.alarms)] as const] : []),
  ] as const;
  const list = facts.map(([name, value]) => `<dt>${name}</dt><dd>${htmlText(value)}</dd>`).join('');
  const body = `${brief}
<dl>${list}</dl>
${state}
${own}${button}${cannot}${open}
<p class="small">${w.note}${page.english === undefined && !isReport ? w.noReply : ''}</p>`;
  return smallPage(hash, { lang, title: w.title, body });
}

const words = {
  ja: {
    title: '当番の呼び出し',
    whose: '呼び出した組織',
    subject: '件名',
    number: '番号',
    urgency: '緊急度',
    urgencies: { now: '今すぐ', today: '本日中' },
    since: '呼び出し時刻',
    you: 'あなた',
    alarms: 'まとめた件数',
    button: '受け取りました。対応します',
    cannot: '出られません。次の人を呼んでください',
    cannotAlone: '出られません（この回にほかに呼ぶ人はいません）',
    own: 'この事案の担当になる',
    open: '事案を開く（サインインが必要です）',
    still: 'まだ対応しています（再呼び出しを延ばす）',
    acked: 'あなたの確認を記録しました。',
    more: (count: number) => `あと ${count} 人の確認が必要です。`,
    again: (when: string) => `${when} までにもう一度押さないか、呼び出しを終えないと、再び呼び出します。`,
    others: (count: number) => `すでに ${count} 人が確認しています。`,
    resolved: 'この呼び出しは終わっています。することはありません。',
    note: '開いただけでは確認になりません。ボタンを押すと記録されます。',
    noReply: 'メールで届いた報告なら、差出人にはまだ返信しないでください。',
  },
  en: {
    title: 'You are paged',
    whose: 'Paged by',
    subject: 'Subject',
    number: 'Number',
    urgency: 'Urgency',
    urgencies: { now: 'now', today: 'today' },
    since: 'Since',
    you: 'You',
    alarms: 'Alarms in this alert',
    button: 'Acknowledge: I am on it',
    cannot: 'I cannot: call the next one',
    cannotAlone: 'I cannot (this round has nobody else to call)',
    own: 'Make me the owner of this case',
    open: 'Open the case (you need to sign in)',
    still: 'Still working on it (delay the next alert)',
    acked: 'Your acknowledgement is recorded.',
    more: (count: number) => `${count} more must acknowledge.`,
    again: (when: string) => `You are paged again at ${when} unless you press once more or the page is ended.`,
    others: (count: number) => `${count} already acknowledged.`,
    resolved: 'This alert is closed. There is nothing to do.',
    note: 'Opening this link does not acknowledge; press the button.',
    noReply: ' If the report came by mail, do not reply to the sender yet.',
  },
} as const;

/** What differs where a superior is told of a case. */
const reportWords = {
  ja: {
    title: '事案の報告',
    button: '報告を受けました',
    acked: '報告を受けたことを記録しました。この画面は開き直すたびに今の状況になります。',
    others: (count: number) => `すでに ${count} 人が報告を受けています。`,
    resolved: 'この報告は終わっています。',
    alarms: '件数',
  },
  en: {
    title: 'A case is reported to you',
    button: 'I know of it',
    acked: 'It is recorded that you know. Opened again, this page shows how things stand then.',
    others: (count: number) => `${count} already know of it.`,
    resolved: 'This report is over.',
    alarms: 'Reports',
  },
} as const;
