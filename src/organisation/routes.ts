// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { actorOf } from '../edge/actor.ts';
import { mayAdminister, mayRead } from '../edge/role.ts';
import { route } from '../edge/route.ts';
import type { RouteSpec } from '../edge/route.ts';
import { cursorQuery } from '../edge/wire.ts';
import { addPerson, changePerson, giveSignIn, personLeaves, personReturns } from './change-person.ts';
import { changeOrganisation } from './change-organisation.ts';
import { endpoints } from './contract.ts';
import type { personRowSchema } from './contract.ts';
import type { OrganisationDeps } from './deps.ts';
import type { Organisation, Person } from './person.ts';
import type { PersonChange } from './change-person.ts';
import { setHead } from './head-of-department.ts';
import type { Department } from './people-store.port.ts';
import { organisationProblem } from './problems.ts';

const onePerson = z.object({ personId: z.string().regex(/^P-\d{4,12}$/) });
const reasonBody = z.object({ reason: z.string().trim().min(1).max(2000) });

/** Routes over the organisation, its people and departments. */
export function organisationRoutes(deps: OrganisationDeps): readonly RouteSpec[] {
  return [...organisationItself(deps), ...peopleReads(deps), ...peopleChanges(deps)];
}

function organisationItself(deps: OrganisationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.organisation,
      summary: { ja: '組織の名前と代表アドレス', en: 'The organisation’s name and role mailbox' },
      access: 'signed-in',
      handle: async () => organisationReply(await deps.people.organisation()),
    }),
    route({
      ...endpoints.changeOrganisation,
      summary: { ja: '組織の名前と代表アドレスの変更', en: 'Change the organisation’s name and role mailbox' },
      access: mayAdminister,
      async handle({ body, who, ifMatch }) {
        const version = versionOf(ifMatch);
        if (version === null) return { problem: organisationProblem('organisation.version-needed') };
        const changed = await changeOrganisation(deps, actorOf(who), version, body);
        return changed.ok ? organisationReply(changed.value) : { problem: changed.error };
      },
    }),
  ];
}

function peopleReads(deps: OrganisationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.people,
      summary: { ja: '人の一覧（登録順）', en: 'People, in order of registration' },
      access: mayRead,
      query: cursorQuery.extend({
        cursor: z
          .string()
          .regex(/^\d{1,12}$/)
          .optional(),
        search: z.string().max(200).optional(),
        left: z.enum(['true', 'false']).optional(),
      }),
      async handle({ query }) {
        const { cursor, search, limit } = query;
        const people = await deps.people.list({
          limit: limit + 1,
          includeLeft: query.left === 'true',
          ...(search === undefined ? {} : { search }),
          ...(cursor === undefined ? {} : { after: Number(cursor) }),
        });
        const page = people.slice(0, limit);
        return { status: 200, body: { items: page.map(personRow), next: people.length > limit ? String(page.at(-1)?.number) : null } };
      },
    }),
    route({
      ...endpoints.person,
      summary: { ja: '一人の登録内容', en: 'One person' },
      access: mayRead,
      params: onePerson,
      async handle({ params }) {
        const person = await deps.people.find(params.personId);
        return person === null ? { problem: organisationProblem('organisation.no-such-person', { ...params }) } : personReply(person);
      },
    }),
    route({
      ...endpoints.departments,
      summary: { ja: '部署の一覧（人数と所属長）', en: 'Departments: how many people each has, and who heads it' },
      access: mayRead,
      handle: async () => departmentsReply(await deps.people.departments()),
    }),
    route({
      ...endpoints.setHead,
      summary: { ja: '部署の所属長を決める', en: 'Name the head of a department' },
      access: mayAdminister,
      async handle({ body, who }) {
        const set = await setHead(deps, actorOf(who), body);
        return set.ok ? departmentsReply(set.value) : { problem: set.error };
      },
    }),
  ];
}

