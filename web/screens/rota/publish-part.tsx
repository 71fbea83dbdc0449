// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { LintWire, PlanCheck } from '../../../src/duty/contract.ts';
import { checkPlan, publishPlan } from '../../api/duty.ts';
import { useDay } from '../../lang/day.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { editorWords } from './words.ts';
import { shiftWords } from '../../journal/words/duty/shifts.ts';
import { rotaWords } from '../../journal/words/duty/rota.ts';
import { Failed } from '../../components/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { Plan } from './plan-edit.ts';
import { WideTable } from '../../components/wide-table.tsx';

/** Nothing is published that was not looked at: first what the plan means, then the reason, then the button. */
export function PublishPart(props: {
  readonly plan: Plan;
  readonly inForce: Plan | null;
  readonly version: number;
  readonly onChange: (plan: Plan) => void;
  readonly onPublished: () => void;
}) {
  const w = useWords(editorWords);
  const s = useWords(shiftWords);
  const { plan } = props;
  const text = JSON.stringify(plan);
  const [reason, setReason] = useState('');
  const [seen, setSeen] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [tell, setTell] = useState(true);
  const check = useMutation({
    mutationFn: () => checkPlan(plan),
    onSuccess: () => {
      setSeen(text);
      setConfirmed(false);
    },
  });
  const publish = useMutation({
    mutationFn: () => publishPlan(plan, props.version, reason.trim(), { confirmed, tell }),
    onSuccess: props.onPublished,
  });
  const found = seen === text ? (check.data ?? null) : null;
  const changes = found?.is === 'readable' ? found.changes : [];
  return (
    <section className="sheet stack" aria-label={w.publish}>
      <h2>{w.publish}</h2>
      <TextInput
        label={w.publishedUntil}
        description={w.publishedLead}
        type="date"
        style={{ maxWidth: 380 }}
        value={plan.publishedUntil ?? ''}
        onChange={(event) =>
          props.onChange({ ...plan, publishedUntil: event.currentTarget.value === '' ? null : event.currentTarget.value })
        }
      />
      <div className="actions">
        <Button loading={check.isPending} onClick={() => check.mutate()}>
          {w.check}
        </Button>
        {check.data !== undefined && found === null ? <span className="quiet small">{w.checkAgain}</span> : null}
      </div>
      {check.error === null ? null : <Failed error={check.error} />}
      {found === null ? null : <Checked check={found} plan={plan} inForce={props.inForce} />}
      {changes.length === 0 ? null : (
        <Checkbox label={w.confirm(changes.length)} checked={confirmed} onChange={(event) => setConfirmed(event.currentTarget.checked)} />
      )}
      <Checkbox label={s.tell} checked={tell} onChange={(event) => setTell(event.currentTarget.checked)} />
      <Textarea
        label={w.reason}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {publish.error === null ? null : <Failed error={publish.error} />}
      <div className="actions">
        <Button
          variant="filled"
          loading={publish.isPending}
          disabled={found?.is !== 'readable' || (changes.length > 0 && !confirmed) || reason.trim() === ''}
          onClick={() => publish.mutate()}
        >
          {w.publishNow}
        </Button>
        {found?.is === 'readable' ? null : <span className="small quiet">{w.checkFirst}</span>}
      </div>
    </section>
  );
}

function Checked({ check, plan, inForce }: { readonly check: PlanCheck; readonly plan: Plan; readonly inForce: Plan | null }) {
  const w = useWords(editorWords);
  const r = useWords(rotaWords);
  const say = useSay();
  if (check.is === 'faulty')
    return (
      <p role="alert">
        <Tag tone="act">{w.faulty}</Tag> {say.two(check.faults)}
      </p>
    );
  const { lint, changes } = check;
  const nameOf = (id: string | null) =>
    id === null ? r.gap : ([...plan.people, ...(inForce?.people ?? [])].find((person) => person.id === id)?.name ?? id);
  const rosterOf = (id: string) => {
    const roster = [...plan.rosters, ...(inForce?.rosters ?? [])].find((one) => one.id === id);
    return roster === undefined ? id : say.two(roster.name);
  };
  return (
    <div className="stack" role="status">
      <p>
        {lint.sound ? <Tag tone="verified">{w.sound}</Tag> : <Tag tone="act">{w.unsound(lint.gaps.length + lint.findings.length)}</Tag>}
      </p>
      <Findings lint={lint} rosterOf={rosterOf} />
      {changes.length === 0 ? null : (
        <>
          <h3>{w.changedDuties(changes.length)}</h3>
          <ul className="plain-list">
            {changes.slice(0, 60).map((change) => (
              <li key={`${change.roster} ${change.from}`} className="small">
                {rosterOf(change.roster)} {say.time(change.from)} ～ {say.time(change.to)}: <b>{nameOf(change.before)}</b> →{' '}
                <b>{nameOf(change.after)}</b>
              </li>
            ))}
          </ul>
          {changes.length > 60 ? <p className="quiet small">{r.more(changes.length - 60)}</p> : null}
        </>
      )}
      <Load lint={lint} nameOf={nameOf} />
    </div>
  );
}

function Findings({ lint, rosterOf }: { readonly lint: LintWire; readonly rosterOf: (id: string) => string }) {
  const r = useWords(rotaWords);
  const say = useSay();
  const day = useDay();
  const shown = 10;
  return (
    <ul className="plain-list">
      {lint.gaps.slice(0, shown).map((gap) => (
        <li key={`${gap.roster} ${gap.from}`}>
          <Tag tone="act">{r.gap}</Tag> {r.gapLine(rosterOf(gap.roster), say.time(gap.from), say.time(gap.to))}
        </li>
      ))}
      {lint.gaps.length > shown ? <li className="quiet">{r.more(lint.gaps.length - shown)}</li> : null}
      {lint.findings.slice(0, shown).map((finding) => (
        <li key={`${finding.code} ${finding.at ?? ''} ${finding.text.en}`}>{say.two(finding.text)}</li>
      ))}
      {lint.findings.length > shown ? <li className="quiet">{r.more(lint.findings.length - shown)}</li> : null}
      {lint.notes.map((note) => (
        <li key={note.en} className="small quiet">
          {say.two(note)}
        </li>
      ))}
      {lint.longWeekends.slice(0, 3).map((one) => (
        <li key={one.from} className="small quiet">
          {r.longWeekend(day(one.from), day(one.to), one.days)}
        </li>
      ))}
    </ul>
  );
}

/** What each person would carry in 400 days. */
function Load({ lint, nameOf }: { readonly lint: LintWire; readonly nameOf: (id: string) => string }) {
  const r = useWords(rotaWords);
  return (
    <details>
      <summary>{r.tally}</summary>
      <WideTable>
        <table className="plain-table">
          <thead>
            <tr>
              {[r.tallyPerson, r.tallyWorking, r.tallyWeekend, r.tallyHoliday, r.tallyHours].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lint.tally.map((row) => (
              <tr key={`${row.roster} ${row.person}`}>
                <th scope="row">{nameOf(row.person)}</th>
                <td className="num">{row.working}</td>
                <td className="num">{row.weekend}</td>
                <td className="num">{row.holiday}</td>
                <td className="num">{Math.round(row.hours)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </WideTable>
    </details>
  );
}
