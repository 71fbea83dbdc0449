// SPDX-License-Identifier: Apache-2.0
import type { WebhookKind, WebhookTarget } from './targets.ts';

/** What the desk has to say, as the part wrote it: `call` says only that somebody is called; the rest may hold a stranger's words. */
export type Said = {
  readonly call: { readonly title: string; readonly text: string };
  readonly title: string;
  readonly text: string;
  /** Numbers for programs: of the message, of the page, of the person. */
  readonly key: string;
  readonly pageId: string;
  readonly person: string;
  readonly link: string | null;
};

/** How many characters a text may have: below the least that each service takes. */
const MOST = 1900;
const MOST_TITLE = 140;

/** Reads what a part put into a row; what is none of it is a plain text. */
export function saidIn(text: string): Said {
  const read = ((): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  })();
  const given = (typeof read === 'object' && read !== null ? read : {}) as Partial<Said>;
  const call = given.call ?? { title: given.title ?? '', text: given.text ?? text };
  const { title = call.title, text: whole = call.text, key = '', pageId = '', person = '', link = null } = given;
  return { call, title, text: whole, key, pageId, person, link };
}

/** The exact body for one webhook. Nothing in it is taken by the service for a mention, a link of its own or a layout. */
export function composeFor({ kind, url, everything }: WebhookTarget, said: Said): string {
  const { title, text } = everything ? said : said.call;
  const [head, body] = [cut(oneLine(title), MOST_TITLE), cut(text, MOST)];
  switch (kind) {
    case 'teams':
      return JSON.stringify(adaptiveCard(head, body));
    case 'slack':
      return JSON.stringify({
        text: slackText(`${head}\n${body}`),
        blocks: [
          { type: 'header', text: { type: 'plain_text', text: head, emoji: false } },
          { type: 'section', text: { type: 'plain_text', text: body, emoji: false } },
        ],
      });
    case 'google-chat':
      return JSON.stringify({ text: withoutTags(`${head}\n${body}`) });
    case 'chatwork':
      return new URLSearchParams({
        body: `[info][title]${withoutBrackets(head)}[/title]${withoutBrackets(body)}[/info]`,
        self_unread: '1',
      }).toString();
    case 'line-works':
      return JSON.stringify(
        new URL(url).hostname === BOTS || new URL(url).pathname.includes('/bots/')
          ? { content: { type: 'text', text: withoutTags(`${head}\n${body}`) } }
          : { title: withoutTags(head), body: { text: withoutTags(body) } },
      );
    case 'json': {
      const { key, pageId, person, link } = said;
      return JSON.stringify({ text: `${head}\n${body}`, key, pageId, person, ...(everything ? { link } : {}) });
    }
  }
}

const BOTS = 'www.worksapis.com';

/** What goes with it: how the body is written, and the token where the service wants one. */
export function headersFor({ kind, token }: WebhookTarget): Readonly<Record<string, string>> {
  if (kind === 'chatwork')
    return {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(token === null ? {} : { 'x-chatworktoken': token }),
    };
  // Plain JSON is signed with its token instead, which stays here.
  if (kind === 'json') return { 'content-type': 'application/json' };
  const type = kind === 'google-chat' ? 'application/json; charset=UTF-8' : 'application/json';
  return { 'content-type': type, ...(token === null ? {} : { authorization: `Bearer ${token}` }) };
}

/** A card as Workflows ("when a Teams webhook request is received") posts it; its texts are plain, not Markdown (Adaptive Cards 1.4). */
function adaptiveCard(title: string, text: string) {
  const line = (words: string, more: object = {}) => ({ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: words, ...more }] });
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [line(title, { weight: 'Bolder', size: 'Medium' }), ...text.split('\n').map((words) => line(words === '' ? ' ' : words))],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }] };
}

/** Slack, "Formatting text": these three are all that has a meaning. */
function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `<users/all>` and `<m userId="all">` would call everybody. */
function withoutTags(text: string): string {
  return text.replaceAll('<', '＜').replaceAll('>', '＞');
}

/** `[toall]` would call everybody, `[/info]` end the frame. */
function withoutBrackets(text: string): string {
  return text.replaceAll('[', '［').replaceAll(']', '］');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** By characters, never through the middle of one. */
function cut(text: string, most: number): string {
  const characters = Array.from(text.slice(0, most * 2));
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : characters.join('');
}

type Took = { readonly took: boolean; readonly said: string };

/** Whether a service took the message: most say so in the body, and some say "200" to what they threw away. */
export function tookIt(kind: WebhookKind, status: number, body: string): Took {
  const said = `HTTP ${status}${body.trim() === '' ? '' : ` ${oneLine(body).slice(0, 200)}`}`;
  if (status < 200 || status > 299) return { took: false, said };
  const json = jsonIn(body);
  switch (kind) {
    case 'slack':
      return { took: body.trim() === 'ok' || json['ok'] === true, said };
    case 'google-chat':
      return { took: typeof json['name'] === 'string', said };
    case 'chatwork':
      return { took: json['message_id'] !== undefined, said };
    case 'line-works':
      return { took: status === 201 || json['code'] === 200 || json['code'] === '200', said };
    case 'teams':
      // A connector of Office 365 answers 200 and tells in words that Teams refused.
      return { took: !/failed|error|<html/i.test(body), said };
    case 'json':
      return { took: true, said };
  }
}

function jsonIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
