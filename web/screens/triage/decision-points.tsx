// SPDX-License-Identifier: Apache-2.0
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TriageSheet } from '../../../src/triage/contract.ts';
import { setPoints, triageKey } from '../../api/triage.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { useMay } from '../../journal/person.ts';
import { Explained } from '../../components/explained.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { sheetWords } from './words.ts';

const TABLES = ['deployer', 'coordinator', 'bod2604'] as const;
type Settings = Readonly<Record<string, Record<string, string>>>;

/** The three decisions with every point, where its value comes from, and a person's choice of another. */
export function DecisionPoints(props: { readonly caseId: string; readonly reportId: string; readonly priority: TriageSheet['priority'] }) {
  const w = useWords(sheetWords);
  const { two } = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Settings>({});
  const [asking, setAsking] = useState(false);
  const save = useMutation({
    mutationFn: (reason: string) => setPoints(props.caseId, props.reportId, together(props.priority, chosen), reason),
    onSuccess: async () => {
      setChosen({});
      await client.invalidateQueries({ queryKey: triageKey });
    },
  });
  const changed = Object.values(chosen).some((points) => Object.keys(points).length > 0);
  return (
    <div className="stack" style={{ gap: 16 }}>
      {TABLES.map((table) => {
        const made = props.priority[table];
        return (
          <section key={table} className="stack" aria-label={two(made.name)} style={{ gap: 8 }}>
            <h3>
              <Explained text={two(made.name)} />: {two(made.outcomeName)}
            </h3>
            {made.points.map((point) => (
              <NativeSelect
                key={point.key}
                label={two(point.name)}
                description={<Explained text={`${w.from[point.from]} — ${two(point.why)}`} />}
                disabled={!mayWork}
                value={chosen[table]?.[point.key] ?? point.value}
                data={point.choices.map((choice) => ({ value: choice.key, label: two(choice.name) }))}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setChosen((before) => ({ ...before, [table]: { ...before[table], [point.key]: value } }));
                }}
              />
            ))}
          </section>
        );
      })}
      {mayWork ? (
        <div className="actions no-print">
          <Button disabled={!changed} onClick={() => setAsking(true)}>
            {w.setWithReason}
          </Button>
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={w.points}
          lead={w.pointsLead}
          draft={`points/${props.reportId}`}
          confirm={w.savePoints}
          pending={save.isPending}
          error={save.error}
          onConfirm={(reason, clear) =>
            save.mutate(reason, {
              onSuccess: () => {
                clear();
                setAsking(false);
              },
            })
          }
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  );
}

/** What persons set before, and over it what is chosen now. */
function together(priority: TriageSheet['priority'], chosen: Settings): Settings {
  return Object.fromEntries(
    TABLES.map((table) => {
      const before = priority[table].points.filter((point) => point.from === 'person').map((point) => [point.key, point.value] as const);
      return [table, { ...Object.fromEntries(before), ...chosen[table] }];
    }),
  );
}
