// SPDX-License-Identifier: Apache-2.0
import type { Writing } from '../../case/language/journal.port.ts';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { millisOf, plusMillis } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import type { LanePolicy } from '../../outbox/lane-policy.port.ts';
import type { OutboxRow } from '../../outbox/outbox.port.ts';
import type { NotificationDeps } from '../deps.ts';
import { caseOfNotice, parcelIdOf } from '../notice/notice.ts';
import type { NoticeMessage } from '../notice/notice.ts';
import { bounced } from './bounced.ts';
import { DAY, DAY_SHARE, planOf } from './limits.ts';
import type { DayRate } from './limits.ts';
import { pauseIn } from './pause.ts';
import { isPossibleDouble, markedDouble } from './possible-double.ts';
import { kindOfReply } from './reply-kind.ts';
import { noticeIn, stopWhereTooMany } from './stop.ts';

/** So many refusals in a row, and nothing taken between: it is the relay, not the addresses. */
const REFUSES_ALL = 20;
/** What a receiver's domain is known by. */
const KNOWN_DAYS = 30;
const BY = 'relay';
const MACHINE = { type: 'machine', name: 'notification' } as const;
const LEAVING = ['queued', 'claimed', 'deferred'] as const;
const NOT_THROUGH: ReadonlySet<string> = new Set(['drafted', 'approved', ...LEAVING]);
const NOT_ASKED = 'not asked';
/** Milliseconds for which a count is good, where there is room to spare. */
const FRESH = 500;

type Deps = Pick<NotificationDeps, 'journal' | 'notices' | 'customers' | 'outbox' | 'clock' | 'hash'>;

