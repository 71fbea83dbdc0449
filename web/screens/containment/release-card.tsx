// SPDX-License-Identifier: Apache-2.0
import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OptionWire, PlanRow } from '../../../src/containment/contract.ts';
import { containmentKey, releasePlan } from '../../api/containment.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useWho } from '../../journal/who.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useDraft } from '../../ui/draft.ts';
import { HeldCard } from '../../ui/held-card.tsx';
import { ruleStops } from './option-table.tsx';
import { figure, percent } from './front/stop.ts';
import { planWords } from './words.ts';

/** An option waits here until a person lets it go by name. Releasing stops nothing by itself. */
export function ReleaseCard({ caseId, row, option }: { readonly caseId: string; readonly row: PlanRow; readonly option: OptionWire }) {
  const who = useWho();
  const w = useWords(planWords);
  const { two } = useSay();
  const mayRelease = useMay('release');
  const client = useQueryClient();
  const [reason, setReason, clear] = useDraft(`containment.${caseId}.${row.planId}.${option.id}`);
  const release = useMutation({
    mutationFn: () => releasePlan(caseId, row.planId, option.id, reason.trim()),
    onSuccess: async () => {
      clear();
      await client.invalidateQueries({ queryKey: containmentKey });
    },
  });
  const released = row.released !== null && row.released.option === option.id && row.rolledBack === null ? row.released : null;
  return (
    <section className="stack" id="release" aria-label={w.releaseTitle(two(option.title))}>
      <h2>{w.release2}</h2>
      {option.residual.overBudget ? <p className="band">▲ {w.overHere}</p> : null}
      {mayRelease && released === null ? (
        <Textarea
          label={w.reason}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      {release.error === null ? null : <Failed error={release.error} />}
      <HeldCard
        title={w.releaseTitle(two(option.title))}
        facts={[
          { name: w.what, value: w.whatOf(option.ruleCount, ruleStops(option).length, option.isolated.length) },
          {
            name: w.why,
            value:
              released?.reason ??
              (option.coverage === null ? w.noAttack : w.whyOf(percent(option.coverage), figure(option.residual.total))),
          },
          { name: w.who, value: w.whoOf },
          { name: w.thenName, value: w.thenOf },
          { name: w.undoName, value: w.undoOf },
        ]}
        words={{ held: w.held, released: w.released, release: w.release, undo: () => w.undoName, undone: w.rolledBack }}
        state={released === null ? { is: 'held' } : { is: 'released', by: who(released.by), undoUntil: null }}
        mayRelease={mayRelease && reason.trim() !== '' && !release.isPending}
        onRelease={() => release.mutate()}
        onUndo={() => undefined}
      />
    </section>
  );
}
