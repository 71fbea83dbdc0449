// SPDX-License-Identifier: Apache-2.0
import type { Door } from '../adapters/auth/sign-ins.ts';
import { hashPassword } from '../adapters/auth/passwords.ts';
import { oidcFrom } from '../adapters/auth/oidc.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { accessRoutes } from '../organisation/access/routes.ts';
import type { OrganisationDeps } from '../organisation/deps.ts';
import { organisationCommands } from '../organisation/commands.ts';
import { importRoutes } from '../organisation/import/routes.ts';
import { organisationRoutes } from '../organisation/routes.ts';
import type { Register } from '../organisation/sign-in.port.ts';
import type { PeopleStore } from '../organisation/people-store.port.ts';
import type { Gate } from '../server/gate.ts';
import type { RouteSpec } from '../edge/route.ts';
import type { Base, Opened, Wired } from './base.ts';

/** What the server needs of the organisation beside its commands: the gate, and the routes that live behind it. */
export type Access = {
  readonly gate: Gate;
  readonly routes: readonly RouteSpec[];
  /** Whether the first person is still to be made. */
  readonly setUpNeeded: () => Promise<boolean>;
  readonly personName: (personId: string) => Promise<string | null>;
  readonly close: () => Promise<void>;
};

export type WiredOrganisation = Wired & {
  /** Start prints it while `setUpNeeded`; a new one for each start. */
  readonly setUpCode: string;
  /** Opens the gate; `close` it before the state store is closed. */
  readonly openAccess: (opened: Opened, publicUrl: URL) => Promise<Access>;
};

export function wireOrganisation(base: Base): WiredOrganisation {
  const setUpCode = base.random(9);
  const open = async (): Promise<OrganisationDeps> => {
    const opened = await base.open();
    return depsOf(base, opened, createOrganisationStore(opened.database));
  };
  return {
    commands: organisationCommands(open),
    setUpCode,
    async openAccess(opened, publicUrl) {
      // Loaded only where somebody signs in: the command line does without it and starts sooner.
      const { openDoor } = await import('../adapters/auth/sign-ins.ts');
      const people = createOrganisationStore(opened.database);
      const door = await openDoor({
        publicUrl,
        dataFolder: base.dataFolder,
        connection: opened.database.pool.options,
        oidc: oidcFrom(base.env),
        register: registerOf(people),
      });
      const deps = { ...depsOf(base, opened, people), signIns: door.signIns, setUpCode };
      return {
        gate: gateOf(door),
        routes: [...accessRoutes(deps), ...organisationRoutes(deps), ...importRoutes(deps)],
        setUpNeeded: async () => (await people.count()) === 0,
        personName: personNameOf(people),
        close: door.close,
      };
    },
  };
}

function depsOf(base: Base, opened: Opened, people: PeopleStore): OrganisationDeps {
  return { journal: opened.journal, people, hashPassword, clock: base.clock, hash: base.hash, random: base.random };
}

function gateOf(door: Door): Gate {
  return { handle: door.handle, whoIs: door.whoIs };
}

/** A one-time password opens nothing: no role, until it is changed. */
function registerOf(people: PeopleStore): Register {
  return {
    async standing(personId) {
      const standing = await people.standing(personId);
      return standing === null ? null : { name: standing.name, roles: standing.oneTime ? [] : standing.roles };
    },
    cameByProvider: people.withdrawUnusedPassword,
  };
}

function personNameOf(people: PeopleStore): Access['personName'] {
  return async (personId) => {
    const person = await people.find(personId);
    return person === null || person.left ? null : person.name;
  };
}