/** How notices leave: what may be asked now, and what each answer means to its row, its contact and the wave. */
export function createNoticePolicy(deps: Deps, most: number, ahead = most): LanePolicy {
  /** Refusals since something was taken last. What they mean is said when the relay has shown that it takes anything at all. */
  const run = { refused: [] as { readonly noticeId: string; readonly contactId: string; readonly wave: number; readonly rowId: string }[] };
  const active = new Set<string>();
  /** The last count of the day, which is of all messages: while there is room to spare it is not made for each claim. */
  let last: { readonly rate: DayRate; readonly at: Instant; readonly inFlight: number; since: number } | null = null;

  async function plan(inFlight: number) {
    const now = deps.clock.now();
    const age = last === null ? Number.POSITIVE_INFINITY : Math.abs(millisOf(now) - millisOf(last.at));
    if (last !== null && age < FRESH) {
      // Whatever was claimed since the count may bounce, whether or not its answer is there.
      const { rate, inFlight: before, since } = last;
      const known = planOf({ ...rate, asked: rate.asked + since }, before + since, most, ahead);
      if (known.most >= most) return known;
    }
    const rate = await deps.notices.rate(plusMillis(now, -DAY), undefined, plusMillis(now, -KNOWN_DAYS * DAY));
    last = { rate, at: now, inFlight, since: 0 };
    return planOf(rate, inFlight, most, ahead);
  }

  /**
   * Nothing is on its way any more. What may not be asked is said, so that a person looks; whoever is at a receiver where nobody
   * was found is not asked, and the next step of the ladder takes him; a part of which everybody got an answer is done.
   */
  async function idle(): Promise<void> {
    const { most: free, notDomains } = await plan(0);
    for (const noticeId of new Set([...active, ...(await deps.notices.leaving())])) {
      active.add(noticeId);
      await deps.journal.write(async (writing) => {
        const notice = await noticeIn(writing, noticeId);
        if (notice === null) return;
        // Where it stands still nothing is looked at but whether a part of it is through.
        const waiting = notice.paused === null ? await deps.notices.messages(noticeId, { states: LEAVING }, writing.tx) : [];
        if (waiting.length > 0 && notice.paused === null && free === 0) {
          // What a person let go on day by day waits for its hours and says nothing.
          if (!notice.daily) await pauseIn(deps, writing, noticeId, { why: 'day-limit', detail: `${DAY_SHARE * 100} %` });
        } else if (notice.paused === null) await leaveAlone(writing, noticeId, waiting, notDomains);
        await legsDone(writing, noticeId);
      });
    }
  }

  async function leaveAlone(
    writing: Writing,
    noticeId: string,
    waiting: readonly NoticeMessage[],
    notDomains: readonly string[],
  ): Promise<void> {
    const dead = waiting.filter((one) => one.state === 'queued' && notDomains.includes(one.domain));
    for (const one of dead) await deps.outbox.withdraw(writing.tx, parcelIdOf(one));
    const happenings = dead.map(({ contactId, wave, domain }) => ({
      event: 'refuse' as const,
      contactId,
      wave,
      detail: `${NOT_ASKED}: nobody was found at ${domain}`,
    }));
    if (dead.length > 0) await deps.notices.happen(writing.tx, noticeId, happenings, { by: BY, at: deps.clock.now() });
  }

  async function settled(writing: Writing, rows: readonly OutboxRow[]): Promise<void> {
    for (const [noticeId, own] of Map.groupBy(rows, (row) => row.about)) {
      const happenings = own.map((row) => ({
        event: eventOf(row),
        ...nameOf(row),
        detail: markedDouble(row.lastAnswer ?? '', row.possibleDoubles),
      }));
      await deps.notices.happen(writing.tx, noticeId, sorted(happenings), { by: BY, at: deps.clock.now() });
      const taken = own.some((row) => row.state === 'handed-over');
      run.refused.push(...own.filter((row) => row.state === 'refused').map((row) => ({ noticeId, ...nameOf(row), rowId: row.id })));
      if (taken) await meanIt(writing);
      else if (run.refused.length > 0) {
        // What was on its way when the relay was found to refuse everything is refused with it.
        const found = (await noticeIn(writing, noticeId))?.paused?.why === 'relay-refuses';
        if (found || run.refused.length >= REFUSES_ALL) await relayRefuses(writing, noticeId);
      }
      active.add(noticeId);
    }
  }

  /** The relay takes mail: what it refused it refused for the address, and the words say whether for good. */
  async function meanIt(writing: Writing): Promise<void> {
    const hard = new Set<string>();
    for (const { noticeId, contactId, wave } of run.refused.splice(0)) {
      const [message] = await deps.notices.messages(noticeId, { wave, contactId }, writing.tx);
      if (message?.state !== 'refused' || kindOfReply(message.answer) !== 'hard') continue;
      if ((await bounced(deps, writing, message, { kind: 'hard', why: message.answer, by: BY })) === 'hard') hard.add(noticeId);
    }
    for (const noticeId of hard) await stopWhereTooMany(deps, writing, noticeId);
  }

  /** No row becomes a bounce: each waits again. */
  async function relayRefuses(writing: Writing, noticeId: string): Promise<void> {
    const refused = run.refused.splice(0);
    const answer = (await deps.notices.messages(noticeId, { states: ['refused'] }, writing.tx)).at(-1)?.answer ?? '';
    for (const [of, own] of Map.groupBy(refused, (one) => one.noticeId)) {
      await deps.outbox.again(
        writing.tx,
        own.map((one) => one.rowId),
        deps.clock.now(),
      );
      const happenings = own.map(({ contactId, wave }) => ({
        event: 'queue' as const,
        contactId,
        wave,
        detail: 'the relay refused everything',
      }));
      await deps.notices.happen(writing.tx, of, happenings, { by: BY, at: deps.clock.now() });
      if ((await noticeIn(writing, of))?.paused === null) await pauseIn(deps, writing, of, { why: 'relay-refuses', detail: answer });
    }
  }

  /** Says once of a released part that everybody of it got an answer. */
  async function legsDone(writing: Writing, noticeId: string): Promise<void> {
    for (const leg of ['canary', 'rest'] as const) {
      const notice = await noticeIn(writing, noticeId);
      if (notice === null || notice[leg]?.done !== null) continue;
      if (run.refused.length > 0) await meanIt(writing);
      // Counted first: the rows of a large notice are read once, when all of them are through.
      const counts = (await deps.notices.messageCounts(noticeId, 1, writing.tx)).filter((one) => one.canary === (leg === 'canary'));
      if (counts.some((one) => NOT_THROUGH.has(one.state))) continue;
      const all = (await deps.notices.messages(noticeId, { wave: 1 }, writing.tx)).filter((one) => one.canary === (leg === 'canary'));
      const refused = all.filter((one) => ['refused', 'bounced-soft', 'bounced-hard'].includes(one.state));
      const hard = refused.filter((one) => one.state === 'bounced-hard').length;
      const digest = deps.hash(canonicalJson(all.map(({ contactId, state, answer }) => [contactId, state, answer])));
      const possibleDoubles = all.filter((one) => isPossibleDouble(one.answer)).length;
      const body = { noticeId, wave: 1, leg, taken: all.length - refused.length, refused: refused.length, hard, possibleDoubles, digest };
      const caseId = caseOfNotice(noticeId);
      if (caseId !== null) await writing.append({ stream: caseId, actor: MACHINE, drafts: [{ kind: 'notice.leg-done', body }] });
      if (leg === 'rest') active.delete(noticeId);
    }
  }

  return {
    plan,
    idle,
    settled,
    async claimed(tx, rows, at) {
      if (last !== null) last.since += rows.length;
      for (const [noticeId, own] of Map.groupBy(rows, (row) => row.about)) {
        const names = own.map((row) => nameOf(row));
        await deps.notices.happen(
          tx,
          noticeId,
          names.map((name) => ({ event: 'claim' as const, ...name, detail: '' })),
          { by: BY, at },
        );
      }
    },
  };
}

function eventOf({ state }: OutboxRow): 'hand-over' | 'refuse' | 'defer' {
  if (state === 'handed-over') return 'hand-over';
  return state === 'refused' ? 'refuse' : 'defer';
}

/** Each kind in one statement. */
function sorted<T extends { readonly event: string }>(all: readonly T[]): readonly T[] {
  return all.toSorted((a, b) => (a.event < b.event ? -1 : a.event > b.event ? 1 : 0));
}

function nameOf({ recipient }: OutboxRow): { readonly contactId: string; readonly wave: number } {
  const at = recipient.lastIndexOf('/');
  return { contactId: recipient.slice(0, at), wave: Number(recipient.slice(at + 1)) };
}
