// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../../edge/actor.ts';
import { mayAdminister } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { Caller, RouteSpec } from '../../edge/route.ts';
import { changePerson } from '../change-person.ts';
import { endpoints } from '../contract.ts';
import type { sessionSchema } from '../contract.ts';
import type { OrganisationDeps } from '../deps.ts';
import { parseAddress } from '../person.ts';
import { organisationProblem } from '../problems.ts';
import type { MachineKey, SignIns } from '../sign-in.port.ts';
import { makeMachineKey, revokeMachineKey } from './machine-keys.ts';
import { setUp } from './set-up.ts';

export type AccessDeps = OrganisationDeps & {
  readonly signIns: SignIns;
  /** What start printed. */
  readonly setUpCode: string;
  /** Number of the newest entry over the whole desk. */
  readonly position: () => Promise<number>;
};

/** How often a set-up code may be tried in a minute. */
const SET_UP_TRIES = 10;
/** Entries of one's own trail that are shown. */
const OWN_TRAIL = 100;

/** Routes over the session, the first set-up, one's own trail and keys for machines. */
export function accessRoutes(deps: AccessDeps): readonly RouteSpec[] {
  return [...sessionRoutes(deps), ...machineKeyRoutes(deps)];
}

function sessionRoutes(deps: AccessDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.session,
      summary: { ja: 'サインインしている人', en: 'Who is signed in' },
      access: 'public',
      handle: async ({ who }) => ({ status: 200, body: await session(deps, personOf(who)) }),
    }),
    route({
      ...endpoints.changeSession,
      summary: { ja: '自分の表示言語の変更', en: 'Change one’s own language' },
      access: 'signed-in',
      body: z.object({ lang: z.enum(['ja', 'en']) }),
      async handle({ body, who }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const changed = await changePerson(deps, actorOf(who), who.personId, null, body);
        return changed.ok ? { status: 200, body: await session(deps, who.personId) } : { problem: changed.error };
      },
    }),
    route({
      ...endpoints.ownTrail,
      summary: { ja: '自分のサインインの記録', en: 'One’s own trail of access' },
      access: 'signed-in',
      async handle({ who }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        return { status: 200, body: { items: [...(await deps.people.accessOf(who.personId, OWN_TRAIL))] } };
      },
    }),
    route({
      ...endpoints.setUp,
      summary: { ja: '初期設定（最初の管理者と組織の名前）', en: 'First set-up: the first administrator and the organisation’s name' },
      access: 'public',
      rateLimit: SET_UP_TRIES,
      async handle({ body }) {
        const done = await setUp(deps, deps.setUpCode, body);
        if (!done.ok) return { problem: done.error };
        const cookie = await deps.signIns.signInCookie(parseAddress(body.address) ?? body.address, body.password);
        const headers = cookie === null ? {} : { headers: { 'set-cookie': cookie } };
        return { status: 201, body: await session(deps, done.value.personId), ...headers };
      },
    }),
  ];
}

function machineKeyRoutes(deps: AccessDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.machineKeys,
      summary: { ja: 'API キーの一覧', en: 'Keys of machines' },
      access: mayAdminister,
      handle: async () => ({ status: 200, body: { items: (await deps.signIns.keys()).map(keyWire) } }),
    }),
    route({
      ...endpoints.addMachineKey,
      summary: { ja: 'API キーの発行（キーは1回だけ表示）', en: 'Make a key for a machine; the key is shown once' },
      access: mayAdminister,
      async handle({ body, who }) {
        const actor = actorOf(who);
        if (actor.type === 'machine') return { problem: organisationProblem('organisation.needs-a-person') };
        const { key, made } = await makeMachineKey(deps, actor, body);
        return { status: 201, body: { key, made: keyWire(made) } };
      },
    }),
    route({
      ...endpoints.removeMachineKey,
      summary: { ja: 'API キーの失効', en: 'Revoke a key of a machine' },
      access: mayAdminister,
      params: z.object({ keyId: z.string().min(1).max(100) }),
      body: z.object({ reason: z.string().trim().min(1).max(2000) }),
      async handle({ params, body, who }) {
        const revoked = await revokeMachineKey(deps, actorOf(who), params.keyId, body.reason);
        return revoked.ok ? { status: 204 } : { problem: revoked.error };
      },
    }),
  ];
}

async function session(deps: AccessDeps, personId: string | null): Promise<z.input<typeof sessionSchema>> {
  const position = personId === null ? null : await deps.position();
  const [people, organisation, providers, standing] = await Promise.all([
    deps.people.count(),
    deps.people.organisation(),
    deps.signIns.providers(),
    personId === null ? null : deps.people.standing(personId),
  ]);
  const person =
    standing === null
      ? null
      : {
          personId: standing.personId,
          name: standing.name,
          address: standing.addresses[0] ?? '',
          roles: [...standing.roles],
          lang: standing.lang,
          totp: standing.totp,
          mustChangePassword: standing.oneTime,
        };
  const setupNeeded = people === 0;
  return {
    setupNeeded,
    organisation: setupNeeded ? null : organisation.name,
    person,
    providers: providers.map((one) => ({ ...one })),
    position: person === null ? null : position,
  };
}

function personOf(who: Caller | null): string | null {
  return who === null || who.machine ? null : who.personId;
}

function keyWire(key: MachineKey) {
  return { ...key, roles: [...key.roles] };
}
