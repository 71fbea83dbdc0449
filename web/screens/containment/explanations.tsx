// SPDX-License-Identifier: Apache-2.0
import { useExplanation } from '../../api/containment.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Loading } from '../../i18n/told.tsx';
import { planWords } from './words.ts';

/** The three texts that are written from the plan alone. */
export function Explanations({ caseId, planId, option }: { readonly caseId: string; readonly planId: string; readonly option: string }) {
  const w = useWords(planWords);
  const { two } = useSay();
  const found = useExplanation(caseId, planId, option);
  return (
    <section className="stack" aria-label={w.explain}>
      <h2>{w.explain}</h2>
      {found.data === undefined ? (
        found.error === null ? (
          <Loading lines={6} />
        ) : (
          <Failed error={found.error} retry={() => void found.refetch()} />
        )
      ) : (
        <div className="plan-texts">
          {(['public', 'staff', 'executives'] as const).map((audience) => (
            <article key={audience} className="sheet stack">
              <h3>{w.audiences[audience]}</h3>
              <p className="plan-text">{two(found.data[audience])}</p>
            </article>
          ))}
        </div>
      )}
    </section>
  );
}
