// SPDX-License-Identifier: Apache-2.0
import type { RouteSpec } from '../edge/route.ts';
import { afterRoutes } from './after/after.routes.ts';
import type { ExerciseDeps } from './deps.ts';
import { evaluationRoutes } from './evaluation/evaluation.routes.ts';
import { planRoutes } from './plan/plan.routes.ts';
import type { PlanDeps } from './plan/plan.routes.ts';
import type { PrintDeps } from './print/make.ts';
import { printRoutes } from './print/print.routes.ts';
import { roundRoutes } from './round/round.routes.ts';
import type { RunDeps } from './run/run-deps.ts';
import { runRoutes } from './run/run.routes.ts';

/** Every route of exercise. */
export function exerciseRoutes(deps: ExerciseDeps & RunDeps & PrintDeps & PlanDeps): readonly RouteSpec[] {
  return [
    ...roundRoutes(deps),
    ...runRoutes(deps),
    ...evaluationRoutes(deps),
    ...printRoutes(deps),
    ...afterRoutes(deps),
    ...planRoutes(deps),
  ];
}
