// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import type { OptionWire, PlanWire } from '../../../src/containment/contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { useServiceName } from './front/service-name.ts';
import { planWords } from './words.ts';

const SHOWN = 60;
type Verdict = OptionWire['verdicts'][number];

/** A vertical line: stopped on the left, kept alive on the right, what cannot be cut on the line itself. */
export function MatoiLine({ plan, option }: { readonly plan: PlanWire; readonly option: OptionWire }) {
  const w = useWords(planWords);
  const { two } = useSay();
  const name = useServiceName();
  const byRule = option.stopped.filter((row) => row.because === 'rule');
  const isolatedOnly = option.stopped.filter((row) => row.because === 'isolated');
  const open = option.verdicts.filter((one) => one.how !== 'stopped');
  const reasons = option.residual.reasons.filter((one) => one.kind !== 'note');
  const why = (one: Verdict) =>
    one.reasons
      .map((code) => [...option.residual.reasons, ...plan.reasons].find((reason) => reason.code === code))
      .flatMap((reason) => reason ?? []);
  return (
    <section className="stack" aria-label={w.line}>
      <h2>{w.line}</h2>
      <p>{w.lineLead(two(option.title))}</p>
      <div className="matoi-line">
        <Side title={w.stopped} className="matoi-stop" empty={w.nothingStopped} count={option.stopped.length}>
          <li>
            <strong>{w.attackStopped(option.attack.stopped, option.attack.of, option.attack.connections)}</strong>
          </li>
          {option.isolated.length === 0 ? null : (
            <li>
              <strong>{w.isolated}</strong> <span className="mono">{option.isolated.slice(0, SHOWN).join(', ')}</span>{' '}
              {option.isolated.length > SHOWN ? w.more(option.isolated.length - SHOWN) : null}
            </li>
          )}
          {byRule.slice(0, SHOWN).map((row) => (
            <li key={row.service}>
              <strong>{name(row)}</strong> {row.priority === null ? null : <span className="small quiet">{w.priority(row.priority)}</span>}
              <div className="small">
                {w.price}: {w.priceOf(row.users, row.flows)}
              </div>
              {row.departments.length === 0 ? null : (
                <div className="small quiet">{row.departments.map((one) => `${one.department} ${one.users}`).join(' · ')}</div>
              )}
            </li>
          ))}
          {isolatedOnly.length === 0 ? null : (
            <li>
              <details>
                <summary className="small">{w.onlyIsolated(isolatedOnly.length)}</summary>
                <ul>
                  {isolatedOnly.slice(0, SHOWN).map((row) => (
                    <li key={row.service} className="small">
                      {name(row)}: {w.priceOf(row.users, row.flows)}
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          )}
          <More of={byRule.length} />
        </Side>
        <Side title={w.onLine} className="matoi-on" empty={w.nothingOnLine} count={open.length + reasons.length}>
          {open.slice(0, SHOWN).map((one) => (
            <li key={`${one.host} ${one.address} ${one.name ?? ''}`}>
              <strong>{w.hows[one.how]}</strong>{' '}
              <span className="mono">
                {one.host} → {one.name ?? one.address}
              </span>
              {why(one).map((reason) => (
                <div key={reason.code + two(reason.text)} className="small">
                  {two(reason.text)}
                </div>
              ))}
            </li>
          ))}
          {reasons.slice(0, SHOWN).map((reason) => (
            <li key={reason.code + two(reason.text)}>
              <Tag>{w.kinds[reason.kind]}</Tag> {two(reason.text)}
            </li>
          ))}
          <More of={Math.max(open.length, reasons.length)} />
        </Side>
        <Side title={w.kept} className="matoi-keep" empty={w.nothingKept} count={option.kept.length}>
          {option.kept.slice(0, SHOWN).map((row) => (
            <li key={row.service}>
              <strong>{name(row)}</strong> {row.priority === null ? null : <span className="small quiet">{w.priority(row.priority)}</span>}
              <div className="small">
                {w.proof}: {w.proofOf(row.flows, row.of, row.users)}
              </div>
              <div className="small quiet">
                {w.price}: {row.isolated.flows === 0 ? w.noPrice : w.priceIsolated(row.isolated.users, row.isolated.flows)}
              </div>
            </li>
          ))}
          <More of={option.kept.length} />
        </Side>
      </div>
    </section>
  );
}

function Side(props: {
  readonly title: string;
  readonly className: string;
  readonly empty: string;
  readonly count: number;
  readonly children: ReactNode;
}) {
  return (
    <section className={props.className} aria-label={props.title}>
      <h3>{props.title}</h3>
      <ul>
        {props.children}
        {props.count === 0 ? <li className="quiet">{props.empty}</li> : null}
      </ul>
    </section>
  );
}

function More({ of }: { readonly of: number }) {
  const w = useWords(planWords);
  return of > SHOWN ? <li className="quiet">{w.more(of - SHOWN)}</li> : null;
}
