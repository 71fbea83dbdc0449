// SPDX-License-Identifier: Apache-2.0
import { holidayBook } from '../../adapters/holidays/holidays.ts';
import { createRegisterStore } from '../../adapters/postgres/containment-store.ts';
import { createDutyRegister, createPlanStore } from '../../adapters/postgres/duty-store.ts';
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import { formatPorts } from '../../containment/address/ports.ts';
import { isKept } from '../../containment/inventory/inventory.ts';
import type { Service } from '../../containment/inventory/inventory.ts';
import { planPersonOf } from '../../duty/rota/plan.ts';
import { rotaInForce } from '../../duty/rota/in-force.ts';
import type { Rota } from '../../duty/rota/roster.ts';
import { pageable, personOf } from '../../duty/rota/who.ts';
import { instantFromMillis, millisOf } from '../../kernel/instant.ts';
import type { Instant } from '../../kernel/instant.ts';
import { draftWords } from '../../organisation/outside/draft-words.contract.ts';
import type { OutsideBody } from '../../organisation/outside/outside.contract.ts';
import { directoryOf } from '../../organisation/outside/change-outside.ts';
import type { PeopleStore } from '../../organisation/people-store.port.ts';
import type { Person } from '../../organisation/person.ts';
import type { KitBody, KitFacts, KitPerson, KitRota, KitService, KitStretch } from '../../upkeep/kit/kit-facts.port.ts';
import type { Base, OpenState } from '../base/base.ts';
import { mailSetupOf } from '../base/mail-setup.ts';
import { settingsOf } from '../base/settings.ts';

const DAY = 86_400_000;
const ZONE = 'Asia/Tokyo';

/** What the registers of duty, organisation and containment hold now, as the kit prints it. */
export async function kitFactsOf(base: Base, opened: OpenState, days: number): Promise<KitFacts> {
  const { database } = opened;
  const at = base.clock.now();
  const people = createOrganisationStore(database);
  const register = createRegisterStore(database);
  const plans = createPlanStore(database);
  const [rota, organisation, directory, everybody, services, names, deskUrl] = await Promise.all([
    rotaInForce({ plans, register: createDutyRegister(database), holidays: holidayBook() }),
    people.organisation(),
    directoryOf({ people }),
    everyone(people),
    register.services(),
    register.names(),
    mailSetupOf(opened, base).linkBase(),
  ]);
  const shown = everybody.filter((one) => hasPart(one, rota));
  return {
    at,
    organisation: organisation.name,
    zone: rota?.plan.zone ?? ZONE,
    deskUrl,
    rota: rota === null ? null : kitRota(rota, millisOf(at), days),
    people: [...shown.map((one) => kitPerson(one)), ...onlyOfThePlan(rota, everybody, millisOf(at))],
    peopleLeftOut: everybody.length - shown.length,
    bodies: [...directory.bodies.map((one) => kitBody(one)), ...externalsOf(rota)],
    services: services.map((one) => kitService(one)),
    names,
    gateways: (settingsOf(base.env).MATOI_GATEWAYS ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  };
}

async function everyone(people: PeopleStore): Promise<readonly Person[]> {
  const all: Person[] = [];
  for (let after: number | undefined; ; ) {
    const page = await people.list({ limit: 500, ...(after === undefined ? {} : { after }) });
    all.push(...page);
    after = page.at(-1)?.number;
    if (after === undefined || page.length < 500) return all;
  }
}

function hasPart(one: Person, rota: Rota | null): boolean {
  return one.roles.some((role) => role !== 'staff') || (rota !== null && planPersonOf(rota.plan, one.personId) !== null);
}

function kitPerson({ name, department, telephone, addresses, roles }: Person): KitPerson {
  return { name, department, telephone, mail: addresses[0] ?? '', roles };
}

/** People whom the rota names and the register does not know by number. */
function onlyOfThePlan(rota: Rota | null, everybody: readonly Person[], now: number): readonly KitPerson[] {
  if (rota === null) return [];
  const known = new Set(everybody.map((one) => one.personId));
  const names = new Set(everybody.map((one) => one.name));
  return rota.plan.people
    .filter(
      (one) => !known.has(one.personId === '' ? one.id : one.personId) && !names.has(one.name) && pageable(rota, one.id, now) !== null,
    )
    .map(({ name, telephone, mail }) => ({ name, department: '', telephone, mail: mail[0] ?? '', roles: [] }));
}

function kitRota(rota: Rota, from: number, days: number): KitRota {
  const named = (id: string | null) => {
    const found = personOf(rota, id);
    return found === null ? null : { name: found.name, telephone: found.telephone };
  };
  return {
    rosters: rota.plan.rosters.map((roster) => ({
      name: roster.name,
      required: roster.required,
      stretches: joined(
        rota.segments(roster.id, from, from + days * DAY).map((one) => ({
          from: instantFromMillis(one.from) as Instant,
          to: instantFromMillis(one.to) as Instant,
          person: named(one.person),
        })),
      ),
    })),
    reportUp: (rota.plan.reportUp?.levels ?? []).map((level) => level.people.flatMap((id) => named(id) ?? [])),
  };
}

/** Stretches of the same person that follow each other are one: a change of layer is nothing to a reader. */
function joined(stretches: readonly KitStretch[]): readonly KitStretch[] {
  const found: KitStretch[] = [];
  for (const one of stretches) {
    const before = found.at(-1);
    if (before !== undefined && before.to === one.from && before.person?.name === one.person?.name)
      found[found.length - 1] = { ...before, to: one.to };
    else found.push(one);
  }
  return found;
}

/** What a draft says is known in both languages; what somebody wrote stands as it was written. */
function kitBody(body: OutsideBody): KitBody {
  const { name, telephone, hours, contract, say, source, confirmed } = body;
  const drafted = Object.values(draftWords).find((one) => one.say.ja === say);
  return { name, telephone, hours, contract, say: drafted?.say ?? { ja: say, en: say }, source, confirmed };
}

function externalsOf(rota: Rota | null): readonly KitBody[] {
  return (rota?.plan.externals ?? []).map(({ name, telephone, contract, note, hours }) => ({
    name,
    telephone,
    hours: hours.map((one) => `${one.from}–${one.to}`).join(' '),
    contract,
    say: { ja: note, en: note },
    source: '',
    confirmed: true,
  }));
}

const ownKinds: ReadonlySet<Service['kind']> = new Set(['responder', 'proxy', 'nat', 'internal', 'shared']);

function kitService(service: Service): KitService {
  const { name, kind, owner, priority, decision, names, ranges, ports, carrier } = service;
  const group = ownKinds.has(kind) ? 'own' : isKept(service) ? 'keep' : decision.is === 'stop' ? 'stop' : 'undecided';
  const decided = { by: decision.by, on: decision.on };
  return { name, kind, owner, priority, group, decided, names, ranges, ports: formatPorts(ports), carrier };
}
