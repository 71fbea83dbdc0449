// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const root = join(import.meta.dirname, '..', '..');

/** For each wall a file that runs into it: a toy house with one fault a wall. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circle': {
    'src/triage/a.ts': "import type { B } from './b.ts'; export type A = B;",
    'src/triage/b.ts': "import type { A } from './a.ts'; export type B = A;",
  },
  'kernel-stands-alone': { 'src/kernel/x.ts': "import type { J } from '../journal/j.ts'; export type X = J;" },
  'edge-on-kernel': { 'src/edge/x.ts': "import type { J } from '../journal/j.ts'; export type X = J;" },
  'journal-on-kernel': { 'src/journal/x.ts': "import { h } from '../hunt/h.ts'; export const x = h;" },
  'parts-meet-in-the-journal': { 'src/triage/x.ts': "import type { H } from '../hunt/h.ts'; export type X = H;" },
  'parts-know-no-shell': { 'src/hunt/x.ts': "import { s } from '../server/s.ts'; export const x = s;" },
  'parts-are-pure': { 'src/hunt/y.ts': "import { readFileSync } from 'node:fs'; export const y = readFileSync;" },
  'parts-use-zod-only': { 'src/hunt/z.ts': "import pg from 'pg'; export const z = pg;" },
  'edge-at-the-edge': { 'src/hunt/e.ts': "import type { E } from '../edge/e.ts'; export type X = E;" },
  'adapters-see-ports': { 'src/adapters/one/x.ts': "import { h } from '../../hunt/h.ts'; export const x = h;" },
  'shells-get-adapters': { 'src/server/x.ts': "import { t } from '../adapters/two/t.ts'; export const x = t;" },
  'main-is-the-roof': { 'src/cli/x.ts': "import '../main.ts';" },
  'wiring-under-the-roof': { 'src/cli/y.ts': "import { w } from '../wiring/w.ts'; export const y = w;" },
  'ui-is-plain': { 'web/ui/x.ts': "import { api } from '../api/api.ts'; export const x = api;" },
  'screens-apart': { 'web/screens/one/x.ts': "import { two } from '../two/two.ts'; export const x = two;" },
  'web-sees-contracts': { 'web/api/x.ts': "import { h } from '../../src/hunt/h.ts'; export const x = h;" },
  'product-knows-no-test': { 'src/hunt/t.ts': "import { s } from '../../test/s.ts'; export const t = s;" },
};

const ground: Readonly<Record<string, string>> = {
  'src/journal/j.ts': 'export type J = 1;',
  'src/hunt/h.ts': 'export type H = 1; export const h = 1;',
  'src/edge/e.ts': 'export type E = 1;',
  'src/server/s.ts': 'export const s = 1;',
  'src/adapters/two/t.ts': 'export const t = 1;',
  'src/wiring/w.ts': 'export const w = 1;',
  'src/main.ts': 'export {};',
  'web/api/api.ts': 'export const api = 1;',
  'web/screens/two/two.ts': 'export const two = 1;',
  'test/s.ts': 'export const s = 1;',
  'tsconfig.json':
    '{"compilerOptions":{"allowImportingTsExtensions":true,"noEmit":true,"module":"nodenext","moduleResolution":"nodenext"}}',
  'package.json': '{"type":"module","dependencies":{"pg":"8.23.1"}}',
};

type Report = { readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[] } };

function cruise(folder: string, ...paths: string[]): Report {
  const run = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...paths],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
    },
  );
  return JSON.parse(run.stdout) as Report;
}

describe('house/walls', () => {
  let toy = '';
  let report: Report;
  beforeAll(async () => {
    toy = await mkdtemp(join(tmpdir(), 'matoi-walls-'));
    for (const [file, text] of [...Object.entries(ground), ...Object.values(planted).flatMap((files) => Object.entries(files))]) {
      await mkdir(dirname(join(toy, file)), { recursive: true });
      await writeFile(join(toy, file), `${text}\n`);
    }
    await symlink(join(root, 'node_modules'), join(toy, 'node_modules'));
    report = cruise(toy, 'src', 'web');
  });
  afterAll(() => rm(toy, { recursive: true, force: true }));

  it('stand in this house: no violation, no circle', () => {
    expect(cruise(root, 'src', 'web').summary.violations).toEqual([]);
  });

  it('each have a planted fault in this test', () => {
    expect(Object.keys(planted).toSorted()).toEqual(config.forbidden.map((wall: { name: string }) => wall.name).toSorted());
  });

  it.each(Object.keys(planted))('%s is reported where it is planted', (wall) => {
    const files = Object.keys(planted[wall] ?? {});
    const hits = report.summary.violations.filter((violation) => violation.rule.name === wall && files.includes(violation.from));

    expect(hits.length).toBeGreaterThan(0);
  });
});
