// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../journal/actor.ts';
import type { ReplyView } from '../journal/fold/triage-view.ts';
import type { CaseId } from '../journal/stream.ts';
import type { TriageDeps } from './deps.ts';
import { digestOf } from './reply.ts';
import type { Path } from './reply.ts';

export type Passage =
  | { readonly is: 'sent' }
  | { readonly is: 'refused'; readonly why: 'not-released' | 'changed-since-release' | 'withdrawn' | 'already-sent' }
  | { readonly is: 'later' | 'never' | 'no-server'; readonly why: string }
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
  const key = `reply-${caseId}-${replyId}`;
  const outcome =
    deps.outgoing === null
      ? ({ is: 'no-server', why: 'no outgoing mail server is set up' } as const)
      : await deps.outgoing.send({ key, to: [reply.to], subject: reply.subject, text: reply.text });
  await deps.journal.append({
    stream: caseId,
    actor,
    drafts: [
      outcome.is === 'sent'
        ? { kind: 'triage.reply-sent', body: { replyId, digest: reply.digest, messageKey: key } }
        : { kind: 'triage.reply-not-sent', body: { replyId, why: outcome.why.slice(0, 500), final: outcome.is !== 'later' } },
    ],
  });
  return outcome;
}

function refusal(deps: TriageDeps, reply: ReplyView): Extract<Passage, { is: 'refused' }>['why'] | null {
  if (reply.state === 'sent') return 'already-sent';
  if (reply.state === 'withdrawn') return 'withdrawn';
  if (reply.state !== 'released' || reply.releasedBy === null) return 'not-released';
  // The digest is made anew from what would leave, not read from what was noted.
  return reply.releasedDigest === digestOf(deps, reply) ? null : 'changed-since-release';
}
