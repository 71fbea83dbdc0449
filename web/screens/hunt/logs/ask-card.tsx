// SPDX-License-Identifier: Apache-2.0
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { AnswerWire, ImportAskWire } from '../../../../src/hunt/sources/sources.contract.ts';
import { answerImport, previewImport, useFormats } from '../../../api/hunt/logs.ts';
import { importsKey } from '../../../api/topics.ts';
import { useLang, useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';
import { deviceZone } from '../../../lang/time.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { headingsOf, looksLikeTable } from './headings.ts';
import { percentOf } from './percent.ts';
import { TABLES } from './table-names.ts';
import type { TableName } from './table-names.ts';
import { TeachLine } from './teach-line.tsx';
import { TriedLines } from './tried-lines.tsx';
import { ZoneSelect } from './zone-select.tsx';

/** Chosen where no format fits: the line itself is taught. */
const TEACH = 'line:';

/** The desk could not tell: a person says how the file is read, or that it is left out. Nothing of it counts before that. */
export function AskCard({ importId, asks }: { readonly importId: string; readonly asks: readonly [ImportAskWire, ...ImportAskWire[]] }) {
  const [ask] = asks;
  const w = useWords(logsWords);
  const { lang } = useLang();
  const client = useQueryClient();
  const mayWork = useMay('work');
  const formats = useFormats(mayWork);
  const onlyZone = ask.why.every((one) => one === 'zone');
  const [format, setFormat] = useState(ask.candidates[0]?.id ?? (looksLikeTable(ask.sample) ? 'csv' : ''));
  const [zone, setZone] = useState(ask.why.includes('zone') ? deviceZone() : '');
  const [order, setOrder] = useState<'' | 'dmy' | 'mdy'>('');
  const [table, setTable] = useState<TableName>('event');
  const [columns, setColumns] = useState<Readonly<Record<string, string>>>({});
  const answer = useMutation({
    mutationFn: (one: AnswerWire) => answerImport(importId, one),
    onSuccess: () => void client.invalidateQueries({ queryKey: importsKey }),
  });
  const [line, setLine] = useState(ask.sample.find((one) => one.trim() !== '')?.slice(0, 300) ?? '');
  const [alike, setAlike] = useState(true);
  const sha256 = (alike ? asks : [ask]).map((one) => one.sha256);
  const percent = (share: number) => percentOf(share, lang);
  const chosen = {
    id: format === TEACH ? `${TEACH}${line}` : format,
    table: format === 'csv' || format === TEACH ? table : null,
    columns: format === 'csv' ? columns : {},
    order: order === '' ? null : order,
  };
  const said = zone === '' ? null : zone;
  const read = (): AnswerWire => ({ is: 'import', sha256, format: onlyZone ? null : chosen, zone: said });
  const trial = useMutation({ mutationFn: () => previewImport(importId, { sha256: ask.sha256, format: chosen, zone: said }) });
  const ordered = !ask.why.includes('order') || order !== '';
  const ready = onlyZone
    ? zone !== ''
    : ordered &&
      format !== '' &&
      (format !== 'csv' || (columns['@timestamp'] ?? '') !== '') &&
      (format !== TEACH || line.includes('{@timestamp}'));
  return (
    <section className="sheet ask stack" aria-label={w.askTitle(ask.name)}>
      <h3>{w.askTitle(ask.name)}</h3>
      <ul className="small">
        {ask.why.map((one) => (
          <li key={one}>
            {one === 'zone' || one === 'order' ? w.askWhy[one] : ask.share === 0 ? w.askWhy.nothing : w.askWhy[one](percent(ask.share))}
          </li>
        ))}
      </ul>
      <p className="small quiet">{w.askSafe}</p>
      <div className="small quiet">{w.sample}</div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
      <pre className="sample-lines" role="region" aria-label={w.sample} tabIndex={0}>
        {ask.sample.slice(0, 8).join('\n')}
      </pre>
      {mayWork ? (
        <>
          {asks.length === 1 ? null : (
            <Checkbox label={w.alike(asks.length)} checked={alike} onChange={(event) => setAlike(event.currentTarget.checked)} />
          )}
          <div className="ask-grid">
            {onlyZone ? null : (
              <NativeSelect
                label={w.format}
                value={format}
                data={[
                  ...(ask.candidates.length === 0 ? [{ value: '', label: w.formatChoose }] : []),
                  ...ask.candidates.map((one) => ({ value: one.id, label: w.formatAuto(one.id, percent(one.share)) })),
                  ...(formats.data?.formats ?? ['csv'])
                    .filter((id) => !ask.candidates.some((one) => one.id === id))
                    .map((id) => ({ value: id, label: id })),
                  { value: TEACH, label: w.teach },
                ]}
                onChange={(event) => setFormat(event.currentTarget.value)}
              />
            )}
            {ask.why.includes('order') ? (
              <NativeSelect
                label={w.dateOrder}
                value={order}
                data={[
                  { value: '', label: w.formatChoose },
                  { value: 'dmy', label: w.dateOrders.dmy },
                  { value: 'mdy', label: w.dateOrders.mdy },
                ]}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setOrder(value === 'dmy' || value === 'mdy' ? value : '');
                }}
              />
            ) : null}
            <ZoneSelect label={w.zoneAsk} value={zone} onChange={setZone} open={!ask.why.includes('zone')} />
          </div>
          {!onlyZone && format === 'csv' ? (
            <Mapping
              headings={headingsOf(ask.sample[0] ?? '')}
              tables={formats.data?.tables ?? []}
              table={table}
              setTable={setTable}
              columns={columns}
              setColumns={setColumns}
            />
          ) : null}
          {!onlyZone && format === TEACH ? (
            <TeachLine line={line} setLine={setLine} tables={formats.data?.tables ?? []} table={table} setTable={setTable} />
          ) : null}
          {trial.data === undefined ? null : <TriedLines seen={trial.data} />}
          <div className="row">
            {onlyZone ? null : (
              <Button disabled={format === ''} loading={trial.isPending} onClick={() => trial.mutate()}>
                {w.tryIt}
              </Button>
            )}
            <Button variant="filled" disabled={!ready} loading={answer.isPending} onClick={() => answer.mutate(read())}>
              {w.readIt}
            </Button>
            <Button disabled={answer.isPending} onClick={() => answer.mutate({ is: 'leave', sha256 })}>
              {w.leaveOut}
            </Button>
          </div>
        </>
      ) : null}
      {[answer.error, trial.error].map((error, at) => (error === null ? null : <Failed key={at} error={error} />))}
    </section>
  );
}

