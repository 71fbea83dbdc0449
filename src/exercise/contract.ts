// SPDX-License-Identifier: Apache-2.0
import { afterEndpoints } from './after/after.contract.ts';
import { evaluationEndpoints } from './evaluation/evaluation.contract.ts';
import { planEndpoints } from './plan/plan.contract.ts';
import { printEndpoints } from './print/print.contract.ts';
import { roundEndpoints } from './round/round.contract.ts';
import { runEndpoints } from './run/run.contract.ts';

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = {
  ...roundEndpoints,
  ...runEndpoints,
  ...evaluationEndpoints,
  ...printEndpoints,
  ...afterEndpoints,
  ...planEndpoints,
} as const;
