// SPDX-License-Identifier: Apache-2.0
import { Button, Radio, TextInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { casesKey } from '../../api/cases.ts';
import { reportsKey, writeDown } from '../../api/reports.ts';
import { scales } from '../../i18n/common.ts';
import { useWords } from '../../i18n/lang.tsx';
import { reportWords } from '../../i18n/reports.ts';
import { Failed, Forbidden } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';

/** A telephone call or a letter, written down while it is fresh. Every field is a draft until it is kept. */
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
  const save = useMutation({
    mutationFn: () =>
      writeDown({
        channel: channel === 'letter' ? 'letter' : 'telephone',
        from,
        subject,
        text,
        happenedAt: when === '' ? null : new Date(when).toISOString(),
      }),
    onSuccess: ({ reportId }) => {
      for (const clear of [clearChannel, clearFrom, clearSubject, clearWhen, clearText]) clear();
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
          <div className="row" style={{ gap: 20, paddingTop: 6 }}>
            <Radio value="telephone" label={s.channel.telephone} />
            <Radio value="letter" label={s.channel.letter} />
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
