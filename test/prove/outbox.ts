// SPDX-License-Identifier: Apache-2.0
// npm run prove:outbox -- [--kills N] [--recipients N] [--seed N]
import { parseArgs } from 'node:util';
import { crashTheGate } from '../support/outbox-crash.ts';
import { seededRandom } from '../support/random.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '100' },
    recipients: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '1' },
  },
});
const begun = Date.now();
const report = await crashTheGate(Number(values.recipients), Number(values.kills), seededRandom(Number(values.seed)).next);
const bad = [...report.lost, ...report.unmarked, ...report.otherId, ...report.notHandedOver];
console.log(
  `${report.kills} kills in ${((Date.now() - begun) / 1000).toFixed(0)} s, ${report.recipients} recipients: lost ${report.lost.length}, ` +
    `twice ${report.doubled} (not marked ${report.unmarked.length}, other Message-ID ${report.otherId.length}), not handed over ${report.notHandedOver.length}`,
);
const ok = bad.length === 0 && report.kills === Number(values.kills);
console.log(ok ? 'proved' : 'NOT proved');
process.exitCode = ok ? 0 : 1;
