// SPDX-License-Identifier: Apache-2.0
import { advanceNotice } from '../../src/notification/follow/advance.ts';
import { handOn } from '../../src/notification/sending/hand-on.ts';
import { resumeNotice } from '../../src/notification/sending/pause.ts';
import { releaseLeg } from '../../src/notification/sending/release-leg.ts';
import type { LanePlan } from '../../src/outbox/lane-policy.port.ts';
import { followDeps, noticeLane } from '../../src/wiring/notification.ts';
import { recipientsOf, strictRelay } from './canary-world.ts';
import type { TestDesk } from './desk.ts';
import { openMailSink } from './mail-sink.ts';
import { approveAll, FROM, noticeWorld, sato } from './notice-world.ts';

const DAY = 86_400_000;
const FLOOR = 50;

export type CanaryProof = {
  readonly recipients: number;
  readonly dead: number;
  readonly days: number;
  /** Presses of a person by which sending went on. */
  readonly presses: number;
  readonly asked: number;
  readonly highest: number;
  readonly cutOff: boolean;
  readonly told: number;
  readonly calls: number;
  readonly letters: number;
  /** Customers of whom none of these is true: there must be none. */
  readonly lost: readonly string[];
  readonly ok: boolean;
};
export type CanarySize = { readonly recipients: number; readonly share: number; readonly days: number; readonly seed: number };
/** What a lane might do wrong: it asks for all at once, whatever bounces. */
export type CanaryPlant = (plan: LanePlan) => LanePlan;
export const headlong: CanaryPlant = () => ({ most: 10, notDomains: [], first: null });

/**
 * A notice to customers of whom a share has a dead address leaves by a relay that cuts a sender off above ten percent. A person
 * lets it go on, day by day, and what is due by plan; in the end everybody is told, on the call list or on the letters.
 */
export async function proveCanary(desk: TestDesk, size: CanarySize, plant?: CanaryPlant): Promise<CanaryProof> {
  const { addresses, dead } = recipientsOf(size.recipients, size.share, size.seed);
  const relay = strictRelay(desk.clock, dead, 0.1, FLOOR);
  const sink = await openMailSink((to) => (to === FROM ? 'taken' : relay.answer(to)));
  const world = await noticeWorld(desk, sink.url, addresses, null, (at) => ({
    second: '',
    telephone: at % 2 === 0 ? `03-${String(at).padStart(8, '0')}` : '',
    letter: `架空市 ${at}-1`,
  }));
  const deps = { ...followDeps(desk.base, desk), ...world.deps };
  const lane = noticeLane(desk.base, desk, world.carriers, 10, plant);
  const { caseId } = world;
  const noticeId = `${caseId}/1`;
  let presses = 0;
  try {
    await approveAll(world);
    const notice = async () => (await desk.journal.view(caseId))?.parts.notification.notice ?? null;
    await releaseLeg(deps, sato, caseId, 'canary');
    let days = 0;
    for (; days < size.days; days += 1) {
      // A day's work: a person looks at each stop and goes on until the day's limit.
      for (let stops = 0; stops < 40; stops += 1) {
        await lane.tick();
        const now = await notice();
        if (now?.canary?.done != null && now.rest === null && now.paused === null) {
          await releaseLeg(deps, sato, caseId, 'rest');
          continue;
        }
        if (now?.paused == null || now.paused.why === 'day-limit') break;
        await resumeNotice(deps, sato, caseId, '古い名簿と確かめた');
        presses += 1;
      }
      if ((await notice())?.rest?.done != null) {
        const done = await advanceNotice(deps, sato, caseId);
        presses += done.ok ? 1 : 0;
        await lane.tick();
        if ((await placesNow()).every(({ place }) => place !== 'nowhere')) break;
      }
      await answerOfMost();
      desk.clock.forward(DAY + 60_000);
      const stands = await notice();
      if (stands?.paused == null) continue;
      // From the third day on little more than the first few can leave in 24 hours: the others are told by the next steps.
      const late = days >= 2 && stands.rest !== null;
      await (late ? handOn(deps, sato, caseId, '残りは電話と郵便で知らせる') : resumeNotice(deps, sato, caseId, '翌日の分'));
      presses += 1;
    }
    return await resultOf(days);
  } finally {
    await lane.close();
    await world.close();
    await sink.close();
  }

  /** Four of five who got a mail say on the same evening that they have started; the fifth is silent. */
  async function answerOfMost(): Promise<void> {
    const told = (await deps.follow.progress(noticeId)).filter((one) => one.state === 'handed-over' && !one.customerId.endsWith('5'));
    const happenings = told.map(({ customerId }) => ({ event: 'acknowledge' as const, customerId, detail: '' }));
    await desk.database.inTransaction((tx) => deps.notices.happen(tx, noticeId, happenings, { by: 'customer', at: desk.clock.now() }));
  }

  /** Told: a mail of his was taken. Else he must be on one of the two lists. */
  async function placesNow() {
    const progress = await deps.follow.progress(noticeId);
    const contacts = await deps.customers.contacts(progress.map((one) => one.contactId));
    const got = new Set(sink.mails.map((mail) => mail.to));
    return progress.map((one) => {
      const kind = one.state === 'escalated' ? contacts.get(one.contactId)?.kind : undefined;
      const told = ['handed-over', 'acknowledged'].includes(one.state) && got.has(addresses[Number(one.customerId.slice(1))] ?? '');
      return { one, place: told ? 'told' : kind === 'telephone' || kind === 'letter' ? kind : 'nowhere' };
    });
  }

  async function resultOf(days: number): Promise<CanaryProof> {
    const places = await placesNow();
    const count = (of: string) => places.filter((entry) => entry.place === of).length;
    const missing = addresses.length - places.length;
    const lost = [
      ...places.filter((entry) => entry.place === 'nowhere').map(({ one }) => `${one.customerId} ${one.state}`),
      ...(missing === 0 ? [] : [`${missing} customers without a row`]),
    ];
    const counts = { told: count('told'), calls: count('telephone'), letters: count('letter') };
    const ok = lost.length === 0 && !relay.cutOff() && relay.highest() <= 0.1 && counts.told > 0;
    const { length: recipients } = addresses;
    return {
      recipients,
      dead: dead.size,
      days,
      presses,
      asked: relay.asked(),
      highest: relay.highest(),
      cutOff: relay.cutOff(),
      ...counts,
      lost,
      ok,
    };
  }
}
