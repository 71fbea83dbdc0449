// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderLoops } from '../support/folder-loops.ts';

const root = join(import.meta.dirname, '..', '..');
const MOST_FILES = 20;

/** Migrations are a sequence, one file a step; nobody scans them for a name. */
const counted = (file: string): boolean => /^(src|web)\//.test(file) && !/[.]test[.]tsx?$/.test(file) && !file.includes('/migrations/');

function filesByFolder(): ReadonlyMap<string, number> {
  const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' }).split('\n').filter(counted);
  const folders = new Map<string, number>();
  for (const file of files) {
    const folder = file.slice(0, file.lastIndexOf('/'));
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  return folders;
}

describe('conventions/folders', () => {
  it('hold at most twenty files, so that a name can be found by looking', () => {
    const full = [...filesByFolder()].filter(([, count]) => count > MOST_FILES);

    expect(full).toEqual([]);
  });

  it('in a planted loop are found, through edge files they are not', () => {
    const planted = [
      { from: 'src/hunt/sigma/a.ts', to: 'src/hunt/rules/b.ts' },
      { from: 'src/hunt/rules/b.ts', to: 'src/hunt/import/c.ts' },
      { from: 'src/hunt/import/c.ts', to: 'src/hunt/sigma/d.ts' },
      { from: 'src/hunt/import/c.ts', to: 'src/triage/mail/d.ts' },
      { from: 'src/triage/mail/d.ts', to: 'src/triage/mail/mail.routes.ts' },
      { from: 'src/triage/mail/mail.routes.ts', to: 'src/triage/sheet/e.ts' },
      { from: 'src/triage/sheet/e.ts', to: 'src/triage/mail/d.ts' },
    ];

    expect(folderLoops(planted, 2)).toEqual([['src/hunt/import', 'src/hunt/rules', 'src/hunt/sigma']]);
    const screens = [
      { from: 'web/screens/a/one/x.ts', to: 'web/screens/a/two/y.ts' },
      { from: 'web/screens/a/two/z.ts', to: 'web/screens/a/one/w.ts' },
      { from: 'web/screens/a/two/z.ts', to: 'web/screens/a/words.ts' },
      { from: 'web/screens/a/words.ts', to: 'web/screens/a/two/z.ts' },
    ];
    expect(folderLoops(screens, 1)).toEqual([['web/screens/a/one', 'web/screens/a/two']]);
    expect(folderLoops(screens.slice(0, 1), 1)).toEqual([]);
  });
});
