// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createIntakeStore } from '../../src/adapters/postgres/intake-store.ts';
import { readMail } from '../../src/adapters/mime/parse-mail.ts';
import { describeBy } from '../../src/intake/mail/describe.ts';
import { mailListener } from '../../src/adapters/smtp/listener.ts';
import { triageCommands } from '../../src/triage/commands.ts';
import { createReceive } from '../../src/intake/receive.ts';
import type { Actor } from '../../src/journal/actor.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Caller, RouteSpec } from '../../src/edge/route.ts';
import type { TriageDeps } from '../../src/triage/deps.ts';
import { passGate } from '../../src/triage/reply/release-gate.ts';
import { replyRoutes } from '../../src/triage/reply/reply.routes.ts';
import { digestOf, holdReply, releaseReply, withdrawReply } from '../../src/triage/reply/reply.ts';
import { triageHandlers, watchTriage } from '../../src/triage/watch.ts';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import type { Gate } from '../../src/outbox/gate.ts';
import { gateWith } from '../../src/wiring/outbox.ts';
import { triageDeps } from '../../src/wiring/triage.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { openMailSink } from '../support/mail-sink.ts';
import type { MailSink } from '../support/mail-sink.ts';
import { createTransport } from 'nodemailer';
import { readApart } from '../../src/wiring/threads/read-apart.ts';

const person: Actor = { type: 'person', id: 'p1', name: '鈴木 一郎' };
const machine: Actor = { type: 'machine', name: 'key reporter-bot' };
const reporter = 'reporter@provider.example';

let desk: TestDesk;
let deps: TriageDeps;
let sink: MailSink;
let gate: Gate;

beforeAll(async () => {
  desk = await openTestDesk();
  sink = await openMailSink();
  gate = gateWith(desk.base, desk, [mailCarrier(() => Promise.resolve({ url: sink.url, from: 'csirt@corp.example' }))]);
  deps = triageDeps(desk.base, desk, gate);
});
afterAll(async () => {
  await gate.close();
  await sink.close();
  await desk.close();
});

async function newCase(): Promise<CaseId> {
  const raw = await desk.blobs.put(
    Buffer.from(`From: a <${reporter}>\r\nSubject: CGI\r\n\r\nyour CGI has a known hole ${Math.random()}\r\n`),
  );
  const { caseId } = await desk.journal.write((writing) =>
    writing.openCase(person, () => [
      { kind: 'case.opened', body: { title: 'CGI', reportId: 'R-1' } },
      {
        kind: 'report.received',
        body: {
          reportId: 'R-1',
          kind: 'report',
          channel: 'file',
          raw,
          bytes: 60,
          subject: 'CGI',
          from: reporter,
          kindReasons: [],
          charsetNotes: [],
        },
      },
    ]),
  );
  return caseId;
}

const entriesOf = async (caseId: CaseId) => desk.journal.entries(caseId, 0, 1000);

/** Runs what the entries of a case have caused so far, as the job runner would. */
async function runTasks(caseId: CaseId, done: Set<string>): Promise<void> {
  for (const entry of await entriesOf(caseId)) {
    if (entry.body === null) continue;
    for (const task of watchTriage(null, entry)) {
      if (task.name !== 'triage.send-reply' || done.has(task.key)) continue;
      done.add(task.key);
      await triageHandlers(deps)
        .find((handler) => handler.name === task.name)
        ?.run(task.data);
    }
  }
}

async function callRoute(path: string, method: string, params: object, body: object, machineCalls: boolean): Promise<void> {
  const found = replyRoutes(deps).find((spec: RouteSpec) => spec.path.endsWith(path) && spec.method === method);
  if (found === undefined) throw new Error(`no route ${method} ${path}`);
  const who: Caller = {
    personId: machineCalls ? 'k1' : 'p1',
    name: machineCalls ? 'bot' : '鈴木 一郎',
    roles: ['responder'],
    machine: machineCalls,
  };
  await found.handle({
    params,
    query: undefined,
    body,
    who,
    lang: 'ja',
    ifMatch: null,
    uploads: [],
    apart: readApart,
    address: '127.0.0.1',
  });
}

