// SPDX-License-Identifier: Apache-2.0
// npm run prove:funnel -- [--events N] [--customers N] [--seed N] [--plant]
import { parseArgs } from 'node:util';
import { funnelPlants, proveFunnel } from '../support/funnel-proof.ts';

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    customers: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});
const [events, customers, seed] = [Number(values.events), Number(values.customers), Number(values.seed)];
if (values.plant) {
  const missed = Object.entries(funnelPlants).filter(([name, plant]) => {
    const { faults } = proveFunnel(events, customers, seed, plant);
    console.log(`${faults.length === 0 ? 'NOT FOUND' : 'found'} ${name}: ${faults[0] ?? '-'}`);
    return faults.length === 0;
  });
  process.exitCode = missed.length === 0 ? 0 : 1;
} else {
  const { moved, faults } = proveFunnel(events, customers, seed);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  console.log(
    `${events} events, ${moved} of them moved one of ${customers} customers: ${faults.length} contradictions; ${faults.length === 0 ? 'each in exactly one state, all sums equal: proved' : 'NOT proved'}`,
  );
  process.exitCode = faults.length === 0 ? 0 : 1;
}
