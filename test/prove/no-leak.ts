// SPDX-License-Identifier: Apache-2.0
// npm run prove:no-leak -- [--actions N] [--seed N] [--plant [NAME]]
import { parseArgs } from 'node:util';
import { leakPlants, proveNoLeak } from '../support/leak-proof.ts';
import type { LeakPlant } from '../support/leak-proof.ts';
import { endPlanted, plantsAsked } from './support/planted.ts';
import type { Planted } from './support/planted.ts';

const asked = plantsAsked(Object.keys(leakPlants));
const { values } = parseArgs({
  strict: false,
  options: { actions: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const size = { actions: Number(values.actions), seed: Number(values.seed) };
if (asked !== null) {
  const planted: Planted[] = [];
  for (const name of asked as readonly LeakPlant[]) {
    const { faults } = await proveNoLeak({ ...size, actions: Math.min(size.actions, 400) }, name);
    planted.push({ name, seen: faults.length > 0, by: faults[0] ?? '-' });
  }
  process.exitCode = endPlanted('no-leak', planted);
} else {
  const { actions, done, seen, faults } = await proveNoLeak(size);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  for (const [name, count] of Object.entries(done)) console.log(`${count} ${name}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
  const said = faults.length === 0 ? 'nothing but marked mail to the roster, nothing real marked or missing: proved' : 'NOT proved';
  console.log(`${actions} random actions: ${seen.drill} things of exercises and ${seen.real} of real cases looked at outside, ${said}`);
}
