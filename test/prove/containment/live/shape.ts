// SPDX-License-Identifier: Apache-2.0
import type { LabShape } from '../../../../src/containment/verify/laboratory.port.ts';
import { world } from '../random.ts';

const server = world.hosts.at(-1)!;

/** The random world between namespaces. The responder's computer stands behind the router on its own side, so that traffic inside crosses it too. */
export const shape: LabShape = {
  inside: world.hosts.slice(0, -1).flatMap((host) => [host.v4, host.v6]),
  servers: [server.v4, server.v6],
  outside: [...world.outside],
  ports: [...world.ports],
};
