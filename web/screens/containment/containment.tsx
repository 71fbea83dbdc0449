// SPDX-License-Identifier: Apache-2.0
import './containment.css';
import { NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OptionWire, PlanRow, PlanWire } from '../../../src/containment/contract.ts';
import { usePlan, usePlanRows } from '../../api/containment.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { AccountMeasures } from './accounts/account-measures.tsx';
import { StandingReady } from '../../journal/standing-ready.tsx';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { deskWords } from './page-words.ts';
import { ByHand } from './by-hand/by-hand.tsx';
import { DeviceRules } from './rules/device-rules.tsx';
import { Explanations } from './explanations.tsx';
import { FrontPicture } from './front/front-picture.tsx';
import { InForce } from './in-force.tsx';
import type { DeskFacts } from './in-force.tsx';
import { MakePlan } from './make-plan.tsx';
import { MatoiLine } from './matoi-line.tsx';
import { OptionTable } from './option-table.tsx';
import { ReleaseCard } from './release-card.tsx';
import { RuleDiff } from './rules/rule-diff.tsx';
import { optionsOf, stopsOf } from './front/stop.ts';
import { TrafficPicture } from './traffic/traffic-picture.tsx';
import { planWords } from './words.ts';

/** What to stop and what to keep alive in one case, and its release. */
export function Containment() {
  const w = useWords(planWords);
  const d = useWords(deskWords);
  const allowed = useMay('read');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const rows = usePlanRows(caseId);
  const [planId, setPlanId] = useState<string | null>(null);
  if (!allowed) return <Forbidden />;
  const row = rows.data?.plans.find((one) => one.planId === planId) ?? rows.data?.plans.at(-1);
  const inForce = rows.data?.plans.findLast((one) => one.applied !== null) ?? null;
  const desk = {
    gateways: rows.data?.gateways ?? [],
    ahead: rows.data === undefined ? 0 : Date.parse(rows.data.now) - rows.dataUpdatedAt,
  };
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <a className="small mono" href={paths.case(caseId)}>
            {caseId}
          </a>
          <h1>{w.title}</h1>
        </div>
        {rows.data === undefined || rows.data.plans.length < 2 ? null : (
          <NativeSelect
            label={w.plan}
            value={row?.planId}
            data={rows.data.plans.map((one) => one.planId)}
            onChange={(event) => setPlanId(event.currentTarget.value)}
          />
        )}
      </div>
      <StandingReady caseId={caseId} to="containment" />
      <AccountMeasures caseId={caseId} />
      {rows.data === undefined ? (
        <Pending on={rows} lines={10} />
      ) : row === undefined ? (
        <>
          <EmptyState title={w.none}>
            <span>{w.noneHow}</span>
            <code className="mono small">matoi contain propose PLAN --case {caseId}</code>
          </EmptyState>
          <MakePlan caseId={caseId} />
        </>
      ) : (
        <>
          <OnePlan key={row.planId} caseId={caseId} row={row} inForce={inForce} desk={desk} />
          <details className="no-print">
            <summary>{d.makeAgain}</summary>
            <MakePlan caseId={caseId} />
          </details>
        </>
      )}
      <ByHand caseId={caseId} />
    </div>
  );
}

type Place = { readonly caseId: string; readonly row: PlanRow; readonly inForce: PlanRow | null; readonly desk: DeskFacts };

function OnePlan(place: Place) {
  const { caseId, row } = place;
  const found = usePlan(caseId, row.planId);
  if (found.data === undefined) return <Pending on={found} lines={10} />;
  return <Choice {...place} plan={found.data} />;
}

function Choice({ caseId, row, inForce, desk, plan }: Place & { readonly plan: PlanWire }) {
  const w = useWords(planWords);
  const say = useSay();
  const stops = stopsOf(plan);
  const options = optionsOf(plan);
  const placeOf = (id: string) =>
    Math.max(
      0,
      stops.findIndex((stop) => stop.id === id),
    );
  const [chosen, setChosen] = useState<OptionWire['id']>(row.released?.option ?? row.recommended);
  const [at, setAt] = useState(() => placeOf(chosen));
  const option = options.find((one) => one.id === chosen) ?? plan.recommended;
  const move = (to: number) => {
    setAt(to);
    const next = stops[to]?.option;
    if (next !== null && next !== undefined) setChosen(next.id);
  };
  return (
    <div className="stack" style={{ gap: 24 }}>
      <p className="quiet">
        {row.planId} · {w.basis(plan.inputs.flows, plan.inputs.days, say.time(plan.madeAt))}
      </p>
      <InForce caseId={caseId} row={row} inForce={inForce} desk={desk} />
      <OptionTable
        options={options}
        recommended={plan.recommended.id}
        released={row.rolledBack === null ? (row.released?.option ?? null) : null}
        chosen={chosen}
        choose={(id) => move(placeOf(id))}
      />
      <FrontPicture stops={stops} budget={plan.budget} at={at} shown={say.two(option.title)} move={move} />
      <MatoiLine plan={plan} option={option} />
      <TrafficPicture plan={plan} option={option} />
      <ReleaseCard key={option.id} caseId={caseId} row={row} option={option} />
      <RuleDiff caseId={caseId} row={row} option={option} inForce={inForce} />
      <DeviceRules caseId={caseId} row={row} option={option.id} />
      <Explanations
        caseId={caseId}
        planId={row.planId}
        option={option.id}
        inForce={inForce?.planId === row.planId && row.released?.option === option.id}
      />
    </div>
  );
}
