// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { StatementDesk, StatementOrder, StatementRow } from '../../../src/disclosure/release/release.contract.ts';
import { disclosureKey, orderStatement, statementPaper, useFrozen } from '../../api/public/disclosure.ts';
import type { Shown } from '../../api/public/disclosure.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Tag } from '../../ui/tag.tsx';
import { MarkedText } from './marked-text.tsx';
import { disclosureWords } from './words.ts';

type Props = { readonly caseId: string; readonly desk: StatementDesk; readonly works: boolean; readonly shown: Shown };

/** The statement that waits for a person, whole as it would leave, and those that are public. */
export function Frozen(props: Props) {
  const w = useWords(disclosureWords);
  const say = useSay();
  const who = useWho();
  const { desk } = props;
  const waits = desk.statements.at(-1);
  const past = desk.statements.filter((one) => one.published !== null);
  return (
    <>
      {waits === undefined || waits.published !== null ? null : <Waiting {...props} statement={waits} />}
      <section className="stack">
        <h2>{w.older}</h2>
        {past.length === 0 ? <p className="quiet">{w.none}</p> : null}
        <ul>
          {past.map(({ statementId, number, stage, published, page }) => (
            <li key={statementId}>
              {w.report(number)} {w.stages[stage]}: {published === null ? null : w.published(who(published.by), say.time(published.at))}{' '}
              {page === null ? null : <a href={page}>{w.toPage}</a>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Waiting({ caseId, desk, works, shown, statement }: Props & { readonly statement: StatementRow }) {
  const w = useWords(disclosureWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'revoke' | 'publish' | null>(null);
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const text = useFrozen(caseId, statement.statementId, shown);
  const order = useMutation({
    mutationFn: (one: StatementOrder) => orderStatement(caseId, one),
    onSettled: () => client.invalidateQueries({ queryKey: disclosureKey(caseId) }),
  });
  const { statementId, number, blob, prepared, approved, revoked } = statement;
  return (
    <section className="sheet stack">
      <h2>{w.frozenTitle(number)}</h2>
      <div className="small">{w.prepared(who(prepared.by), say.time(prepared.at))}</div>
      {approved === null ? null : (
        <div>
          <Tag tone="verified">{w.approved(who(approved.by), say.time(approved.at))}</Tag> {approved.alone ? w.alone : null}
        </div>
      )}
      {revoked === null ? null : <div>{w.revoked(who(revoked.by), revoked.reason)}</div>}
      {text.data === undefined ? <Pending on={text} lines={8} /> : <MarkedText text={text.data.text} spans={text.data.spans} />}
      <div className="small quiet" style={{ overflowWrap: 'anywhere' }}>
        {w.snapshot}: {blob} · <a href={statementPaper(caseId, statementId, shown)}>PDF</a>
      </div>
      {desk.warnings.length === 0 ? null : (
        <div className="stack" role="status">
          <strong>{w.warnings}</strong>
          <ul>
            {desk.warnings.map(({ id, text: warning }) => (
              <li key={id}>{say.two(warning)}</li>
            ))}
          </ul>
        </div>
      )}
      {works && approved === null && desk.onePerson ? (
        <fieldset className="stack">
          <legend>{w.checks}</legend>
          {desk.checks.map(({ id, text: check }) => (
            <Checkbox
              key={id}
              label={say.two(check)}
              checked={ticked.includes(id)}
              onChange={(event) => setTicked(event.currentTarget.checked ? [...ticked, id] : ticked.filter((one) => one !== id))}
            />
          ))}
        </fieldset>
      ) : null}
      {order.error === null ? null : <Failed error={order.error} />}
      {works ? (
        <div className="actions no-print">
          {approved === null ? (
            <Button
              variant="filled"
              loading={order.isPending}
              onClick={() => order.mutate({ do: 'approve', statementId, blob, checks: [...ticked] })}
            >
              {w.approve}
            </Button>
          ) : (
            <>
              <Button variant="filled" loading={order.isPending} onClick={() => setAsking('publish')}>
                {w.publish}
              </Button>
              <Button onClick={() => setAsking('revoke')}>{w.revoke}</Button>
            </>
          )}
        </div>
      ) : null}
      {asking === null ? null : (
        <ReasonDialog
          title={asking === 'publish' ? w.publishTitle : w.revoke}
          lead={asking === 'publish' ? w.publishLead : undefined}
          optional={asking === 'publish' && desk.warnings.length === 0}
          draft={`statement-${statementId}-${asking}`}
          confirm={asking === 'publish' ? w.publish : w.revoke}
          pending={order.isPending}
          error={order.error}
          onClose={() => setAsking(null)}
          onConfirm={(reason, clear) =>
            order.mutate(asking === 'publish' ? { do: 'publish', statementId, blob, reason } : { do: 'revoke', statementId, reason }, {
              onSuccess: () => {
                clear();
                setAsking(null);
              },
            })
          }
        />
      )}
    </section>
  );
}
