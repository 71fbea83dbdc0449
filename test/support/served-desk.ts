// SPDX-License-Identifier: Apache-2.0
import { createServer as createTcp } from 'node:net';
import type { AddressInfo } from 'node:net';
import { CHANGES_CHANNEL } from '../../src/adapters/postgres/journal-store.ts';
import { closedCircle } from '../../src/case/command/closed-circle.ts';
import type { RouteSpec } from '../../src/edge/route.ts';
import { journalRoutes } from '../../src/case/routes.ts';
import { feedOf } from '../../src/server/events.ts';
import { createServer } from '../../src/server/server.ts';
import type { Limits, Server } from '../../src/server/server.ts';
import { wireOrganisation } from '../../src/wiring/organisation.ts';
import { hasLeftOf, onDutyOf } from '../../src/wiring/duty.ts';
import { zoneOf } from '../../src/wiring/calendar/zone.ts';
import { gateOf } from '../../src/wiring/outbox.ts';
import type { Access } from '../../src/wiring/organisation.ts';
import type { Watch } from '../../src/case/language/journal.port.ts';
import type { Base, OpenState } from '../../src/wiring/base/base.ts';
import { openTestDesk } from './desk.ts';
import type { TestDesk } from './desk.ts';
import { readApart } from '../../src/wiring/threads/read-apart.ts';

export type ServedDesk = TestDesk & {
  readonly url: string;
  readonly server: Server;
  readonly access: Access;
  readonly setUpCode: string;
  /** Bugs that the server reported; a test looks that there are none. */
  readonly reported: readonly unknown[];
};

export type ServeOptions = {
  readonly limits?: Partial<Limits>;
  readonly env?: Record<string, string>;
  readonly watches?: readonly Watch[];
  readonly webFolder?: string;
  readonly trustedProxies?: readonly string[];
  /** The name under which people open it, `desk.lan`; it listens on loopback whatever it is. */
  readonly host?: string;
  readonly routes?: (opened: OpenState, base: Base) => readonly RouteSpec[] | Promise<readonly RouteSpec[]>;
};

/** A throw-away desk that really listens on loopback, with the gate and the journal's and organisation's routes. */
export async function serveDesk(options: ServeOptions = {}): Promise<ServedDesk> {
  const desk = await openTestDesk({
    ...(options.env === undefined ? {} : { env: options.env }),
    ...(options.watches === undefined ? {} : { watches: options.watches }),
  });
  const port = await freePort();
  const publicUrl = new URL(`http://${options.host ?? 'localhost'}:${port}`);
  const organisation = wireOrganisation(desk.base);
  const access = await organisation.openAccess(desk, publicUrl);
  const reported: unknown[] = [];
  const stopListening: { pending: Promise<() => Promise<void>> | null } = { pending: null };
  const server = await createServer({
    routes: [
      ...access.routes,
      ...journalRoutes({
        ...desk,
        clock: desk.clock,
        personName: access.personName,
        onDuty: onDutyOf(desk.base, desk),
        hash: desk.base.hash,
        random: desk.base.random,
        zone: () => zoneOf(desk),
        hasLeft: hasLeftOf(desk),
      }),
      ...((await options.routes?.(desk, desk.base)) ?? []),
    ],
    gate: access.gate,
    clock: desk.clock,
    traceRead: desk.store.traceRead,
    mayOpen: closedCircle(desk.journal),
    apart: readApart,
    events: feedOf(desk.store, (poke) => {
      stopListening.pending = desk.database.listen(CHANGES_CHANNEL, poke);
      return () => undefined;
    }),
    webFolder: options.webFolder ?? null,
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    publicUrl,
    version: '0.0.0-test',
    report: (error) => void reported.push(error),
    limits: { perMinute: 100_000, signInPerMinute: 1000, ...options.limits },
  });
  await server.listen(port, '127.0.0.1');
  return {
    ...desk,
    url: publicUrl.origin,
    server,
    access,
    setUpCode: organisation.setUpCode,
    reported,
    async close() {
      await server.close();
      await (await stopListening.pending)?.();
      await access.close();
      // As the outbox's own service does: what a route let out on the spot keeps a connection until then.
      await gateOf(desk.base, desk).close();
      await desk.close();
    },
  };
}

export async function freePort(): Promise<number> {
  const probe = createTcp();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
