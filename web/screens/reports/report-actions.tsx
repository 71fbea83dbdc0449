// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReportSheet } from '../../../src/intake/contract.ts';
import { casesKey } from '../../api/cases.ts';
import { raiseReport, reportsKey, setReportState, splitReport } from '../../api/reports.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { paths } from '../../paths.ts';

type State = ReportSheet['state'];

/** Its first reason says that it answers into its case (intake/receive.ts). */
const isReply = ({ why }: ReportSheet): boolean => why?.startsWith('reply.') === true;

/** What may follow each state of a report. */
const FOLLOWS = {
  new: ['open', 'rejected'],
  open: ['resolved', 'rejected', 'new'],
  resolved: ['open'],
  rejected: ['open'],
} as const satisfies Record<State, readonly State[]>;

export function ReportActions({ sheet }: { readonly sheet: ReportSheet }) {
  const w = useWords(reportWords);
  const client = useQueryClient();
  const router = useRouter();
  const [asking, setAsking] = useState<State | 'raise' | 'split' | null>(null);
  const settle = async () => {
    await Promise.all([client.invalidateQueries({ queryKey: reportsKey }), client.invalidateQueries({ queryKey: casesKey })]);
    setAsking(null);
  };
  const state = useMutation({
    mutationFn: (to: { state: State; reason: string }) => setReportState(sheet.reportId, to.state, to.reason),
    onSuccess: settle,
  });
  const raise = useMutation({
    mutationFn: (reason: string) => (sheet.caseId === null ? raiseReport : splitReport)(sheet.reportId, reason),
    onSuccess: async ({ caseId }) => {
      await settle();
      router.history.push(paths.case(caseId));
    },
  });
  const nameOf = (one: State | 'raise' | 'split') => (one === 'raise' ? w.raise : one === 'split' ? w.split : w.stateChange[one]);
  return (
    <div className="actions no-print">
      {FOLLOWS[sheet.state].map((to) => (
        <Button
          key={to}
          variant={to === 'open' ? 'filled' : 'default'}
          loading={state.isPending && asking === null}
          onClick={() => (to === 'open' && sheet.state === 'new' ? state.mutate({ state: to, reason: '' }) : setAsking(to))}
        >
          {w.stateChange[to]}
        </Button>
      ))}
      {sheet.caseId === null ? <Button onClick={() => setAsking('raise')}>{w.raise}</Button> : null}
      {sheet.caseId !== null && isReply(sheet) ? <Button onClick={() => setAsking('split')}>{w.split}</Button> : null}
      {sheet.caseId === null ? null : (
        <Button component="a" href={paths.triage(sheet.reportId)}>
          {w.toTriage}
        </Button>
      )}
      {asking === null ? null : (
        <ReasonDialog
          title={nameOf(asking)}
          lead={asking === 'raise' ? w.raiseLead : asking === 'split' ? w.splitLead : undefined}
          draft={`report.${sheet.reportId}.${asking}`}
          confirm={nameOf(asking)}
          pending={state.isPending || raise.isPending}
          error={asking === 'raise' || asking === 'split' ? raise.error : state.error}
          onConfirm={(reason, clear) => {
            if (asking === 'raise' || asking === 'split') raise.mutate(reason, { onSuccess: clear });
            else state.mutate({ state: asking, reason }, { onSuccess: clear });
          }}
          onClose={() => setAsking(null)}
        />
      )}
    </div>
  );
}
