// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { Board, ItemWire } from '../../../src/remediation/contract.ts';
import { useBoard, useBoardOrder, usePlaybooks } from '../../api/board.ts';
import { boardWords } from '../../i18n/board.ts';
import { useSay, useWords } from '../../i18n/lang.tsx';
import { remediationWords } from '../../i18n/remediation.ts';
import { Failed, Forbidden, Loading } from '../../i18n/told.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { useDraft } from '../../ui/draft.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ItemCard } from './item-card.tsx';

/** Who does what by when, by workstream. Under each other on a telephone. */
export function WorkBoard() {
  const w = useWords(boardWords);
  const say = useSay();
  const allowed = useMay('read');
  const mayWork = useMay('work');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const board = useBoard(caseId);
  if (!allowed) return <Forbidden />;
  if (board.data === undefined)
    return (
      <div className="page">
        {board.error === null ? <Loading lines={8} /> : <Failed error={board.error} retry={() => void board.refetch()} />}
      </div>
    );
  const { data } = board;
  return (
    <div className="page">
      <div>
        <a href={paths.case(caseId)}>{caseId}</a>
        <h1>{w.title}</h1>
        <div className="row small">
          {data.playbook === null ? null : (
            <span>
              {w.playbook} {say.two(data.playbook.title)}
            </span>
          )}
          {data.onePerson ? <Tag>{w.onePerson}</Tag> : null}
        </div>
      </div>
      {mayWork && data.playbook === null ? <Playbooks board={data} /> : null}
      {data.next.length === 0 ? null : <NextSteps board={data} />}
      {data.items.length === 0 ? <EmptyState title={w.empty}>{w.emptyNext}</EmptyState> : <Streams board={data} />}
      {mayWork ? <AddItem board={data} /> : null}
    </div>
  );
}

function NextSteps({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const say = useSay();
  return (
    <section className="sheet stack" aria-label={w.next}>
      <h2>{w.next}</h2>
      <ol>
        {board.next.map((step) => (
          <li key={step.id}>
            {say.two(step.text)}
            <div className="small quiet">
              {say.two(step.who)} · {step.by === null ? w.noDue : w.due(say.time(step.by))} · {say.two(step.why)}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Streams({ board }: { readonly board: Board }) {
  const r = useWords(remediationWords);
  const nameOf = (item: ItemWire) =>
    item.workstream === 'other' && item.workstreamName !== '' ? item.workstreamName : r.workstreams[item.workstream];
  const streams = board.workstreams.flatMap((one) => [
    ...new Set(board.items.filter((item) => item.workstream === one).map((item) => nameOf(item))),
  ]);
  return (
    <div className="board">
      {streams.map((stream) => (
        <section key={stream} className="stack" aria-label={stream}>
          <h2>{stream}</h2>
          {board.items
            .filter((item) => nameOf(item) === stream)
            .map((item) => (
              <ItemCard key={item.itemId} board={board} item={item} />
            ))}
        </section>
      ))}
    </div>
  );
}

function Playbooks({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const { two } = useSay();
  const playbooks = usePlaybooks();
  const run = useBoardOrder(board.caseId, board.seq);
  return (
    <section className="sheet stack" aria-label={w.playbook}>
      <h2>{w.playbook}</h2>
      {run.error === null ? null : <Failed error={run.error} />}
      {playbooks.data?.playbooks.map((one) => (
        <div key={one.id} className="spread">
          <div>
            <b>{two(one.title)}</b>
            <div className="small quiet">{two(one.about)}</div>
          </div>
          <Button
            size="compact-sm"
            aria-label={w.chooseOf(two(one.title))}
            loading={run.isPending}
            onClick={() => run.mutate({ do: 'choose-playbook', playbookId: one.id })}
          >
            {w.choose}
          </Button>
        </div>
      ))}
    </section>
  );
}

function AddItem({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const [title, setTitle, clear] = useDraft(`board.${board.caseId}.add`);
  const run = useBoardOrder(board.caseId, board.seq, clear);
  return (
    <form
      className="row no-print"
      style={{ alignItems: 'end' }}
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() !== '') run.mutate({ do: 'add', itemId: crypto.randomUUID(), title: title.trim() });
      }}
    >
      <TextInput
        style={{ flex: '1 1 220px' }}
        label={w.addTitle}
        maxLength={300}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" loading={run.isPending}>
        {w.add}
      </Button>
      {run.error === null ? null : <Failed error={run.error} />}
    </form>
  );
}
