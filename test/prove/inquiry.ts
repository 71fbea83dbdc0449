// SPDX-License-Identifier: Apache-2.0
// npm run prove:inquiry -- [--answers N] [--customers N] [--seed N] [--plant]
import { parseArgs } from 'node:util';
import { openTestDesk } from '../support/desk.ts';
import { inquiryPlants, proveInquiry } from '../support/inquiry-proof.ts';

const { values } = parseArgs({
  options: {
    answers: { type: 'string', default: '500' },
    customers: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});
const size = { answers: Number(values.answers), customers: Number(values.customers), seed: Number(values.seed) };
const desk = await openTestDesk();
try {
  if (values.plant) {
    // Many answers over few customers, so that a change hits every kind of answer.
    const small = { ...size, answers: 60, customers: 12, seed: 3 };
    for (const [name, plant] of Object.entries(inquiryPlants)) {
      const { faults } = await proveInquiry(desk, small, plant);
      console.log(`${faults.length === 0 ? 'NOT FOUND' : 'found'} ${name}: ${faults[0] ?? '-'}`);
      if (faults.length === 0) process.exitCode = 1;
    }
  } else {
    const { answers, changed, called, faults } = await proveInquiry(desk, size);
    for (const fault of faults.slice(0, 20)) console.log(fault);
    if (faults.length > 0) process.exitCode = 1;
    console.log(
      `${answers} answers, then ${changed} customers of the audience changed: ${called} to call back, ${faults.length} wrong or missing; ${faults.length === 0 ? 'the call-back list is exact: proved' : 'NOT proved'}`,
    );
  }
} finally {
  await desk.close();
}
