// SPDX-License-Identifier: Apache-2.0
// The desk that the crash proof kills: the real gate over the real database and a real SMTP server. It says READY and passes what is due until it is killed.
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { Journal } from '../../src/case/language/journal.port.ts';
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { createJournalStore } from '../../src/adapters/postgres/journal-store.ts';
import { createOutboxStore } from '../../src/adapters/postgres/outbox-store.ts';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { createJournal } from '../../src/journal/append.ts';
import { createGate } from '../../src/outbox/gate.ts';
import { noticeSettled } from '../../src/triage/reply/outcomes.ts';
import { everythingReal } from './passing.ts';

const database = openDatabase({ connectionString: process.env['DATABASE_URL'], max: 8 });
const store = createJournalStore(database, () => Promise.resolve());
const journal: Journal = createJournal({
  store,
  language: caseLanguage,
  clock: systemClock,
  hash: sha256,
  salt: () => randomText(16),
  watches: [],
});
const gate = createGate({
  passing: everythingReal,
  journal,
  clock: systemClock,
  store: createOutboxStore(database),
  carriers: [mailCarrier(() => Promise.resolve({ url: process.env['SINK'] as string, from: 'csirt@corp.example' }))],
  hash: sha256,
  listeners: { 'staff-notice': noticeSettled },
});

process.send?.('ready');
process.on('disconnect', () => process.exit(0));
for (;;) if ((await gate.tick()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));
