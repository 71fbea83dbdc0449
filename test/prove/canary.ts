// SPDX-License-Identifier: Apache-2.0
// npm run prove:canary -- [--recipients N] [--share 0.14] [--days N] [--seed N] [--plant]
import { parseArgs } from 'node:util';
import { headlong, proveCanary } from '../support/canary-proof.ts';
import { openTestDesk } from '../support/desk.ts';

const { values } = parseArgs({
  options: {
    recipients: { type: 'string', default: '10000' },
    share: { type: 'string', default: '0.14' },
    days: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});
const size = { recipients: Number(values.recipients), share: Number(values.share), days: Number(values.days), seed: Number(values.seed) };
const begun = Date.now();
const desk = await openTestDesk();
try {
  const proof = await proveCanary(desk, values.plant ? { ...size, recipients: 600, days: 3 } : size, values.plant ? headlong : undefined);
  const { recipients, dead, days, presses, asked, highest, cutOff, told, calls, letters, lost, ok } = proof;
  for (const line of lost.slice(0, 20)) console.log(`  ${line}`);
  const wanted = values.plant ? !ok : ok;
  const verdict = values.plant ? (wanted ? 'plant found' : 'plant NOT FOUND') : ok ? 'proved' : 'NOT proved';
  console.log(
    `${recipients} recipients, ${dead} dead, ${days} days and ${presses} presses in ${Math.round((Date.now() - begun) / 1000)} s: ` +
      `${asked} asked, highest 24-hour rate ${(100 * highest).toFixed(2)} % (cut off: ${cutOff ? 'yes' : 'no'}); ` +
      `told ${told}, on the call list ${calls}, on letters ${letters}, lost ${lost.length}: ${verdict}`,
  );
  if (!wanted) process.exitCode = 1;
} finally {
  await desk.close();
}
