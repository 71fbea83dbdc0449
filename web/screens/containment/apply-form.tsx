// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlanRow } from '../../../src/containment/contract.ts';
import { applyPlan, containmentKey } from '../../api/containment.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { ByHandForm } from './by-hand-form.tsx';
import { deskWords } from './page-words.ts';

const SECONDS = [120, 300, 600, 1800] as const;
const EXTRA: Readonly<Record<string, string>> = { apply: ' --gateway HOST --dead-man 300', rollback: ' --reason TEXT' };

/** Applies what was released, at a gateway that the operator named; the commands stand beside it. */
export function ApplyForm({
  caseId,
  row,
  inForce,
  gateways,
}: {
  readonly caseId: string;
  readonly row: PlanRow;
  readonly inForce: PlanRow | null;
  readonly gateways: readonly string[];
}) {
  const w = useWords(deskWords);
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [where, setWhere] = useState(gateways[0] ?? '');
  const [seconds, setSeconds] = useState<(typeof SECONDS)[number]>(300);
  const [path, setPath] = useState('');
  const apply = useMutation({
    mutationFn: () => applyPlan(caseId, row.planId, { where, deadManSeconds: seconds, path: path.trim() }),
    onSettled: () => client.invalidateQueries({ queryKey: [...containmentKey, caseId, 'rows'] }),
  });
  const replaces = inForce?.applied?.where === where ? inForce.planId : null;
  const name = `--case ${caseId} --plan ${row.planId}`;
  return (
    <div className="stack">
      {mayWork && gateways.length > 0 ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            apply.mutate();
          }}
        >
          <h3>{w.applyTitle}</h3>
          <div className="row" style={{ alignItems: 'end', gap: 12 }}>
            <NativeSelect label={w.gateway} value={where} data={[...gateways]} onChange={(event) => setWhere(event.currentTarget.value)} />
            <NativeSelect
              label={w.deadMan}
              value={String(seconds)}
              data={SECONDS.map((value) => ({ value: String(value), label: w.deadMans[value] }))}
              onChange={(event) => setSeconds(SECONDS.find((one) => String(one) === event.currentTarget.value) ?? 300)}
            />
            <TextInput
              label={w.path}
              description={w.pathHelp}
              pattern="[A-Za-z0-9.\-]+:[0-9]{1,5}"
              maxLength={300}
              value={path}
              onChange={(event) => setPath(event.currentTarget.value)}
            />
          </div>
          <p className="small">{w.applyThen(replaces === null ? w.thenNothing : w.thenBack(replaces))}</p>
          {apply.error === null ? null : <Failed error={apply.error} />}
          <div className="actions">
            <Button type="submit" className="act" variant="filled" loading={apply.isPending}>
              {w.applyDo(where)}
            </Button>
          </div>
        </form>
      ) : null}
      {gateways.length === 0 ? <p className="small">{w.noGateway}</p> : null}
      {mayWork ? <ByHandForm caseId={caseId} planId={row.planId} /> : null}
      <details open={gateways.length === 0}>
        <summary className="small">{w.console}</summary>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines are scrolled with the keyboard too */}
        <pre className="plan-steps" tabIndex={0} aria-label={w.console}>
          {['verify', 'apply', 'confirm', 'rollback'].map((verb) => `matoi contain ${verb} ${name}${EXTRA[verb] ?? ''}`).join('\n')}
        </pre>
      </details>
    </div>
  );
}
