// SPDX-License-Identifier: Apache-2.0
// npm run prove:exercise -- [--hours N] [--injects N] [--hurry N] [--seed N] [--plant [NAME]]
import { parseArgs } from 'node:util';
import { exercisePlants, proveExercise } from '../support/exercise-proof.ts';
import type { ExercisePlant } from '../support/exercise-proof.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';
import type { Planted } from './support/planted.ts';

const asked = plantsAsked(exercisePlants);
const { values } = parseArgs({
  strict: false,
  options: {
    hours: { type: 'string', default: '72' },
    injects: { type: 'string', default: '100' },
    // How much faster than this machine's the desk's clock runs: 72 hours at 60x are 72 minutes on it.
    hurry: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
});
const size = { hours: Number(values.hours), injects: Number(values.injects), hurry: Number(values.hurry), seed: Number(values.seed) };
if (asked !== null) {
  const planted: Planted[] = [];
  for (const name of asked as readonly ExercisePlant[]) {
    const { faults } = await proveExercise({ ...size, hurry: size.hurry * 4 }, name);
    planted.push({ name, seen: faults.length > 0, by: faults[0] ?? '-' });
  }
  process.exitCode = endPlanted('exercise', planted);
} else {
  const proof = await proveExercise(size);
  for (const fault of proof.faults.slice(0, 20)) console.log(fault);
  process.exitCode = proof.faults.length === 0 ? 0 : 1;
  console.log(
    `${size.hours} h at 60x: ${proof.settled} of ${proof.injects} injects settled (${proof.conditional} conditional), ${proof.pauses} pauses, ${proof.kills} kill -9, ` +
      `worst ${proof.worst.toFixed(3)} s from 1x, ${proof.faults.length === 0 ? 'each exactly once, same order, same report: proved' : `${proof.faults.length} faults: NOT proved`}`,
  );
}
