// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Period } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useWords } from '../../../lang/lang.tsx';
import { deviceZone } from '../../../lang/time.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import type { HuntView } from '../../../paths.ts';
import type { HuntSearch } from './hunt-search.ts';
import { daysOf, PeriodFields, periodOf } from './period-fields.tsx';

/** What the address asks: nothing until somebody has run the question. */
export function askedIn(search: HuntSearch): Period | null {
  return search.run === undefined ? null : { since: search.since ?? null, until: search.until ?? null };
}

/** A question that needs no more than a period. Whoever may work records the answer; whoever may read sees it. */
export function PeriodQuestion(props: {
  readonly caseId: string;
  readonly view: HuntView;
  readonly asked: Period | null;
  readonly word: string;
  readonly disabled?: boolean;
  readonly record: (asked: Period) => Promise<void>;
}) {
  const w = useWords(huntPageWords);
  const mayWork = useMay('work');
  const navigate = useNavigate();
  const [days, setDays] = useState(() => daysOf(props.asked ?? { since: null, until: null }));
  const asking = useMutation({
    mutationFn: async () => {
      const asked = periodOf(days);
      if (mayWork) await props.record(asked);
      return asked;
    },
    onSuccess: (asked) => void navigate({ href: paths.hunt(props.caseId, props.view, { ...asked, run: 'yes' }), resetScroll: false }),
  });
  return (
    <form
      className="stack no-print"
      aria-label={w.question}
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <div className="hunt-form two">
        <PeriodFields days={days} onChange={setDays} />
      </div>
      <div className="row">
        <Button type="submit" variant="filled" disabled={props.disabled === true} loading={asking.isPending}>
          {mayWork ? props.word : w.show}
        </Button>
        <span className="small quiet">{w.dateZone(deviceZone())}</span>
      </div>
      {asking.error === null ? null : <Failed error={asking.error} />}
    </form>
  );
}
