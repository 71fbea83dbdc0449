// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../edge/route.ts';
import type { ExerciseDeps } from './deps.ts';
import { roundRoutes } from './round/round.routes.ts';
import type { RunDeps } from './run/run-deps.ts';
import { runRoutes } from './run/run.routes.ts';

/** Every route of exercise. */
export function exerciseRoutes(deps: ExerciseDeps & RunDeps): readonly RouteSpec[] {
  return [...roundRoutes(deps), ...runRoutes(deps)];
}
