// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Board, ItemWire } from '../../../src/remediation/contract.ts';
import { useBoardOrder } from '../../api/board.ts';
import { boardWords } from './words.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { remediationWords } from '../../journal/words/remediation.ts';
import { Failed } from '../../components/states.tsx';
import { useMay, usePerson } from '../../journal/person.ts';
import { Tag } from '../../ui/tag.tsx';
import { ItemForm } from './item-form.tsx';
import { MoveDialog } from './move-dialog.tsx';
import type { AskedMove } from './move-dialog.tsx';

const ASKED: readonly string[] = [
  'block',
  'check-impact',
  'settle-evidence',
  'finish',
  'verify',
  'send-back',
  'cancel',
] satisfies readonly AskedMove[];

/** Nothing has to wait for it any more. */
function isSettled(item: ItemWire): boolean {
  return item.status === 'verified' || item.status === 'cancelled' || (item.status === 'done' && !item.fourEyes);
}

/** One item: owner, due, what it waits for, and the moves that the desk allows now. */
export function ItemCard({ board, item }: { readonly board: Board; readonly item: ItemWire }) {
  const w = useWords(boardWords);
  const r = useWords(remediationWords);
  const say = useSay();
  const mayWork = useMay('work');
  const me = usePerson()?.personId ?? null;
  const [asking, setAsking] = useState<AskedMove | 'change' | null>(null);
  const run = useBoardOrder(board.caseId, board.seq);
  const words: Readonly<Record<string, string>> = w.moves;
  const press = (move: string) => {
    if (move === 'acknowledge' || move === 'start' || move === 'unblock') run.mutate({ do: move, itemId: item.itemId });
    else if (move === 'change' || ASKED.includes(move)) setAsking(move as AskedMove | 'change');
  };
  const first = item.dependsOn.flatMap((id) => board.items.find((one) => one.itemId === id && !isSettled(one))?.title ?? []);
  const unchecked = item.touchesCustomers && (item.impact === null || item.impact === 'not-acceptable');
  const unsettled = item.destroys === true && item.evidence === null;
  const sameEyes = item.status === 'done' && item.fourEyes && !board.onePerson && item.doneBy === me;
  const allowed = item.moves.flatMap((move) => (move === 'verify' ? ['verify', 'send-back'] : [move]));
  const moves = allowed.filter(
    (move) =>
      words[move] !== undefined &&
      // What the desk would refuse is not offered; the card says what has to come first.
      !((move === 'start' || move === 'finish') && first.length > 0) &&
      !(move === 'finish' && unchecked) &&
      !((move === 'start' || move === 'finish') && unsettled) &&
      !(move === 'settle-evidence' && item.destroys !== true) &&
      !(move === 'acknowledge' && (item.ackedAt !== null || (item.owner !== null && item.owner.personId !== me))) &&
      !((move === 'verify' || move === 'send-back') && sameEyes) &&
      !(move === 'check-impact' && !item.touchesCustomers),
  );
  const acked = (one: ItemWire) =>
    one.ackedAt !== null ? w.acknowledged : one.needsAckBy === null ? w.notAcknowledged : w.ackBy(say.time(one.needsAckBy));
  const settled = item.status === 'verified' || item.status === 'cancelled';
  return (
    <article className="sheet stack" style={{ gap: 6 }} aria-label={item.title}>
      <h3>{item.title}</h3>
      <div className="row">
        <Tag tone={item.status === 'verified' ? 'verified' : 'line'}>
          {item.status === 'done' && !item.fourEyes ? w.doneForGood : w.statuses[item.status]}
        </Tag>
        {item.late ? <Tag tone="act">{w.late}</Tag> : null}
        {item.touchesCustomers ? <Tag>{item.impact === null ? r.touches : r.impacts[item.impact]}</Tag> : null}
        {item.destroys === true ? <Tag tone={unsettled && !settled ? 'act' : 'line'}>{r.destroys}</Tag> : null}
        {item.fourEyes ? <Tag>{r.fourEyes}</Tag> : null}
      </div>
      <div className="small">
        {item.owner === null ? <span className="quiet">{w.noOwner}</span> : <b>{item.owner.name}</b>} {item.department}
        {' · '}
        {item.due === null ? w.noDue : w.due(say.time(item.due))}
        {settled || item.status === 'done' ? null : <> · {acked(item)}</>}
      </div>
      {item.blocked === null ? null : (
        <p className="small">
          {w.blocked(item.blocked.by, item.blocked.reason)} {item.blocked.until === null ? '' : w.until(say.time(item.blocked.until))}
        </p>
      )}
      {first.length === 0 || settled ? null : <p className="small quiet">{w.after(first.join(' / '))}</p>}
      {sameEyes ? <p className="small quiet">{w.otherEyes}</p> : null}
      {unsettled && !settled ? <p className="small must">{w.evidenceMissing}</p> : null}
      {item.evidence === null ? null : <p className="small">{w.evidenceIs(r.evidences[item.evidence.answer], item.evidence.note)}</p>}
      {item.detail === '' || item.detail.startsWith('board:') ? null : <p className="small pre">{item.detail}</p>}
      {item.result === '' ? null : <p className="small">{w.result(item.result)}</p>}
      {run.error === null ? null : <Failed error={run.error} />}
      {mayWork && moves.length > 0 ? (
        <div className="actions no-print">
          {moves.map((move) => (
            <Button
              key={move}
              size="compact-sm"
              variant={move === 'change' || move === 'cancel' || move === 'block' ? 'subtle' : 'default'}
              aria-label={w.of(words[move] ?? move, item.title)}
              onClick={() => press(move)}
            >
              {words[move]}
            </Button>
          ))}
        </div>
      ) : null}
      {asking === 'change' ? <ItemForm board={board} item={item} onClose={() => setAsking(null)} /> : null}
      {asking === null || asking === 'change' ? null : (
        <MoveDialog board={board} item={item} move={asking} onClose={() => setAsking(null)} />
      )}
    </article>
  );
}
