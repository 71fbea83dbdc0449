// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller, RouteSpec } from '../../src/edge/route.ts';
import type { Actor } from '../../src/journal/actor.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { triageRoutes } from '../../src/triage/routes.ts';
import { staffRoutes } from '../../src/triage/staff/staff.routes.ts';
import { createTakeUp } from '../../src/triage/examination/examine-report.ts';
import { triageDeps } from '../../src/wiring/triage.ts';
import type { TriageDeps } from '../../src/triage/deps.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';

const person: Actor = { type: 'person', id: 'p1', name: '鈴木 一郎' };
const who: Caller = { personId: 'p1', name: '鈴木 一郎', roles: ['responder'], machine: false };
const TEXT =
  'お世話になります。御社のサイトで動いている CGI には、以前から知られている脆弱性があります。\nこのままでは危険ですので、早めの対処をお勧めします。\n詳しく知りたい場合は、このメールにご返信ください。\n\nホワイトハッカー\n';

describe('story/triage: one mail, two colleagues', () => {
  const held = { desk: null as TestDesk | null, deps: null as TriageDeps | null };
  const desk = (): TestDesk => held.desk as TestDesk;
  const deps = (): TriageDeps => held.deps as TriageDeps;

  beforeAll(async () => {
    held.desk = await openTestDesk();
    held.deps = triageDeps(desk().base, desk());
  });
  afterAll(() => desk().close());

  async function received(reportId: string, subject: string, text: string, by: TriageDeps | null = deps()): Promise<CaseId> {
    const mail = `From: helper <helper@provider.example>\r\nTo: webadmin@corp.example\r\nSubject: =?UTF-8?B?${Buffer.from(subject).toString('base64')}?=\r\nContent-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(text).toString('base64')}\r\n`;
    const raw = await desk().blobs.put(Buffer.from(mail));
    const { caseId } = await desk().journal.write((writing) =>
      writing.openCase(person, () => [
        { kind: 'case.opened', body: { title: subject, reportId } },
        {
          kind: 'report.received',
          body: {
            reportId,
            kind: 'report',
            channel: 'file',
            raw,
            bytes: mail.length,
            subject,
            from: 'helper@provider.example',
            kindReasons: [],
            charsetNotes: [],
          },
        },
      ]),
    );
    if (by !== null) await createTakeUp(by).one({ caseId, reportId });
    return caseId;
  }

  async function ask(routes: readonly RouteSpec[], path: string, params: object, body: object) {
    const found = routes.find((spec) => spec.path.endsWith(path) && spec.method === 'POST');
    if (found === undefined) throw new Error(`no route ${path}`);
    return found.handle({
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

  async function look(routes: readonly RouteSpec[], path: string, params: object) {
    const found = routes.find((spec) => spec.path.endsWith(path) && spec.method === 'GET');
    if (found === undefined) throw new Error(`no route ${path}`);
    return found.handle({
      params,
      query: undefined,
      body: undefined,
      who,
      lang: 'ja',
      ifMatch: null,
      uploads: [],
      apart: readApart,
      address: '127.0.0.1',
    });
  }

  test('a fold can be undone: the reports become separate again, and what happened stays readable', async () => {
    await received('R-11', '貴サイトの CGI について', TEXT);
    const second = await received(
      'R-12',
      'Fw: 貴サイトの CGI について',
      `佐藤です。届きました。返信していません。\n\n-----元のメッセージ-----\n${TEXT}`,
    );
    const folded = Object.values((await desk().journal.view(second))?.parts.triage.merges ?? {});
    expect(folded).toMatchObject([{ reportId: 'R-12', into: 'R-11', undone: false }]);
    const mergeId = folded[0]?.mergeId ?? '';

    expect(await ask(staffRoutes(deps()), '/undo', { caseId: second, mergeId }, { reason: '別の差出人だった' })).toMatchObject({
      status: 200,
    });
    const view = await desk().journal.view(second);
    expect(Object.values(view?.parts.triage.merges ?? {})).toMatchObject([{ mergeId, undone: true }]);
    expect(view?.parts.intake.reports.map((report) => report.reportId)).toEqual(['R-12']);
    expect(view?.parts.triage.examined['R-12']).toBeDefined();

    // Taking it up again does not fold it behind the person's back, and there is no second undo.
    await createTakeUp(deps()).one({ caseId: second, reportId: 'R-12' });
    const kinds = (await desk().journal.entries(second, 0, 100)).map((entry) => entry.kind);
    expect(kinds.filter((kind) => kind === 'triage.campaign-merged')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'triage.campaign-split')).toHaveLength(1);
    expect(await ask(staffRoutes(deps()), '/undo', { caseId: second, mergeId }, { reason: 'もう一度' })).toMatchObject({
      problem: { code: 'triage.merge-not-found' },
    });
  });

  test('a decision point set by a person changes the decision and says by whom', async () => {
    const caseId = await received('R-13', 'お知らせ', `${TEXT}\nまったく別の話も一つ。受付は来週から三階です。`);
    const params = { caseId, reportId: 'R-13' };
    const settings = { deployer: { E: 'A', EXP: 'O', A: 'Y', HI: 'VH' } };
    const answer = await ask(triageRoutes(deps()), '/settings', params, { settings, reason: '実際に悪用を確認した' });
    expect(answer).toMatchObject({ status: 200, body: { priority: { deployer: { outcome: 'I' } } } });
    const again = await desk().journal.view(caseId);
    expect(again?.parts.triage.settings['R-13']).toMatchObject(settings);
    expect(await ask(triageRoutes(deps()), '/settings', params, { settings: { deployer: { E: 'Z' } }, reason: 'x' })).toHaveProperty(
      'problem',
    );
  });

  test('the sheet is the recorded examination: looking never examines, and examining again is an act with an entry', async () => {
    const caseId = await received('R-14', '予約フォームの件', `${TEXT}\n三階の窓口にも同じ紙を置きました。`);
    const counted = { runs: 0 };
    const watched: TriageDeps = {
      ...deps(),
      examine: (bytes, given) => {
        counted.runs += 1;
        return deps().examine(bytes, given);
      },
    };
    const params = { caseId, reportId: 'R-14' };
    const sheet = await look(triageRoutes(watched), '/:reportId', params);
    expect(sheet).toMatchObject({ status: 200, body: { text: expect.stringContaining('三階の窓口') as string } });
    expect(await look(triageRoutes(watched), '/:reportId', params)).toEqual(sheet);
    expect(counted.runs).toBe(0);

    desk().clock.forward(60_000);
    expect(await ask(triageRoutes(watched), '/examine', params, {})).toMatchObject({ status: 200 });
    expect(counted.runs).toBe(1);
    const examined = (await desk().journal.entries(caseId, 0, 100)).filter((entry) => entry.kind === 'triage.examined');
    expect(examined.map((entry) => entry.actor.type)).toEqual(['machine', 'person']);
    const newer = (await look(triageRoutes(watched), '/:reportId', params)) as { body: { sender: { judgedBy: { at: string } } } };
    expect(newer.body.sender.judgedBy.at).toBe(desk().clock.now());
    const printed: string[] = [];
    const elsewhere: TriageDeps = {
      ...watched,
      zone: () => Promise.resolve('Europe/Berlin'),
      print(paper) {
        printed.push(paper.printed.shown);
        return Promise.resolve(new Uint8Array());
      },
    };
    await look(triageRoutes(elsewhere), '/sheet.pdf', params);
    expect(printed).toEqual([expect.stringContaining('(Europe/Berlin)')]);
  });

  test('a report that goes over a limit stays, says why, and a person can go on', async () => {
    const over: TriageDeps = { ...deps(), examine: () => Promise.resolve({ is: 'not-examined', why: 'time', detail: '30 s' }) };
    const caseId = await received('R-15', '長いメール', TEXT, over);
    const params = { caseId, reportId: 'R-15' };
    expect(await look(triageRoutes(deps()), '/:reportId', params)).toMatchObject({ problem: { code: 'triage.not-examined' } });
    const view = await desk().journal.view(caseId);
    expect(view?.parts.triage.notExamined?.['R-15']).toMatchObject({ why: 'time' });
    expect(view?.parts.triage.examined['R-15']).toBeUndefined();

    expect(await ask(triageRoutes(deps()), '/examine', params, {})).toMatchObject({ status: 200 });
    expect((await desk().journal.view(caseId))?.parts.triage.notExamined).toEqual({});
    expect(await look(triageRoutes(deps()), '/:reportId', params)).toMatchObject({ status: 200 });
  });

  test('before its examination, a report says that it waits', async () => {
    const caseId = await received('R-16', 'まだ', TEXT, null);
    expect(await look(triageRoutes(deps()), '/:reportId', { caseId, reportId: 'R-16' })).toMatchObject({
      problem: { code: 'triage.not-yet-examined' },
    });
  });
});
