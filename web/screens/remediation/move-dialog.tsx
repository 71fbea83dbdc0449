// SPDX-License-Identifier: Apache-2.0
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Board, ItemWire } from '../../../src/remediation/contract.ts';
import { useBoardOrder } from '../../api/board.ts';
import type { BoardOrderInput } from '../../api/board.ts';
import { boardWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { remediationWords } from '../../journal/words/remediation.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { fromField } from '../../ui/device/local-time.ts';

export type AskedMove = 'block' | 'check-impact' | 'settle-evidence' | 'finish' | 'verify' | 'send-back' | 'cancel';
const ANSWERS = ['kept', 'not-needed', 'cannot'] as const;
const IMPACTS = ['none', 'announced', 'not-acceptable'] as const;

/** A move that needs words: what was found, for whom one waits, why it is cancelled. */
export function MoveDialog(props: {
  readonly board: Board;
  readonly item: ItemWire;
  readonly move: AskedMove;
  readonly onClose: () => void;
}) {
  const w = useWords(boardWords);
  const r = useWords(remediationWords);
  const { board, item, move } = props;
  const [by, setBy] = useState('');
  const [when, setWhen] = useState('');
  const [impact, setImpact] = useState<(typeof IMPACTS)[number]>('none');
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]>('kept');
  const run = useBoardOrder(board.caseId, board.seq, props.onClose);
  const { itemId } = item;
  const at = fromField(when);
  const orderOf = (text: string): BoardOrderInput => {
    const orders = {
      block: { do: 'block', itemId, by, until: at, reason: text },
      'check-impact': { do: 'check-impact', itemId, impact, finding: text },
      'settle-evidence': { do: 'settle-evidence', itemId, answer, note: text },
      finish: { do: 'finish', itemId, result: text },
      verify: { do: 'verify', itemId, accepted: true, note: text },
      'send-back': { do: 'verify', itemId, accepted: false, note: text },
      cancel: { do: 'cancel', itemId, reason: text },
    } as const satisfies Record<AskedMove, BoardOrderInput>;
    return orders[move];
  };
  return (
    <ReasonDialog
      title={w.of(w.moves[move], item.title)}
      draft={`board.${board.caseId}.${itemId}.${move}`}
      confirm={w.moves[move]}
      label={move === 'finish' ? w.done : move === 'check-impact' ? w.finding : move === 'settle-evidence' ? w.evidenceWhere : undefined}
      optional={move === 'verify'}
      pending={run.isPending}
      error={run.error}
      onClose={props.onClose}
      onConfirm={(text, clear) => {
        if (move !== 'block' || by.trim() !== '') run.mutate(orderOf(text), { onSuccess: clear });
      }}
    >
      {move === 'block' ? (
        <TextInput label={r.blockedBy} required maxLength={300} value={by} onChange={(event) => setBy(event.currentTarget.value)} />
      ) : null}
      {move === 'block' ? (
        <TextInput label={w.blockedUntil} type="datetime-local" value={when} onChange={(event) => setWhen(event.currentTarget.value)} />
      ) : null}
      {move === 'settle-evidence' ? (
        <NativeSelect
          label={r.evidence}
          value={answer}
          onChange={(event) => setAnswer(ANSWERS.find((one) => one === event.currentTarget.value) ?? 'kept')}
          data={ANSWERS.map((value) => ({ value, label: r.evidences[value] }))}
        />
      ) : null}
      {move === 'check-impact' ? (
        <NativeSelect
          label={w.impact}
          value={impact}
          onChange={(event) => setImpact(IMPACTS.find((one) => one === event.currentTarget.value) ?? 'none')}
          data={IMPACTS.map((value) => ({ value, label: r.impacts[value] }))}
        />
      ) : null}
    </ReasonDialog>
  );
}
