// SPDX-License-Identifier: Apache-2.0
// npm run prove:pdf -- [--sections N] [--seed N] [--keep FILE] [--plant [NAME]]
// Needs poppler (pdftotext, pdfinfo, pdffonts). Where it may, it runs itself in a network name space that holds nothing.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { typstPrinter } from '../../src/adapters/typst/printer.ts';
import { pdfPlants, provePdf, samplePaper } from '../support/pdf-proof.ts';

const MOST_MILLIS = 5000;
const { values } = parseArgs({
  options: {
    sections: { type: 'string', default: '140' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'string' },
    plant: { type: 'boolean', default: false },
    alone: { type: 'boolean', default: false },
  },
});
const [sections, seed] = [Number(values.sections), Number(values.seed)];

if (!values.alone && spawnSync('unshare', ['-rn', 'true']).status === 0) {
  const again = spawnSync('unshare', ['-rn', process.execPath, ...process.execArgv, ...process.argv.slice(1), '--alone'], {
    stdio: 'inherit',
  });
  process.exit(again.status ?? 1);
}

if (values.plant) {
  const missed: string[] = [];
  for (const plant of pdfPlants) {
    const { faults } = await provePdf(8, seed, plant);
    console.log(`${faults.length === 0 ? 'NOT FOUND' : 'found'} ${plant}: ${faults[0] ?? '-'}`);
    if (faults.length === 0) missed.push(plant);
  }
  process.exitCode = missed.length === 0 ? 0 : 1;
} else {
  if (values.keep !== undefined) writeFileSync(values.keep, await typstPrinter({ fonts: null })(samplePaper(sections, seed)));
  const { pages, lines, coldMillis, faults } = await provePdf(sections, seed);
  for (const fault of faults.slice(0, 20)) console.log(fault);
  const proved = faults.length === 0 && pages >= sections && coldMillis <= MOST_MILLIS;
  console.log(
    `${pages} pages, ${lines} lines, cold in ${(coldMillis / 1000).toFixed(2)} s (at most ${MOST_MILLIS / 1000}), ${values.alone ? 'without any network' : 'network not cut off'}: ${faults.length} faults; ${proved ? 'proved' : 'NOT proved'}`,
  );
  process.exitCode = proved ? 0 : 1;
}
