// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UPSTREAM, resolverStand } from './resolver.ts';
import type { Place, ResolverProgram } from './resolver.ts';
import type { StandKind } from './stand.ts';

const running = new Map<string, ChildProcess>();

/** dnsmasq, which reads its rules only when it starts: a new plan is a new process, as its own instructions say. */
export const program: ResolverProgram = {
  target: 'dnsmasq',
  start: launch,
  async load(place) {
    await end(place);
    await launch(place);
  },
  stop: end,
};

async function launch(place: Place): Promise<void> {
  const conf = join(place.folder, 'dnsmasq.conf');
  writeFileSync(
    conf,
    [
      'user=root',
      'no-resolv',
      'no-hosts',
      // A name withheld for one of its addresses stays so from the cache: said in `cannot`, and kept out of the comparison.
      'cache-size=0',
      'bind-interfaces',
      ...place.addresses.map((address) => `listen-address=${address}`),
      `server=127.0.0.1#${UPSTREAM}`,
      `conf-file=${place.folder}/matoi-dnsmasq.conf`,
      '',
    ].join('\n'),
  );
  const program = ['dnsmasq', '--keep-in-foreground', '--log-facility=-', '--pid-file=', `--conf-file=${conf}`];
  const child = spawn('ip', ['netns', 'exec', place.namespace, ...program], { stdio: ['ignore', 'ignore', 'pipe'] });
  running.set(place.folder, child);
  await new Promise<void>((resolve, reject) => {
    let said = '';
    child.stderr.on('data', (data: Buffer) => {
      said += data.toString('utf8');
      if (said.includes('started, version')) resolve();
    });
    child.on('error', reject);
    child.on('close', () => reject(new Error(`dnsmasq does not come up: ${said.trim()}`)));
  });
}

async function end(place: Place): Promise<void> {
  const child = running.get(place.folder);
  running.delete(place.folder);
  if (child === undefined || child.exitCode !== null) return;
  await new Promise<void>((resolve) => {
    child.on('close', () => resolve());
    child.kill('SIGTERM');
  });
}

export const dnsmasq: StandKind = {
  target: 'dnsmasq',
  names: 'dns',
  needs: ['ip', 'dnsmasq'],
  open: resolverStand(program),
  // The closed base as it was once written: it loses to the general server and closes nothing.
  plant: (text) => text.replace('address=/#/#', 'address=/#/'),
};
