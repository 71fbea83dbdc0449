// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** How far a customer has come. `out`: a person said, with a reason, that he need not be told. */
export const stages = ['not-told', 'told', 'noticed', 'acted', 'verified', 'out'] as const;
export type Stage = (typeof stages)[number];

const at = (stage: Stage, ja: string, en: string): { readonly stage: Stage; readonly name: Bilingual } => ({ stage, name: { ja, en } });

/**
 * Where one customer stands in one notice; exactly one of these. `handed-over`: a server took the mail. `printed`: the letter
 * is not told before it is posted. `verified`: a check of ours or evidence says so, never the customer's word alone.
 */
export const noticeStates = {
  drafted: at('not-told', '下書き', 'drafted'),
  approved: at('not-told', '承認済み', 'approved'),
  queued: at('not-told', '送信待ち', 'queued'),
  claimed: at('not-told', '送信中', 'being handed over'),
  deferred: at('not-told', '再送待ち', 'deferred'),
  refused: at('not-told', '受け取り拒否', 'refused'),
  'bounced-soft': at('not-told', '不達（一時・宛先以外の理由）', 'bounced, soft'),
  'bounced-hard': at('not-told', '不達（宛先が使えない）', 'bounced, hard'),
  'wrong-contact': at('not-told', '連絡先違い', 'wrong contact'),
  escalated: at('not-told', '次の連絡手段へ', 'escalated'),
  printed: at('not-told', '郵便を印刷済み', 'letter printed'),
  returned: at('not-told', '郵便が返送', 'letter returned'),
  'handed-over': at('told', '送信済み（相手のサーバーが受領）', 'handed over'),
  complaint: at('told', '迷惑メールの申告', 'complaint'),
  posted: at('told', '郵便を投函済み', 'letter posted'),
  replied: at('noticed', '返信あり（未読）', 'replied, unread'),
  acknowledged: at('noticed', '確認済み', 'acknowledged'),
  regressed: at('noticed', '再発', 'regressed'),
  'action-claimed': at('acted', '対応済みとの連絡', 'says it is done'),
  verified: at('verified', '是正を確認', 'verified'),
  exempt: at('out', '対象外', 'exempt'),
} as const satisfies Readonly<Record<string, { readonly stage: Stage; readonly name: Bilingual }>>;

export type NoticeState = keyof typeof noticeStates;
export const noticeStateNames = Object.keys(noticeStates) as readonly NoticeState[];
