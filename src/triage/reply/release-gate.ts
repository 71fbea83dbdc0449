// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { ReplyView } from '../../case/fold/views/triage-view.ts';
import type { CaseId } from '../../journal/stream.ts';
import type { TriageDeps } from '../deps.ts';
import { digestOf } from './reply.ts';
import type { Path } from './reply.ts';
import { replyParcel } from './reply-parcel.ts';

export type Passage =
  | { readonly is: 'sent' }
  | { readonly is: 'refused'; readonly why: 'not-released' | 'changed-since-release' | 'withdrawn' | 'already-sent' }
  | { readonly is: 'later' | 'never' | 'not-set-up' | 'practice'; readonly why: string }
  | { readonly is: 'not-in-case' };

/**
 * The one door to the outside for replies. Every way to send goes through it; it opens for what a named person has released,
 * letter for letter, and for nothing else. Each refused attempt is an entry.
 */
export async function passGate(deps: TriageDeps, caseId: CaseId, replyId: string, actor: Actor, path: Path): Promise<Passage> {
  const view = await deps.journal.view(caseId);
  const reply = view?.parts.triage.replies[replyId];
  if (reply === undefined) return { is: 'not-in-case' };
  const why = refusal(deps, reply);
  if (why !== null) {
    await deps.journal.append({
      stream: caseId,
      actor,
      drafts: [{ kind: 'triage.reply-attempt-refused', body: { replyId, path, to: reply.to, why } }],
    });
    return { is: 'refused', why };
  }
  // What the gate was answered is written by `outcomes.ts` in the transaction that settles the row.
  const { is, answer } = await deps.outbox.passNow(replyParcel(caseId, reply), reply.releasedBy ?? actor.name);
  return is === 'taken' ? { is: 'sent' } : { is: PASSAGES[is], why: answer };
}

const PASSAGES = {
  later: 'later',
  unknown: 'later',
  refused: 'never',
  practice: 'practice',
  'not-set-up': 'not-set-up',
} as const satisfies Record<string, Passage['is']>;

function refusal(deps: TriageDeps, reply: ReplyView): Extract<Passage, { is: 'refused' }>['why'] | null {
  if (reply.state === 'sent') return 'already-sent';
  if (reply.state === 'withdrawn') return 'withdrawn';
  if (reply.state !== 'released' || reply.releasedBy === null) return 'not-released';
  // The digest is made anew from what would leave, not read from what was noted.
  return reply.releasedDigest === digestOf(deps, reply) ? null : 'changed-since-release';
}
