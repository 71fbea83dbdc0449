// SPDX-License-Identifier: Apache-2.0
// `npm run check`: types, lint, format, and the tests of the conventions (walls among them) and units.
import { join } from 'node:path';
import { runSteps, tool } from './steps.mjs';

export const houseSteps = [
  { name: 'types: src, test, bench', file: tool('tsc'), args: ['-p', 'tsconfig.json'] },
  { name: 'types: web', file: tool('tsc'), args: ['-p', 'web/tsconfig.json'] },
  { name: 'lint', file: join(import.meta.dirname, 'lint.ts'), args: [] },
  { name: 'format', file: tool('biome'), args: ['format', '.'] },
];

if (import.meta.filename === process.argv[1]) {
  const vitest = {
    name: 'conventions and unit tests',
    file: tool('vitest'),
    args: ['run', '--project', 'unit'],
  };
  process.exitCode = runSteps([...houseSteps, vitest]) ? 0 : 1;
}
