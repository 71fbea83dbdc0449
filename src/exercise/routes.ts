// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../edge/route.ts';
import type { ExerciseDeps } from './deps.ts';
import { roundRoutes } from './round/round.routes.ts';

/** Every route of exercise. */
export function exerciseRoutes(deps: ExerciseDeps): readonly RouteSpec[] {
  return roundRoutes(deps);
}
