// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PageWire } from '../../../src/duty/contract.ts';
import { acknowledgePage, dutyKey, useDutyPages } from '../../api/duty.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { rotaWords } from '../../i18n/rota.ts';
import { Failed, Loading, When } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';

/** Pages that are open: who must answer, who did, when the desk pages again. */
export function OpenPages() {
  const w = useWords(rotaWords);
  const pages = useDutyPages();
  return (
    <section className="stack" aria-label={w.pages}>
      <h2>{w.pages}</h2>
      {pages.error === null ? null : <Failed error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data === undefined && pages.error === null ? <Loading lines={2} /> : null}
      {pages.data?.pages.length === 0 ? <p className="quiet">{w.noPages}</p> : null}
      {pages.data?.pages.map((page) => (
        <OpenPage key={page.pageId} page={page} />
      ))}
    </section>
  );
}

function OpenPage({ page }: { readonly page: PageWire }) {
  const w = useWords(rotaWords);
  const say = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: () => acknowledgePage(page.pageId),
    onSettled: () => void client.invalidateQueries({ queryKey: dutyKey }),
  });
  const told: Readonly<Record<string, string>> = w.told;
  const waits = page.state === 'triggered' || page.state === 'exhausted';
  return (
    <div className="sheet stack">
      <div className="row">
        <Tag tone={waits ? 'act' : 'verified'}>{w.states[page.state]}</Tag>
        <b>{page.subject}</b>
        {page.caseId === null ? null : <a href={paths.case(page.caseId)}>{page.caseId}</a>}
      </div>
      <div className="row small quiet">
        <When at={page.createdAt} />
        <span>{w.acks(page.acks.length, page.acksNeeded)}</span>
        {page.nextAt === null ? null : <span>{w.nextAt(say.time(page.nextAt))}</span>}
      </div>
      {run.error === null ? null : <Failed error={run.error} />}
      <div className="actions no-print">
        {mayWork && waits ? (
          <Button variant="filled" loading={run.isPending} aria-label={w.acknowledgeOf(page.subject)} onClick={() => run.mutate()}>
            {w.acknowledge}
          </Button>
        ) : null}
        <span role="status">{run.data === undefined ? '' : (told[run.data.is] ?? '')}</span>
      </div>
    </div>
  );
}
