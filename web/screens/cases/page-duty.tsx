// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { CaseSheet } from '../../../src/case/contract.ts';
import { pageDuty, useDutyChanged, useWhom } from '../../api/duty.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { reportWords } from './report-words.ts';

/** Calls whoever has the duty for a case of this kind; who that is and by which way stands there before anybody presses. */
export function PageDuty({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(reportWords);
  const say = useSay();
  const mayWork = useMay('work') && sheet.state === 'open';
  const changed = useDutyChanged();
  const whom = useWhom(sheet.id).data;
  const page = useMutation({ mutationFn: () => pageDuty(sheet.id, sheet.title), onSuccess: changed });
  if (!mayWork || whom === undefined || whom.policy === null) return null;
  const named = (away: boolean) =>
    whom.people
      .filter((one) => one.away === away)
      .map((one) => one.name)
      .join(w.and);
  const [names, gone] = [named(false), named(true)];
  const ways = [...new Set(whom.people.flatMap((one) => one.ways))].map((way) => w.ways[way]).join(w.and);
  return (
    <details className="sheet no-print">
      <summary>{w.pageTitle}</summary>
      <div className="stack" style={{ marginTop: 8 }}>
        {names === '' && gone !== '' ? null : (
          <p className={names === '' ? 'must' : 'small'}>
            {names === '' ? w.pageNobody(say.two(whom.policy.name)) : w.pageWhom(say.two(whom.policy.name), names, ways)}
          </p>
        )}
        {gone === '' ? null : <p className="must">{w.pageAway(gone)}</p>}
        <div className="actions">
          <Button loading={page.isPending} onClick={() => page.mutate()}>
            {w.pageNow}
          </Button>
          {page.data === undefined ? null : <span role="status">{w.pageStarted}</span>}
        </div>
        {page.error === null ? null : <Failed error={page.error} />}
      </div>
    </details>
  );
}
