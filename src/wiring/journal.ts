// SPDX-License-Identifier: Apache-2.0
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { notesCommands } from '../case/command/notes.commands.ts';
import { caseLanguage } from '../case/language/case-language.ts';
import { anchorReads } from '../journal/anchor-reads.ts';
import { journalCommands } from '../journal/commands.ts';
import { eraseHandler } from '../journal/watch.ts';
import { rightsCheck } from '../organisation/access/rights-check.ts';
import type { Base, OpenState, Service, Wired } from './base/base.ts';
import { repeatingService } from './base/repeating-service.ts';
import { practises } from './exercise/passing.ts';

/** The journal's routes are mounted by the desk itself: they need to know people's names. */
export function wireJournal(base: Base): Wired {
  return {
    commands: [
      ...notesCommands({
        hash: base.hash,
        clock: base.clock,
        async open() {
          const { journal, database } = await base.open();
          const people = createOrganisationStore(database);
          return { journal, personName: async (personId) => (await people.find(personId))?.name ?? null };
        },
      }),
      ...journalCommands({
        open: base.open,
        hash: base.hash,
        language: caseLanguage,
        clock: base.clock,
        salt: () => base.random(16),
        practises: practises(base.env),
        rights: async () => rightsCheck(await createOrganisationStore((await base.open()).database).rights()),
      }),
    ],
    handlers: (opened) => [eraseHandler(opened)],
    services: (opened) => [anchorService(base, opened)],
  };
}

/** How long a trace of reading may wait until it is in the chain; also once at the end. */
const ANCHOR_MILLIS = 300_000;

function anchorService(base: Base, opened: OpenState): Service {
  const anchor = () => anchorReads({ ...opened, hash: base.hash });
  const beat = repeatingService('traces of reading', ANCHOR_MILLIS, anchor);
  return {
    ...beat,
    async stop() {
      await beat.stop();
      await anchor();
    },
  };
}