const draft = (text: string) => ({ reportId: 'R-1', template: 'own', to: reporter, subject: 'Re', text, lang: 'ja' as const, hours: 72 });

type Step =
  | { readonly do: 'hold' | 'edit'; readonly text: string }
  | {
      readonly do: 'release' | 'release-wrong' | 'release-machine' | 'send-api' | 'send-api-machine' | 'send-console' | 'withdraw' | 'task';
      readonly text: '';
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constantFrom('hold' as const, 'edit' as const),
    text: fc.constantFrom('受け取りました。', 'We have it.', 'PHP 8.1.2 で確認しました', '…'),
  }),
  fc.record({
    do: fc.constantFrom(
      'release' as const,
      'release-wrong' as const,
      'release-machine' as const,
      'send-api' as const,
      'send-api-machine' as const,
      'send-console' as const,
      'withdraw' as const,
      'task' as const,
    ),
    text: fc.constant('' as const),
  }),
);

describe('triage: nothing leaves without a release', () => {
  test('over any order of holding, editing, releasing, withdrawing and sending by every path', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        const caseId = await newCase();
        const before = sink.mails.length;
        const tasks = new Set<string>();
        let replyId = '';
        let refusable = 0;
        for (const each of steps) {
          const reply = (await desk.journal.view(caseId))?.parts.triage.replies[replyId];
          const sending = each.do.startsWith('send-');
          if (sending && reply !== undefined && reply.state !== 'released') refusable += 1;
          if (each.do === 'hold') {
            const held = await holdReply(deps, caseId, person, draft(each.text), null);
            if (held.ok) replyId = held.value.replyId;
          } else if (each.do === 'edit' && replyId !== '') await holdReply(deps, caseId, person, draft(`${each.text} `), replyId);
          else if (each.do === 'release' && reply !== undefined) await releaseReply(deps, caseId, person, replyId, reply.digest, []);
          else if (each.do === 'release-wrong') await releaseReply(deps, caseId, person, replyId, '0'.repeat(64), []);
          else if (each.do === 'release-machine' && reply !== undefined)
            await callRoute('/release', 'POST', { caseId, replyId }, { digest: reply.digest, overrides: [] }, true);
          else if (each.do === 'send-api' || each.do === 'send-api-machine')
            await callRoute('/send', 'POST', { caseId, replyId }, {}, each.do === 'send-api-machine');
          else if (each.do === 'send-console') await passGate(deps, caseId, replyId, machine, 'console');
          else if (each.do === 'withdraw') await withdrawReply(deps, caseId, person, replyId, '理由');
          else if (each.do === 'task') await runTasks(caseId, tasks);
        }
        const entries = await entriesOf(caseId);
        const releases = entries.filter((entry) => entry.kind === 'triage.reply-released');
        for (const release of releases) expect(release.actor.type).toBe('person');
        const gone = sink.mails.slice(before);
        for (const mail of gone) {
          const digest = digestOf(deps, { to: mail.to, subject: mail.subject, text: mail.text });
          expect(releases.some((entry) => entry.kind === 'triage.reply-released' && entry.body?.digest === digest)).toBe(true);
          // A text with a version or a confirmation needs an override, and none was given.
          expect(mail.text).not.toMatch(/8\.1\.2/);
        }
        expect(entries.filter((entry) => entry.kind === 'triage.reply-sent').length).toBe(gone.length);
        // An attempt by a task on a reply that was edited after its release is refused too, so there may be more.
        expect(entries.filter((entry) => entry.kind === 'triage.reply-attempt-refused').length).toBeGreaterThanOrEqual(refusable);
      }),
      { numRuns: 60 },
    );
  });

  test('a released receipt leaves once, exactly as it was read', async () => {
    const caseId = await newCase();
    const before = sink.mails.length;
    const held = await holdReply(
      deps,
      caseId,
      person,
      { reportId: 'R-1', template: 'receipt', to: reporter, subject: '受領', text: 'ご連絡を受け取りました。', lang: 'ja', hours: 72 },
      null,
    );
    if (!held.ok) throw new Error(held.error);
    expect((await passGate(deps, caseId, held.value.replyId, person, 'api')).is).toBe('refused');
    const digest = (await desk.journal.view(caseId))?.parts.triage.replies[held.value.replyId]?.digest ?? '';
    expect((await releaseReply(deps, caseId, person, held.value.replyId, digest, [])).ok).toBe(true);
    await runTasks(caseId, new Set());
    expect((await passGate(deps, caseId, held.value.replyId, person, 'api')).is).toBe('refused');
    expect(sink.mails.slice(before)).toHaveLength(1);
    expect(sink.mails.at(-1)?.text).toBe('ご連絡を受け取りました。');
    const refusals = (await entriesOf(caseId)).filter((entry) => entry.kind === 'triage.reply-attempt-refused');
    expect(refusals.map((entry) => (entry.kind === 'triage.reply-attempt-refused' ? entry.body?.why : ''))).toEqual([
      'not-released',
      'already-sent',
    ]);
  });

  test('the same text pressed twice, and by two people at one moment, is one reply; after it was sent the next is a new one', async () => {
    const caseId = await newCase();
    const reply = { reportId: 'R-1', template: 'own', to: reporter, subject: 'Re', text: '拝受しました。', lang: 'ja', hours: 72 } as const;
    await Promise.all([holdReply(deps, caseId, person, reply, null), holdReply(deps, caseId, person, reply, null)]);
    const again = await holdReply(deps, caseId, person, reply, null);
    const held = Object.values((await desk.journal.view(caseId))?.parts.triage.replies ?? {});
    expect(held.map((one) => [one.replyId, one.state])).toEqual([[again.ok ? again.value.replyId : 'none', 'held']]);
    const [{ replyId, digest } = { replyId: '', digest: '' }] = held;
    expect((await releaseReply(deps, caseId, person, replyId, digest, [])).ok).toBe(true);
    await runTasks(caseId, new Set());
    const next = await holdReply(deps, caseId, person, reply, null);
    expect(next.ok && next.value.replyId !== replyId).toBe(true);
  });

  test('what names a version needs a reason for that kind', async () => {
    const caseId = await newCase();
    const held = await holdReply(
      deps,
      caseId,
      person,
      { reportId: 'R-1', template: 'own', to: reporter, subject: 'Re', text: 'It is PHP 8.1.2.', lang: 'en', hours: null },
      null,
    );
    if (!held.ok) throw new Error(held.error);
    const digest = (await desk.journal.view(caseId))?.parts.triage.replies[held.value.replyId]?.digest ?? '';
    const without = await releaseReply(deps, caseId, person, held.value.replyId, digest, []);
    expect(without.ok ? 'released' : without.error).toBe('reply-refused');
    const other = await releaseReply(deps, caseId, person, held.value.replyId, digest, [{ kind: 'link', reason: 'x' }]);
    expect(other.ok).toBe(false);
    expect(
      (await releaseReply(deps, caseId, person, held.value.replyId, digest, [{ kind: 'version', reason: 'published in our own advisory' }]))
        .ok,
    ).toBe(true);
  });

  test('the mail listener takes a mail for the reporter in as a report and relays nothing', { timeout: 30_000 }, async () => {
    const receive = createReceive({
      ...desk,
      store: createIntakeStore(desk.database),
      describe: describeBy(readMail),
      house: () => Promise.resolve({ ownDomains: [], ways: [] }),
      clock: desk.clock,
    });
    const listener = mailListener({ protocol: 'smtp', host: '127.0.0.1', port: 0, maxBytes: 1_000_000 }, receive);
    const before = sink.mails.length;
    await listener.start();
    try {
      const client = createTransport({ host: '127.0.0.1', port: listener.port(), secure: false, ignoreTLS: true });
      await client
        .sendMail({ from: 'staff@corp.example', to: reporter, subject: 'Re: CGI', text: 'we are vulnerable' })
        .catch(() => undefined);
      client.close();
    } finally {
      await listener.stop();
    }
    expect(sink.mails.length).toBe(before);
  });

  test('the console knows no command that sends', () => {
    const paths = triageCommands({} as never).map((command) => command.path.join(' '));
    expect(paths).toEqual(['triage', 'assets import', 'advisories import', 'advisories sync', 'advisories status']);
  });
});
