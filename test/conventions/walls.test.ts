// SPDX-License-Identifier: Apache-2.0
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../.dependency-cruiser.mjs';
import { folderLoops } from '../support/folder-loops.ts';
import type { FileImport } from '../support/folder-loops.ts';
import { removeTree } from '../support/remove-tree.ts';

const root = join(import.meta.dirname, '..', '..');

/** For each wall a file that runs into it: a toy house with one fault a wall. */
const planted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'no-circle': {
    'src/triage/a.ts': "import type { B } from './b.ts'; export type A = B;",
    'src/triage/b.ts': "import type { A } from './a.ts'; export type B = A;",
  },
  'kernel-stands-alone': { 'src/kernel/x.ts': "import type { J } from '../journal/j.ts'; export type X = J;" },
  'edge-on-kernel': { 'src/edge/x.ts': "import type { J } from '../journal/j.ts'; export type X = J;" },
  'common-on-kernel': { 'src/common/x.ts': "import type { J } from '../journal/j.ts'; export type X = J;" },
  'common-is-pure': { 'src/common/y.ts': "import { readFileSync } from 'node:fs'; export const y = readFileSync;" },
  'journal-knows-no-case': { 'src/journal/show.commands.ts': "import type { C } from '../case/c.ts'; export type X = C;" },
  'case-knows-no-part': { 'src/case/routes.ts': "import { h } from '../hunt/h.ts'; export const x = h;" },
  'parts-meet-in-the-journal': { 'src/triage/x.ts': "import type { H } from '../hunt/h.ts'; export type X = H;" },
  'parts-see-the-gates-port': { 'src/hunt/o.ts': "import { g } from '../../src/outbox/gate.ts'; export const o = g;" },
  'gate-knows-no-part': { 'src/outbox/x.ts': "import type { H } from '../hunt/h.ts'; export type X = H;" },
  'parts-know-no-shell': { 'src/hunt/x.ts': "import { s } from '../server/s.ts'; export const x = s;" },
  'parts-are-pure': { 'src/hunt/y.ts': "import { readFileSync } from 'node:fs'; export const y = readFileSync;" },
  'parts-use-zod-only': { 'src/hunt/z.ts': "import pg from 'pg'; export const z = pg;" },
  'edge-at-the-edge': { 'src/hunt/e.ts': "import type { E } from '../edge/e.ts'; export type X = E;" },
  'adapters-see-ports': { 'src/adapters/one/x.ts': "import { h } from '../../hunt/h.ts'; export const x = h;" },
  'shells-get-adapters': { 'src/server/x.ts': "import { t } from '../adapters/two/t.ts'; export const x = t;" },
  'main-is-the-roof': { 'src/cli/x.ts': "import '../main.ts';" },
  'wiring-under-the-roof': { 'src/cli/y.ts': "import { w } from '../wiring/w.ts'; export const y = w;" },
  'ui-is-plain': { 'web/ui/x.ts': "import { api } from '../api/api.ts'; export const x = api;" },
  'lang-stands-alone': { 'web/lang/x.ts': "import { api } from '../api/api.ts'; export const x = api;" },
  'components-are-small': { 'web/components/x.ts': "import { api } from '../api/api.ts'; export const x = api;" },
  'api-shows-nothing': { 'web/api/y.ts': "import { two } from '../screens/two/two.ts'; export const y = two;" },
  'cards-know-no-screen': { 'web/journal/x.ts': "import { two } from '../screens/two/two.ts'; export const x = two;" },
  'screens-apart': { 'web/screens/one/x.ts': "import { two } from '../two/two.ts'; export const x = two;" },
  'web-sees-contracts': { 'web/api/x.ts': "import { h } from '../../src/hunt/h.ts'; export const x = h;" },
  'product-knows-no-test': { 'src/hunt/t.ts': "import { s } from '../../test/s.ts'; export const t = s;" },
};

const ground: Readonly<Record<string, string>> = {
  'src/journal/j.ts': 'export type J = 1;',
  'src/case/c.ts': 'export type C = 1;',
  'src/hunt/h.ts': 'export type H = 1; export const h = 1;',
  'src/edge/e.ts': 'export type E = 1;',
  'src/server/s.ts': 'export const s = 1;',
  'src/adapters/two/t.ts': 'export const t = 1;',
  'src/wiring/w.ts': 'export const w = 1;',
  'src/main.ts': 'export {};',
  'src/outbox/gate.ts': 'export const g = 1;',
  'web/api/api.ts': 'export const api = 1;',
  'web/screens/two/two.ts': 'export const two = 1;',
  'test/s.ts': 'export const s = 1;',
  'tsconfig.json':
    '{"compilerOptions":{"allowImportingTsExtensions":true,"noEmit":true,"module":"nodenext","moduleResolution":"nodenext"}}',
  'package.json': '{"type":"module","dependencies":{"pg":"8.23.1"}}',
};

type Report = {
  readonly summary: { readonly violations: readonly { readonly rule: { readonly name: string }; readonly from: string }[] };
  readonly modules: readonly { readonly source: string; readonly dependencies: readonly { readonly resolved: string }[] }[];
};

async function cruise(folder: string, ...more: readonly string[]): Promise<Report> {
  const args = [...more, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', 'src', 'web'];
  const options = { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  // It ends with the number of faults it found: what it says of them is on its output all the same.
  const { stdout } = await promisify(execFile)(join(root, 'node_modules/.bin/depcruise'), args, options).catch(
    (error: unknown) => error as { stdout: string },
  );
  return JSON.parse(stdout) as Report;
}

/** The imports of the files below a folder. */
const importsBelow = (folder: string, { modules }: Report): readonly FileImport[] =>
  modules
    .filter(({ source }) => source.startsWith(`${folder}/`))
    .flatMap(({ source, dependencies }) => dependencies.map(({ resolved }) => ({ from: source, to: resolved })));

describe('conventions/walls', () => {
  let toy = '';
  let report: Report;
  let own: Report;
  beforeAll(async () => {
    toy = await mkdtemp(join(tmpdir(), 'matoi-walls-'));
    for (const [file, text] of [...Object.entries(ground), ...Object.values(planted).flatMap((files) => Object.entries(files))]) {
      await mkdir(dirname(join(toy, file)), { recursive: true });
      await writeFile(join(toy, file), `${text}\n`);
    }
    await symlink(join(root, 'node_modules'), join(toy, 'node_modules'));
    // Of the house itself what has not changed since, by its content, is known.
    const known = ['--cache', join(root, '.cache', 'walls'), '--cache-strategy', 'content'];
    [report, own] = await Promise.all([cruise(toy), cruise(root, ...known)]);
  }, 120_000);
  afterAll(() => removeTree(toy));

  it('stand in this house: no violation, no circle', () => {
    expect(own.summary.violations).toEqual([]);
  });

  it('hold folders of one part, and of web, that never import each other in a loop', () => {
    const [src, web] = [importsBelow('src', own), importsBelow('web', own)];

    expect([src.length > 1000, web.length > 500]).toEqual([true, true]);
    expect(folderLoops(src, 2)).toEqual([]);
    expect(folderLoops(web, 1)).toEqual([]);
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
