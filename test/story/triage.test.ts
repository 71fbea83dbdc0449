// SPDX-License-Identifier: Apache-2.0
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Caller, RouteSpec } from '../../src/edge/route.ts';
import type { Actor } from '../../src/journal/actor.ts';
import type { CaseId } from '../../src/journal/stream.ts';
import { triageRoutes } from '../../src/triage/routes.ts';
import { staffRoutes } from '../../src/triage/staff-desk/routes.ts';
import { takeUp } from '../../src/triage/take-up.ts';
import { triageDeps } from '../../src/wiring/triage.ts';
import type { TriageDeps } from '../../src/triage/deps.ts';
import { openTestDesk } from '../support/desk.ts';
import type { TestDesk } from '../support/desk.ts';

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
    held.deps = triageDeps(desk().base, desk(), null);
  });
  afterAll(() => desk().close());

  async function received(reportId: string, subject: string, text: string): Promise<CaseId> {
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
    await takeUp(deps(), caseId, reportId);
    return caseId;
  }

  async function ask(routes: readonly RouteSpec[], path: string, params: object, body: object) {
    const found = routes.find((spec) => spec.path.endsWith(path) && spec.method === 'POST');
    if (found === undefined) throw new Error(`no route ${path}`);
    return found.handle({ params, query: undefined, body, who, lang: 'ja', ifMatch: null, uploads: [], address: '127.0.0.1' });
  }

  test('a fold can be undone: the reports stand apart again, and what happened stays readable', async () => {
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
    await takeUp(deps(), second, 'R-12');
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
});
