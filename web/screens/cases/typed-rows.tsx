// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readTypedRows, withOffset } from '../../../src/case/command/typed-rows.contract.ts';
import type { TypedRow } from '../../../src/case/command/typed-rows.contract.ts';
import { entriesKey, leaveNote } from '../../api/cases.ts';
import { usePeople } from '../../api/organisation.ts';
import { Failed } from '../../components/states.tsx';
import { WideTable } from '../../components/wide-table.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { newId } from '../../ui/device/new-id.ts';
import { useDraft } from '../../ui/draft.ts';
import { Tag } from '../../ui/tag.tsx';
import { timelineWords } from '../../journal/words/timeline.ts';
import { NoteForm } from './note-form.tsx';
import { rowsWords } from './rows-words.ts';

/** One note, or many as rows of a sheet. */
export function NoteEntry({ caseId, seq }: { readonly caseId: string; readonly seq: number }) {
  const w = useWords(timelineWords);
  const [asRows, setAsRows] = useState(false);
  return (
    <div className="stack no-print" style={{ gap: 8 }}>
      {asRows ? <TypedRows caseId={caseId} /> : <NoteForm caseId={caseId} seq={seq} />}
      <div>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsRows(!asRows)}>
          {asRows ? w.rowsClose : w.rowsOpen}
        </Button>
      </div>
    </div>
  );
}

/** Rows of a log, typed one a line or pasted from a sheet; what each is read as stands below before anything is recorded. */
function TypedRows({ caseId }: { readonly caseId: string }) {
  const w = useWords(rowsWords);
  const client = useQueryClient();
  const [text, setText, clearText] = useDraft(`case.${caseId}.rows`);
  const [day, setDay] = useDraft(`case.${caseId}.rows-day`, today());
  const [writer, setWriter, clearWriter] = useDraft(`case.${caseId}.rows-writer`);
  const [batch, setBatch, clearBatch] = useDraft(`case.${caseId}.rows-batch`);
  const [done, setDone] = useState(0);
  const known = (usePeople().data ?? []).map((person) => person.name);
  const rows = readTypedRows(text, { day: day === '' ? today() : day, instantOf, names: known });
  const save = useMutation({
    mutationFn: async () => {
      const id = batch === '' ? newId() : batch;
      setBatch(id);
      setDone(0);
      for (const [at, row] of rows.entries()) {
        await leaveNote(caseId, {
          do: 'note',
          noteId: `${id}-${mark(JSON.stringify([row, writer]))}`,
          text: row.text === '' ? '—' : row.text,
          happenedAt: row.at,
          who: row.who,
          writtenDownBy: row.writtenDownBy === '' ? writer.trim() : row.writtenDownBy,
          decision: row.decision,
        });
        setDone(at + 1);
      }
    },
    onSuccess: () => {
      clearText();
      clearWriter();
      clearBatch();
    },
    onSettled: () => client.invalidateQueries({ queryKey: entriesKey(caseId) }),
  });
  return (
    <form
      className="stack no-print"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (rows.length > 0 && !save.isPending) save.mutate();
      }}
    >
      <Textarea
        label={w.label}
        description={w.help}
        placeholder={w.place}
        autosize
        minRows={4}
        maxRows={20}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="row" style={{ alignItems: 'end' }}>
        <TextInput label={w.day} type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        <TextInput label={w.writer} maxLength={200} value={writer} onChange={(event) => setWriter(event.currentTarget.value)} />
        <Button type="submit" variant="filled" loading={save.isPending} disabled={rows.length === 0}>
          {w.save(rows.length)}
        </Button>
      </div>
      {save.error === null ? null : (
        <>
          <p>{w.left(done, rows.length)}</p>
          <Failed error={save.error} />
        </>
      )}
      {rows.length === 0 ? null : <Preview rows={rows} />}
    </form>
  );
}

function Preview({ rows }: { readonly rows: readonly TypedRow[] }) {
  const w = useWords(rowsWords);
  const say = useSay();
  return (
    <WideTable>
      <table aria-label={w.preview}>
        <thead>
          <tr>
            {(['line', 'at', 'who', 'text'] as const).map((column) => (
              <th key={column} scope="col">
                {w.columns[column]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, 200).map((row) => (
            <tr key={row.line}>
              <td className="num">{row.line}</td>
              <td>{row.at === null ? <Tag tone="act">{w.noTime}</Tag> : say.time(row.at)}</td>
              <td>{row.who}</td>
              <td className="pre">
                {row.decision ? <Tag>{w.decision}</Tag> : null} {row.text === '' ? <Tag tone="act">{w.noText}</Tag> : row.text}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </WideTable>
  );
}

/** The wall time of this device's own zone. */
function instantOf(day: string, wall: string): string {
  return withOffset(day, wall, -new Date(`${day}T${wall}`).getTimezoneOffset());
}

function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

/** Tells rows of one batch apart, so that sending again writes each once (FNV-1a, 32 bits). */
function mark(text: string): string {
  let sum = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum.toString(16).padStart(8, '0');
}
