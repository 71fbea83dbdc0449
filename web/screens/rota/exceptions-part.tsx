// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, NativeSelect, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { importAbsences, useDutyChanged } from '../../api/duty.ts';
import { ApiError } from '../../api/fetch/problem.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { TwoNames } from './two-names.tsx';
import { editorWords } from './words.ts';
import { Failed } from '../../components/states.tsx';
import { fromField, toField } from '../../ui/device/local-time.ts';
import { EditRow, PersonSelect, RosterSelect } from './pieces.tsx';
import { freshId, removeAt, replaceAt } from './plan-edit.ts';
import type { PartProps } from './plan-edit.ts';

/** Overrides and swaps: one duty changes hands, the turns of all others stay. */
export function ChangesPart({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const { lang } = useLang();
  const roster = plan.rosters[0]?.id ?? '';
  const now = () => fromField(toField(new Date().toISOString())) ?? '';
  return (
    <section className="sheet stack" aria-label={w.changes}>
      <p className="small quiet">{w.changesLead}</p>
      {plan.overrides.map((row, index) => {
        const set = (part: Partial<typeof row>) => onChange({ ...plan, overrides: replaceAt(plan.overrides, index, { ...row, ...part }) });
        return (
          <EditRow key={row.id} name={w.override} onRemove={() => onChange({ ...plan, overrides: removeAt(plan.overrides, index) })}>
            <h3 className="full-row">{w.override}</h3>
            <RosterSelect plan={plan} lang={lang} label={w.roster} value={row.roster} onChange={(id) => set({ roster: id })} />
            <PersonSelect plan={plan} label={w.takesOver} value={row.person} onChange={(person) => set({ person })} />
            <Times from={row.from} to={row.to} onChange={set} />
            <TextInput label={w.why} maxLength={500} value={row.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />
          </EditRow>
        );
      })}
      {plan.swaps.map((row, index) => {
        const set = (part: Partial<typeof row>) => onChange({ ...plan, swaps: replaceAt(plan.swaps, index, { ...row, ...part }) });
        const layers = plan.rosters.find((one) => one.id === row.roster)?.layers ?? [];
        return (
          <EditRow key={row.id} name={w.swap} onRemove={() => onChange({ ...plan, swaps: removeAt(plan.swaps, index) })}>
            <h3 className="full-row">{w.swap}</h3>
            <RosterSelect
              plan={plan}
              lang={lang}
              label={w.roster}
              value={row.roster}
              onChange={(id) => set({ roster: id, layer: plan.rosters.find((one) => one.id === id)?.layers[0]?.id ?? row.layer })}
            />
            <NativeSelect
              label={w.layer}
              value={row.layer}
              onChange={(event) => set({ layer: event.currentTarget.value })}
              data={layers.map((layer, number) => ({ value: layer.id, label: w.layerOf(number + 1, w.days[layer.days]) }))}
            />
            <Instant label={w.firstDuty} value={row.first} onChange={(first) => set({ first })} />
            <Instant label={w.secondDuty} value={row.second} onChange={(second) => set({ second })} />
            <TextInput label={w.why} maxLength={500} value={row.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />
          </EditRow>
        );
      })}
      <div className="actions">
        <Button
          size="compact-sm"
          disabled={plan.people.length === 0}
          onClick={() => {
            const row = {
              id: freshId('override', plan.overrides),
              roster,
              from: now(),
              to: later(now(), 24),
              person: plan.people[0]?.id ?? '',
              reason: '',
            };
            onChange({ ...plan, overrides: [...plan.overrides, row] });
          }}
        >
          {w.addOverride}
        </Button>
        <Button
          size="compact-sm"
          onClick={() => {
            const layer = plan.rosters[0]?.layers[0]?.id ?? '';
            const row = { id: freshId('swap', plan.swaps), roster, layer, first: later(now(), 24), second: later(now(), 48), reason: '' };
            onChange({ ...plan, swaps: [...plan.swaps, row] });
          }}
        >
          {w.addSwap}
        </Button>
      </div>
    </section>
  );
}

function later(iso: string, hours: number): string {
  return new Date(Date.parse(iso) + hours * 3_600_000).toISOString();
}

function Instant(props: { readonly label: string; readonly value: string; readonly onChange: (iso: string) => void }) {
  return (
    <TextInput
      label={props.label}
      type="datetime-local"
      value={toField(props.value)}
      onChange={(event) => {
        const iso = fromField(event.currentTarget.value);
        if (iso !== null) props.onChange(iso);
      }}
    />
  );
}

function Times(props: { readonly from: string; readonly to: string; readonly onChange: (part: { from?: string; to?: string }) => void }) {
  const w = useWords(editorWords);
  return (
    <>
      <Instant label={w.from} value={props.from} onChange={(from) => props.onChange({ from })} />
      <Instant label={w.to} value={props.to} onChange={(to) => props.onChange({ to })} />
    </>
  );
}

/** Who is away when, and on which days the organisation is closed. */
export function AwayPart({ plan, onChange, canImport }: PartProps & { readonly canImport: boolean }) {
  const w = useWords(editorWords);
  const [of, setOf] = useState('');
  const changed = useDutyChanged();
  const say = useSay();
  const [file, setFile] = useState<File | null>(null);
  const take = useMutation({
    mutationFn: (asked: { readonly file: File; readonly confirmed: boolean }) => importAbsences(of, asked.file, asked.confirmed),
    onSuccess: changed,
  });
  const moves = take.error instanceof ApiError && take.error.problem.code === 'duty.published-changes';
  const said = take.data === undefined ? [] : [...take.data.notAbsent, ...take.data.unread];
  return (
    <section className="sheet stack" aria-label={w.away}>
      {plan.absences.map((row, index) => {
        const set = (part: Partial<typeof row>) => onChange({ ...plan, absences: replaceAt(plan.absences, index, { ...row, ...part }) });
        const name = w.of(w.absence, plan.people.find((person) => person.id === row.person)?.name ?? '');
        return (
          <EditRow
            // oxlint-disable-next-line react/no-array-index-key -- an absence has no name of its own
            key={index}
            name={name}
            onRemove={() => onChange({ ...plan, absences: removeAt(plan.absences, index) })}
          >
            <PersonSelect plan={plan} label={w.person} value={row.person} onChange={(person) => set({ person })} />
            <Times from={row.from} to={row.to} onChange={set} />
            <TextInput label={w.why} maxLength={200} value={row.reason} onChange={(event) => set({ reason: event.currentTarget.value })} />
          </EditRow>
        );
      })}
      <div className="actions">
        <Button
          size="compact-sm"
          disabled={plan.people.length === 0}
          onClick={() => {
            const from = new Date().toISOString();
            const row = { person: plan.people[0]?.id ?? '', from, to: later(from, 24), reason: '' };
            onChange({ ...plan, absences: [...plan.absences, row] });
          }}
        >
          {w.addAbsence}
        </Button>
      </div>
      {canImport ? (
        <div className="row" style={{ alignItems: 'end' }}>
          <PersonSelect plan={plan} label={w.importFor} value={of} onChange={setOf} />
          <FileButton
            accept=".ics,text/calendar"
            onChange={(chosen) => {
              setFile(chosen);
              if (chosen !== null) take.mutate({ file: chosen, confirmed: false });
            }}
          >
            {(button) => (
              <Button {...button} disabled={of === ''} loading={take.isPending}>
                {w.importIcs}
              </Button>
            )}
          </FileButton>
        </div>
      ) : (
        <p className="small quiet">{w.importLater}</p>
      )}
      {take.error === null ? null : <Failed error={take.error} />}
      {moves && file !== null ? (
        <div className="actions">
          <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate({ file, confirmed: true })}>
            {w.importConfirmed}
          </Button>
        </div>
      ) : null}
      {take.data === undefined ? null : (
        <div role="status">
          {w.imported(take.data.added, take.data.removed)}
          {said.length === 0 ? null : (
            <ul>
              {said.slice(0, 20).map((one) => (
                <li key={`${one.uid} ${one.why.en}`} className="small">
                  {w.notRead(one.uid, say.two(one.why))}
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      <Closures plan={plan} onChange={onChange} />
    </section>
  );
}

function Closures({ plan, onChange }: PartProps) {
  const w = useWords(editorWords);
  const say = useSay();
  return (
    <>
      <h3>{w.closures}</h3>
      <p className="small quiet">{w.closuresLead}</p>
      {plan.closures.map((row, index) => {
        const set = (part: Partial<typeof row>) => onChange({ ...plan, closures: replaceAt(plan.closures, index, { ...row, ...part }) });
        return (
          <EditRow
            // oxlint-disable-next-line react/no-array-index-key -- a closure has no name of its own
            key={index}
            name={say.two(row.name)}
            onRemove={() => onChange({ ...plan, closures: removeAt(plan.closures, index) })}
          >
            <TextInput label={w.firstDay} value={row.from} onChange={(event) => set({ from: event.currentTarget.value })} />
            <TextInput label={w.lastDay} value={row.to} onChange={(event) => set({ to: event.currentTarget.value })} />
            <TwoNames name={row.name} onChange={(name) => set({ name })} />
          </EditRow>
        );
      })}
      <div className="actions">
        <Button
          size="compact-sm"
          onClick={() =>
            onChange({
              ...plan,
              closures: [...plan.closures, { from: '--08-13', to: '--08-16', name: { ja: '夏季休業', en: 'Summer closure' } }],
            })
          }
        >
          {w.addClosure}
        </Button>
      </div>
    </>
  );
}
