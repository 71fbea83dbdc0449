// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../src/notification/table/read-table.ts';
import { importList } from '../../src/notification/audience/import-list.ts';
import { answerInquiry } from '../../src/notification/inquiry/answer.ts';
import { notificationHandlers, watchNotification } from '../../src/notification/watch.ts';
import { createExposureStore } from '../../src/adapters/postgres/exposure-store.ts';
import { followDeps, inquiryDeps, seenBy } from '../../src/wiring/notification.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { approveAll, noticeWorld, sato } from '../support/notice-world.ts';
import type { NoticeWorld } from '../support/notice-world.ts';

/** Nobody asked before the notice went out: whoever was told is known all the same, also after nothing of theirs is left. */
describe('story/told-and-mended', () => {
  const held: { desk?: TestDesk; sink?: MailSink; world?: NoticeWorld } = {};
  beforeAll(async () => {
    held.sink = await openMailSink();
    held.desk = await openTestDesk();
    held.world = await noticeWorld(held.desk, held.sink.url, ['a@a.example', 'b@b.example']);
    await approveAll(held.world);
  });
  afterAll(async () => {
    await held.world?.close();
    await held.desk?.close();
    await held.sink?.close();
  });

  it('who was told and has mended since hears "no longer", and who never was hears "not among"', async () => {
    const [desk, { caseId, deps }] = [held.desk as TestDesk, held.world as NoticeWorld];
    const entries = await desk.journal.entries(caseId, 0, 1000);
    const tasks = entries.flatMap((entry) => (entry.body === null ? [] : watchNotification(null, entry)));
    expect(tasks.map(({ name }) => name)).toEqual(['notification.keep-audience']);
    const handlers = notificationHandlers({ ...followDeps(desk.base, desk), seenByAudits: seenBy(createExposureStore(desk.database)) });
    for (const task of tasks) await handlers.find(({ name }) => name === task.name)?.run(task.data);

    const rows = new TextEncoder().encode('顧客番号,内容,対処\nC1,公開されていた,閉じる\n');
    await importList(deps, sato, caseId, { name: '一覧.csv', bytes: rows }, { leaveOut: new Set(), lang: 'ja' }, readTable);
    const verdict = async (asked: string) => {
      const said = await answerInquiry(inquiryDeps(desk.base, desk), sato, caseId, {
        way: 'telephone',
        asked,
        caller: '声の人',
        reach: '',
      });
      return said.ok ? said.value.inquiry.told.verdict : said.error.code;
    };
    expect([await verdict('C0'), await verdict('C1'), await verdict('C9')]).toEqual(['no-longer', 'affected', 'not-checkable']);
  });
});
