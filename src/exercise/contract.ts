// SPDX-License-Identifier: Apache-2.0
import { roundEndpoints } from './round/round.contract.ts';
import { runEndpoints } from './run/run.contract.ts';

/** The addresses, from which the routes are made and through which the browser asks. */
export const endpoints = { ...roundEndpoints, ...runEndpoints } as const;
