// SPDX-License-Identifier: Apache-2.0
import { composeMail } from '../adapters/mime/compose.ts';
import { findMails } from '../adapters/mime/mail-files.ts';
import { splitMails } from '../adapters/mime/forms/mbox.ts';
import { createImapCursorStore, createIntakeStore } from '../adapters/postgres/intake-store.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { createWayStore } from '../adapters/postgres/way-store.ts';
import { handIn } from '../adapters/smtp/hand-in.ts';
import { mailListener } from '../adapters/smtp/listener.ts';
import { caseOfAnchor } from '../exercise/run/deliver.ts';
import { intakeCommands } from '../intake/commands.ts';
import type { IntakeStore } from '../intake/intake-store.port.ts';
import { createReceive } from '../intake/receive.ts';
import { formRoutes } from '../intake/form/form.routes.ts';
import { copyRoutes } from '../intake/copies.routes.ts';
import { intakeRoutes } from '../intake/routes.ts';
import { parseCaseId } from '../journal/stream.ts';
import { gateOf } from './outbox.ts';
import { wayRoutes } from '../intake/ways.routes.ts';
import type { Base, OpenState, Service, Wired } from './base/base.ts';
import { perOpened } from './base/per-opened.ts';
import { repeatingService } from './base/repeating-service.ts';
import { listenerSettings } from './base/intake-settings.ts';
import { signerOf } from './base/signer.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { houseOf } from './base/house.ts';
import { mailboxService } from './mail/mailbox-service.ts';
import { waysInOf, waysOf } from './mail/ways-in.ts';
import { mailThreads } from './threads/mail-threads.ts';

/** The search index follows what comes in at no more than this: taking mail in goes first. */
const INDEX_AT_ONCE = 500;
const INDEX_EVERY = 5000;

/** Fills the index over words of reports in small steps, beside everything else. */
export function searchIndex(store: Pick<IntakeStore, 'indexWords'>): Service {
  return repeatingService('search', INDEX_EVERY, () => store.indexWords(INDEX_AT_ONCE));
}

/** One way in for each open desk, so that all channels share its groups. */
const receives = perOpened((opened, base: Base) =>
  createReceive({
    ...opened,
    store: createIntakeStore(opened.database),
    describe: mailThreads(base).describe,
    house: houseOf(opened, base).open,
    clock: base.clock,
    ownTest: async (messageId) => (await gateOf(base, opened).byMessageId(messageId))?.purpose === 'test',
    rehearsedIn: async (messageId) => caseOfAnchor(await signerOf(base)(), messageId),
    async sentFrom(messageId) {
      const row = await gateOf(base, opened).byMessageId(messageId);
      return row === null ? null : parseCaseId(row.stream);
    },
  }),
);

/** Where the desk takes a mail in from itself: by its own listener where there is one, else straight away. */
export async function handInto(base: Base, opened: OpenState, to: string, bytes: Uint8Array): Promise<void> {
  const smtp = listenerSettings(base).find(({ protocol }) => protocol === 'smtp');
  if (smtp === undefined) await receives(opened, base)(bytes, { channel: 'file', mailbox: to });
  else await handIn(smtp.port, to, bytes);
}

/** Intake with its ways in: SMTP, LMTP, IMAP, files and the form, over one group of arrivals for each open desk. */
export function wireIntake(base: Base): Wired {
  const receiveOf = (opened: OpenState) => receives(opened, base);
  const deskOf = (opened: OpenState) => ({
    journal: opened.journal,
    blobs: opened.blobs,
    store: createIntakeStore(opened.database),
    openMail: mailThreads(base).openMail,
    openHtml: mailThreads(base).openHtml,
    clock: base.clock,
    receive: receiveOf(opened),
    compose: composeMail,
    split: splitMails,
    ways: () => waysInOf(opened),
    wayStore: createWayStore(opened.database),
    organisation: async () => (await createOrganisationStore(opened.database).organisation()).name,
    ownDomains: async () => (await houseOf(opened, base).open()).own,
    forgetHouse: houseOf(opened, base).forget,
  });
  return {
    commands: intakeCommands({ find: findMails, open: async () => deskOf(await base.open()) }),
    routes: (opened) => [
      ...intakeRoutes(deskOf(opened)),
      ...wayRoutes(deskOf(opened)),
      ...formRoutes(deskOf(opened)),
      ...copyRoutes(deskOf(opened)),
    ],
    services(opened): readonly Service[] {
      const listeners = listenerSettings(base).map((settings) => mailListener(settings, receiveOf(opened)));
      const cursors = createImapCursorStore(opened.database);
      const mailbox = mailboxService(mailSetupOf(opened, base).mailboxInUse, { receive: receiveOf(opened), cursors });
      waysOf(opened).splice(0, Infinity, ...listeners.map((each) => () => [each.way()]), mailbox.ways);
      return [searchIndex(createIntakeStore(opened.database)), ...listeners, mailbox];
    },
  };
}
