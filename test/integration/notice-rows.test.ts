// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNoticeStore } from '../../src/adapters/postgres/notification/notice-store.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import type { Happening, NoticeMessage, NoticeStore, Standing } from '../../src/notification/notice/notice-store.port.ts';
import { foldEvents, moves, noticeEventNames } from '../../src/notification/state/moves.ts';
import type { NoticeEvent } from '../../src/notification/state/moves.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { seededRandom } from '../support/random.ts';

const caseId = 'C-2026-0001' as CaseId;
const noticeId = `${caseId}/1`;
const at = '2026-11-21T05:05:00.000Z' as Instant;

function message(contactId: string, customers: readonly string[]): NoticeMessage {
  const address = `${contactId.toLowerCase()}@x.example`;
  const rest = { messageId: null, digest: '', state: 'drafted', answer: '', askedAt: null, changedAt: at } as const;
  const how = { wave: 1, canary: false, rung: 'role', domain: 'x.example', lang: 'ja' } as const;
  return { noticeId, contactId, caseId, address, customers, token: `t-${contactId}`, ...how, ...rest };
}

describe('integration/notice-rows', () => {
  let desk: TestDesk;
  let store: NoticeStore;
  const happen = (happenings: readonly Happening[]) =>
    desk.database.inTransaction((tx) => store.happen(tx, noticeId, happenings, { by: 'test', at }));
  const put = (messages: readonly NoticeMessage[]) => {
    const standings = messages.flatMap((one) =>
      one.customers.map(
        (customerId): Standing => ({
          noticeId,
          customerId,
          caseId,
          name: customerId,
          contactId: one.contactId,
          state: one.state,
          changedAt: at,
        }),
      ),
    );
    return desk.database.inTransaction((tx) => store.save(tx, messages, standings));
  };

  beforeAll(async () => {
    desk = await openTestDesk();
    store = createNoticeStore(desk.database, moves);
  });
  afterAll(() => desk.close());

  it('stands where the events of each customer lead, in their order, by the one state table', async () => {
    const contacts = Array.from({ length: 30 }, (_, number) => `K-${number}`);
    await put(
      contacts.map((contactId, number) => message(contactId, number < 10 ? [`${contactId}/a`, `${contactId}/b`] : [`${contactId}/a`])),
    );
    const { next } = seededRandom(17);
    const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
    const happenings = Array.from({ length: 2000 }, (): Happening & { readonly contactId: string; readonly wave: number } => ({
      contactId: pick(contacts),
      wave: 1,
      event: pick(noticeEventNames),
      detail: '',
    }));
    for (let from = 0; from < happenings.length; from += 40) await happen(happenings.slice(from, from + 40));

    const wanted = (contactId: string) => foldEvents(happenings.filter((one) => one.contactId === contactId).map((one) => one.event));
    const messages = await store.messages(noticeId);
    expect(messages.map((one) => [one.contactId, one.state])).toEqual(messages.map((one) => [one.contactId, wanted(one.contactId)]));
    const standings = await store.standings(noticeId);
    expect(standings.length).toBe(40);
    expect(standings.map((one) => one.state)).toEqual(standings.map((one) => wanted(one.contactId)));
  });

  it('moves one customer alone where the event is his, and keeps what moved nothing', async () => {
    await put([message('K-r', ['A', 'B'])]);
    const mail: readonly NoticeEvent[] = ['approve', 'queue', 'claim', 'hand-over'];
    await happen(mail.map((event) => ({ event, contactId: 'K-r', wave: 1, detail: '250 ok' })));
    await happen([
      { event: 'verify', customerId: 'A', detail: 'closed' },
      { event: 'bounce-hard', contactId: 'K-r', wave: 1, detail: '550 5.1.1' },
    ]);

    const states = new Map((await store.standings(noticeId)).map((one) => [one.customerId, one.state]));
    expect([states.get('A'), states.get('B')]).toEqual(['verified', 'bounced-hard']);
    expect((await store.historyOf(noticeId, 'A')).map((one) => one.event)).toEqual([...mail, 'verify', 'bounce-hard']);
  });

  it('replaces what has not left, and leaves alone what has', async () => {
    await put([message('K-new', ['N'])]);
    await put([{ ...message('K-new', ['N', 'M']), state: 'approved' }]);
    await put([{ ...message('K-r', ['X']), state: 'approved' }]);

    const by = new Map((await store.messages(noticeId)).map((one) => [one.contactId, one]));
    expect(by.get('K-new')).toMatchObject({ state: 'approved', customers: ['N', 'M'] });
    expect(by.get('K-r')).toMatchObject({ state: 'bounced-hard', customers: ['A', 'B'] });
  });
});
