// SPDX-License-Identifier: Apache-2.0
// The desk of the bench in a process of its own, so that its memory is its own: lets the rest of a notice leave, and says how long that
// took and how much memory it held.
import { openBlobFiles } from '../src/adapters/blob-files/blob-files.ts';
import { mailCarrier } from '../src/adapters/mail-out/carrier.ts';
import { openDatabase } from '../src/adapters/postgres/database.ts';
import { createJournalStore } from '../src/adapters/postgres/journal-store.ts';
import { randomText, sha256, systemClock } from '../src/adapters/system/system.ts';
import { caseLanguage } from '../src/case/language/case-language.ts';
import type { Journal } from '../src/case/language/journal.port.ts';
import { createJournal } from '../src/journal/append.ts';
import type { CaseId } from '../src/journal/stream.ts';
import { releaseLeg } from '../src/notification/sending/release-leg.ts';
import type { Base, OpenState } from '../src/wiring/base/base.ts';
import { noticeLane, notificationDeps } from '../src/wiring/notification.ts';
import { gateWith } from '../src/wiring/outbox.ts';

export type DeskTimes = {
  /** Milliseconds. */
  readonly released: number;
  readonly sent: number;
  readonly handedOver: number;
  /** Resident bytes: before, and the most while written and while sent. */
  readonly before: number;
  readonly whileWritten: number;
  readonly whileSent: number;
};

const {
  DATABASE_URL: url,
  FOLDER: folder = '',
  SINK: sink = '',
  CASE: caseText = '',
  KEY: pem = '',
  CONNECTIONS: connections,
} = process.env;
const caseId = caseText as CaseId;
const clock = systemClock;
const database = openDatabase({ connectionString: url, max: 8 });
const store = createJournalStore(database, () => Promise.resolve());
const journal: Journal = createJournal({ store, language: caseLanguage, clock, hash: sha256, salt: () => randomText(16), watches: [] });
const opened: OpenState = { journal, store, database, blobs: await openBlobFiles(`${folder}/blobs`, sha256) };
const base: Base = { clock, hash: sha256, random: randomText, dataFolder: folder, env: process.env, open: () => Promise.resolve(opened) };
const key = { pem, domain: 'corp.example', selector: 'matoi' };
const carriers = [mailCarrier(() => Promise.resolve({ url: sink, from: 'csirt@corp.example' }), key)];
const gate = gateWith(base, opened, carriers);
const organisation = () => Promise.resolve({ ja: '試験組合', en: 'Test Co-op' });
const deps = { ...notificationDeps(base, opened), outbox: gate, organisation };
const lane = noticeLane(base, opened, carriers, Number(connections));

let peak = process.memoryUsage.rss();
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 50);
const before = peak;
const begun = performance.now();
const done = await releaseLeg(deps, { type: 'person', id: 'p1', name: '佐藤 美咲' }, caseId, 'rest');
if (!done.ok) throw new Error(JSON.stringify(done.error));
const released = performance.now();
const whileWritten = peak;
peak = process.memoryUsage.rss();
await lane.tick();
const ended = performance.now();
clearInterval(watch);
const handedOver = (await deps.notices.standingCounts(`${caseId}/1`)).get('handed-over') ?? 0;
process.send?.({
  released: released - begun,
  sent: ended - released,
  handedOver,
  before,
  whileWritten,
  whileSent: peak,
} satisfies DeskTimes);
await lane.close();
await gate.close();
await database.close();
process.disconnect?.();
