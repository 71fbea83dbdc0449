// SPDX-License-Identifier: Apache-2.0
// npm run prove:smtp-crash -- [--kills N] [--plant]
import { parseArgs } from 'node:util';
import { proveSmtpCrash } from '../support/smtp-crash.ts';

const { values } = parseArgs({ options: { kills: { type: 'string', default: '100' }, plant: { type: 'boolean', default: false } } });
const kills = Number(values.kills);
if (!Number.isInteger(kills) || kills < 1) throw new Error('--kills must be a whole number above 0');

const begun = Date.now();
const proof = await proveSmtpCrash({ kills, plant: values.plant, postgresEvery: 4, say: (line) => console.log(line) });
const seconds = ((Date.now() - begun) / 1000).toFixed(0);
console.log(
  `${proof.kills} kills in ${seconds} s (every 4th with PostgreSQL, every 3rd with what a power cut takes: bytes of ${proof.taken} mails), ${proof.sent} mails sent, ${proof.acknowledged} acknowledged, ${proof.reports} reports, slowest start ${proof.slowestStartMillis} ms`,
);
console.log(
  `acknowledged and lost: ${proof.lost.length}; there twice: ${proof.doubled.length}; other bytes: ${proof.changed.length}; chain ${proof.sound ? 'whole' : 'broken'}`,
);
for (const line of [...proof.lost, ...proof.doubled, ...proof.changed, ...proof.faults].slice(0, 20)) console.log(`  ${line}`);
console.log(proof.ok ? 'proved' : 'NOT proved');
process.exitCode = proof.ok ? 0 : 1;
