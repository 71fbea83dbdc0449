// SPDX-License-Identifier: Apache-2.0
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Cell } from '../../../ui/compare-cell.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { deskWords } from '../page-words.ts';
import { useServiceName } from './service-name.ts';
import { figure, newlyStopped, percent } from './stop.ts';
import type { Stop, Touched, TouchedService } from './stop.ts';
import { planWords } from '../words.ts';

const [LISTED, NAMED, DEPARTMENTS, HOSTS] = [12, 4, 4, 8] as const;

/** What the place under the slider stops and who is touched, with what the last step to the right added. */
export function TouchedHere({ stops, at }: { readonly stops: readonly Stop[]; readonly at: number }) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const name = useServiceName();
  const stop = stops[at];
  if (stop === undefined) return null;
  const { services, serviceCount } = stop.touched;
  const added = newlyStopped(stops, at);
  return (
    <div className="stack touched">
      <h3>{w.touchedHere}</h3>
      {serviceCount === null ? <p className="small quiet">{w.touchedUnsaid}</p> : null}
      {serviceCount === 0 ? <p>{w.touchedNothing}</p> : null}
      {services.length === 0 ? null : (
        <ul>
          {services.slice(0, LISTED).map((one) => (
            <li key={one.service}>
              <strong>{name(one)}</strong> {w.peopleOf(one.users)} {one.priority === 1 ? <Tag tone="act">{w.vital}</Tag> : null}
              {added.has(one.service) ? <Tag>{w.fromHere}</Tag> : null}
              <Departments service={one} />
            </li>
          ))}
          {Math.max(serviceCount ?? 0, services.length) > LISTED ? (
            <li className="quiet">{p.more(Math.max(serviceCount ?? 0, services.length) - LISTED)}</li>
          ) : null}
        </ul>
      )}
      <Hosts touched={stop.touched} />
    </div>
  );
}

function Departments({ service }: { readonly service: TouchedService }) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const { departments, departmentCount } = service;
  if (departments.length === 0) return null;
  const shown = departments.slice(0, DEPARTMENTS).map((one) => `${one.department === '' ? w.noDepartment : one.department} ${one.users}`);
  const more = Math.max(departmentCount, departments.length) - shown.length;
  return <span className="small quiet touched-whom">{[...shown, ...(more > 0 ? [p.more(more)] : [])].join(' · ')}</span>;
}

function Hosts({ touched }: { readonly touched: Touched }) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const { hosts, hostCount, hostUsers } = touched;
  if (hostCount === 0) return <p>{w.touchedNoHost}</p>;
  return (
    <p>
      <strong>{p.computers(hostCount)}</strong> {hostUsers === 0 ? null : <span className="small">{w.hostPeople(hostUsers)}</span>}{' '}
      <span className="small mono">{hosts.slice(0, HOSTS).join(', ')}</span>{' '}
      {hostCount > HOSTS ? <span className="small quiet">{p.more(hostCount - HOSTS)}</span> : null}
    </p>
  );
}

/** All places of the front beside one another: what each stops, whom it touches, what stays. */
export function FrontTable(props: { readonly stops: readonly Stop[]; readonly at: number; readonly move: (to: number) => void }) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const { two } = useSay();
  const name = useServiceName();
  return (
    <details>
      <summary>{w.frontTable(props.stops.length)}</summary>
      <table className="compare front-table">
        <thead>
          <tr>
            {(['point', 'services', 'hosts', 'rest'] as const).map((id) => (
              <th key={id} scope="col">
                {w.frontColumns[id]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.stops.map((stop, index) => {
            const title = stop.option === null ? p.point(stop.id.replace('front-', '')) : two(stop.option.title);
            const { services, serviceCount } = stop.touched;
            const more = Math.max(serviceCount ?? 0, services.length) - NAMED;
            return (
              <tr key={stop.id} data-on={index === props.at}>
                <th scope="row">
                  <div className="stack">
                    {title}
                    <button
                      type="button"
                      className="pill no-print"
                      aria-pressed={index === props.at}
                      aria-label={w.goTo(title)}
                      onClick={() => props.move(index)}
                    >
                      {index === props.at ? w.here : w.goHere}
                    </button>
                  </div>
                </th>
                <Cell label={w.frontColumns.services}>
                  {serviceCount === null ? <div className="small quiet">{w.touchedUnsaid}</div> : null}
                  {serviceCount === 0 ? <div>{w.touchedNothing}</div> : null}
                  {services.slice(0, NAMED).map((one) => (
                    <div key={one.service}>
                      {name(one)} {w.peopleOf(one.users)} <Departments service={one} />
                    </div>
                  ))}
                  {more > 0 ? <div className="small quiet">{p.more(more)}</div> : null}
                </Cell>
                <Cell label={w.frontColumns.hosts}>
                  <Hosts touched={stop.touched} />
                </Cell>
                <Cell label={w.frontColumns.rest}>
                  <Tag tone={stop.overBudget ? 'act' : 'verified'}>{stop.overBudget ? p.over : p.within}</Tag>
                  <div className="small">{w.restOf(figure(stop.risk), percent(stop.coverage))}</div>
                  <div className="small quiet">{w.lossOf(figure(stop.loss))}</div>
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
