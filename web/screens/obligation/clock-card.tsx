// SPDX-License-Identifier: Apache-2.0
import { halfOf } from '../../../src/kernel/half-of.contract.ts';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ClockList, ClockRow } from '../../../src/obligation/contract.ts';
import { useDraft, useClockOrder } from '../../api/clocks.ts';
import type { RuleWire } from '../../api/clocks.ts';
import { clockWords } from './words.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { Deadline } from '../../journal/deadline.tsx';
import { useMay, usePerson } from '../../journal/person.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Tone } from '../../ui/tag.tsx';
import { FactsDialog } from './facts-dialog.tsx';
import { Dialog } from '../../components/dialog.tsx';

export function toneOf(clock: Pick<ClockRow, 'state' | 'light'>): Tone {
  if (clock.state === 'met') return 'verified';
  return clock.light === 'red' ? 'act' : 'line';
}

/** One clock with its basis; what a person decides about it is a command. */
export function ClockCard(props: { readonly list: ClockList; readonly clock: ClockRow; readonly rule: RuleWire | undefined }) {
  const w = useWords(clockWords);
  const say = useSay();
  const { lang } = useLang();
  const mayWork = useMay('work');
  const [asking, setAsking] = useState<'meet' | 'notApplicable' | 'change' | 'draft' | null>(null);
  const { list, clock, rule } = props;
  const name = say.two(clock.name);
  const open = clock.state !== 'met' && clock.state !== 'not-applicable';
  const rows: readonly (readonly [string, ReactNode])[] = [
    [w.recipient, say.two(clock.recipient)],
    [w.submission, say.two(clock.submission)],
    [w.law, halfOf(clock.basis.law, lang)],
    [w.article, halfOf(clock.basis.article, lang)],
    [w.source, clock.basis.source],
    [w.note, say.two(clock.note)],
    [w.decided, clock.decidedBy],
    [w.why, clock.reason],
    ...(clock.submittedAt === null ? [] : [[w.submitted, say.time(clock.submittedAt)] as const]),
    ...(clock.receipt === null ? [] : [[w.receipt, clock.receipt] as const]),
  ];
  return (
    <section className="sheet stack" aria-label={name}>
      <div className="row">
        <h2>{name}</h2>
        <Tag tone={toneOf(clock)}>{w.states[clock.state]}</Tag>
        {clock.deadline === null ? (
          w.noDate
        ) : clock.state === 'running' ? (
          <Deadline at={clock.deadline} light={clock.light} />
        ) : (
          say.time(clock.deadline)
        )}
        {clock.outer && clock.deadline !== null ? <span className="small quiet">{w.outer}</span> : null}
      </div>
      <dl className="facts-grid">
        {rows.map(([label, value]) => (
          <div key={label} style={{ display: 'contents' }}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="actions no-print">
        {(['meet', 'change', 'notApplicable', 'draft'] as const)
          .filter((what) => what === 'draft' || (mayWork && open))
          .map((what) => (
            <Button key={what} size="compact-sm" aria-label={w.of(w[what], name)} onClick={() => setAsking(what)}>
              {w[what]}
            </Button>
          ))}
      </div>
      {asking === 'change' && rule !== undefined ? (
        <FactsDialog list={list} rule={rule} clockId={clock.clockId} onClose={() => setAsking(null)} />
      ) : null}
      {asking === 'draft' ? <DraftDialog caseId={list.caseId} clockId={clock.clockId} onClose={() => setAsking(null)} /> : null}
      {asking === 'meet' || asking === 'notApplicable' ? (
        <SettleDialog list={list} clock={clock} what={asking} onClose={() => setAsking(null)} />
      ) : null}
    </section>
  );
}

function SettleDialog(props: {
  readonly list: ClockList;
  readonly clock: ClockRow;
  readonly what: 'meet' | 'notApplicable';
  readonly onClose: () => void;
}) {
  const w = useWords(clockWords);
  const { two } = useSay();
  const person = usePerson();
  const [when, setWhen] = useState('');
  const { list, clock, what } = props;
  const run = useClockOrder(list.caseId, list.seq, props.onClose);
  return (
    <ReasonDialog
      title={w.of(w[what], two(clock.name))}
      draft={`clock.${list.caseId}.${clock.clockId}.${what}`}
      confirm={w[what]}
      label={what === 'meet' ? w.receipt : w.why}
      pending={run.isPending}
      error={run.error}
      onClose={props.onClose}
      onConfirm={(text, clear) => {
        if (what === 'notApplicable')
          run.mutate({ do: 'not-applicable', clockId: clock.clockId, decidedBy: person?.name ?? '', reason: text }, { onSuccess: clear });
        else if (when !== '')
          run.mutate({ do: 'met', clockId: clock.clockId, submittedAt: new Date(when).toISOString(), receipt: text }, { onSuccess: clear });
      }}
    >
      {what === 'meet' ? (
        <TextInput
          label={w.submitted}
          type="datetime-local"
          required
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
      ) : null}
    </ReasonDialog>
  );
}

function DraftDialog({ caseId, clockId, onClose }: { readonly caseId: string; readonly clockId: string; readonly onClose: () => void }) {
  const w = useWords(clockWords);
  const { lang } = useLang();
  const draft = useDraft(caseId, clockId, lang);
  return (
    <Dialog onClose={onClose} size="lg" title={w.draftTitle}>
      {draft.data === undefined ? <Pending on={draft} /> : null}
      <pre className="draft-text" tabIndex={0}>
        {draft.data?.text}
      </pre>
    </Dialog>
  );
}
