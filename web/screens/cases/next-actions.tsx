// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { useAllNext } from '../../api/cases.ts';
import { caseWords } from '../../journal/words/cases.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { PersonPick } from '../../journal/person-pick.tsx';
import { useMay } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { hasScreen } from '../../paths.ts';
import { NextThree } from '../../ui/next-three.tsx';
import { useCommand } from '../../journal/use-command.ts';

type Action = CaseSheet['next'][number];
type Doing = { readonly what: 'done' | 'give' | 'postpone' | 'refuse'; readonly action: Action };

/** Three next actions: each can be done, given, postponed with a reason or refused with a reason. */
export function NextActions({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(caseWords);
  const say = useSay();
  const mayWork = useMay('work');
  const [doing, setDoing] = useState<Doing | null>(null);
  const [opened, setOpened] = useState(false);
  const all = useAllNext(sheet.id, opened && sheet.counts.next > sheet.next.length);
  const rest = (all.data ?? sheet.next).slice(3);
  const left = Math.max(0, sheet.counts.next - 3);
  return (
    <section className="sheet stack" aria-label={w.next}>
      <h2>{w.next}</h2>
      <NextThree
        empty={w.nextEmpty}
        steps={sheet.next.map((action) => ({
          id: action.id,
          text: say.two(action.text),
          detail: [
            action.given === null ? w.whoNow(say.two(action.who), action.person) : w.given(action.given),
            action.by === null ? w.noBy : w.by(say.time(action.by)),
            w.why(say.two(action.why)),
          ],
          actions: (
            <>
              {action.href !== null && hasScreen(action.href) ? <a href={action.href}>{w.open}</a> : null}
              {mayWork ? <Choices action={action} choose={(what) => setDoing({ what, action })} /> : null}
            </>
          ),
        }))}
        more={
          left === 0 ? null : (
            <details className="small" onToggle={(event) => setOpened(event.currentTarget.open)}>
              <summary>{w.nextMore(left)}</summary>
              <ul>
                {rest.map((action) => (
                  <li key={action.id}>{say.two(action.text)}</li>
                ))}
              </ul>
            </details>
          )
        }
      />
      {doing === null ? null : <ActionDialog sheet={sheet} doing={doing} onClose={() => setDoing(null)} />}
    </section>
  );
}

function Choices({ action, choose }: { readonly action: Action; readonly choose: (what: Doing['what']) => void }) {
  const w = useWords(caseWords);
  const say = useSay();
  return (
    <>
      {(['done', 'give', 'postpone', 'refuse'] as const).map((what) => (
        <Button key={what} size="compact-sm" aria-label={`${w[what]}: ${say.two(action.text)}`} onClick={() => choose(what)}>
          {w[what]}
        </Button>
      ))}
    </>
  );
}

function ActionDialog({ sheet, doing, onClose }: { readonly sheet: CaseSheet; readonly doing: Doing; readonly onClose: () => void }) {
  const w = useWords(caseWords);
  const { two } = useSay();
  const { action, what } = doing;
  const [until, setUntil] = useState('');
  const [personId, setPersonId] = useState('');
  const run = useCommand(sheet.id, sheet.seq, onClose);
  const titles = { done: w.doneTitle, give: w.giveTitle, postpone: w.postponeTitle, refuse: w.refuseTitle } as const;
  const send = (reason: string, clear: () => void) => {
    const after = { onSuccess: clear };
    if (what === 'done') run.mutate({ do: 'action-done', actionId: action.id, note: reason }, after);
    else if (what === 'give') run.mutate({ do: 'action-give', actionId: action.id, personId, note: reason }, after);
    else if (what === 'refuse') run.mutate({ do: 'action-refuse', actionId: action.id, reason }, after);
    else if (until !== '') run.mutate({ do: 'action-postpone', actionId: action.id, until: new Date(until).toISOString(), reason }, after);
  };
  return (
    <ReasonDialog
      title={titles[what]}
      lead={two(action.text)}
      draft={`case.${sheet.id}.${what}.${action.id}`}
      confirm={w[what]}
      label={what === 'done' ? w.doneNote : what === 'give' ? w.giveNote : undefined}
      optional={what === 'done' || what === 'give'}
      pending={run.isPending}
      error={run.error}
      onConfirm={send}
      onClose={onClose}
    >
      {what === 'give' ? <PersonPick label={w.person} value={personId} onChange={setPersonId} /> : null}
      {what === 'postpone' ? (
        <TextInput label={w.until} type="datetime-local" required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      ) : null}
    </ReasonDialog>
  );
}
