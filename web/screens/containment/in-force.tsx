// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';
import type { PlanRow } from '../../../src/containment/contract.ts';
import { useWords } from '../../i18n/lang.tsx';
import { When } from '../../i18n/told.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { planWords } from './words.ts';

/** What happened to the plan since it was proposed, with the dead-man's countdown while it runs. */
export function InForce({ caseId, row }: { readonly caseId: string; readonly row: PlanRow }) {
  const w = useWords(planWords);
  const { released, applied, rolledBack } = row;
  const name = `--case ${caseId} --plan ${row.planId}`;
  if (released === null) return null;
  return (
    <section className="sheet stack" aria-label={w.released}>
      <FactList
        facts={[
          { name: w.releasedBy, value: released.by },
          { name: w.releasedAt, value: <When at={released.at} /> },
          { name: w.reasonGiven, value: released.reason },
          ...(applied === null ? [] : [{ name: w.applied, value: applied.where }]),
          ...(applied === null
            ? []
            : [{ name: w.undoneAt, value: applied.undoneAt === null ? w.confirmed : <Left until={applied.undoneAt} /> }]),
          ...(rolledBack === null ? [] : [{ name: w.rolledBack, value: <When at={rolledBack.at} /> }]),
        ]}
      />
      <div>
        <h3>{w.console}</h3>
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- long lines are scrolled with the keyboard too */}
        <pre className="plan-steps" tabIndex={0} aria-label={w.console}>
          {['verify', 'apply', 'confirm', 'rollback'].map((verb) => `matoi contain ${verb} ${name}${EXTRA[verb] ?? ''}`).join('\n')}
        </pre>
      </div>
    </section>
  );
}

const EXTRA: Readonly<Record<string, string>> = { apply: ' --gateway HOST --dead-man 300', rollback: ' --reason TEXT' };

function Left({ until }: { readonly until: string }) {
  const w = useWords(planWords);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return (
    <>
      <When at={until} /> <strong>{w.remaining(Math.max(0, Math.ceil((Date.parse(until) - now) / 1000)))}</strong>
    </>
  );
}
