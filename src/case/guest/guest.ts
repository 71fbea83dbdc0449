// SPDX-License-Identifier: Apache-2.0
import type { ReadTrace } from '../../journal/store.port.ts';
import type { PersonActor } from '../../kernel/person.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { plusMillis } from '../../kernel/instant.ts';
import type { Clock, Instant } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { journalProblem } from '../../journal/problems.ts';
import { parseCaseId } from '../../journal/stream.ts';
import type { CaseId } from '../../journal/stream.ts';
import { isWithin } from '../entry/case.ts';
import type { CaseView, Guest } from '../fold/view.ts';
import type { Journal } from '../language/journal.port.ts';
import { caseProblem } from '../problems.ts';
import { guestEndpoints } from './guest.contract.ts';
import type { GuestAsk, GuestRow } from './guest.contract.ts';

export type GuestDeps = {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly hash: HashBytes;
  /** Random base64url text of so many bytes. */
  readonly random: (bytes: number) => string;
  readonly store: {
    readonly traceRead: (of: CaseId, personId: string, route: string, at: string) => Promise<void>;
    readonly reads: (of: CaseId, limit: number) => Promise<readonly Pick<ReadTrace, 'at' | 'personId'>[]>;
  };
  /** Whether somebody of the register has left the organisation. */
  readonly hasLeft: (personId: string) => Promise<boolean>;
  /** IANA zone in which the organisation reads its times. */
  readonly zone: () => Promise<string>;
};

/** At most so many open links a case: more is no circle any more. */
const MOST_OPEN = 20;
const READS_LOOKED_AT = 1000;
const SECRET_BYTES = 32;

/** Whom a trace of reading names where a guest read: no person of the register. */
export const readerOf = (guestId: string): string => `guest:${guestId}`;

/** A link for somebody outside, by a person, with a reason: told once, kept as a hash. Refused where the case is above what they may see. */
export async function inviteGuest(
  deps: GuestDeps,
  caseId: CaseId,
  by: PersonActor,
  { name, of, reason, tlp, hours }: GuestAsk,
): Promise<Result<{ readonly guestId: string; readonly link: string; readonly until: Instant }, Problem>> {
  const view = await deps.journal.view(caseId);
  if (view === null) return err(journalProblem('journal.no-such-case', { caseId }));
  if (!isWithin(view.tlp, tlp)) return err(caseProblem('case.guest-below-tlp', undefined, { tlp: view.tlp }));
  const now = deps.clock.now();
  const states = await Promise.all(Object.values(view.guests).map((one) => stateOf(deps, view, one)));
  const open = states.filter((state) => state === 'open');
  if (open.length >= MOST_OPEN) return err(caseProblem('case.too-many-guests', { most: MOST_OPEN }));
  const guestId = `G-${Object.keys(view.guests).length + 1}`;
  const secret = deps.random(SECRET_BYTES);
  const until = plusMillis(now, hours * 3_600_000);
  await deps.journal.append({
    stream: caseId,
    actor: by,
    drafts: [{ kind: 'case.guest-invited', body: { guestId, name, of, reason, tlp, until, secret: hashOf(deps, secret) } }],
    // Two that invite at once would give one number twice.
    expectedSeq: view.seq,
  });
  return ok({ guestId, link: guestEndpoints.guestPage.at({ token: `${caseId}.${guestId}.${secret}` }), until });
}

export async function withdrawGuest(
  deps: GuestDeps,
  caseId: CaseId,
  by: PersonActor,
  { guestId, reason }: { readonly guestId: string; readonly reason: string },
): Promise<Result<null, Problem>> {
  const guest = (await deps.journal.view(caseId))?.guests[guestId];
  if (guest === undefined) return err(caseProblem('case.no-such-guest'));
  if (guest.withdrawnAt === null)
    await deps.journal.append({ stream: caseId, actor: by, drafts: [{ kind: 'case.guest-withdrawn', body: { guestId, reason } }] });
  return ok(null);
}

/** Whose link it is, and the case; null where it opens nothing (any more). */
export async function openGuest(deps: GuestDeps, token: string): Promise<{ readonly view: CaseView; readonly guest: Guest } | null> {
  const [id = '', guestId = '', secret = '', ...more] = token.split('.');
  const caseId = parseCaseId(id);
  const view = caseId === null || more.length > 0 ? null : await deps.journal.view(caseId);
  const guest = view !== null && Object.hasOwn(view.guests, guestId) ? view.guests[guestId] : undefined;
  // Hashes are compared, not what was given: how long that takes tells nothing of the secret.
  if (view === null || guest === undefined || hashOf(deps, secret) !== guest.secret) return null;
  return (await stateOf(deps, view, guest)) === 'open' ? { view, guest } : null;
}

export async function guestRows(deps: GuestDeps, view: CaseView): Promise<readonly GuestRow[]> {
  const reads = Map.groupBy(await deps.store.reads(view.id, READS_LOOKED_AT), ({ personId }) => personId);
  const rows = Object.values(view.guests).map(async (guest): Promise<GuestRow> => {
    const { guestId, name, of, reason, tlp, by, at, until } = guest;
    const own = reads.get(readerOf(guestId)) ?? [];
    // The store gives the newest first.
    return {
      guestId,
      name,
      of,
      reason,
      tlp,
      by,
      at,
      until,
      is: await stateOf(deps, view, guest),
      reads: own.length,
      lastRead: own[0]?.at ?? null,
    };
  });
  return Promise.all(rows);
}

/**
 * `above`: the case was rated above what they may see; it opens again when the rating falls. `giver-left`: whoever gave it has
 * left the organisation, and no link of theirs opens anything any more.
 */
async function stateOf(deps: GuestDeps, view: CaseView, { until, withdrawnAt, tlp, byId }: Guest): Promise<GuestRow['is']> {
  if (withdrawnAt !== null) return 'withdrawn';
  if (until <= deps.clock.now()) return 'over';
  if (await deps.hasLeft(byId)) return 'giver-left';
  return isWithin(view.tlp, tlp) ? 'open' : 'above';
}

function hashOf({ hash }: GuestDeps, secret: string): string {
  return hash(`guest ${secret}`);
}
