// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/exercise/contract.ts';
import type { RunOrder, RunRow, RunSheet } from '../../src/exercise/run/run.contract.ts';
import { ask } from './fetch/http.ts';

export type { RunOrder, RunRow, RunSheet };
export const exercisesKey = ['exercises'] as const;
export const runKey = (runId: string) => [...exercisesKey, 'sheet', runId] as const;

export function useScenarios() {
  return useQuery({ queryKey: [...exercisesKey, 'scenarios'], queryFn: ({ signal }) => ask(endpoints.scenarios, { signal }) });
}

export function useRuns(enabled: boolean) {
  return useQuery({ queryKey: [...exercisesKey, 'list'], queryFn: ({ signal }) => ask(endpoints.runs, { signal }), enabled });
}

/** Read again often: its time goes on without an entry. */
export function useRun(runId: string) {
  return useQuery({
    queryKey: runKey(runId),
    queryFn: ({ signal }) => ask(endpoints.run, { params: { runId }, signal }),
    refetchInterval: 5000,
  });
}

export function startRun(json: {
  readonly scenarioId: string;
  readonly speed: number;
  readonly roster: { role: string; personId: string }[];
}) {
  return ask(endpoints.startRun, { json });
}

export function orderRun(runId: string, order: RunOrder) {
  return ask(endpoints.orderRun, { params: { runId }, json: order });
}
