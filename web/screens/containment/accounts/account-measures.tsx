// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actWords } from '../../../../src/case/cards.contract.ts';
import { accountActs, accountProviders } from '../../../../src/containment/account/account.contract.ts';
import type { AccountMeasureRow } from '../../../../src/containment/account/account.contract.ts';
import { moveAccountMeasure, proposeAccountMeasures, useAccountMeasures, containmentKey } from '../../../api/containment.ts';
import type { AccountMove } from '../../../api/containment.ts';
import { caseKey, useCase } from '../../../api/cases.ts';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { useDraft } from '../../../ui/draft.ts';
import { Tag } from '../../../ui/tag.tsx';
import { accountWords } from './words.ts';

/** What is done about accounts where no network rule helps. Nothing where the case speaks of no account. */
export function AccountMeasures({ caseId }: { readonly caseId: string }) {
  const w = useWords(accountWords);
  const mayWork = useMay('work');
  const found = useAccountMeasures(caseId);
  const sheet = useCase(caseId);
  const accounts = (sheet.data?.findings ?? []).filter(
    (one) => one.to === 'containment' && one.kind === 'account' && one.is !== 'declined',
  );
  const measures = found.data?.measures ?? [];
  if (accounts.length + measures.length === 0) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="small">{w.lead}</p>
      {found.error === null ? null : <Failed error={found.error} retry={() => void found.refetch()} />}
      {measures.length === 0 ? <p className="quiet">{w.none}</p> : null}
      <ul className="plain-list stack">
        {measures.map((one) => (
          <li key={one.measureId}>
            <Measure caseId={caseId} measure={one} />
          </li>
        ))}
      </ul>
      {mayWork ? <Propose caseId={caseId} object={accounts[0]?.value ?? ''} /> : null}
    </section>
  );
}

function useSettled(caseId: string) {
  const client = useQueryClient();
  return async () => {
    await Promise.all([containmentKey, caseKey(caseId)].map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

function Propose({ caseId, object: known }: { readonly caseId: string; readonly object: string }) {
  const w = useWords(accountWords);
  const say = useSay();
  const [object, setObject] = useState<string | null>(null);
  const [provider, setProvider] = useState<(typeof accountProviders)[number]>('microsoft-365');
  const [acts, setActs] = useState<readonly (typeof accountActs)[number][]>([
    'end-sessions',
    'reset-password',
    'remove-mail-rules',
    'remove-forwarding',
  ]);
  const settled = useSettled(caseId);
  const given = object ?? known;
  const run = useMutation({
    mutationFn: () => proposeAccountMeasures(caseId, { object: given, provider, acts: [...acts] }),
    onSuccess: settled,
  });
  return (
    <details className="no-print">
      <summary>{w.propose(given)}</summary>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          run.mutate();
        }}
      >
        <TextInput label={w.object} required value={given} onChange={(event) => setObject(event.currentTarget.value)} />
        <NativeSelect
          label={w.provider}
          value={provider}
          data={accountProviders.map((value) => ({ value, label: w.providers[value] }))}
          onChange={(event) => setProvider(accountProviders.find((one) => one === event.currentTarget.value) ?? 'other')}
        />
        {accountActs.map((act) => (
          <Checkbox
            key={act}
            label={say.two(actWords[act])}
            checked={acts.includes(act)}
            onChange={(event) => setActs(event.currentTarget.checked ? [...acts, act] : acts.filter((one) => one !== act))}
          />
        ))}
        {run.error === null ? null : <Failed error={run.error} />}
        <div className="actions">
          <Button type="submit" loading={run.isPending} disabled={given.trim() === '' || acts.length === 0}>
            {w.write}
          </Button>
        </div>
      </form>
    </details>
  );
}

function Measure({ caseId, measure }: { readonly caseId: string; readonly measure: AccountMeasureRow }) {
  const w = useWords(accountWords);
  const say = useSay();
  const who = useWho();
  const mayWork = useMay('work');
  const mayRelease = useMay('release');
  const [asking, setAsking] = useState<'release' | 'undo' | null>(null);
  const [text, setText, clear] = useDraft(`case.${caseId}.reread.${measure.measureId}`);
  const settled = useSettled(caseId);
  const run = useMutation({
    mutationFn: (move: AccountMove) => moveAccountMeasure(caseId, measure.measureId, move),
    onSuccess: async () => {
      setAsking(null);
      await settled();
    },
  });
  const { state } = measure;
  return (
    <div className="stack" style={{ gap: 6 }}>
      <div className="row">
        <strong style={{ overflowWrap: 'anywhere' }}>
          {measure.object}: {say.two(actWords[measure.act])}
        </strong>
        <Tag tone={state === 'not-confirmed' ? 'act' : 'line'}>{w.states[state]}</Tag>
        {measure.releasedBy === null ? null : <span className="small quiet">{w.by(who(measure.releasedBy))}</span>}
      </div>
      <span className="small">
        {w.price}: {say.two(measure.price)}
      </span>
      {measure.result === null ? null : <span className="small">{say.two(measure.result.why)}</span>}
      <Lines title={w.run} lines={measure.commands} empty={w.byHand} />
      <Lines title={w.undo} lines={measure.undo} empty={w.noUndo} />
      {mayWork && ['released', 'done', 'not-confirmed', 'confirmed'].includes(state) ? (
        <>
          <Lines title={w.reread} lines={measure.reread} empty={w.byHand} />
          <Textarea
            label={w.paste}
            autosize
            minRows={2}
            maxRows={10}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </>
      ) : null}
      {run.error === null || asking !== null ? null : <Failed error={run.error} />}
      <div className="actions no-print">
        {mayRelease && state === 'proposed' ? <Button onClick={() => setAsking('release')}>{w.release}</Button> : null}
        {mayWork && (state === 'released' || state === 'not-confirmed') ? (
          <Button onClick={() => run.mutate({ do: 'done' })} loading={run.isPending}>
            {w.done}
          </Button>
        ) : null}
        {mayWork && state !== 'proposed' && state !== 'undone' ? (
          <>
            <Button onClick={() => run.mutate({ do: 'reread', text }, { onSuccess: clear })} disabled={text.trim() === ''}>
              {w.judge}
            </Button>
            <Button variant="subtle" onClick={() => setAsking('undo')}>
              {w.putBack}
            </Button>
          </>
        ) : null}
      </div>
      {asking === null ? null : (
        <ReasonDialog
          title={asking === 'release' ? w.release : w.putBack}
          lead={`${measure.object}: ${say.two(actWords[measure.act])}`}
          draft={`case.${caseId}.${asking}.${measure.measureId}`}
          confirm={asking === 'release' ? w.release : w.putBack}
          pending={run.isPending}
          error={run.error}
          onConfirm={(reason, done) => run.mutate({ do: asking, reason }, { onSuccess: done })}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}

function Lines({ title, lines, empty }: { readonly title: string; readonly lines: readonly string[]; readonly empty: string }) {
  return (
    <div className="small">
      {title}
      {lines.length === 0 ? (
        <>
          : <span className="quiet">{empty}</span>
        </>
      ) : (
        <pre className="mono" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>
          {lines.join('\n')}
        </pre>
      )}
    </div>
  );
}
