// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../../kernel/instant.ts';
import type { IncidentKind } from '../../entry/triage.ts';
import type { BodyOf } from '../../entry/kinds.ts';

export type ExaminedView = BodyOf<'triage.examined'> & { readonly seq: number; readonly at: Instant };
export type NotExaminedView = BodyOf<'triage.not-examined'> & { readonly seq: number; readonly at: Instant };
export type ReplyView = BodyOf<'triage.reply-held'> & {
  readonly state: 'held' | 'released' | 'sent' | 'withdrawn';
  readonly releasedBy: string | null;
  readonly releasedDigest: string | null;
  readonly attempts: number;
  readonly notSent: string | null;
  /** There is no way by which it could leave; nothing was tried. */
  readonly notSetUp: boolean;
  readonly heldAt: Instant;
  readonly seq: number;
};
export type NoticeView = {
  readonly noticeId: string;
  readonly reportId: string;
  readonly people: number;
  readonly withoutAddress: number;
  readonly text: { readonly ja: string; readonly en: string } | null;
  /** `unrecorded`: an entry of an earlier version, which never learnt what left. */
  readonly mail: 'ready' | 'practice' | 'not-set-up' | 'unrecorded';
  /** null until the first recipients were tried. */
  readonly result: Omit<BodyOf<'triage.notice-result'>, 'noticeId'> | null;
  readonly at: Instant;
  readonly seq: number;
  readonly answers: Readonly<Record<string, { readonly name: string; readonly answer: string; readonly followedUp: boolean }>>;
  /** When the silent were reminded last; absent while they were not. */
  readonly remindedAt?: Instant;
};
export type MergeView = BodyOf<'triage.campaign-merged'> & { readonly undone: boolean };
export type PromiseView = BodyOf<'triage.promised'> & { readonly kept: boolean; readonly seq: number };

/** `person`: somebody confirmed or changed them; until then they are what the reports' words speak for. */
export type KindsView = { readonly kinds: readonly IncidentKind[]; readonly by: 'words' | 'person'; readonly seq: number };

export type TriageView = {
  /** null until a report was read. */
  readonly kinds: KindsView | null;
  /** By which way each report came. */
  readonly channels: Readonly<Record<string, string>>;
  readonly examined: Readonly<Record<string, ExaminedView>>;
  /** Reports that could not be examined, until an examination succeeds. Absent in views of before there were such. */
  readonly notExamined?: Readonly<Record<string, NotExaminedView>>;
  readonly settings: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
  readonly merges: Readonly<Record<string, MergeView>>;
  readonly notices: Readonly<Record<string, NoticeView>>;
  readonly replies: Readonly<Record<string, ReplyView>>;
  readonly promises: Readonly<Record<string, PromiseView>>;
  readonly refusedAttempts: number;
};

/** The channel of a report that answers into the case: it is no first report, and nobody is told of it or asked to list assets for it. */
export const REPLY = 'reply';
