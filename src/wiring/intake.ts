// SPDX-License-Identifier: Apache-2.0
import { sanitiseHtml } from '../adapters/html/sanitise.ts';
import { composeMail } from '../adapters/mime/compose.ts';
import { findMails } from '../adapters/mime/mail-files.ts';
import { splitMails } from '../adapters/mime/mbox.ts';
import { readMail } from '../adapters/mime/parse-mail.ts';
import { createImapCursorStore, createIntakeStore } from '../adapters/postgres/intake-store.ts';
import { imapService } from '../adapters/imap/imap-service.ts';
import { mailListener } from '../adapters/smtp/listener.ts';
import { intakeCommands } from '../intake/commands.ts';
import type { IntakeStore } from '../intake/intake-store.port.ts';
import { createReceive } from '../intake/receive.ts';
import type { ReceiveMail } from '../intake/receive.port.ts';
import { formRoutes } from '../intake/form/routes.ts';
import { intakeRoutes } from '../intake/routes.ts';
import type { WayIn } from '../intake/ways.port.ts';
import type { Base, Opened, Service, Wired } from './base.ts';
import { beatingService } from './beating.ts';
import { imapSettings, listenerSettings } from './intake-settings.ts';
import { ownDomains } from './own-names.ts';

/** The search index follows what comes in at no more than this: taking mail in goes first. */
const INDEX_AT_ONCE = 500;
const INDEX_EVERY = 5000;

export function searchIndex(store: Pick<IntakeStore, 'indexWords'>): Service {
  return beatingService('search', INDEX_EVERY, () => store.indexWords(INDEX_AT_ONCE));
}

export function wireIntake(base: Base): Wired {
  const doors = new WeakMap<Opened, ReceiveMail>();
  const ways = new WeakMap<Opened, readonly (() => WayIn)[]>();
  /** One way in for each open desk, so that all channels share its groups. */
  const receiveOf = (opened: Opened): ReceiveMail => {
    const there = doors.get(opened);
    if (there !== undefined) return there;
    const receive = createReceive({
      ...opened,
      store: createIntakeStore(opened.database),
      readMail,
      clock: base.clock,
      ownDomains: ownDomains(base.env),
    });
    doors.set(opened, receive);
    return receive;
  };
  const deskOf = (opened: Opened) => ({
    journal: opened.journal,
    blobs: opened.blobs,
    store: createIntakeStore(opened.database),
    readMail,
    hash: base.hash,
    clock: base.clock,
    receive: receiveOf(opened),
    compose: composeMail,
    sanitise: sanitiseHtml,
    split: splitMails,
    ways: () => (ways.get(opened) ?? []).map((way) => way()),
  });
  return {
    commands: intakeCommands({ find: findMails, open: async () => deskOf(await base.open()) }),
    routes: (opened) => [...intakeRoutes(deskOf(opened)), ...formRoutes(deskOf(opened))],
    services(opened): readonly Service[] {
      const listeners = listenerSettings(base).map((settings) => mailListener(settings, receiveOf(opened)));
      const mailboxes = imapSettings(base.env).map((settings) =>
        imapService(settings, { receive: receiveOf(opened), cursors: createImapCursorStore(opened.database) }),
      );
      ways.set(
        opened,
        [...listeners, ...mailboxes].map((each) => each.way),
      );
      return [searchIndex(createIntakeStore(opened.database)), ...listeners, ...mailboxes];
    },
  };
}
