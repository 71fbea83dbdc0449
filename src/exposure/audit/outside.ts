// SPDX-License-Identifier: Apache-2.0
import type { Host } from '../host/host.port.ts';
import { isWithin } from '../path/bytes.ts';
import type { BytePath } from '../path/bytes.ts';
import type { Areas } from '../tenant/tenant-areas.ts';
import type { Classes, Member } from '../tenant/classes.ts';
import { rightsAsker } from '../rights/ask-rights.ts';
import { rightsOf } from '../rights/rights.ts';
import type { Guarded } from '../server-config/basic-auth.ts';
import type { ServerPlace } from '../server-config/fpm-reach.ts';
import type { Tenant } from '../tenant/tenants.ts';

/** Something beyond the root that others reach: a password file that an .htaccess names, a pool's socket, its sessions. */
export type Outside = {
  readonly path: BytePath;
  readonly is: 'password-file' | ServerPlace['is'];
  /** Number of the tenant that it harms; 0: nobody in particular. */
  readonly tenant: number;
  readonly members: readonly Member[];
};

/** Such places are few: each is resolved on the host itself, for everybody who is no victim of it. */
export async function askOutside(
  host: Host,
  root: BytePath,
  asked: {
    readonly guarded: Guarded;
    readonly places: readonly ServerPlace[];
    readonly areas: Areas;
    readonly classes: Classes;
    readonly tenants: readonly Tenant[];
  },
): Promise<readonly Outside[]> {
  const { guarded, areas, classes, tenants } = asked;
  const places = asked.places.filter(({ path }) => !isWithin(path, root));
  const [first] = classes.everyone;
  if (guarded.outside.length + places.length === 0 || first === undefined) return [];
  const asker = rightsAsker({ host, credential: first.credential });
  const passwords = await asker.trails(guarded.outside.map((each) => each.path));
  const trails = await asker.trails(places.map((each) => each.path));
  const numberOf = new Map<string, number>(tenants.map((tenant) => [tenant.name, tenant.number]));
  return [
    ...guarded.outside.flatMap(({ path, directory }, at): Outside[] => {
      const trail = passwords[at];
      const tenant = areas.of[directory] ?? 0;
      if (trail === undefined) return [];
      const members = classes.all
        .filter((each) => rightsOf(trail, each.credential, asker.around).read.granted)
        .flatMap((each) => each.members.filter((member) => member.own === 0 || member.own !== tenant));
      return members.length === 0 ? [] : [{ path, is: 'password-file', tenant, members }];
    }),
    ...places.flatMap(({ path, is, user }, at): Outside[] => {
      const trail = trails[at];
      if (trail === undefined) return [];
      // connect(2) asks for WRITE on the socket; a name can be put into a folder with WRITE and EXEC.
      const members = classes.everyone.filter((member) => {
        if (member.credential.name === user || member.unknown) return false;
        const { write, exec } = rightsOf(trail, member.credential, asker.around);
        return write.granted && (is === 'socket' || exec.granted);
      });
      return members.length === 0 ? [] : [{ path, is, tenant: numberOf.get(user) ?? 0, members }];
    }),
  ];
}
