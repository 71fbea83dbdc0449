// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CreditOrder } from '../../../../src/disclosure/credit/credit.contract.ts';
import { disclosureKey } from '../../../api/public/disclosure.ts';
import { orderCredit, useFeedback } from '../../../api/public/credit.ts';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { Pending } from '../../../components/states.tsx';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { AgreedForm } from './agreed-form.tsx';
import { creditWords } from './credit-words.ts';

/** Whom the case thanks in public, and drafts for whoever told us or was asked. */
export function Feedback({ caseId, lang, works }: { readonly caseId: string; readonly lang: 'ja' | 'en'; readonly works: boolean }) {
  const w = useWords(creditWords);
  const say = useSay();
  const client = useQueryClient();
  const found = useFeedback(caseId, lang);
  const [going, setGoing] = useState<string | null>(null);
  const order = useMutation({
    mutationFn: (one: CreditOrder) => orderCredit(caseId, one),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  if (found.data === undefined)
    return (
      <section className="stack">
        <h2>{w.title}</h2>
        <Pending on={found} lines={4} />
      </section>
    );
  const { credits, drafts, reports, page } = found.data;
  return (
    <section className="stack">
      <h2>{w.title}</h2>
      <p>
        {w.lead} <a href={page}>{w.page}</a>
      </p>
      {credits.length === 0 ? <p className="quiet">{w.none}</p> : null}
      <ul>
        {credits.map(({ creditId, line, how, by, at }) => (
          <li key={creditId} style={{ overflowWrap: 'anywhere' }}>
            <strong>{say.two(line)}</strong> <span className="small quiet">{w.how(how, by, say.time(at))}</span>{' '}
            {works ? (
              <Button size="compact-sm" className="no-print" onClick={() => setGoing(creditId)}>
                {w.withdraw}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {works ? <AgreedForm reports={reports} order={order} /> : null}
      <h3>{w.draftsTitle}</h3>
      <p>{w.draftsLead}</p>
      {drafts.length === 0 ? <p className="quiet">{w.noDrafts}</p> : null}
      {drafts.map(({ kind, to, subject, text }) => (
        <details key={`${kind} ${to}`}>
          <summary style={{ overflowWrap: 'anywhere' }}>
            <Tag tone="line">{w.kinds[kind]}</Tag> {to}
          </summary>
          <div className="stack">
            <strong>{subject}</strong>
            <pre lang={lang} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0, font: 'inherit' }}>
              {text}
            </pre>
            <div>
              <CopyButton text={`${subject}\n\n${text}`} label={w.copy} />
            </div>
          </div>
        </details>
      ))}
      {going === null ? null : (
        <ReasonDialog
          title={w.withdraw}
          draft={`credit-${going}`}
          confirm={w.withdraw}
          pending={order.isPending}
          error={order.error}
          onClose={() => setGoing(null)}
          onConfirm={(reason, clear) =>
            order.mutate(
              { do: 'withdraw', creditId: going, reason },
              {
                onSuccess: () => {
                  clear();
                  setGoing(null);
                },
              },
            )
          }
        />
      )}
    </section>
  );
}
