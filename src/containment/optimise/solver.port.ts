// SPDX-License-Identifier: Apache-2.0

/** An integer programme in CPLEX-LP text, with a limit in seconds. */
export type Solved =
  | { readonly status: 'optimal'; readonly value: number; readonly chosen: readonly string[] }
  | { readonly status: 'infeasible' }
  | { readonly status: 'out-of-time' };

export type Solver = { readonly minimise: (programme: string, seconds: number) => Solved };
