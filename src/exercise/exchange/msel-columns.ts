// SPDX-License-Identifier: Apache-2.0
import type { Inject } from '../scenario/scenario.ts';
import { secondsOf } from '../scenario/time.ts';

/** Columns of a master scenario events list by their headings, in either language, lower case. */
export const columns = {
  time: ['time', 'start', 'start time', 'inject time', '時刻', '時間', '実施時刻'],
  no: ['no', 'no.', '#', 'number', 'event', 'event #', 'inject #', 'inject no.', '番号', '連番'],
  from: ['from', 'sender', 'originator', '送り手', '送信者', '発信者', '差出人'],
  to: ['to', 'recipient', 'recipients', 'target', 'player', '受け手', '受信者', '宛先', '対象'],
  method: ['method', 'mean', 'means', 'mode', 'delivery', 'delivery method', '手段', '方法', '伝達手段'],
  title: ['title', 'subject', 'event title', '件名', '題名', '表題'],
  inject: ['inject', 'description', 'message', 'event description', 'content', '内容', '状況付与', '付与内容'],
  expected: ['expected action', 'expected actions', 'expected response', 'expected player action', '期待する行動', '期待行動', '想定対応'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type Column = keyof typeof columns;

const methods: readonly (readonly [Inject['channel'], RegExp])[] = [
  ['mail', /^(?:e-?mail|mail|メール|電子メール)$/i],
  ['phone', /^(?:phone|telephone|call|phone call|tel|電話|電話連絡)$/i],
  ['chat', /^(?:chat|slack|teams|message|チャット|sns)$/i],
  ['form', /^(?:form|web ?form|website|フォーム|問い合わせフォーム)$/i],
  ['sensor', /^(?:sensor|alert|siem|edr|ids|monitoring|検知|アラート|警報|監視)$/i],
  ['log', /^(?:logs?|log file|ログ)$/i],
  ['flow', /^(?:flow|netflow|traffic|通信記録|フロー)$/i],
  ['paper', /^(?:paper|in person|face to face|verbal|oral|radio|書面|口頭|対面|紙)$/i],
];

/** The channel of a means of delivery; null where it is none that is known. */
export function channelOf(method: string): Inject['channel'] | null {
  return methods.find(([, pattern]) => pattern.test(method.normalize('NFKC').trim()))?.[0] ?? null;
}

/** Seconds since the start or, of a time of day, since midnight; null where it cannot be read. */
export function rowTime(text: string): { readonly seconds: number; readonly clock: boolean } | null {
  const plain = text.normalize('NFKC').trim();
  const span = secondsOf(plain.replace(/^\+/, ''));
  if (span !== null) return { seconds: span, clock: false };
  const match = /^(?:D\+(\d{1,3})\s+)?(T\+|\+)?(\d{1,3}):(\d{2})(?::(\d{2}))?$/i.exec(plain);
  if (match === null || Number(match[4]) > 59 || Number(match[5] ?? 0) > 59) return null;
  const seconds = Number(match[1] ?? 0) * 86_400 + Number(match[3]) * 3600 + Number(match[4]) * 60 + Number(match[5] ?? 0);
  return { seconds, clock: match[2] === undefined };
}
