// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { BodyOf } from '../entry/kinds.ts';

export type ExaminedView = BodyOf<'triage.examined'> & { readonly seq: number; readonly at: Instant };
export type ReplyView = BodyOf<'triage.reply-held'> & {
  readonly state: 'held' | 'released' | 'sent' | 'withdrawn';
  readonly releasedBy: string | null;
  readonly releasedDigest: string | null;
  readonly attempts: number;
  readonly notSent: string | null;
  readonly heldAt: Instant;
  readonly seq: number;
};
export type NoticeView = {
  readonly noticeId: string;
  readonly reportId: string;
  readonly people: number;
  readonly at: Instant;
  readonly seq: number;
  readonly answers: Readonly<Record<string, { readonly name: string; readonly answer: string; readonly followedUp: boolean }>>;
};
export type MergeView = BodyOf<'triage.campaign-merged'> & { readonly undone: boolean };
export type PromiseView = BodyOf<'triage.promised'> & { readonly kept: boolean; readonly seq: number };

export type TriageView = {
  readonly examined: Readonly<Record<string, ExaminedView>>;
  readonly settings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly merges: Readonly<Record<string, MergeView>>;
  readonly notices: Readonly<Record<string, NoticeView>>;
  readonly replies: Readonly<Record<string, ReplyView>>;
  readonly promises: Readonly<Record<string, PromiseView>>;
  readonly refusedAttempts: number;
};
