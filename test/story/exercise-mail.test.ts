// SPDX-License-Identifier: Apache-2.0
// A mail of an exercise comes in as mail comes in, by SMTP; it is a report of its case, and what is real stays apart from it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARK } from '../../src/case/exercise-mark.ts';
import { anchorOf } from '../../src/exercise/run/deliver.ts';
import { runSheetSchema } from '../../src/exercise/run/run.contract.ts';
import type { RunSheet } from '../../src/exercise/run/run.contract.ts';
import { tickRuns } from '../../src/exercise/run/tick.ts';
import type { TaskHandler } from '../../src/journal/task.ts';
import { taskRunner } from '../../src/jobs/worker.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import type { Service } from '../../src/wiring/base/base.ts';
import { signerOf } from '../../src/wiring/base/signer.ts';
import { exerciseDeps } from '../../src/wiring/exercise.ts';
import { handInto } from '../../src/wiring/intake.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import { eventually } from '../support/eventually.ts';
import { signedIn } from '../support/role-visitors.ts';
import { freePort, serveDesk } from '../support/served-desk.ts';
import type { ServedDesk } from '../support/served-desk.ts';

const mail = (subject: string, answers: string) =>
  Buffer.from(
    `From: x <x@outside.example>\r\nTo: <csirt@corp.example>\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@outside.example>\r\n${answers}\r\nour server talks to yours\r\n`,
  );

describe('story/exercise-mail', () => {
  const held: { desk?: ServedDesk; services: readonly Service[]; run?: RunSheet } = { services: [] };
  const desk = () => held.desk as ServedDesk;
  const run = () => held.run as RunSheet;
  const entries = (caseId: string) => desk().journal.entries(caseId as CaseId, 0, 1000);
  const reports = async (caseId: string) => {
    const all = await entries(caseId);
    return all.flatMap((entry) => (entry.kind === 'report.received' && entry.body !== null ? [entry.body] : []));
  };
  /** By SMTP, as anybody's mail comes in. */
  const send = (bytes: Uint8Array) => handInto(desk().base, desk(), 'csirt@corp.example', bytes);

  beforeAll(async () => {
    const handlers: TaskHandler[] = [];
    held.desk = await serveDesk({
      env: { MATOI_SMTP_PORT: String(await freePort()), MATOI_SMTP_TLS: 'off' },
      watches: everyWatch,
      routes(opened, base) {
        const parts = everyPart.map((wire) => wire(base));
        handlers.push(...parts.flatMap((part) => part.handlers?.(opened) ?? []));
        held.services = parts.flatMap((part) => part.services?.(opened) ?? []).filter(({ name }) => name === 'smtp');
        return parts.flatMap((part) => part.routes?.(opened) ?? []);
      },
    });
    await held.desk.queue.work(taskRunner(handlers));
    for (const service of held.services) await service.start();
    const lead = await signedIn(held.desk, ['instructor'], 'lead');
    const duty = await signedIn(held.desk, ['responder'], 'duty');
    const roster = ['duty', 'manager', 'staff'].map((role) => ({ role, personId: duty.personId }));
    held.run = runSheetSchema.parse((await lead.post('/api/v1/exercise/runs', { scenarioId: 'white-hacker', roster })).json);
  });
  afterAll(async () => {
    for (const service of held.services) await service.stop();
    await held.desk?.close();
  });

  it('becomes a report of the exercise’s case, marked, from the sender that the scenario names', async () => {
    await eventually(async () => {
      const [report] = await reports(run().caseId);
      expect(report).toMatchObject({ kind: 'report', channel: 'smtp', from: expect.stringContaining('white-hacker@isp.example') });
      expect(report?.subject.startsWith(MARK)).toBe(true);
    });
  });

  it('is examined as any report is, and comes once however often it is handed in', async () => {
    await eventually(async () => expect((await entries(run().caseId)).map(({ kind }) => kind)).toContain('triage.examined'));
    desk().clock.forward(11 * 60_000);
    await tickRuns(exerciseDeps(desk().base, desk()));
    const sent = (await entries(run().caseId)).filter(
      (entry) => entry.kind === 'exercise.inject-sent' && entry.body?.channel === 'mail',
    ).length;
    await eventually(async () => expect((await reports(run().caseId)).length).toBe(sent));
  });

  it('a real mail meanwhile opens a real case, also one that claims to belong to the exercise', async () => {
    const before = (await reports(run().caseId)).length;
    await send(mail('real', ''));
    await send(mail('claims', `In-Reply-To: <${run().caseId}.${'A'.repeat(43)}@exercise.invalid>\r\n`));
    const cases = await eventually(async () => {
      const found = await desk().journal.cases({ limit: 10 });
      expect(found.length).toBe(3);
      return found;
    });
    const real = cases.filter(({ id }) => id !== run().caseId);
    expect(real.map(({ title, parts }) => [title, parts.exercise])).toEqual([
      ['claims', null],
      ['real', null],
    ]);
    expect((await reports(run().caseId)).length).toBe(before);
  });

  it('what answers a mail of the exercise joins it, whatever kind of mail it looks like', async () => {
    const before = (await reports(run().caseId)).length;
    const anchor = anchorOf(await signerOf(desk().base)(), run().caseId as CaseId);
    await send(mail('list', `In-Reply-To: ${anchor}\r\nPrecedence: bulk\r\nList-Id: <a.example>\r\n`));
    await eventually(async () => expect((await reports(run().caseId)).length).toBe(before + 1));
    expect(desk().reported).toEqual([]);
  });
});
