// SPDX-License-Identifier: Apache-2.0
import { useId } from 'react';
import type { OptionWire } from '../../../../src/containment/contract.ts';
import { useWords } from '../../../lang/lang.tsx';
import { deskWords } from '../page-words.ts';
import { planWords } from '../words.ts';

type Verdict = OptionWire['verdicts'][number];
const SHOWN = 14;
const [WIDE, ROW, TOP, LEFT, RIGHT, LINE] = [500, 40, 12, 150, 350, 256];
const keyOf = (one: Verdict): string => `${one.host} ${one.name ?? ''} ${one.address}`;

/** Computers on the left, destinations on the right, the matoi line between them: what is stopped ends at the line. */
export function AttackPicture({ option }: { readonly option: OptionWire }) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const { attack, verdicts, isolated } = option;
  if (verdicts.length === 0)
    return (
      <div className="sheet stack">
        <h3>{w.attackTitle}</h3>
        <p className="quiet">{w.attackNone}</p>
      </div>
    );
  const shown = verdicts.slice(0, SHOWN);
  const said = w.attackText(attack.of, attack.stopped, attack.partly, attack.of - attack.stopped - attack.partly);
  return (
    <div className="sheet stack">
      <h3>{w.attackTitle}</h3>
      <p>{said}</p>
      <div className="before-after">
        <Side title={w.before} verdicts={shown} isolated={[]} after={false} />
        <Side title={w.after} verdicts={shown} isolated={isolated} after />
      </div>
      {verdicts.length > SHOWN ? <p className="small quiet">{p.more(verdicts.length - SHOWN)}</p> : null}
      <details>
        <summary>{w.asTable}</summary>
        <div className="matrix-scroll">
          <table className="matrix">
            <thead>
              <tr>
                <th scope="col">{w.host}</th>
                <th scope="col">{w.destination}</th>
                <th scope="col">{w.verdict}</th>
                <th scope="col">{w.rule}</th>
              </tr>
            </thead>
            <tbody>
              {verdicts.slice(0, 200).map((one) => (
                <tr key={keyOf(one)}>
                  <th scope="row">{one.host}</th>
                  <td>
                    {one.name ?? one.address} <span className="small quiet">{one.ports.join(', ')}</span>
                  </td>
                  <td>{p.hows[one.how]}</td>
                  <td className="mono">{one.rule ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

function Side(props: {
  readonly title: string;
  readonly verdicts: readonly Verdict[];
  readonly isolated: readonly string[];
  readonly after: boolean;
}) {
  const w = useWords(deskWords);
  const p = useWords(planWords);
  const name = useId();
  const hosts = [...new Set(props.verdicts.map((one) => one.host))];
  const targets = [...new Set(props.verdicts.map((one) => one.name ?? one.address))];
  const high = TOP + ROW * Math.max(hosts.length, targets.length) + 6;
  const y = (index: number, of: number) => TOP + (ROW * Math.max(hosts.length, targets.length) * (index + 0.5)) / of;
  return (
    <figure style={{ margin: 0, minWidth: 0 }}>
      <figcaption id={name} className="small quiet">
        {props.title}
      </figcaption>
      <svg className="attack-picture" viewBox={`0 0 ${WIDE} ${high}`} role="img" aria-labelledby={name}>
        {props.after ? <path className="attack-line" d={`M${LINE} 6V${high - 4}`} /> : null}
        {props.verdicts.map((one) => {
          const from = y(hosts.indexOf(one.host), hosts.length);
          const to = y(targets.indexOf(one.name ?? one.address), targets.length);
          const how = props.after ? one.how : 'not-stoppable';
          const share = (LINE - LEFT) / (RIGHT - LEFT);
          const cut = from + (to - from) * share;
          return (
            <g key={keyOf(one)} className={`attack-${how}`}>
              <title>{`${one.host} → ${one.name ?? one.address}: ${props.after ? p.hows[one.how] : props.title}`}</title>
              {how === 'stopped' ? (
                <>
                  <path d={`M${LEFT} ${from}L${LINE - 7} ${cut}`} />
                  <path className="attack-cross" d={`M${LINE - 5} ${cut - 5}l10 10m0-10l-10 10`} />
                </>
              ) : (
                <path d={`M${LEFT} ${from}L${RIGHT} ${to}`} />
              )}
            </g>
          );
        })}
        {hosts.map((host, index) => (
          <text key={host} x={LEFT - 8} y={y(index, hosts.length) + 4} textAnchor="end">
            {short(host)}
            {props.isolated.includes(host) ? (
              <tspan x={LEFT - 8} dy="15" className="attack-note">
                {w.isolatedHere}
              </tspan>
            ) : null}
          </text>
        ))}
        {targets.map((target, index) => (
          <text key={target} x={RIGHT + 8} y={y(index, targets.length) + 4}>
            {short(target)}
          </text>
        ))}
      </svg>
    </figure>
  );
}

function short(text: string): string {
  return text.length > 17 ? `${text.slice(0, 16)}…` : text;
}
