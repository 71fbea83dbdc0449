// SPDX-License-Identifier: Apache-2.0
// The desk that test/prove/paging.ts kills: the real paging engine over the real database, under a clock that the
// parent moves. It answers each {now} with {done} after one tick, and opens pages and acknowledges when told.
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { Journal } from '../../src/case/language/journal.port.ts';
import { holidayBook } from '../../src/adapters/holidays/holidays.ts';
import { signerOf } from '../../src/adapters/paging-sign/signer.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { createDutyRegister, createPageStore, createPlanStore } from '../../src/adapters/postgres/duty-store.ts';
import { createJournalStore } from '../../src/adapters/postgres/journal-store.ts';
import { randomText, sha256 } from '../../src/adapters/system/system.ts';
import { createOutboxStore } from '../../src/adapters/postgres/outbox-store.ts';
import { fetchOutside } from '../../src/adapters/outside-http/fetch-outside.ts';
import { webhooksFrom } from '../../src/adapters/webhook/targets.ts';
import { webhookCarrier } from '../../src/adapters/webhook/webhook.ts';
import { acknowledge } from '../../src/duty/paging/acknowledge.ts';
import { createEngine } from '../../src/duty/paging/engine.ts';
import { gateChannels } from '../../src/duty/gate-channels.ts';
import { trigger } from '../../src/duty/paging/trigger.ts';
import { createJournal } from '../../src/journal/append.ts';
import type { Instant } from '../../src/kernel/instant.ts';
import { createGate } from '../../src/outbox/gate.ts';
import { everythingReal } from '../support/passing.ts';

export type Burst = { readonly name: string; readonly alarms: number };
export type Order = {
  readonly now: string;
  readonly open?: number;
  readonly burst?: Burst | undefined;
  readonly acknowledge?: readonly string[];
};

const state = { now: '2026-11-21T00:00:00.000Z' as Instant };
const clock = { now: () => state.now };
const database = openDatabase({ connectionString: process.env['DATABASE_URL'], max: 8 });
const store = createJournalStore(database, () => Promise.resolve());
const journal: Journal = createJournal({ store, language: caseLanguage, clock, hash: sha256, salt: () => randomText(16), watches: [] });
const pages = createPageStore(database);
const plans = createPlanStore(database);
const deps = { journal, pages, plans, passing: everythingReal, clock, random: randomText };
const gate = createGate({
  passing: everythingReal,
  journal,
  clock,
  store: createOutboxStore(database),
  carriers: [webhookCarrier(() => Promise.resolve(webhooksFrom({ MATOI_WEBHOOK_SINK: process.env['SINK'] })), fetchOutside)],
  hash: sha256,
  listeners: {},
});
const engine = createEngine({
  ...deps,
  holidays: holidayBook(),
  register: createDutyRegister(database),
  channels: gateChannels(gate),
  signer: signerOf(new Uint8Array(32)),
  linkBase: () => Promise.resolve('http://127.0.0.1'),
  organisation: () => Promise.resolve({ ja: '架空運輸', en: 'Kaku Transport' }),
});

process.on('message', (order: Order) => {
  void carryOut(order).then(
    (pageIds) => process.send?.({ done: order.now, pageIds }),
    (cause: unknown) => process.send?.({ failed: String(cause) }),
  );
});
process.on('disconnect', () => process.exit(0));

async function carryOut(order: Order): Promise<readonly string[]> {
  state.now = order.now as Instant;
  const opened: string[] = [];
  for (let index = 0; index < (order.open ?? 0); index += 1) {
    const found = await trigger(deps, { caseId: null, policy: 'proof', subject: `proof ${order.now}`, urgency: 'now' });
    if (found.is === 'paging') opened.push(found.pageId);
  }
  const { burst } = order;
  if (burst !== undefined)
    await Promise.all(
      Array.from({ length: burst.alarms }, () => trigger(deps, { caseId: null, policy: 'grouped', subject: burst.name, urgency: 'now' })),
    );
  for (const pageId of order.acknowledge ?? []) {
    await acknowledge(deps, { pageId, person: 'a', name: 'A', way: 'link' });
    process.send?.({ acknowledged: pageId });
  }
  await engine.tick();
  return opened;
}
process.send?.({ ready: true });
