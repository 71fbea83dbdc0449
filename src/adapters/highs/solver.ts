// SPDX-License-Identifier: Apache-2.0
import loadHighs from 'highs';
import type { Solved, Solver } from '../../containment/optimise/solver.port.ts';

/** What is used of the package; its own types do not describe its default export under nodenext. */
type Highs = {
  readonly solve: (
    programme: string,
    options: Readonly<Record<string, unknown>>,
  ) => {
    readonly Status: string;
    readonly ObjectiveValue: number;
    readonly Columns: Readonly<Record<string, { readonly Primal?: number }>>;
  };
};
const load = loadHighs as unknown as () => Promise<Highs>;

/** HiGHS (MIT) compiled to WebAssembly. Loading takes a second or so; it is done on first use. */
export async function highsSolver(): Promise<Solver> {
  const highs = await load();
  return {
    minimise(programme, seconds): Solved {
      const solution = highs.solve(programme, { time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.4, output_flag: false });
      if (solution.Status === 'Optimal' || solution.Status === 'Empty')
        return {
          status: 'optimal',
          value: solution.ObjectiveValue,
          chosen: Object.entries(solution.Columns).flatMap(([name, column]) => (Math.round(column.Primal ?? 0) === 1 ? [name] : [])),
        };
      return solution.Status === 'Infeasible' ? { status: 'infeasible' } : { status: 'out-of-time' };
    },
  };
}
