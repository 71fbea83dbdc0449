// SPDX-License-Identifier: Apache-2.0
// npm run prove:statements -- [--random N] [--seed N] [--plant]
import { parseArgs } from 'node:util';
import { seededRandom } from '../support/random.ts';
import { proveStatements, randomWorld, statementPlants } from '../support/statement-proof.ts';
import { worlds } from '../support/statement-worlds.ts';

const { values } = parseArgs({
  options: {
    random: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});

if (values.plant)
  for (const [name, { plant, sees }] of Object.entries(statementPlants)) {
    const faults: string[] = [];
    for (const world of worlds) faults.push(...(await proveStatements(world, plant)).faults);
    const seen = faults.find((fault) => sees.test(fault));
    console.log(`${seen === undefined ? 'NOT FOUND' : 'found'} ${name}: ${seen ?? '-'}`);
    if (seen === undefined) process.exitCode = 1;
  }
else {
  const random = seededRandom(Number(values.seed));
  const many = Array.from({ length: Number(values.random) }, (_, at) => randomWorld(worlds[at % worlds.length] ?? worlds[0]!, random, at));
  let [texts, spans, refused] = [0, 0, 0];
  const faults: string[] = [];
  for (const world of [...worlds, ...many]) {
    const one = await proveStatements(world);
    texts += one.texts;
    spans += one.spans;
    refused += one.refused;
    faults.push(...one.faults);
  }
  for (const fault of faults.slice(0, 20)) console.log(fault);
  if (faults.length > 0) process.exitCode = 1;
  console.log(
    `${worlds.length} cases and ${many.length} at random, 3 stages, 5 readers, 2 languages: ${texts} texts (${refused} with a named item missing), ${spans} places traced to a field, ${faults.length} faults; ${faults.length === 0 ? 'proved' : 'NOT proved'}`,
  );
}
