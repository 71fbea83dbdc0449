// SPDX-License-Identifier: Apache-2.0
import { parse as parseYaml } from 'yaml';
import { holidayBook } from '../adapters/holidays/holidays.ts';
import { ical } from './calendar/calendars.ts';
import { createDutyRegister, createPageStore, createPlanStore } from '../adapters/postgres/duty-store.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { openVapidKeys } from '../adapters/webpush/webpush.ts';
import { dutyCommands } from '../duty/commands.ts';
import type { DutyDeps } from '../duty/deps.ts';
import { whomRoutes } from '../duty/paging/whom.routes.ts';
import { reportUpRoutes } from '../duty/paging/report-up.routes.ts';
import { rotaInForce } from '../duty/rota/in-force.ts';
import { whoIsOn } from '../duty/rota/who.ts';
import { millisOf } from '../kernel/instant.ts';
import { createEngine } from '../duty/paging/engine.ts';
import type { Engine } from '../duty/paging/engine.ts';
import { gateChannels } from '../duty/gate-channels.ts';
import { lookAhead } from '../duty/rota/look-ahead.ts';
import { lastKey } from '../duty/rota/ways.port.ts';
import type { Ways } from '../duty/rota/ways.port.ts';
import { pagingRoutes } from '../duty/paging/paging.routes.ts';
import { dutyRoutes } from '../duty/routes.ts';
import { swapRoutes } from '../duty/swap/swap.routes.ts';
import { tellShiftsHandler } from '../duty/told/tell-shifts.ts';
import { tableRoutes } from '../duty/table/table.routes.ts';
import { dutyHandlers, pageWarnings } from '../duty/handlers.ts';
import type { Base, OpenState, Service, Wired } from './base/base.ts';
import { endingSecrets } from './mail/ending-secrets.ts';
import { closedWays, gateOf } from './outbox.ts';
import { passingOf } from './exercise/passing.ts';
import { perOpened } from './base/per-opened.ts';
import { mailSetupOf, shownBase } from './base/mail-setup.ts';
import { repeatingService, together } from './base/repeating-service.ts';
import { signerOf } from './base/signer.ts';

const TICK = 1000;
const LOOK_AHEAD = 3_600_000;

/**
 * Settings: MATOI_URL (where telephones reach the desk). The ways out stand in outbox.ts; one that is not set up is said to be
 * so at the delivery.
 */
export function wireDuty(base: Base): Wired {
  const holidays = holidayBook();
  const depsOf = perOpened((opened) => dutyDeps(base, opened, holidays));
  return {
    commands: dutyCommands({
      open: async () => depsOf(await base.open()),
      holidays,
      ical,
      clock: base.clock,
      waysOfSettings: async () => ({ ...(await closedWays(base, null)), seen: null }),
      readDocument: (text) => parseYaml(text, { maxAliasCount: 100 }) as unknown,
    }),
    routes: (opened) => [
      ...dutyRoutes(depsOf(opened)),
      ...pagingRoutes(depsOf(opened)),
      ...tableRoutes(depsOf(opened)),
      ...swapRoutes(depsOf(opened)),
      ...reportUpRoutes(depsOf(opened)),
      ...whomRoutes(depsOf(opened)),
    ],
    handlers: (opened) => [
      ...dutyHandlers(depsOf(opened)),
      tellShiftsHandler({ ...depsOf(opened), outbox: gateOf(base, opened), linkBase: mailSetupOf(opened, base).linkBase }),
    ],
    services: (opened) => [pagingService(base, opened, depsOf(opened))],
  };
}

/** The name of whoever has the first duty of the rota now; null: nobody, or no rota. */
export function onDutyOf(base: Base, opened: OpenState): () => Promise<string | null> {
  const deps = dutyDeps(base, opened, holidayBook());
  return async () => {
    const rota = await rotaInForce(deps);
    if (rota === null) return null;
    const { rosters } = whoIsOn(rota, millisOf(base.clock.now()));
    return rosters.find((one) => one.person !== null)?.person?.name ?? null;
  };
}

/** Whether a person of the register (by id) has left the organisation; whoever is not in it, as the console's user, has not. */
export function hasLeftOf({ database }: Pick<OpenState, 'database'>): (personId: string) => Promise<boolean> {
  const register = createDutyRegister(database);
  return async (personId) => {
    const [person] = await register.people({ numbers: [personId], addresses: [] });
    return person !== undefined && person.leftAt !== null;
  };
}

function dutyDeps(base: Base, opened: OpenState, holidays: DutyDeps['holidays']): DutyDeps {
  const deps: DutyDeps = {
    journal: opened.journal,
    pages: createPageStore(opened.database),
    plans: createPlanStore(opened.database),
    register: createDutyRegister(opened.database),
    ways: () => waysOf(base, opened, deps),
    holidays,
    ical,
    signer: signerOf(base),
    passing: passingOf(base, opened),
    clock: base.clock,
    hash: base.hash,
    random: base.random,
    baseUrl: () => shownBase(base, opened),
    organisation: async () => (await createOrganisationStore(opened.database).organisation()).name,
    pushKey: async () => (await openVapidKeys(base.dataFolder)).publicKey,
    lookAhead: () => lookAhead({ ...deps, further: () => endingSecrets(base, opened) }, (warnings) => pageWarnings(deps, warnings)),
  };
  return deps;
}

async function waysOf(base: Base, opened: OpenState, { plans, pages }: Pick<DutyDeps, 'plans' | 'pages'>): Promise<Ways> {
  const last = await pages.lastTries();
  return {
    ...(await closedWays(base, mailSetupOf(opened, base))),
    seen: { browsers: await plans.browsers(), last: new Map(last.map((one) => [lastKey(one.person, one.channel), one])) },
  };
}

/** Pages are moved once a second, and the coming days are looked at once an hour. Without the desk's key it does not start. */
function pagingService(base: Base, opened: OpenState, deps: DutyDeps): Service {
  const channels = gateChannels(gateOf(base, opened));
  const made: { engine: Engine | null } = { engine: null };
  const services = together('paging', [
    repeatingService('paging', TICK, async () => made.engine?.tick(), 0),
    repeatingService('duty look-ahead', LOOK_AHEAD, () => deps.lookAhead(), 0),
  ]);
  return {
    ...services,
    async start() {
      made.engine = createEngine({ ...deps, signer: await deps.signer(), channels, linkBase: mailSetupOf(opened, base).linkBase });
      await services.start();
    },
  };
}
