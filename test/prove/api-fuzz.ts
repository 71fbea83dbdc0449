// SPDX-License-Identifier: Apache-2.0
// npm run prove:api-fuzz -- [--requests N] [--seed N] [--plant [NAME]]
import { parseArgs } from 'node:util';
import { fuzzApi, openFuzzDesk } from '../support/api-fuzz.ts';
import type { FuzzFigures } from '../support/api-fuzz.ts';
import { plants } from '../support/api-plants.ts';
import type { Plant } from '../support/api-plants.ts';

const PLANTED = 6000;
const argv = process.argv
  .slice(2)
  .flatMap((word, at, all) => (word === '--plant' && !/^[a-z]/.test(all[at + 1] ?? '') ? ['--plant', 'each'] : [word]));
const { values } = parseArgs({
  args: argv,
  options: { requests: { type: 'string', default: '12000' }, seed: { type: 'string', default: '20261130' }, plant: { type: 'string' } },
});

async function run(requests: number, plant: Plant | null): Promise<FuzzFigures> {
  const fuzz = await openFuzzDesk(plant === null ? undefined : plants[plant]);
  try {
    return await fuzzApi(fuzz, { requests, seed: Number(values.seed), say: (line) => process.stderr.write(`${line}\n`) });
  } finally {
    await fuzz.desk.close();
  }
}

if (values.plant === undefined) {
  const { requests, routes, answered, byClass, refusedByRole, refusedByCircle, missing, faults } = await run(Number(values.requests), null);
  for (const fault of faults) console.log(fault);
  for (const [code, count] of Object.entries(missing)) console.log(`503 by name, ${code}: ${count}`);
  console.log(`answers: ${['2xx', '3xx', '4xx', '5xx'].map((kind) => `${kind} ${byClass[kind] ?? 0}`).join(', ')}`);
  if (faults.length > 0) process.exitCode = 1;
  console.log(
    `${requests} requests over ${routes} routes by 10 callers: ${answered} routes did something; ${refusedByRole} refused by role, ${refusedByCircle} by the circle of a RED case; ${faults.length} faults (5xx, crashes, doors open, cases spoken of); ${faults.length === 0 ? 'proved' : 'NOT proved'}`,
  );
} else {
  const named = Object.keys(plants).filter((name): name is Plant => values.plant === 'each' || name === values.plant);
  if (named.length === 0) {
    console.log(`no such fault; there are ${Object.keys(plants).join(', ')}`);
    process.exitCode = 2;
  }
  for (const plant of named) {
    const { faults } = await run(PLANTED, plant);
    console.log(`${faults.length === 0 ? 'NOT FOUND' : 'found'} ${plant}: ${faults[0] ?? '-'}`);
    // As with every proof: 1 where the fault was seen.
    if (faults.length > 0) process.exitCode = 1;
  }
}
