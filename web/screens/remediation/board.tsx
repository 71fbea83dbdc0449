// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Board, ItemWire } from '../../../src/remediation/contract.ts';
import { useBoard, useBoardOrder, useBoardOrders, usePlaybooks } from '../../api/board.ts';
import { boardWords } from './words.ts';
import { Explained } from '../../components/explained.tsx';
import { useSay, useWords } from '../../lang/lang.tsx';
import { remediationWords } from '../../journal/words/remediation.ts';
import { Failed, Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { StandingReady } from '../../journal/standing-ready.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { paths } from '../../paths.ts';
import { newId } from '../../ui/device/new-id.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Tag } from '../../ui/tag.tsx';
import { ItemCard } from './item-card.tsx';
import { ItemForm } from './item-form.tsx';
import { endpoints } from '../../../src/remediation/contract.ts';

/** Who does what by when, by workstream. Under each other on a telephone. */
export function WorkBoard() {
  const w = useWords(boardWords);
  const say = useSay();
  const allowed = useMay('read');
  const mayWork = useMay('work');
  const { caseId = '' }: { caseId?: string } = useParams({ strict: false });
  const board = useBoard(caseId);
  if (!allowed) return <Forbidden />;
  if (board.data === undefined) return <div className="page">{<Pending on={board} lines={8} />}</div>;
  // What the desk itself wrote is there in both languages; each reader has their own.
  const data = { ...board.data, items: board.data.items.map((item) => ({ ...item, title: say.two(item.titles) })) };
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
          <a href={paths.notes(caseId)}>{w.toNotes}</a>
          <a href={paths.clocks(caseId)}>{w.toClocks}</a>
          {data.playbook === null ? null : (
            <a href={endpoints.cacao.at({ id: data.playbook.playbookId })} download={`${data.playbook.playbookId}.cacao.json`}>
              {w.cacao}
            </a>
          )}
          {data.playbook === null ? null : <Explained text="CACAO" />}
        </div>
      </div>
      {mayWork && data.playbook === null ? <Playbooks board={data} /> : null}
      {data.next.length === 0 ? null : <NextSteps board={data} />}
      <StandingReady caseId={caseId} to="board" />
      {mayWork ? <Tools board={data} /> : null}
      {data.items.length === 0 ? <EmptyState title={w.empty}>{w.emptyNext}</EmptyState> : <Streams board={data} />}
    </div>
  );
}

function NextSteps({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const say = useSay();
  const mayWork = useMay('work');
  const [taking, setTaking] = useState<Board['next'][number] | null>(null);
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
            {mayWork && step.item !== null ? (
              <div className="actions no-print">
                <Button size="compact-sm" aria-label={w.of(w.takeStep, say.two(step.text))} onClick={() => setTaking(step)}>
                  {w.takeStep}
                </Button>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
      {mayWork ? <TakeSteps board={board} /> : null}
      {taking === null ? null : <ItemForm board={board} step={taking} onClose={() => setTaking(null)} />}
    </section>
  );
}

/** Every step that is shown, each a piece of work that nobody has yet, with its time and no other change. */
function TakeSteps({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const say = useSay();
  const run = useBoardOrders(board.caseId, board.seq);
  const orders = board.next.flatMap((step) =>
    step.item === null ? [] : [{ do: 'add' as const, itemId: newId(), ...step.item, title: say.two(step.text), due: step.by, owner: null }],
  );
  if (orders.length < 2) return null;
  return (
    <>
      <div className="actions no-print">
        <Button loading={run.isPending} onClick={() => run.mutate(orders)}>
          {w.takeAllSteps(orders.length)}
        </Button>
        <span className="small quiet">{w.takeAllLead}</span>
      </div>
      {run.error === null ? null : <Failed error={run.error} />}
    </>
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

/** Adding an item, choosing another playbook, working alone: what concerns the whole board. */
function Tools({ board }: { readonly board: Board }) {
  const w = useWords(boardWords);
  const [open, setOpen] = useState<'add' | 'mode' | 'playbook' | null>(null);
  const close = () => setOpen(null);
  const run = useBoardOrder(board.caseId, board.seq, close);
  const mode = board.onePerson ? w.toTeam : w.toOnePerson;
  return (
    <div className="stack no-print">
      <div className="actions">
        <Button onClick={() => setOpen('add')}>{w.add}</Button>
        <Button variant="subtle" onClick={() => setOpen('mode')}>
          {mode}
        </Button>
        {board.playbook === null ? null : (
          <Button variant="subtle" onClick={() => setOpen(open === 'playbook' ? null : 'playbook')}>
            {w.otherPlaybook}
          </Button>
        )}
      </div>
      {open === 'playbook' ? <Playbooks board={board} /> : null}
      {open === 'add' ? <ItemForm board={board} onClose={close} /> : null}
      {open === 'mode' ? (
        <ReasonDialog
          title={mode}
          lead={board.onePerson ? w.teamLead : w.onePersonLead}
          draft={`board.${board.caseId}.mode`}
          confirm={mode}
          pending={run.isPending}
          error={run.error}
          onClose={close}
          onConfirm={(reason, clear) => run.mutate({ do: 'set-mode', onePerson: !board.onePerson, reason }, { onSuccess: clear })}
        />
      ) : null}
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
