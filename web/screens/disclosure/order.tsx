// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import { disclosureKey, orderStatement } from '../../api/public/disclosure.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Tag } from '../../ui/tag.tsx';
import { disclosureWords } from './words.ts';

type Step = StatementDesk['order'][number];

/** Who is told when, in their order; what the desk does not see a person writes down. */
export function Order({ caseId, desk, works }: { readonly caseId: string; readonly desk: StatementDesk; readonly works: boolean }) {
  const w = useWords(disclosureWords);
  const say = useSay();
  const client = useQueryClient();
  const [asking, setAsking] = useState<Step | null>(null);
  const tell = useMutation({
    mutationFn: ({ whom, how }: { readonly whom: Step['whom']; readonly how: string }) =>
      orderStatement(caseId, { do: 'told', whom, at: new Date().toISOString(), how }),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  return (
    <section className="stack">
      <h2>{w.orderTitle}</h2>
      <div className="stack">
        {desk.order.map((step, index) => (
          <div key={step.whom} className="row" style={{ gap: '4px 12px', flexWrap: 'wrap', alignItems: 'center' }}>
            <strong>
              {index + 1}. {say.two(step.name)}
            </strong>
            {step.at === null ? (
              <Tag tone={step.needed ? 'act' : 'line'}>{step.needed ? w.notYet : w.notNeeded}</Tag>
            ) : (
              <span>
                {say.time(step.at)} <span className="small quiet">({step.by === 'person' ? w.byPerson : w.byRecord})</span>
              </span>
            )}
            {works && step.at === null && step.whom !== 'page' ? (
              <Button size="compact-sm" variant="subtle" onClick={() => setAsking(step)}>
                {w.tell}
              </Button>
            ) : null}
          </div>
        ))}
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={w.tellTitle(say.two(asking.name))}
          lead={w.tellLead}
          draft={`told-${caseId}-${asking.whom}`}
          confirm={w.tell}
          pending={tell.isPending}
          error={tell.error}
          onClose={() => setAsking(null)}
          onConfirm={(how, clear) =>
            tell.mutate(
              { whom: asking.whom, how },
              {
                onSuccess: () => {
                  clear();
                  setAsking(null);
                },
              },
            )
          }
        />
      )}
    </section>
  );
}
