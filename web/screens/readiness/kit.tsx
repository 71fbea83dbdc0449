// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { printKit, useKit } from '../../api/kit.ts';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { kitWords } from './kit-words.ts';

/** The paper for when nothing else works: when it was last printed, and a new one. */
export function Kit() {
  const w = useWords(kitWords);
  const say = useSay();
  const who = useWho();
  const mayWork = useMay('work');
  const kit = useKit();
  const [days, setDays] = useState('14');
  const [pages, setPages] = useState('6');
  const print = useMutation({
    mutationFn: () => printKit({ days: Number(days), logPages: Number(pages) }),
    onSuccess: () => kit.refetch(),
  });
  if (kit.data === undefined) return <Pending on={kit} lines={3} />;
  const { last, now } = kit.data;
  return (
    <section className="sheet stack" id="kit" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p style={{ maxWidth: '60em' }}>{w.lead}</p>
      <p>
        {last === null ? w.never : w.last(say.time(last.at), who(last.by))}{' '}
        {last === null ? null : last.until > now ? w.until(say.time(last.until)) : w.over(say.time(last.until))}
      </p>
      {mayWork ? (
        <form
          className="row no-print"
          style={{ alignItems: 'end' }}
          onSubmit={(event) => {
            event.preventDefault();
            print.mutate();
          }}
        >
          <TextInput
            label={w.days}
            type="number"
            min={1}
            max={60}
            required
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
          />
          <TextInput
            label={w.pages}
            type="number"
            min={0}
            max={60}
            required
            value={pages}
            onChange={(event) => setPages(event.currentTarget.value)}
          />
          <Button type="submit" loading={print.isPending}>
            {w.print}
          </Button>
        </form>
      ) : null}
      {print.error === null ? null : <Failed error={print.error} />}
    </section>
  );
}
