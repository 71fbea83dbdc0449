// SPDX-License-Identifier: Apache-2.0
// Hostile mails against a running desk, by SMTP, form and file; then ordinary ones steadily. It goes on answering, keeps
// every mail, says of each whether it was examined, and handles pages meanwhile.
// usage: npm run prove:hostile-mail -- [--mails 2000] [--size 100000] [--large 10000000] [--rate 50] [--seconds 120]
//        [--settle 900] (seconds that the desk has to examine what came in)
//        [--plant lost|unmarked|held-up|one-line]
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { LIMITS, proveHostileMail } from '../support/hostile-proof.ts';
import { removeTree } from '../support/remove-tree.ts';

const { values } = parseArgs({
  options: {
    mails: { type: 'string', default: '2000' },
    size: { type: 'string', default: '100000' },
    large: { type: 'string', default: '10000000' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '120' },
    settle: { type: 'string', default: '900' },
    plant: { type: 'string' },
  },
});
const seconds = Number(values.seconds);
const folder = await mkdtemp(join(tmpdir(), 'matoi-hostile-'));
try {
  const proof = await proveHostileMail({
    folder,
    mails: Number(values.mails),
    size: Number(values.size),
    large: Number(values.large),
    ordinary: seconds === 0 ? null : { perSecond: Number(values.rate), seconds },
    limits: LIMITS,
    settleMillis: Number(values.settle) * 1000,
    env:
      values.plant === undefined
        ? {}
        : { NODE_OPTIONS: `--import ${new URL('./plant-hostile-mail.ts', import.meta.url).href}`, MATOI_PLANT: values.plant },
    say: (line) => process.stdout.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(proof, null, 2)}\n`);
  const { taken, ordinary } = proof;
  const sent = taken.smtp + taken.form + taken.file;
  const steadily =
    ordinary === null
      ? ''
      : `; ${ordinary.taken} ordinary mails: ${ordinary.pages} pages, slowest ${ordinary.slowestPageMillis} ms, slowest answer ${ordinary.slowestMillis} ms, last examined after ${ordinary.lagMillis} ms`;
  process.stdout.write(
    `${proof.faults.length === 0 ? 'PROVED' : `FAILED (${proof.faults.length} faults)`}: ${sent} hostile mails taken, ${proof.stored} stored, ${proof.examined} examined, ${proof.notExamined} said why not, ${proof.apart} kept apart; slowest answer ${proof.slowestMillis} ms, memory ${proof.highestMb} MB at most, grew by ${proof.growth}${steadily}\n`,
  );
  process.exitCode = proof.faults.length === 0 ? 0 : 1;
} finally {
  removeTree(folder);
}
