// SPDX-License-Identifier: Apache-2.0
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { injectBytes } from '../adapters/mime/inject-mail.ts';
import { createCustomerStore } from '../adapters/postgres/notification/customer-store.ts';
import { createTriageStore } from '../adapters/postgres/triage-store.ts';
import { createDateStore } from '../adapters/postgres/exercise/date-store.ts';
import { createRoundStore } from '../adapters/postgres/exercise/round-store.ts';
import { createRunStore } from '../adapters/postgres/exercise/run-store.ts';
import { createRegisterStore } from '../adapters/postgres/containment-store.ts';
import { createPlanStore } from '../adapters/postgres/duty-store.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { scenarioYaml } from '../adapters/scenario-yaml/scenario-yaml.ts';
import { exerciseCommands } from '../exercise/commands.ts';
import type { ExerciseDeps } from '../exercise/deps.ts';
import type { People } from '../exercise/people.port.ts';
import type { PlanDeps } from '../exercise/plan/plan.routes.ts';
import type { PrintDeps } from '../exercise/print/make.ts';
import { endAnswersHandler } from '../exercise/round/direct.ts';
import { exerciseRoutes } from '../exercise/routes.ts';
import { deliverHandler } from '../exercise/run/deliver.ts';
import type { RunDeps } from '../exercise/run/run-deps.ts';
import { tickRuns } from '../exercise/run/tick.ts';
import type { HouseNames } from '../exercise/scenario/bind.ts';
import { checkScenario } from '../exercise/scenario/faults.ts';
import type { Scenario } from '../exercise/scenario/scenario.ts';
import type { Base, OpenState, Wired } from './base/base.ts';
import { signerOf } from './base/signer.ts';
import { handInto } from './intake.ts';
import { printerOfDesk } from './exercise/marked-printer.ts';
import { repeatingService } from './base/repeating-service.ts';

/** What exercise works with on an open desk: the register of people and its own. */
export function exerciseDeps(base: Base, opened: OpenState): ExerciseDeps & RunDeps & PrintDeps & PlanDeps {
  return {
    journal: opened.journal,
    rounds: createRoundStore(opened.database),
    runs: createRunStore(opened.database),
    dates: createDateStore(opened.database),
    scenarios: () => scenariosOf(base.dataFolder),
    people: peopleOf(opened),
    names: () => namesOf(opened),
    print: printerOfDesk(base, opened),
    organisation: async () => (await createOrganisationStore(opened.database).organisation()).name,
    zone: async () => (await createPlanStore(opened.database).latest())?.plan.zone ?? 'UTC',
    clock: base.clock,
    hash: base.hash,
    random: base.random,
  };
}

/** Exercise, joined. */
export function wireExercise(base: Base): Wired {
  const depsOf = (opened: OpenState) => exerciseDeps(base, opened);
  return {
    commands: exerciseCommands({ open: async () => depsOf(await base.open()), scenarioText: scenarioYaml }),
    routes: (opened) => exerciseRoutes(depsOf(opened)),
    handlers: (opened) => [endAnswersHandler(depsOf(opened)), deliverHandler(deliverDeps(base, opened))],
    services: (opened) => [runService(depsOf(opened))],
  };
}

/** The role mailbox where one is set; the mail of an exercise is for it, and comes in by the desk's own way. */
function deliverDeps(base: Base, opened: OpenState): Parameters<typeof deliverHandler>[0] {
  return {
    journal: opened.journal,
    signer: signerOf(base),
    async deliver(mail) {
      const { roleMailbox } = await createOrganisationStore(opened.database).organisation();
      const to = roleMailbox === '' ? 'desk@exercise.invalid' : roleMailbox;
      await handInto(base, opened, to, injectBytes(mail, to));
    },
  };
}

const BEAT = 100;

/** Looks often, asks the store only when something may have come. */
function runService(deps: RunDeps) {
  const kept = { next: 0 };
  return repeatingService('exercise runs', BEAT, async () => {
    if (performance.now() < kept.next) return;
    kept.next = performance.now() + (await tickRuns(deps));
  });
}

/** Those that come with the desk, and `<data>/scenarios/*.yaml`; the latter win by id. What is not sound is left out: `exercise check` says why. */
function scenariosOf(dataFolder: string): readonly Scenario[] {
  const found = new Map<string, Scenario>();
  for (const folder of [join(import.meta.dirname, '..', 'exercise', 'scenarios'), join(dataFolder, 'scenarios')])
    for (const file of yamlIn(folder)) {
      const read = scenarioYaml.read(readFileSync(join(folder, file), 'utf8'));
      const { scenario } = read.ok ? checkScenario(read.value) : { scenario: null };
      if (scenario !== null) found.set(scenario.id, scenario);
    }
  return [...found.values()];
}

/** Names of the registers by which a scenario speaks of the organisation itself; so many of each are enough. */
const MOST_NAMES = 99;

async function namesOf({ database }: OpenState): Promise<HouseNames> {
  const [services, items, customers] = await Promise.all([
    createRegisterStore(database).services(),
    createTriageStore(database).inventory(),
    createCustomerStore(database).list({ limit: MOST_NAMES }),
  ]);
  return {
    service: services.slice(0, MOST_NAMES).map(({ name }) => name),
    host: [...new Set(items.flatMap(({ host }) => host ?? []))].toSorted().slice(0, MOST_NAMES),
    customer: customers.map(({ name }) => name),
  };
}

function yamlIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .toSorted();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw cause;
  }
}

function peopleOf({ database }: OpenState): People {
  const people = createOrganisationStore(database);
  return {
    async find(personId) {
      const found = await people.find(personId);
      return found === null || found.left ? null : found;
    },
    async instructors() {
      const { people: holders } = await people.rights();
      const ids = holders.filter(({ roles }) => roles.includes('instructor')).map(({ personId }) => personId);
      const found = await Promise.all(ids.map((personId) => people.find(personId)));
      return found.flatMap((one) => (one === null || one.left ? [] : [one]));
    },
  };
}
