// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, Radio, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { HAND_FILES, handChannels } from '../../../src/intake/contract.ts';
import { casesKey } from '../../api/cases.ts';
import { reportsKey, writeDown } from '../../api/reports.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Failed, Forbidden } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';

/** What was told by telephone, on paper, in a chat or a ticket, written down while it is fresh. Every field is a draft until it is kept; files are not. */
export function ByHandReport() {
  const w = useWords(reportWords);
  const s = useWords(scales);
  const router = useRouter();
  const client = useQueryClient();
  const allowed = useMay('work');
  const [channel, setChannel, clearChannel] = useDraft('by-hand.channel', 'telephone');
  const [from, setFrom, clearFrom] = useDraft('by-hand.from');
  const [subject, setSubject, clearSubject] = useDraft('by-hand.subject');
  const [when, setWhen, clearWhen] = useDraft('by-hand.when');
  const [text, setText, clearText] = useDraft('by-hand.text');
  const [reference, setReference, clearReference] = useDraft('by-hand.reference');
  const [files, setFiles] = useState<readonly File[]>([]);
  const save = useMutation({
    mutationFn: () =>
      writeDown(
        {
          channel: handChannels.find((one) => one === channel) ?? 'telephone',
          from,
          subject,
          text,
          reference,
          happenedAt: when === '' ? null : new Date(when).toISOString(),
        },
        files,
      ),
    onSuccess: ({ reportId }) => {
      for (const clear of [clearChannel, clearFrom, clearSubject, clearWhen, clearText, clearReference]) clear();
      void client.invalidateQueries({ queryKey: reportsKey });
      void client.invalidateQueries({ queryKey: casesKey });
      router.history.push(paths.report(reportId));
    },
  });
  if (!allowed) return <Forbidden />;
  return (
    <div className="page" style={{ maxWidth: 720 }}>
      <h1>{w.byHandTitle}</h1>
      <form
        className="sheet stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Radio.Group label={w.channel} value={channel} onChange={setChannel}>
          <div className="row" style={{ gap: '8px 20px', paddingTop: 6 }}>
            {handChannels.map((one) => (
              <Radio key={one} value={one} label={s.channel[one]} />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label={w.from}
          description={w.fromHelp}
          maxLength={500}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput label={w.subject} required maxLength={500} value={subject} onChange={(event) => setSubject(event.currentTarget.value)} />
        <TextInput
          label={w.happenedAt}
          description={w.happenedAtHelp}
          type="datetime-local"
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
        />
        <Textarea
          label={w.text}
          description={w.textHelp}
          required
          autosize
          minRows={8}
          maxLength={100_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <TextInput
          label={w.reference}
          description={w.referenceHelp}
          maxLength={300}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <HandFiles files={files} onChange={setFiles} />
        {save.error === null ? null : <Failed error={save.error} />}
        <div className="actions">
          <Button type="submit" variant="filled" loading={save.isPending}>
            {w.save}
          </Button>
        </div>
      </form>
    </div>
  );
}

function HandFiles({ files, onChange }: { readonly files: readonly File[]; readonly onChange: (files: readonly File[]) => void }) {
  const w = useWords(reportWords);
  return (
    <fieldset className="stack" style={{ gap: 6, border: 0, margin: 0, padding: 0 }}>
      <legend style={{ fontWeight: 600 }}>{w.files}</legend>
      <span className="small quiet">{w.filesHelp}</span>
      {files.map((file, index) => (
        <div key={`${index} ${file.name}`} className="row" style={{ gap: 8 }}>
          <span className="one-line">{file.name}</span>
          <Button size="compact-sm" variant="subtle" onClick={() => onChange(files.filter((_, at) => at !== index))}>
            {w.filesRemove(file.name)}
          </Button>
        </div>
      ))}
      <div>
        <FileButton multiple onChange={(more) => onChange([...files, ...more].slice(0, HAND_FILES.files))}>
          {(props) => <Button {...props}>{w.filesChoose}</Button>}
        </FileButton>
      </div>
    </fieldset>
  );
}
