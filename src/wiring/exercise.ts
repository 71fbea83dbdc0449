// SPDX-License-Identifier: Apache-2.0
import { createRoundStore } from '../adapters/postgres/exercise/round-store.ts';
import { createOrganisationStore } from '../adapters/postgres/organisation-store.ts';
import { scenarioYaml } from '../adapters/scenario-yaml/scenario-yaml.ts';
import { exerciseCommands } from '../exercise/commands.ts';
import type { ExerciseDeps } from '../exercise/deps.ts';
import type { People } from '../exercise/people.port.ts';
import { endAnswersHandler } from '../exercise/round/direct.ts';
import { exerciseRoutes } from '../exercise/routes.ts';
import type { Base, OpenState, Wired } from './base/base.ts';

/** What exercise works with on an open desk: the register of people and its own. */
export function exerciseDeps(base: Base, opened: OpenState): ExerciseDeps {
  return {
    journal: opened.journal,
    rounds: createRoundStore(opened.database),
    people: peopleOf(opened),
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
    handlers: (opened) => [endAnswersHandler(depsOf(opened))],
  };
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