/** Columns that most questions need; the rest of a file's columns is kept beside them under its own names. */
const ASKED = [
  'source.ip',
  'destination.ip',
  'destination.port',
  'destination.domain',
  'url.original',
  'url.domain',
  'source.bytes',
  'destination.bytes',
  'dns.question.name',
  'http.request.method',
  'http.response.status_code',
  'user_agent.original',
  'user.name',
  'message',
];

function Mapping(props: {
  readonly headings: readonly string[];
  readonly tables: readonly { readonly table: TableName; readonly columns: readonly string[] }[];
  readonly table: TableName;
  readonly setTable: (table: TableName) => void;
  readonly columns: Readonly<Record<string, string>>;
  readonly setColumns: (columns: Readonly<Record<string, string>>) => void;
}) {
  const w = useWords(logsWords);
  const there = props.tables.find((one) => one.table === props.table)?.columns ?? [];
  const wanted = ASKED.filter((name) => there.includes(name));
  const field = (name: string, label: string) => (
    <NativeSelect
      key={name}
      label={label}
      value={props.columns[name] ?? ''}
      data={[{ value: '', label: w.csvNone }, ...props.headings.map((one) => ({ value: one, label: one }))]}
      onChange={(event) => {
        const { [name]: _, ...rest } = props.columns;
        const heading = event.currentTarget.value;
        props.setColumns(heading === '' ? rest : { ...rest, [name]: heading });
      }}
    />
  );
  return (
    <fieldset className="stack" style={{ border: 0, padding: 0, margin: 0 }}>
      <legend className="small quiet">{w.csvColumns}</legend>
      <div className="ask-grid">
        <NativeSelect
          label={w.csvTable}
          value={props.table}
          data={TABLES.map((one) => ({ value: one, label: w.tables[one] }))}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === 'web' || value === 'flow' || value === 'dns' || value === 'event') props.setTable(value);
          }}
        />
        {field('@timestamp', w.csvTime)}
        {wanted.map((name) => field(name, name))}
      </div>
    </fieldset>
  );
}
