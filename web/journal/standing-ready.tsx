// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet, FindingWire } from '../../src/case/contract.ts';
import { useCase, useFindings } from '../api/cases.ts';
import { ReasonDialog } from '../components/reason-dialog.tsx';
import { Failed } from '../components/states.tsx';
import { useSay, useWords } from '../lang/lang.tsx';
import { useWho } from './who.ts';
import { paths } from '../paths.ts';
import { useMay } from './person.ts';
import { useCommand } from './use-command.ts';
import { handoverWords } from './words/handover.ts';
import { timelineWords } from './words/timeline.ts';

type Receiver = FindingWire['to'];

/** What other stations found for this one, each with what it rests on; nothing where there is none. */
export function StandingReady({ caseId, to }: { readonly caseId: string; readonly to: Receiver }) {
  const sheet = useCase(caseId);
  return sheet.data === undefined ? null : <Ready sheet={sheet.data} to={to} />;
}

function Ready({ sheet, to }: { readonly sheet: CaseSheet; readonly to: Receiver }) {
  const w = useWords(handoverWords);
  const mayWork = useMay('work');
  const run = useCommand(sheet.id, sheet.seq);
  const all = useFindings(sheet, to);
  const ready = all.filter((one) => one.is === 'ready');
  const decided = all.filter((one) => one.is !== 'ready');
  if (all.length === 0) return null;
  const take = (ids: readonly string[]) => run.mutate({ do: 'take-findings', ids: [...ids] });
  return (
    <section className="sheet stack" aria-label={w.title[to]}>
      <h2>{w.title[to]}</h2>
      {to === 'containment' && ready.length > 0 ? <p className="small quiet">{w.inPlan}</p> : null}
      {ready.length === 0 ? null : (
        <ul className="plain-list">
          {ready.map((one) => (
            <li key={one.id}>
              <One sheet={sheet} one={one} take={mayWork && to !== 'containment' ? () => take([one.id]) : null} />
            </li>
          ))}
        </ul>
      )}
      {run.error === null ? null : <Failed error={run.error} />}
      {!mayWork || to === 'containment' || ready.length < 2 ? null : (
        <div className="actions">
          <Button onClick={() => take(ready.map(({ id }) => id))} loading={run.isPending}>
            {w.takeAll[to](ready.length)}
          </Button>
        </div>
      )}
      {decided.length === 0 ? null : <Decided decided={decided} />}
    </section>
  );
}

function One({ sheet, one, take }: { readonly sheet: CaseSheet; readonly one: FindingWire; readonly take: (() => void) | null }) {
  const w = useWords(handoverWords);
  const t = useWords(timelineWords);
  const say = useSay();
  const mayWork = useMay('work');
  const [declining, setDeclining] = useState(false);
  const run = useCommand(sheet.id, sheet.seq, () => setDeclining(false));
  const text = say.told(one.text);
  return (
    <div className="row">
      <span style={{ overflowWrap: 'anywhere' }}>{text}</span>{' '}
      <span className="small">
        {one.evidence.map((evidence) =>
          evidence.type === 'entry' ? (
            <a key={evidence.seq} href={`${paths.case(sheet.id)}#entry-${evidence.seq}`}>
              {t.entryOf(evidence.seq)}{' '}
            </a>
          ) : null,
        )}
      </span>
      {mayWork ? (
        <span className="actions no-print">
          {take === null ? null : (
            <Button size="compact-sm" aria-label={`${w.take[one.to]}: ${text}`} onClick={take}>
              {w.take[one.to]}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" aria-label={`${w.decline}: ${text}`} onClick={() => setDeclining(true)}>
            {w.decline}
          </Button>
        </span>
      ) : null}
      {declining ? (
        <ReasonDialog
          title={w.declineTitle}
          lead={text}
          draft={`case.${sheet.id}.decline.${one.id}`}
          confirm={w.decline}
          pending={run.isPending}
          error={run.error}
          onConfirm={(reason, clear) => run.mutate({ do: 'decline-findings', ids: [one.id], reason }, { onSuccess: clear })}
          onClose={() => setDeclining(false)}
        />
      ) : null}
    </div>
  );
}

function Decided({ decided }: { readonly decided: readonly FindingWire[] }) {
  const w = useWords(handoverWords);
  const say = useSay();
  const who = useWho();
  const taken = decided.filter((one) => one.is === 'taken').length;
  return (
    <details className="small">
      <summary>{w.decided(taken, decided.length - taken)}</summary>
      <ul>
        {decided.map((one) => (
          <li key={one.id} style={{ overflowWrap: 'anywhere' }}>
            {w.state[one.is]}
            {w.by(who(one.by))}: {say.told(one.text)} {one.reason === '' ? null : <span className="quiet">{one.reason}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
