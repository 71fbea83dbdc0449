// SPDX-License-Identifier: Apache-2.0
// The desk that the proof of notices kills: the real lane over the real database and a real SMTP server. It says READY and sends what is released until it is killed.
import { mailCarrier } from '../../src/adapters/mail-out/carrier.ts';
import { openDatabase } from '../../src/adapters/postgres/database.ts';
import { createJournalStore } from '../../src/adapters/postgres/journal-store.ts';
import { openBlobFiles } from '../../src/adapters/blob-files/blob-files.ts';
import { randomText, sha256, systemClock } from '../../src/adapters/system/system.ts';
import { caseLanguage } from '../../src/case/language/case-language.ts';
import type { Journal } from '../../src/case/language/journal.port.ts';
import { createJournal } from '../../src/journal/append.ts';
import type { Carrier, OutboxRow } from '../../src/outbox/carrier.port.ts';
import type { Base, OpenState } from '../../src/wiring/base/base.ts';
import { noticeLane } from '../../src/wiring/notification.ts';

const { DATABASE_URL: url, SINK: sink = '', FOLDER: folder = '', CONNECTIONS: connections, FAULT: fault } = process.env;
const database = openDatabase({ connectionString: url, max: 8 });
const store = createJournalStore(database, () => Promise.resolve());
const clock = systemClock;
const journal: Journal = createJournal({ store, language: caseLanguage, clock, hash: sha256, salt: () => randomText(16), watches: [] });
const opened: OpenState = { journal, store, database, blobs: await openBlobFiles(`${folder}/blobs`, sha256) };
const base: Base = { clock, hash: sha256, random: randomText, dataFolder: folder, env: process.env, open: () => Promise.resolve(opened) };

/** A desk that does not know what it was doing when it died: what it had claimed it takes up as if it had not. */
if (fault === 'unlisted') await database.pool.query(`update outbox set state = 'released', engine = null where state = 'claimed'`);

const carrier = mailCarrier(() => Promise.resolve({ url: sink, from: 'csirt@corp.example' }));
const lane = noticeLane(base, opened, [fault === undefined ? carrier : faulty(carrier)], Number(connections));
process.send?.('ready');
process.on('disconnect', () => process.exit(0));
for (;;) if ((await lane.tick()) === 0) await new Promise((resolve) => setTimeout(resolve, 20));

function faulty(real: Carrier): Carrier {
  return {
    ...real,
    openSlot() {
      const slot = real.openSlot?.();
      if (slot === undefined) throw new Error('no slots');
      let behind: Promise<unknown> = Promise.resolve();
      const send = async (row: OutboxRow) => {
        // The answer is written down before the server gave it; the mails follow one by one, and at a kill those behind are gone.
        if (fault === 'early') {
          behind = behind.then(() => new Promise((resolve) => setTimeout(resolve, 50))).then(() => slot.send(row));
          return { is: 'taken', answer: '250' } as const;
        }
        const text = Buffer.from(row.bytes ?? []).toString('latin1');
        const other = text.replace(/^Message-ID: <m\./m, `Message-ID: <m${process.pid}.`);
        return slot.send(fault === 'other-id' ? { ...row, bytes: Buffer.from(other, 'latin1') } : row);
      };
      return { ...slot, send };
    },
  };
}
