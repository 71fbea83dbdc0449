// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../lang/lang.tsx';

/** Why a mail was kept apart, by the id of the rule that decided; the longest beginning that fits. */
const REASONS: readonly (readonly [id: string, ja: string, en: string])[] = [
  ['spam-folder.', '迷惑メールのフォルダーにあった', 'it lay in the junk folder'],
  ['bounce.feedback-report', '配信済みメールへの苦情の形', 'in the form of a complaint about a mail of ours'],
  ['bounce.complaint', '配信済みメールへの苦情の形', 'in the form of a complaint about a mail of ours'],
  ['bounce.status', '配送結果の通知の形', 'in the form of a delivery status'],
  ['bounce.', 'メールシステムからの不達通知', 'a mail system says that a mail was not delivered'],
  ['auto-reply.machine-report', 'DMARC・TLS の集計報告', 'an aggregate report of DMARC or TLS'],
  ['auto-reply.read', '開封の通知', 'tells that a mail was opened'],
  ['auto-reply.calendar', '予定への返事', 'answers an invitation'],
  ['auto-reply.recall', 'メールの取り消しの通知', 'calls a mail back'],
  ['auto-reply.receipt', '開封・配送の通知の形', 'in the form of a receipt'],
  ['auto-reply.subject', '件名が自動返信の形', 'its subject is that of an automatic answer'],
  ['auto-reply.', '自動返信の印がある', 'marked as an automatic answer'],
  ['list.', '一斉配信・メーリングリストの印がある', 'marked as sent to a list or in bulk'],
];

export function apartReason(why: string, lang: Lang): string | null {
  const found = REASONS.find(([id]) => why.startsWith(id));
  return found === undefined ? null : found[lang === 'ja' ? 1 : 2];
}
