// SPDX-License-Identifier: Apache-2.0
// npm run prove:notify-crash -- [--recipients N] [--kills N] [--connections N] [--seed N] [--plant [FAULT…]]
import { parseArgs } from 'node:util';
import { crashFaults, crashTheNotice } from '../support/notice-crash.ts';
import { seededRandom } from '../support/random.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    recipients: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '50' },
    connections: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    plant: { type: 'boolean', default: false },
  },
});
const { next: random } = seededRandom(Number(values.seed));
const size = { recipients: Number(values.recipients), kills: Number(values.kills), connections: Number(values.connections), random };
if (values.plant) {
  const unknown = positionals.filter((name) => !crashFaults.some((fault) => fault === name));
  if (unknown.length > 0) throw new Error(`no such fault: ${unknown.join(', ')}; there are ${crashFaults.join(', ')}`);
  for (const fault of crashFaults.filter((name) => positionals.length === 0 || positionals.includes(name))) {
    const proof = await crashTheNotice({ ...size, recipients: Math.min(size.recipients, 400), kills: Math.min(size.kills, 12) }, fault);
    const { lost, unlisted, otherId, open, doubles, kills } = proof;
    const found = `${kills} kills: ${doubles} doubles, lost ${lost.length}, not listed ${unlisted.length}, other Message-ID ${otherId.length}, open ${open.length}`;
    console.log(`${proof.ok ? 'NOT FOUND' : 'found'} ${fault}: ${found}`);
    if (proof.ok) process.exitCode = 1;
  }
} else {
  const proof = await crashTheNotice(size);
  const { recipients, kills, connections, lost, doubles, unlisted, otherId, open, seconds, ok } = proof;
  for (const line of [...lost, ...unlisted, ...otherId, ...open].slice(0, 20)) console.log(`  ${line}`);
  console.log(
    `${recipients} recipients, ${kills} kills in ${seconds} s: lost ${lost.length}; ${doubles} doubles of at most ${connections * kills}, ` +
      `not listed ${unlisted.length}, other Message-ID ${otherId.length}; not handed over ${open.length}: ${ok ? 'proved' : 'NOT proved'}`,
  );
  if (!ok) process.exitCode = 1;
}
