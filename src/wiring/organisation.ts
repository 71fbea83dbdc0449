// SPDX-License-Identifier: Apache-2.0
import type { Door } from '../adapters/auth/sign-ins.ts';
import { hashPassword, passwordIs } from '../adapters/auth/passwords.ts';
import { oidcFrom } from '../adapters/auth/oidc.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { signInAtConsole } from '../organisation/access/console.edge.ts';
import type { AtConsole } from '../organisation/access/console.edge.ts';
import { guardPages } from '../organisation/access/guard.ts';
import { rolesOfKey } from '../organisation/access/key-roles.ts';
import { createTrail } from '../organisation/access/trail.ts';
import type { Trail } from '../organisation/access/trail.ts';
import { accessRoutes } from '../organisation/access/access.routes.ts';
import type { OrganisationDeps } from '../organisation/deps.ts';
import { organisationCommands } from '../organisation/commands.ts';
import { invitationRoutes } from '../organisation/invitation/invitation.routes.ts';
import type { InvitationDeps } from '../organisation/invitation/invite.ts';
import { importRoutes } from '../organisation/import/import.routes.ts';
import { outsideRoutes } from '../organisation/outside/outside.routes.ts';
import { organisationRoutes } from '../organisation/routes.ts';
import type { Register } from '../organisation/sign-in.port.ts';
import type { PeopleStore } from '../organisation/people-store.port.ts';
import { ADDRESS_HEADER } from '../server/access.ts';
import type { Gate } from '../server/gate.ts';
import { operatorActor } from '../edge/actor.ts';
import type { PersonActor } from '../kernel/person.ts';
import type { RouteSpec } from '../edge/route.ts';
import type { Problem } from '../kernel/problem.ts';
import type { Result } from '../kernel/result.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { mailSetupOf } from './base/mail-setup.ts';
import { signerOf } from './base/signer.ts';
import { gateOf as outboxOf } from './outbox.ts';
import { onRotaOf, zoneOf } from './calendar/zone.ts';
import { repeatingService } from './base/repeating-service.ts';

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
  readonly openAccess: (opened: OpenState, publicUrl: URL) => Promise<Access>;
};

/** Where the command line signs in: nothing listens there, and no cookie of it leaves this process. */
const CONSOLE = new URL('http://localhost');

/** Proves who somebody at the console is; the refusal and the sign-in stand in the trail of access. */
export async function identifyAtConsole(
  base: Base,
  opened: OpenState,
  { operator, ...asked }: Pick<AtConsole, 'address' | 'roles' | 'ask'> & { readonly operator: string },
): Promise<Result<PersonActor, Problem>> {
  const access = await wireOrganisation(base).openAccess(opened, CONSOLE);
  try {
    return await signInAtConsole(access.gate, { ...asked, origin: CONSOLE.origin, from: [ADDRESS_HEADER, operatorActor(operator).id] });
  } finally {
    await access.close();
  }
}

/** How often refusals whose hour is over are written. */
const TRAIL_MILLIS = 60_000;

/** The register of people with signing in; better-auth is loaded only where somebody signs in. */
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
      const trail = createTrail({ journal: opened.journal, people, clock: base.clock });
      const door = await openDoor({
        publicUrl,
        dataFolder: base.dataFolder,
        connection: opened.database.connection,
        oidc: oidcFrom(base.env),
        register: registerOf(base, people, trail),
        addressHeader: ADDRESS_HEADER,
      });
      const beat = repeatingService('trail of access', TRAIL_MILLIS, () => trail.flush());
      await beat.start();
      const position = async () => (await opened.store.head()).global;
      const deps = { ...depsOf(base, opened, people), signIns: door.signIns, setUpCode, position };
      return {
        gate: gateOf(base, door, people, trail),
        routes: [
          ...accessRoutes(deps),
          ...organisationRoutes(deps),
          ...importRoutes(deps),
          ...invitationRoutes({ ...deps, ...invitationNeeds(base, opened) }),
          ...outsideRoutes(deps),
        ],
        setUpNeeded: async () => (await people.count()) === 0,
        personName: personNameOf(people),
        close: once(async () => {
          await beat.stop();
          await trail.flush(true);
          await door.close();
        }),
      };
    },
  };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

function depsOf(base: Base, opened: OpenState, people: PeopleStore): OrganisationDeps {
  return {
    journal: opened.journal,
    people,
    hashPassword,
    onRota: () => onRotaOf(opened),
    clock: base.clock,
    hash: base.hash,
    random: base.random,
  };
}

/** What inviting needs beside the register: the gate, the desk's key, its address, and the zone of the rota. */
function invitationNeeds(base: Base, opened: OpenState): Omit<InvitationDeps, keyof OrganisationDeps> {
  return {
    outbox: outboxOf(base, opened),
    signer: signerOf(base),
    linkBase: mailSetupOf(opened, base).linkBase,
    zone: () => zoneOf(opened),
    passwordIs,
  };
}

function gateOf(base: Base, door: Door, people: PeopleStore, trail: Trail): Gate {
  const signedIn = async (headers: Headers) => {
    const who = headers.has('x-api-key') ? null : await door.whoIs(headers);
    return who === null ? null : { personId: who.personId, mustChangePassword: who.mustChangePassword === true };
  };
  const pages = { handle: door.handle, signedIn, asked: door.asked };
  const handle = guardPages({ pages, people, trail, clock: base.clock, hash: base.hash, addressHeader: ADDRESS_HEADER });
  return { handle, whoIs: door.whoIs };
}

/** A one-time password opens nothing: no role, until it is changed. */
function registerOf(base: Base, people: PeopleStore, trail: Trail): Register {
  return {
    async standing(personId) {
      const standing = await people.standing(personId);
      if (standing === null) return null;
      const { name, roles, oneTime } = standing;
      return { name, roles: oneTime ? [] : roles, mustChangePassword: oneTime };
    },
    async keyRoles(madeBy, own) {
      const maker = await people.standing(madeBy);
      return maker === null ? null : rolesOfKey(own, maker.oneTime ? [] : maker.roles);
    },
    cameByProvider: people.withdrawUnusedPassword,
    linking: (personId, providerId, subject) => trail.providerLinked(personId, providerId, base.hash(`${providerId}\n${subject}`)),
    keyUsed: trail.keyUsed,
  };
}

function personNameOf(people: PeopleStore): Access['personName'] {
  return async (personId) => {
    const person = await people.find(personId);
    return person === null || person.left ? null : person.name;
  };
}
