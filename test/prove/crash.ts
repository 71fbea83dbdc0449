// SPDX-License-Identifier: Apache-2.0
// npm run prove:crash -- [--kills N] [--seed N] [--plant]
import { parseArgs } from 'node:util';
import { proveDeskCrash } from '../support/desk-crash.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});
const [kills, seed] = [Number(values.kills), Number(values.seed)];
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) throw new Error('--kills and --seed must be whole numbers');

const begun = Date.now();
const proof = await proveDeskCrash({ kills, seed, plant: values.plant, say: (line) => console.log(line) });
const { desk, database, child } = proof.kills;
console.log(
  `${desk + database + child} kills in ${((Date.now() - begun) / 1000).toFixed(0)} s: the desk ${desk}, its database ${database}, another child ${child}; ` +
    `after ${proof.restarts} of the children's the desk was started again; slowest start ${proof.slowestStartMillis} ms`,
);
for (const line of [...proof.lost, ...proof.doubled, ...proof.standing, ...proof.faults].slice(0, 20)) console.log(`  ${line}`);
console.log(
  `${proof.acknowledged} writes acknowledged, lost ${proof.lost.length}, there twice ${proof.doubled.length}, register faults ` +
    `${proof.standing.length}, journal faults ${proof.faults.length}: ${proof.ok ? 'proved' : 'NOT proved'}`,
);
process.exitCode = proof.ok ? 0 : 1;