function peopleChanges(deps: OrganisationDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.addPerson,
      summary: { ja: '人の登録（希望すれば1回限りのパスワードも発行）', en: 'Add a person, with a one-time password where asked for' },
      access: mayAdminister,
      async handle({ body, who }) {
        const added = await addPerson(deps, actorOf(who), body);
        if (!added.ok) return { problem: added.error };
        return { status: 201, body: { person: personRow(added.value.person), password: added.value.password } };
      },
    }),
    route({
      ...endpoints.changePerson,
      summary: { ja: '登録内容と役割の変更', en: 'Change a person’s details and roles' },
      access: mayAdminister,
      params: onePerson,
      async handle({ params, body, who, ifMatch }) {
        const version = versionOf(ifMatch);
        if (version === null) return { problem: organisationProblem('organisation.version-needed') };
        const given = Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as PersonChange;
        const changed = await changePerson(deps, actorOf(who), params.personId, version, given);
        return changed.ok ? personReply(changed.value) : { problem: changed.error };
      },
    }),
    route({
      ...endpoints.leave,
      summary: { ja: '組織を離れた人の記録（サインインは直ちに止まる）', en: 'A person has left; their sign-in ends at once' },
      access: mayAdminister,
      params: onePerson,
      body: reasonBody,
      async handle({ params, body, who, ifMatch }) {
        const left = await personLeaves(deps, actorOf(who), params.personId, versionOf(ifMatch), body.reason);
        return left.ok ? personReply(left.value) : { problem: left.error };
      },
    }),
    route({
      ...endpoints.comeBack,
      summary: {
        ja: '組織を離れた人が戻った記録（役割は職員だけ、サインインなし）',
        en: 'A person who left is back, as staff and without a sign-in',
      },
      access: mayAdminister,
      params: onePerson,
      body: reasonBody,
      async handle({ params, body, who, ifMatch }) {
        const back = await personReturns(deps, actorOf(who), params.personId, versionOf(ifMatch), body.reason);
        return back.ok ? personReply(back.value) : { problem: back.error };
      },
    }),
    route({
      ...endpoints.factors,
      summary: { ja: '認証アプリとパスキーの有無と名前', en: 'Whether the person has an authenticator app, and the passkeys by name' },
      access: mayAdminister,
      params: onePerson,
      async handle({ params }) {
        const { totp, passkeys } = await deps.people.factors(params.personId);
        return { status: 200, body: { totp, passkeys: passkeys.map((one) => ({ ...one })) } };
      },
    }),
    route({
      ...endpoints.giveSignIn,
      summary: { ja: '1回限りのパスワードの発行（今のサインインはすべて終わる）', en: 'Give a one-time password; all their sessions end' },
      access: mayAdminister,
      params: onePerson,
      body: z.object({ dropSecondFactors: z.boolean().nullable().default(null) }),
      async handle({ params, body, who }) {
        if (who.machine) return { problem: organisationProblem('organisation.needs-a-person') };
        const given = await giveSignIn(deps, actorOf(who), params.personId, body.dropSecondFactors);
        return given.ok ? { status: 201, body: given.value } : { problem: given.error };
      },
    }),
  ];
}

/** A person as it goes to the browser. */
export function personRow(person: Person): z.input<typeof personRowSchema> {
  return { ...person, addresses: [...person.addresses], roles: [...person.roles] };
}

function departmentsReply(departments: readonly Department[]) {
  return { status: 200, body: { items: departments.map((one) => ({ ...one })) } } as const;
}

function personReply(person: Person) {
  return { status: 200, body: personRow(person), etag: String(person.version) } as const;
}

function organisationReply({ version, ...organisation }: Organisation) {
  return { status: 200, body: organisation, etag: String(version) } as const;
}

function versionOf(ifMatch: string | null): number | null {
  return ifMatch !== null && /^\d{1,9}$/.test(ifMatch) ? Number(ifMatch) : null;
}
