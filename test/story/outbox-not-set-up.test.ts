// SPDX-License-Identifier: Apache-2.0
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import { planSchema } from '../../src/duty/rota/plan.ts';
import { setPlan } from '../../src/duty/rota/set-plan.ts';
import { reportUp } from '../../src/duty/paging/report-up.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import type { Actor } from '../../src/journal/actor.ts';
import { caseSheet, entryWire } from '../../src/case/case.view.ts';
import { DESK } from '../../src/journal/stream.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { endpoints } from '../../src/organisation/mail/mail.contract.ts';
import { outboxPurposes } from '../../src/outbox/message.ts';
import { bulkPurposes } from '../../src/outbox/outbox.port.ts';
import { personIdOf } from '../../src/organisation/person.ts';
import { TELL, telling } from '../../src/remediation/asked/telling.ts';
import { censusOf } from '../../src/triage/staff/census.ts';
import { previewNotice, releaseNotice, releaseNoticeAgain } from '../../src/triage/staff/notice.ts';
import { remindSilent } from '../../src/triage/staff/remind.ts';
import { passGate } from '../../src/triage/reply/release-gate.ts';
import { holdReply, releaseReply } from '../../src/triage/reply/reply.ts';
import type { TriageDeps } from '../../src/triage/deps.ts';
import { wireDuty } from '../../src/wiring/duty.ts';
import { gateOf, wireMail } from '../../src/wiring/outbox.ts';
import { wireRemediation } from '../../src/wiring/remediation.ts';
import { triageDeps } from '../../src/wiring/triage.ts';
import { claimsOfSending, stringsOf } from '../support/claims-of-sending.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openReportedCase } from '../support/reported-case.ts';
import { putStaff } from '../support/staff.ts';
import { timelineText, timelineTitles } from '../support/timeline-text.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';
import { everythingReal } from '../support/passing.ts';

const person: Actor = { type: 'person', id: 'P-1', name: '鈴木 一郎' };

/** Kinds that may say that something left: each is written with a server's answer in hand, or by a person who says so. */
const WRITTEN_AFTER_AN_ANSWER = ['triage.reply-sent', 'page.sent', 'page.told', 'statement.told'];

/** Purposes that some part of the product gives to what it puts into the gate: whoever adds one tries it here too. */
function purposesInSource(): ReadonlySet<string> {
  const root = join(import.meta.dirname, '..', '..', 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('outbox/'),
  );
  const text = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  // What leaves by the thousand is refused before anything is put (story/notice-sending), and so are a reminder (below) and
  // an invitation (story/invitation).
  const refused: readonly string[] = [...bulkPurposes, 'staff-reminder', 'invitation'];
  return new Set(outboxPurposes.filter((purpose) => text.includes(`purpose: '${purpose}'`) && !refused.includes(purpose)));
}

