// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { caseKey, useCase } from '../../api/cases.ts';
import { containmentKey, makePlan } from '../../api/containment.ts';
import { useLogDays, useServices, useTraffic } from '../../api/readiness.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Failed } from '../../components/states.tsx';
import { handoverWords } from '../../journal/words/handover.ts';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { deskWords } from './page-words.ts';

const BUDGETS = [0.05, 0.1, 0.2, 0.3] as const;

/** A plan from the desk's inventory and newest traffic, and what this case knows of the attacker. It stops nothing. */
export function MakePlan({ caseId }: { readonly caseId: string }) {
  const w = useWords(deskWords);
  const h = useWords(handoverWords);
  const say = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const traffic = useTraffic();
  const services = useServices();
  const [indicators, setIndicators, clear] = useDraft(`containment.indicators.${caseId}`);
  const [budget, setBudget] = useState<number>(0.1);
  const make = useMutation({
    mutationFn: () => makePlan(caseId, indicators, budget),
    onSuccess: async () => {
      clear();
      await Promise.all([[...containmentKey, caseId, 'rows'], caseKey(caseId)].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
  const newest = traffic.data?.items[0];
  const sheet = useCase(caseId);
  const standing = (sheet.data?.findings ?? []).filter((one) => one.to === 'containment' && one.is !== 'declined').length;
  const logs = useLogDays(newest === undefined);
  // The imported logs are traffic, too: they become the record when the plan is made.
  const ready = newest !== undefined || logs.data?.days != null;
  if (!mayWork) return null;
  return (
    <section className="sheet stack" aria-label={w.makeTitle}>
      <h2>{w.makeTitle}</h2>
      <p>{w.makeLead}</p>
      <FactList
        facts={[
          {
            name: w.makeTraffic,
            value:
              newest === undefined ? (
                <a href={paths.readiness('traffic')}>{ready ? h.fromLogs : w.makeNoTraffic}</a>
              ) : (
                <a href={paths.readiness('traffic')}>
                  {w.makeTrafficOf(newest.file, newest.days, newest.to === null ? '' : say.age(newest.to))}
                </a>
              ),
          },
          {
            name: w.makeInventory,
            value: <a href={paths.readiness('services')}>{w.makeInventoryOf(services.data?.items.length ?? 0)}</a>,
          },
        ]}
      />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate();
        }}
      >
        <Textarea
          label={w.makeIndicators}
          description={standing === 0 ? w.makeIndicatorsHelp : h.usedByPlan(standing)}
          required={standing === 0}
          autosize
          minRows={4}
          maxRows={14}
          value={indicators}
          placeholder={'198.51.100.66\nevil[.]example\nhost:PC-017'}
          onChange={(event) => setIndicators(event.currentTarget.value)}
          styles={{ input: { fontFamily: 'var(--mono)', fontSize: 13 } }}
        />
        <NativeSelect
          label={w.makeBudget}
          description={w.makeBudgetHelp}
          value={String(budget)}
          data={BUDGETS.map((value) => ({ value: String(value), label: `${Math.round(value * 100)} %` }))}
          onChange={(event) => setBudget(Number(event.currentTarget.value))}
          style={{ maxWidth: 420 }}
        />
        {make.error === null ? null : <Failed error={make.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={make.isPending} disabled={!ready || (indicators.trim() === '' && standing === 0)}>
            {w.makeDo}
          </Button>
          {make.isPending ? <span role="status">{w.making}</span> : null}
        </div>
      </form>
      {make.data === undefined ? null : (
        <div role="status">
          <strong>{w.made(make.data.planId)}</strong>
          {make.data.refused.length === 0 ? null : (
            <ul className="small">
              {make.data.refused.map((one) => (
                <li key={one.line}>{w.makeRefused(one.line, one.value)}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  );
}
