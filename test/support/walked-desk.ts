// SPDX-License-Identifier: Apache-2.0
// A desk with every part, its tasks and its log services running, walked over HTTP as a browser would.
import { expect } from 'vitest';
import type { CaseCommandAsk } from '../../src/case/contract.ts';
import { wholeSheet } from './whole-sheet.ts';
import type { WholeSheet } from './whole-sheet.ts';
import { taskRunner } from '../../src/jobs/worker.ts';
import { importSchema, importsSchema } from '../../src/hunt/sources/sources.contract.ts';
import type { TaskHandler } from '../../src/journal/task.ts';
import type { Service } from '../../src/wiring/base/base.ts';
import { everyPart } from '../../src/wiring/parts.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import { everyWatch } from '../../src/wiring/watches.ts';
import type { Visitor } from './browser-like.ts';
import { eventually } from './eventually.ts';
import { signedIn } from './role-visitors.ts';
import { serveDesk } from './served-desk.ts';
import type { ServedDesk } from './served-desk.ts';

const SERVICES = ['log engine', 'log imports', 'log searches'];

export type WalkedDesk = {
  readonly desk: ServedDesk;
  readonly responder: Visitor;
  readonly manager: Visitor;
  readonly sheet: (caseId: string) => Promise<WholeSheet>;
  /** The case once it fulfils what `look` expects of it. */
  readonly until: (caseId: string, look: (sheet: WholeSheet) => void) => Promise<WholeSheet>;
  readonly press: (caseId: string, command: CaseCommandAsk) => Promise<WholeSheet>;
  readonly bring: (fileName: string, text: string) => Promise<void>;
  /** A call or a letter written down; everything else must follow from it. */
  readonly noted: (channel: 'telephone' | 'letter', subject: string, text: string) => Promise<string>;
  /** Every word that somebody wrote into a request so far: texts and reasons, in order; presses and files are none. */
  readonly typed: () => readonly string[];
  /** A mail as it comes; gives the case that it opened or joined. */
  readonly mailed: (raw: string) => Promise<string>;
  readonly close: () => Promise<void>;
};

/** `webFolder`: the built screens, for whoever looks at them in a browser; without it only the API is served. */
export async function walkedDesk(env: Record<string, string> = {}, webFolder: string | null = null): Promise<WalkedDesk> {
  const held: { services: readonly Service[]; handlers: readonly TaskHandler[] } = { services: [], handlers: [] };
  const desk = await serveDesk({
    env,
    ...(webFolder === null ? {} : { webFolder }),
    watches: everyWatch,
    routes: (opened, base) => {
      const parts = everyPart.map((wire) => wire(base));
      held.handlers = parts.flatMap((part) => part.handlers?.(opened) ?? []);
      held.services = parts.flatMap((part) => part.services?.(opened) ?? []).filter(({ name }) => SERVICES.includes(name));
      return parts.flatMap((part) => part.routes?.(opened) ?? []);
    },
  });
  await desk.queue.work(taskRunner([...held.handlers]));
  for (const service of held.services) await service.start();
  const typed: string[] = [];
  const responder = noting(await signedIn(desk, ['responder'], 'walker'), typed);
  const manager = noting(await signedIn(desk, ['manager'], 'decider'), typed);
  const sheet = (caseId: string) => wholeSheet(responder, caseId);
  const until: WalkedDesk['until'] = (caseId, look) =>
    eventually(async () => {
      const seen = await sheet(caseId);
      look(seen);
      return seen;
    });
  return {
    desk,
    responder,
    manager,
    sheet,
    until,
    typed: () => typed,
    async press(caseId, command) {
      const once = async () => {
        const { seq } = await sheet(caseId);
        return responder.call('POST', `/api/v1/cases/${caseId}/entries`, command, { 'if-match': String(seq) });
      };
      let answer = await once();
      // The desk's own tasks write as well: whoever is told so presses again.
      for (let tries = 0; answer.status === 412 && tries < 20; tries += 1) answer = await once();
      expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)]);
      return sheet(caseId);
    },
    async bring(name, text) {
      const bytes = Buffer.byteLength(text);
      const announced = await responder.post('/api/v1/logs/uploads', { name, bytes });
      const { importId } = importSchema.parse(announced.json);
      const form = new FormData();
      form.append('piece', new Blob([text]), 'piece');
      const sent = await responder.call('PUT', `/api/v1/logs/uploads/${importId}?offset=0`, form);
      expect(sent.status, sent.text.slice(0, 300)).toBe(200);
      await eventually(async () => {
        const { imports } = importsSchema.parse((await responder.get('/api/v1/logs/imports')).json);
        expect(imports.find((one) => one.importId === importId)?.state).toBe('done');
      });
    },
    async noted(channel, subject, text) {
      const answer = await responder.post('/api/v1/reports/by-hand', { channel, subject, from: '先方の会社', happenedAt: null, text });
      expect([answer.status, answer.text.slice(0, 200)]).toEqual([201, expect.any(String)]);
      return (answer.json as { caseId: string }).caseId;
    },
    async mailed(raw) {
      const form = new FormData();
      form.append('mail', new Blob([raw]), 'mail.eml');
      const answer = await responder.call('POST', '/api/v1/reports', form);
      expect([answer.status < 300, answer.text.slice(0, 300)]).toEqual([true, expect.any(String)]);
      return /C-\d{4}-\d{4,9}/.exec(answer.text)?.[0] ?? 'no case';
    },
    async close() {
      for (const service of held.services) await service.stop();
      await gateOf(desk.base, desk).close();
      await desk.close();
    },
  };
}

const WRITTEN = ['reason', 'text', 'note', 'indicators', 'object', 'path', 'subject'];

/** A visitor whose written words are kept. What is pressed (ids, choices) and handed in as a file is no writing. */
function noting(visitor: Visitor, typed: string[]): Visitor {
  const call: Visitor['call'] = (method, path, body, headers) => {
    if (typeof body === 'object' && body !== null && !(body instanceof FormData))
      for (const [name, value] of Object.entries(body))
        if (WRITTEN.includes(name) && typeof value === 'string' && value !== '') typed.push(value);
    return visitor.call(method, path, body, headers);
  };
  return { ...visitor, call, post: (path, body, headers) => call('POST', path, body ?? {}, headers) };
}
