// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { addStanding, addStandingFile, standingKey } from '../../../api/hunt/standing.ts';
import { huntPageWords } from '../words.ts';
import { standingWords } from './words.ts';
import { Explained } from '../../../components/explained.tsx';
import { useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useDraft } from '../../../ui/draft.ts';
import type { Named } from '../pieces/from-report.tsx';
import { Refused } from './refused.tsx';

/** Paste or choose a file. What could not be read stands below by name, and what was typed stays until it is added. */
export function StandingAdd(props: { readonly caseId: string; readonly first: string; readonly named: readonly Named[] }) {
  const { caseId, first } = props;
  const w = useWords(standingWords);
  const p = useWords(huntPageWords);
  const client = useQueryClient();
  const [text, setText, clearText] = useDraft(`standing.${caseId}`, first);
  const [source, setSource, clearSource] = useDraft(`standing-source.${caseId}`);
  const lines = text.split('\n').map((line) => line.trim());
  const offered = props.named.filter((one) => one.kind === 'indicator' && !lines.includes(one.value)).map((one) => one.value);
  const put = (value: string) => {
    setText([...lines.filter(Boolean), value].join('\n'));
    if (source === '') setSource(w.reportOf(caseId));
  };
  const reset = useRef<() => void>(null);
  const add = useMutation({
    mutationFn: (file: File | null) =>
      file === null ? addStanding(caseId, { text: text.trim(), source: source.trim() }) : addStandingFile(caseId, file, source.trim()),
    onSuccess: (_, file) => {
      if (file === null) clearText();
      clearSource();
      return client.invalidateQueries({ queryKey: standingKey });
    },
    onSettled: () => reset.current?.(),
  });
  return (
    <form
      className="stack no-print"
      aria-label={w.addTitle}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate(null);
      }}
    >
      {offered.length === 0 ? null : (
        <div className="row">
          <span className="small quiet">{p.fromReport}</span>
          {offered.map((value) => (
            <button key={value} type="button" className="chip mono" title={w.putIn} onClick={() => put(value)}>
              {value}
            </button>
          ))}
        </div>
      )}
      <Textarea
        label={w.text}
        description={<Explained text={w.textHint} />}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={200_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <TextInput
        label={w.source}
        description={w.sourceHint}
        maxLength={300}
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" variant="filled" loading={add.isPending} disabled={text.trim() === ''}>
          {w.add}
        </Button>
        <FileButton resetRef={reset} onChange={(file) => (file === null ? undefined : add.mutate(file))}>
          {(props) => (
            <Button {...props} disabled={add.isPending}>
              {w.file}
            </Button>
          )}
        </FileButton>
        <span className="small quiet">
          <Explained text={w.fileHint} />
        </span>
      </div>
      {add.error === null ? null : <Failed error={add.error} />}
      {add.data === undefined ? null : (
        <div className="stack" style={{ gap: 6 }} role="status">
          <p>
            {w.added(add.data.added, add.data.given)} {add.data.added === 0 ? '' : w.outcomeAbove}
          </p>
          <Refused refused={add.data.refused} total={add.data.refusedTotal} />
        </div>
      )}
    </form>
  );
}
