// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FilledFormSheet } from '../../../../src/disclosure/form/form.contract.ts';
import { disclosureKey } from '../../../api/public/disclosure.ts';
import { decideConsent } from '../../../api/public/report-forms.ts';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { formWords } from './form-words.ts';

type Props = { readonly caseId: string; readonly consent: NonNullable<FilledFormSheet['consent']>; readonly works: boolean };

/** Whether what is reported may be shared: a decision of a named person, apart from the form. */
export function Consent({ caseId, consent: { form, decided }, works }: Props) {
  const w = useWords(formWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const [asking, setAsking] = useState<boolean | null>(null);
  const decide = useMutation({
    mutationFn: (order: { readonly given: boolean; readonly reason: string }) => decideConsent(caseId, { form, ...order }),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  return (
    <section className="sheet stack">
      <h2>{w.consentTitle}</h2>
      <p>{w.consentLead}</p>
      {decided === null ? (
        <p>{w.undecided}</p>
      ) : (
        <p>
          {(decided.given ? w.given : w.refused)(who(decided.by), say.time(decided.at))}: {decided.reason}
        </p>
      )}
      {works ? (
        <div className="actions no-print">
          <Button onClick={() => setAsking(true)}>{w.give}</Button>
          <Button onClick={() => setAsking(false)}>{w.refuse}</Button>
        </div>
      ) : null}
      {asking === null ? null : (
        <ReasonDialog
          title={w.consentTitle}
          lead={w.consentLead}
          draft={`consent-${caseId}-${form}`}
          confirm={asking ? w.give : w.refuse}
          pending={decide.isPending}
          error={decide.error}
          onClose={() => setAsking(null)}
          onConfirm={(reason, clear) =>
            decide.mutate(
              { given: asking, reason },
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
