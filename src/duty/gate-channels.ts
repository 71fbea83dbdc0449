// SPDX-License-Identifier: Apache-2.0
import { DESK } from '../journal/stream.ts';
import type { Bilingual } from '../kernel/bilingual.ts';
import { inertText } from '../kernel/text.ts';
import type { Answer, Content, Outbox, OutboxChannel, Parcel } from '../outbox/outbox.port.ts';
import type { PageChannel, PageMessage, SendOutcome } from './paging/channel.port.ts';

/**
 * The ways by which a page passes the gate. Duty keeps the times of a page and tries again under the same key; the gate
 * keeps what was given to which server. A page goes to one's own staff: the paging policy, set by a person, releases it; a
 * report upwards is released by who reports.
 */
export function gateChannels(outbox: Outbox): readonly PageChannel[] {
  const by = (channel: OutboxChannel, contentsOf: (message: PageMessage) => readonly Content[], nobody: string): PageChannel => ({
    channel,
    async send(message) {
      const contents = contentsOf(message);
      if (contents.length === 0) return { is: channel === 'mail' ? 'never' : 'not-set-up', why: nobody };
      const answers: Answer[] = [];
      for (const content of contents) answers.push(await outbox.passNow(parcelOf(message, channel, content), message.releasedBy));
      return outcomeOf(answers);
    },
  });
  return [by('mail', mailsOf, 'no mail address'), by('webhook', postsOf, 'no webhook is named'), by('web-push', pushesOf, '')];
}

function parcelOf(message: PageMessage, channel: OutboxChannel, content: Content): Parcel {
  return {
    id: `page/${message.key}/${content.to}`,
    purpose: message.purpose,
    about: message.pageId,
    recipient: message.to.id,
    stream: message.caseId ?? DESK,
    channel,
    content,
    urgent: true,
  };
}

function mailsOf({ key, to, subject, body, lang }: PageMessage): readonly Content[] {
  const headers = { Importance: 'high', 'X-Priority': '1', 'X-Matoi-Key': key };
  return to.mail.map((address) => ({ to: address, subject: subject[lang], text: body[lang], headers }));
}

/**
 * For a chat: `call` says who is called and by which number, and neither link nor code nor a word of a stranger; the rest
 * stands beside it for webhooks of which a person said that everything may go there.
 */
function postsOf({ key, pageId, caseId, purpose, subject, body, lang, link, to }: PageMessage): readonly Content[] {
  const words = callWords[purpose];
  const call = {
    title: `${words.title[lang]} ${caseId ?? pageId}`,
    text: words.text[lang].replace('{name}', inertText(to.name).slice(0, 80)),
  };
  const text = JSON.stringify({ call, title: subject[lang], text: body[lang], key, pageId, person: to.id, link });
  return to.webhooks.map((name) => ({ to: name, subject: call.title, text, headers: { 'idempotency-key': key } }));
}

const callWords: Readonly<Record<PageMessage['purpose'], { readonly title: Bilingual; readonly text: Bilingual }>> = {
  page: {
    title: { ja: '【呼び出し】', en: 'PAGE' },
    text: {
      ja: '{name}さん、当番の呼び出しです。デスクにサインインして応答してください。',
      en: '{name}, you are paged as the person on duty. Sign in at the desk and acknowledge there.',
    },
  },
  'report-up': {
    title: { ja: '【報告・要確認】', en: 'REPORT, please confirm' },
    text: {
      ja: '{name}さん、事案の報告が届いています。デスクにサインインして確認してください。',
      en: '{name}, a case is reported to you. Sign in at the desk and confirm there.',
    },
  },
};

function pushesOf({ key, to, subject, link, lang }: PageMessage): readonly Content[] {
  const text = JSON.stringify({ title: subject[lang], ...(link === null ? {} : { link }), key });
  return [{ to: to.id, subject: subject[lang], text }];
}

/** All that can be tried again is, before anything is said; what a server already took is not sent twice. */
function outcomeOf(answers: readonly Answer[]): SendOutcome {
  const first = (...is: readonly Answer['is'][]) => answers.find((one) => is.includes(one.is));
  const again = first('later', 'unknown');
  if (again !== undefined) return { is: 'later', why: again.answer };
  if (first('taken') !== undefined) return { is: 'sent' };
  const refused = first('refused');
  return refused === undefined ? { is: 'not-set-up', why: answers[0]?.answer ?? '' } : { is: 'never', why: refused.answer };
}
