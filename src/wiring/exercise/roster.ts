// SPDX-License-Identifier: Apache-2.0
import { createRunStore } from '../../adapters/postgres/exercise/run-store.ts';
import { createOrganisationStore } from '../../adapters/postgres/organisation-store.ts';
import type { Exercises } from '../../outbox/exercise.port.ts';
import type { OpenState } from '../base/base.ts';

/** Which cases are exercises and whom they may reach, for the gate. An exercise that has ended stays one. */
export function exercisesOf({ database }: OpenState): Exercises {
  const runs = createRunStore(database);
  const people = createOrganisationStore(database);
  return {
    cases: runs.cases,
    async rosterOf(stream) {
      const run = await runs.ofCase(stream);
      if (run === null) return null;
      const reached = run.roster.filter(({ personId }) => !run.unreachable.includes(personId));
      const found = await Promise.all(reached.map(({ personId }) => people.find(personId)));
      return { addresses: new Set(found.flatMap((person) => (person === null || person.left ? [] : person.addresses))) };
    },
  };
}
