// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeTree } from './remove-tree.ts';

/**
 * A gateway for tests: a network namespace of its own with a real kernel behind nft. What would go over ssh(1) runs inside
 * it, because a program of that name stands first in the path. Needs root, ip and nft (see labLacks).
 */
export type LabGateway = {
  readonly name: string;
  /** For the desk's process: where it may apply, and the path with the stand-in for ssh. */
  readonly env: Readonly<Record<string, string>>;
  /** What nft has loaded there. */
  readonly rules: () => string;
  readonly close: () => Promise<void>;
};

export const labGatewayNeeds = ['ip', 'nft'] as const;

export async function openLabGateway(name: string): Promise<LabGateway> {
  const namespace = `mt-${name}-${process.pid}`;
  const folder = await mkdtemp(join(tmpdir(), 'matoi-gateway-'));
  const bin = join(folder, 'bin');
  spawnSync('ip', ['netns', 'add', namespace]);
  await mkdir(bin);
  await writeFile(join(bin, 'ssh'), `#!/bin/sh\nfor last; do :; done\nexec ip netns exec ${namespace} sh -c "$last"\n`);
  await chmod(join(bin, 'ssh'), 0o755);
  return {
    name: 'lab-gateway',
    env: {
      MATOI_GATEWAYS: 'lab-gateway',
      MATOI_GATEWAY_FOLDER: join(folder, 'gateway'),
      PATH: `${bin}:/usr/sbin:/sbin:${process.env['PATH'] ?? ''}`,
    },
    rules: () => spawnSync('ip', ['netns', 'exec', namespace, 'nft', 'list', 'ruleset'], { encoding: 'utf8' }).stdout,
    async close() {
      spawnSync('ip', ['netns', 'delete', namespace]);
      removeTree(folder);
    },
  };
}
