// SPDX-License-Identifier: Apache-2.0
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UPSTREAM, must, resolverStand } from './resolver.ts';
import type { Place, ResolverProgram } from './resolver.ts';
import type { StandKind } from './stand.ts';

const control = (place: Place, ...args: string[]) =>
  must(place.router('unbound-control', '-c', join(place.folder, 'unbound.conf'), ...args), `unbound-control ${args[0]}`);

/** Unbound with the zone as `matoi contain render` writes it; a new plan is a reload of the zone, as its own instructions say. */
export const program: ResolverProgram = {
  target: 'unbound-rpz',
  async start(place) {
    writeFileSync(join(place.folder, 'unbound.conf'), site(place));
    await must(place.router('unbound', '-c', join(place.folder, 'unbound.conf')), 'unbound');
  },
  async load(place) {
    await control(place, 'auth_zone_reload', 'rpz.matoi');
    await control(place, 'flush_zone', '.');
  },
  async stop(place) {
    try {
      process.kill(Number(readFileSync(join(place.folder, 'unbound.pid'), 'utf8')), 'SIGTERM');
    } catch {
      // It never came up, or is gone.
    }
    await Promise.resolve();
  },
};

function site({ folder, addresses }: Place): string {
  return `server:
  directory: "${folder}"
  chroot: ""
  username: ""
  pidfile: "${folder}/unbound.pid"
  logfile: "${folder}/log"
  use-syslog: no
${addresses.map((address) => `  interface: ${address}`).join('\n')}
  access-control: 0.0.0.0/0 allow
  access-control: ::/0 allow
  do-not-query-localhost: no
  qname-minimisation: no
  local-zone: "test." nodefault
remote-control:
  control-enable: yes
  control-interface: "${folder}/control"
  control-use-cert: no
forward-zone:
  name: "."
  forward-addr: 127.0.0.1@${UPSTREAM}
include: "${folder}/matoi-unbound.conf"
`;
}

export const unbound: StandKind = {
  target: 'unbound-rpz',
  names: 'dns',
  needs: ['ip', 'unbound', 'unbound-control'],
  open: resolverStand(program),
  // A closed base with a wildcard at the root and none below it, as it was once written.
  plant: (text) => text.replaceAll(/^\*\.(example|test) CNAME \.\n/gm, ''),
};
