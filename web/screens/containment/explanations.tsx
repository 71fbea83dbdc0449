// SPDX-License-Identifier: Apache-2.0
import { Button, CopyButton } from '@mantine/core';
import type { Explanation } from '../../../src/containment/contract.ts';
import { useExplanation } from '../../api/containment.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { deskWords } from './page-words.ts';
import { planWords } from './words.ts';

/** The three texts that are written from the plan alone, and where each of their numbers stands in it. */
export function Explanations(props: {
  readonly caseId: string;
  readonly planId: string;
  readonly option: string;
  /** Before that they are no more than drafts: they say what was done. */
  readonly inForce: boolean;
}) {
  const { caseId, planId, option, inForce } = props;
  const w = useWords(planWords);
  const found = useExplanation(caseId, planId, option);
  return (
    <section className="stack" aria-label={w.explain}>
      <h2>{w.explain}</h2>
      {inForce ? null : <p>{w.explainDraft}</p>}
      {found.data === undefined ? <Pending on={found} lines={6} /> : <Texts said={found.data} inForce={inForce} />}
    </section>
  );
}

function Texts({ said, inForce }: { readonly said: Explanation; readonly inForce: boolean }) {
  const w = useWords(planWords);
  const d = useWords(deskWords);
  const { two } = useSay();
  const nameOf = (from: string): string => (Object.hasOwn(d.numberOf, from) ? d.numberOf[from as keyof typeof d.numberOf] : from);
  return (
    <>
      <div className="plan-texts">
        {(['public', 'staff', 'executives'] as const).map((audience) => (
          <article key={audience} className="sheet stack">
            <h3>{w.audiences[audience]}</h3>
            <p className="plan-text">{two(said[audience])}</p>
            {inForce || audience === 'executives' ? (
              <CopyButton value={two(said[audience])}>
                {({ copied, copy }) => (
                  <Button size="compact-sm" variant="default" style={{ justifySelf: 'start' }} onClick={copy}>
                    {copied ? d.copied : d.copy}
                  </Button>
                )}
              </CopyButton>
            ) : null}
          </article>
        ))}
      </div>
      <details className="small">
        <summary>{d.numbers}</summary>
        <ul>
          {said.numbers.map((one) => (
            <li key={one.from}>
              {one.value.toLocaleString('en-US')}：{nameOf(one.from)} <span className="mono quiet">{one.from}</span>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
