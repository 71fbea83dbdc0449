// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import { MANY } from '../../journal/store.port.ts';
import type { DisclosureDeps } from '../deps.ts';
import { yardsticks } from './over-cases.ts';
import { endpoints } from './yardstick.contract.ts';

/** How quickly and reliably was published, over all cases and all exercises. */
export function yardstickRoutes(deps: DisclosureDeps): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.yardsticks,
      access: mayRead,
      reads: () => MANY,
      summary: { ja: '公表の指標（実際の事案と訓練）', en: 'Yardstick of public statements: real cases and exercises' },
      handle: async () => ({ status: 200, body: await yardsticks(deps) }),
    }),
  ];
}
