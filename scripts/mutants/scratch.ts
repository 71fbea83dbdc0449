// SPDX-License-Identifier: Apache-2.0
// A copy of the working tree in a folder of its own, in which faults are planted: the tree itself is never touched.
import { execFileSync } from 'node:child_process';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PREFIX = 'matoi-mutants-';

/** Makes the copy and gives its path, in a folder of its own. Sources are copied, packages linked; what an earlier run that was killed left is removed. */
export function makeScratch(root: string): string {
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length))))
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
  const own = join(tmpdir(), `${PREFIX}${process.pid}`);
  rmSync(own, { recursive: true, force: true });
  // One deeper: no test finds a `shared` beside the copy, whose real inputs take longer than a planted fault may.
  const scratch = join(own, 'tree');
  const list = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  for (const file of list.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(scratch, file)), { recursive: true });
    copyFileSync(join(root, file), join(scratch, file), constants.COPYFILE_FICLONE);
  }
  for (const folder of ['node_modules', join('engines', 'chdb', 'node_modules')])
    if (existsSync(join(root, folder))) symlinkSync(join(root, folder), join(scratch, folder));
  return scratch;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return (error as { code?: unknown }).code === 'EPERM';
  }
}
