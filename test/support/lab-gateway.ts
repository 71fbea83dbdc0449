// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LISTING } from '../../src/containment/apply/enforcer.port.ts';
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
  /** Takes our table away, as whoever starts the firewall anew does. */
  readonly flush: () => void;
  /** From now on whoever asks the gateway what it has loaded is told what it has loaded now. */
  readonly lie: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export const labGatewayNeeds = ['ip', 'nft'] as const;

/** `within`: a namespace that stands already and is the gateway; else one is made. */
export async function openLabGateway(name: string, within: string | null = null): Promise<LabGateway> {
  const namespace = within ?? `mt-${name}-${process.pid}`;
  const folder = await mkdtemp(join(tmpdir(), 'matoi-gateway-'));
  const bin = join(folder, 'bin');
  if (within === null) spawnSync('ip', ['netns', 'add', namespace]);
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
    flush: () => void spawnSync('ip', ['netns', 'exec', namespace, 'nft', 'delete', 'table', 'inet', 'matoi']),
    async lie() {
      const { stdout } = spawnSync('ip', ['netns', 'exec', namespace, 'sh', '-c', LISTING], { encoding: 'utf8' });
      await writeFile(join(bin, 'ssh'), `#!/bin/sh\nprintf '%s\\n' '${stdout.trim()}'\n`);
    },
    async close() {
      if (within === null) spawnSync('ip', ['netns', 'delete', namespace]);
      removeTree(folder);
    },
  };
}
