// SPDX-License-Identifier: Apache-2.0
import { lettersAndDigits } from '../common/random-id.ts';
import type { readInventory } from '../adapters/inventory-files/inventory-files.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { createTriageStore } from '../adapters/postgres/triage-store.ts';
import { readerOf } from '../kernel/apart.ts';
import type { Outbox } from '../outbox/outbox.port.ts';
import type { TriageDeps } from '../triage/deps.ts';
import { replyRoutes } from '../triage/reply/reply.routes.ts';
import { triageRoutes } from '../triage/routes.ts';
import { staffRoutes } from '../triage/staff/staff.routes.ts';
import type { StaffMember } from '../triage/staff/staff.port.ts';
import { createCampaigns } from '../triage/examination/campaigns.ts';
import { triageHandlers } from '../triage/watch.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { printerOfDesk } from './exercise/marked-printer.ts';
import { passingOf } from './exercise/passing.ts';
import { houseOf } from './base/house.ts';
import { mailThreads } from './threads/mail-threads.ts';
import { gateOf } from './outbox.ts';
import { perOpened } from './base/per-opened.ts';
import { zoneOf } from './calendar/zone.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { signerOf } from './base/signer.ts';
import { readApart } from './threads/read-apart.ts';
import { advisoryFiles, commandsOfTriage } from './triage/commands.ts';

const STAFF_PAGE = 500;
const assetList = readerOf<typeof readInventory>(
  new URL('../adapters/inventory-files/inventory-files.ts', import.meta.url),
  'readInventory',
);

/** What the open desk's use-cases stand on. A test may hand in a gate with carriers of its own. */
export function triageDeps(base: Base, opened: OpenState, outbox: Outbox = gateOf(base, opened)): TriageDeps {
  const store = createTriageStore(opened.database);
  const people = createOrganisationStore(opened.database);
  return {
    journal: opened.journal,
    blobs: opened.blobs,
    clock: base.clock,
    hash: base.hash,
    random: (bytes) => lettersAndDigits(base.random(bytes)),
    store,
    likenesses: createCampaigns(store, passingOf(base, opened).uncounted),
    staff: async () => {
      const members: StaffMember[] = [];
      for (let after = 0; ; ) {
        const page = await people.list({ limit: STAFF_PAGE, after });
        members.push(
          ...page.map(({ personId, name, department, addresses, telephone, lang }) => ({
            personId,
            name,
            department,
            addresses,
            telephone,
            lang,
          })),
        );
        const last = page.at(-1);
        if (last === undefined || page.length < STAFF_PAGE) return members;
        after = last.number;
      }
    },
    organisation: async () => (await people.organisation()).name,
    advisories: advisoryFiles(base),
    readInventory: readApart(assetList),
    examine: mailThreads(base).examine,
    ownDomains: async () => (await houseOf(opened, base).open()).ownDomains,
    sign: signerOf(base),
    outbox,
    passing: passingOf(base, opened),
    print: printerOfDesk(base, opened),
    zone: () => zoneOf(opened),
    roleAddress: mailSetupOf(opened, base).sender,
    linkBase: mailSetupOf(opened, base).linkBase,
  };
}

/** Triage with its registers, mail reading in a thread of its own, and the gate. */
export function wireTriage(base: Base): Wired {
  const depsOf = perOpened((opened) => triageDeps(base, opened));
  return {
    commands: commandsOfTriage(base),
    routes: (opened) => [...triageRoutes(depsOf(opened)), ...replyRoutes(depsOf(opened)), ...staffRoutes(depsOf(opened))],
    handlers: (opened) => triageHandlers(depsOf(opened)),
  };
}
