// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { keysOf } from '../../scripts/lint.ts';

const tree = {
  'src/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
  'src/b.ts': "export const b = 1;\nawait import('../web/c.tsx');\n",
  'web/c.tsx': "import type { D } from './gone.ts';\nexport type C = D;\n",
  'src/alone.ts': 'export const alone = 1;\n',
};
const keys = (changed: Readonly<Record<string, string>> = {}, settings = 's'): ReadonlyMap<string, string> =>
  keysOf(new Map(Object.entries({ ...tree, ...changed })), settings);
/** Whose key is another than before. */
const touched = (now: ReadonlyMap<string, string>): readonly string[] =>
  [...now].filter(([path, key]) => keys().get(path) !== key).map(([path]) => path);

describe('conventions/lint: which files are looked at again', () => {
  it('the file itself and all that reach it, whatever the way; no other', () => {
    expect(touched(keys({ 'web/c.tsx': 'export type C = never;\n' }))).toEqual(['src/a.ts', 'src/b.ts', 'web/c.tsx']);
    expect(touched(keys({ 'src/a.ts': 'export const a = 2;\n' }))).toEqual(['src/a.ts']);
    expect(touched(keys())).toEqual([]);
  });

  it('those that missed a file which is there now, and all of them when the settings change', () => {
    expect(touched(keys({ 'web/gone.ts': 'export type D = 1;\n' }))).toEqual(['src/a.ts', 'src/b.ts', 'web/c.tsx', 'web/gone.ts']);
    expect(touched(keys({}, 't'))).toEqual(Object.keys(tree));
  });
});
