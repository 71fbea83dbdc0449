// SPDX-License-Identifier: Apache-2.0
// Run in a mount namespace of its own (unshare --mount): corners.test.ts starts it, reads the JSON that it prints.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lchownSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { posixHost } from '../../src/adapters/posix/host.ts';
import { rightsAsker } from '../../src/exposure/rights/ask-rights.ts';
import { pathOfText } from '../../src/exposure/path/bytes.ts';
import type { Credential } from '../../src/exposure/permission/credential.ts';
import { rightNames } from '../../src/exposure/rights/rights.ts';
import type { Right } from '../../src/exposure/rights/rights.ts';
import { kernelReplaces, kernelRights } from './exposure-kernel.ts';

export type Corner = {
  readonly path: string;
  readonly by: string;
  readonly right: Right;
  readonly kernel: boolean;
  readonly here: boolean;
  readonly rule: string;
};

const OWNER = 73_001;
const OTHER = 73_002;
const who: readonly Credential[] = [
  { name: 'owner', uid: OWNER, gid: OWNER, groups: [] },
  { name: 'other', uid: OTHER, gid: OTHER, groups: [] },
  { name: 'third', uid: 73_003, gid: 73_003, groups: [OWNER] },
];

function file(path: string, mode: number, uid = OWNER): string {
  writeFileSync(path, '#!/bin/sh\n');
  chownSync(path, uid, uid);
  chmodSync(path, mode);
  return path;
}

function folder(path: string, mode: number, uid = OWNER): string {
  mkdirSync(path);
  chownSync(path, uid, uid);
  chmodSync(path, mode);
  return path;
}

function link(target: string, path: string, uid: number): string {
  symlinkSync(target, path);
  lchownSync(path, uid, uid);
  return path;
}

const run = (tool: string, ...args: string[]) => execFileSync(tool, args, { stdio: ['ignore', 'ignore', 'inherit'] });

/** Every corner in one small tree; all of it is 0777 or 0666, so that only the corner can refuse. */
function plant(root: string): readonly string[] {
  chmodSync(root, 0o755);
  const paths: string[] = [];
  const add = (...some: string[]) => paths.push(...some);

  const flags = folder(join(root, 'flags'), 0o777);
  const fixed = file(join(flags, 'immutable'), 0o777);
  const grows = file(join(flags, 'append'), 0o666);
  const shut = folder(join(root, 'immutable-folder'), 0o777);
  const append = folder(join(root, 'append-folder'), 0o777);
  add(fixed, grows, file(join(flags, 'plain'), 0o666), shut, file(join(shut, 'in'), 0o666), append, file(join(append, 'in'), 0o666));
  run('chattr', '+i', fixed, shut);
  run('chattr', '+a', grows, append);

  const mounts = folder(join(root, 'mounts'), 0o777);
  for (const [name, options] of [
    ['read-only', 'ro'],
    ['no-exec', 'noexec'],
  ] as const) {
    const point = folder(join(mounts, name), 0o777);
    run('mount', '-t', 'tmpfs', '-o', 'mode=0777', 'tmpfs', point);
    add(point, file(join(point, 'file'), 0o777), folder(join(point, 'folder'), 0o777), file(join(point, 'folder', 'in'), 0o666));
    execFileSync('mkfifo', ['-m', '666', join(point, 'pipe')]);
    add(join(point, 'pipe'));
    run('mount', '-o', `remount,${options}`, point);
  }
  const source = folder(join(root, 'source'), 0o777);
  const bound = folder(join(mounts, 'bound'), 0o777);
  file(join(source, 'file'), 0o666);
  run('mount', '--bind', source, bound);
  run('mount', '-o', 'remount,bind,ro', bound);
  add(join(source, 'file'), join(bound, 'file'), bound, source);

  const sticky = folder(join(root, 'sticky'), 0o1777, 0);
  const owners = folder(join(root, 'owners-sticky'), 0o1777, OTHER);
  const plain = folder(join(root, 'not-sticky'), 0o777, 0);
  const target = file(join(root, 'target'), 0o666);
  for (const [at, place] of [sticky, owners, plain].entries()) {
    add(place, file(join(place, 'of-owner'), 0o666), file(join(place, 'of-other'), 0o600, OTHER));
    for (const uid of [0, OWNER, OTHER]) add(link(target, join(place, `link-${uid}`), uid));
    add(link(join(place, `link-${OTHER}`), join(root, `via-${at}`), OWNER), join(place, `link-${OWNER}`));
  }
  return paths;
}

const [root, protects] = process.argv.slice(2) as [string, string];
const setting = '/proc/sys/fs/protected_symlinks';
const before = readFileSync(setting, 'latin1').trim();
run('mount', '--make-rprivate', '/');
const paths = plant(root);
try {
  writeFileSync(setting, protects);
  const corners: Corner[] = [];
  for (const credential of who) {
    const asker = rightsAsker({ host: posixHost(), credential });
    const ours = await asker.ask(paths.map((path) => pathOfText(path)));
    const bytes = paths.map((path) => Buffer.from(path));
    const kernel = kernelRights(credential, bytes);
    const replaces = kernelReplaces(credential, bytes);
    ours.forEach(({ rights }, at) => {
      for (const right of rightNames) {
        const said = right === 'replace' ? replaces[at] : kernel[at]?.[right];
        const { granted, why } = rights[right];
        corners.push({ path: paths[at] ?? '', by: credential.name, right, kernel: said === true, here: granted, rule: why.rule });
      }
    });
  }
  process.stdout.write(JSON.stringify(corners));
} finally {
  writeFileSync(setting, before);
  execFileSync('chattr', [
    '-i',
    '-a',
    join(root, 'flags/immutable'),
    join(root, 'flags/append'),
    join(root, 'immutable-folder'),
    join(root, 'append-folder'),
  ]);
}