describe('story/outbox: a desk without outgoing mail says nowhere that something was sent', () => {
  let desk: TestDesk;
  let deps: TriageDeps;
  let caseId: CaseId;

  beforeAll(async () => {
    desk = await openTestDesk({ env: { MATOI_SMTP_URL: '', MATOI_MAIL_FROM: '', MATOI_URL: '', MATOI_PUSH_CONTACT: '' } });
    deps = triageDeps(desk.base, desk);
    caseId = await openReportedCase(desk, person);
    await putStaff(desk, 3, (number) => (number === 3 ? null : `p${number}@corp.example`));
  });
  afterAll(async () => {
    await gateOf(desk.base, desk).close();
    await desk.close();
  });

  /** Everything that people read of this desk: the timeline's cards, the case's sheet, the lists. */
  async function everythingSaid(): Promise<readonly string[]> {
    const entries = [...(await desk.journal.entries(caseId, 0, 1000)), ...(await desk.journal.entries(DESK, 0, 1000))];
    const faces = (await Promise.all(entries.map((entry) => timelineText(entryWire(entry) as never)))).flat();
    const view = await desk.journal.view(caseId);
    if (view === null) throw new Error('no case');
    const sheet = caseSheet(view, desk.clock.now(), null);
    return [...faces, ...stringsOf(sheet)];
  }

  it('lists people for the notice, says before and after that mail is not set up, and tries nothing', async () => {
    const preview = await previewNotice(deps, caseId, person, { reportId: 'R-1', departments: [], text: null });
    expect(preview).toMatchObject({ ok: true, value: { people: 3, withoutAddress: 1, mail: { is: 'not-set-up' }, links: false } });

    const released = await releaseNotice(deps, caseId, person, { reportId: 'R-1', departments: [], text: null });
    if (!released.ok) throw new Error(released.error);
    expect(released.value).toMatchObject({ people: 3, mail: 'not-set-up', withoutAddress: 1 });
    expect(await gateOf(desk.base, desk).tick()).toBe(0);

    const census = await censusOf(deps, released.value);
    expect(census.sending).toEqual({ handedOver: 0, waiting: 0, deferred: 0, refused: 0, notSetUp: 2, practice: 0, unrecorded: 0 });
    expect(census.rows.map((row) => row.sending)).toEqual(['not-set-up', 'not-set-up', null]);
    expect(await releaseNoticeAgain(deps, caseId, person, released.value.noticeId)).toMatchObject({ error: 'nothing-waits' });
    expect(await remindSilent(deps, caseId, person, released.value.noticeId)).toMatchObject({ error: 'nothing-waits' });
    const next = caseSheet((await desk.journal.view(caseId)) as never, desk.clock.now(), null).next.map((action) => action.id);
    expect(next).toContain(`triage.notice-by-hand.${released.value.noticeId}`);
  });

  it('keeps a released reply, and says that it did not leave', async () => {
    const text = {
      reportId: 'R-1',
      template: 'own',
      to: 'a@provider.example',
      subject: 'Re',
      text: '受け取りました。',
      lang: 'ja',
      hours: 72,
    } as const;
    const held = await holdReply(deps, caseId, person, text, null);
    if (!held.ok) throw new Error(held.error);
    const digest = (await desk.journal.view(caseId))?.parts.triage.replies[held.value.replyId]?.digest ?? '';
    expect((await releaseReply(deps, caseId, person, held.value.replyId, digest, [])).ok).toBe(true);
    expect(await passGate(deps, caseId, held.value.replyId, person, 'desk')).toMatchObject({ is: 'not-set-up' });
    expect((await desk.journal.view(caseId))?.parts.triage.replies[held.value.replyId]).toMatchObject({
      state: 'released',
      notSetUp: true,
    });
  });

  it('pages by channels that nobody set up, and calls none of them sent; the telephone row is a list, not a call', async () => {
    const plan = planSchema.parse(JSON.parse(readFileSync('fixtures/duty/plan.json', 'utf8')));
    const everyChannel = plan.people.map((one) => ({
      ...one,
      channels: ['mail', 'webhook', 'web-push', 'telephone'] as never,
      webhooks: ['chat'],
    }));
    const stores = { plans: createPlanStore(desk.database), pages: createPageStore(desk.database) };
    const set = await setPlan(
      { ...desk, ...stores, holidays: holidayBook(), hash: sha256 },
      { ...plan, people: everyChannel, reportUp: { levels: [{ people: ['sato'] }, { people: ['tanaka'] }] } },
      {
        actor: person,
        reason: '',
        expectedVersion: null,
      },
    );
    expect(set.ok).toBe(true);
    const paged = await trigger(
      { ...desk, ...stores, passing: everythingReal, random: desk.base.random },
      { caseId, policy: null, subject: 'CGI', urgency: 'now' },
    );
    const up = await reportUp({ ...desk, ...stores, passing: everythingReal, random: desk.base.random }, caseId, person);
    expect(up.is).toBe('reporting');
    const [paging] = wireDuty(desk.base).services?.(desk) ?? [];
    await paging?.start();
    await paging?.stop();

    const rows = paged.is === 'paging' ? await stores.pages.deliveries(paged.pageId) : [];
    expect(Object.fromEntries(rows.map((row) => [row.channel, row.state]))).toEqual({
      mail: 'not-set-up',
      webhook: 'not-set-up',
      'web-push': 'not-set-up',
      telephone: 'listed',
    });
    const upwards = up.is === 'reporting' ? await stores.pages.deliveries(up.pageId) : [];
    expect(new Set(upwards.map((row) => row.state))).toEqual(new Set(['not-set-up', 'listed']));
  });

  it('says of a test of its own settings that nothing was tried', async () => {
    const routes = wireMail(desk.base).routes?.(desk) ?? [];
    const test = routes.find(({ path, method }) => path === endpoints.sendTest.path && method === 'POST');
    const { rows } = await desk.database.pool.query<{ person_id: string; address: string }>(
      'select person_id, address from person_address limit 1',
    );
    const who = { personId: rows[0]?.person_id ?? '', name: person.name, roles: ['administrator'], machine: false } as const;
    const call = {
      params: {},
      query: {},
      body: { to: rows[0]?.address },
      who,
      lang: 'ja',
      ifMatch: null,
      uploads: [],
      apart: readApart,
      address: '',
    } as const;
    const said = await test?.handle(call);
    expect(said).toMatchObject({ status: 201, body: { mails: [{ is: 'not-set-up' }] } });
    expect(stringsOf(said).flatMap(claimsOfSending)).toEqual([]);
  });

  it('gives work to somebody, whose mail stays here', async () => {
    const body = {
      itemId: 'W-1',
      step: null,
      workstream: 'implementation',
      workstreamName: '',
      title: '権限を直す',
      detail: '',
      department: '',
      owner: { personId: personIdOf(1), name: '職員 1' },
      needsAckBy: null,
      due: null,
      touchesCustomers: false,
      fourEyes: false,
    } as const;
    const { entries } = await desk.journal.append({
      stream: caseId,
      actor: person,
      drafts: [{ kind: 'work.item-added', body: { ...body, dependsOn: [] } }],
    });
    const tell = wireRemediation(desk.base)
      .handlers?.(desk)
      .find(({ name }) => name === TELL);
    for (const task of entries.flatMap(telling)) await tell?.run(task.data);
    expect((await everythingSaid()).flatMap(claimsOfSending)).toEqual([]);
  });

  it('has tried here every purpose for which a part puts something into the gate, and nothing of it left', async () => {
    const { rows } = await desk.database.pool.query<{ purpose: string; state: string }>('select distinct purpose, state from outbox');
    expect(new Set(rows.map(({ purpose }) => purpose))).toEqual(purposesInSource());
    expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['not-set-up']));
  });

  it('notes that a deadline is near without saying that anybody heard of it', async () => {
    await desk.journal.append({
      stream: caseId,
      actor: { type: 'machine', name: 'obligation' },
      drafts: [{ kind: 'clock.reminded', body: { clockId: 'K-1', deadline: '2026-11-26T14:59:59.000Z', hoursLeft: 24 } }],
    });
    const entries = await desk.journal.entries(caseId, 0, 1000);
    expect(entries.filter((entry) => WRITTEN_AFTER_AN_ANSWER.includes(entry.kind))).toEqual([]);
    expect((await everythingSaid()).flatMap(claimsOfSending)).toEqual([]);
  });

  it('has no other kind of entry whose heading says sent', async () => {
    const claiming = Object.entries(timelineTitles()).filter(([, { ja, en }]) =>
      [ja, en].some((title) => claimsOfSending(title).length > 0),
    );
    expect(claiming.map(([kind]) => kind).toSorted()).toEqual(WRITTEN_AFTER_AN_ANSWER.toSorted());
  });
});
