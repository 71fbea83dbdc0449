// SPDX-License-Identifier: Apache-2.0
import type { OptionWire, PlanWire } from '../../../../src/containment/contract.ts';
import { useWords } from '../../../lang/lang.tsx';
import { AttackPicture } from './attack-picture.tsx';
import { deskWords } from '../page-words.ts';
import { countStates, stateOf, trafficShape } from './traffic-shape.ts';
import type { Cell } from './traffic-shape.ts';

const SHOWN = 40;
const DEPARTMENTS = 12;
const SIGNS = { whole: '○', part: '△', none: '×' } as const;

/** What this option does to recorded traffic: the attacker's, computer by computer, and the business's, service by department. */
export function TrafficPicture({ plan, option }: { readonly plan: PlanWire; readonly option: OptionWire }) {
  const w = useWords(deskWords);
  return (
    <section className="stack" aria-label={w.picture}>
      <h2>{w.picture}</h2>
      <AttackPicture option={option} />
      <ServiceMatrix plan={plan} option={option} />
    </section>
  );
}

/** A table that can be read as a picture: each cell has a shape, a number and a sentence. */
function ServiceMatrix({ plan, option }: { readonly plan: PlanWire; readonly option: OptionWire }) {
  const w = useWords(deskWords);
  const shape = trafficShape(plan, option);
  if (shape.rows.length === 0) return null;
  const counts = countStates(shape);
  const departments = shape.departments.slice(0, DEPARTMENTS);
  const nameOf = (service: string, name: string) => (service === 'unnamed' ? w.unlisted : service === 'inside' ? w.insideOnly : name);
  return (
    <div className="sheet stack">
      <h3>{w.servicesTitle}</h3>
      <p>{w.servicesText(counts.whole, counts.part, counts.none)}</p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- many departments are scrolled sideways with the keyboard too */}
      <div className="matrix-scroll" tabIndex={0} role="region" aria-label={w.servicesTitle}>
        <table className="matrix">
          <thead>
            <tr>
              <th scope="col">{w.service}</th>
              {departments.map((one) => (
                <th key={one} scope="col">
                  {one === '' ? w.noDepartment : one}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shape.rows.slice(0, SHOWN).map((row) => (
              <tr key={row.service}>
                <th scope="row">{nameOf(row.service, row.name)}</th>
                {departments.map((one) => (
                  <MatrixCell key={one} cell={row.cells.get(one) ?? null} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {option.isolated.length === 0 ? null : <p className="small quiet">{w.isolatedNote(option.isolated.length)}</p>}
    </div>
  );
}

function MatrixCell({ cell }: { readonly cell: Cell | null }) {
  const w = useWords(deskWords);
  if (cell === null) return <td />;
  const state = stateOf(cell);
  const said = state === 'part' ? w.cell.part(cell.users, cell.stopped) : w.cell[state](cell.users);
  return (
    <td data-state={state} title={said}>
      <span aria-hidden="true">
        {SIGNS[state]} {state === 'part' ? `${cell.users - cell.stopped}/${cell.users}` : cell.users}
      </span>
      <span className="sr">{said}</span>
    </td>
  );
}
