// SPDX-License-Identifier: Apache-2.0
import { mayRead } from '../../edge/role.ts';
import { route } from '../../edge/route.ts';
import type { RouteSpec } from '../../edge/route.ts';
import type { SetUpFacts } from './set-up-facts.port.ts';
import { endpoints } from './set-up.contract.ts';
import { setUpSteps } from './steps.ts';

/** How far the desk is set up. */
export function setUpRoutes(deps: { readonly facts: () => Promise<SetUpFacts> }): readonly RouteSpec[] {
  return [
    route({
      ...endpoints.setUpState,
      summary: { ja: '準備がどこまで進んだか', en: 'How far the desk is set up' },
      access: mayRead,
      handle: async () => ({ status: 200, body: { steps: [...setUpSteps(await deps.facts())] } }),
    }),
  ];
}
