// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/exercise/contract.ts';
import type { TargetWire } from '../../src/exercise/evaluation/evaluation.contract.ts';
import type { RunOrder, RunRow, RunSheet } from '../../src/exercise/run/run.contract.ts';
import { ask } from './fetch/http.ts';

export type { Wash } from '../../src/exercise/after/after.contract.ts';
export type { ExerciseDateWire } from '../../src/exercise/plan/plan.contract.ts';
export type { RunOrder, RunRow, RunSheet, TargetWire };
export { ratings } from '../../src/exercise/evaluation/evaluation.contract.ts';
export const exercisesKey = ['exercises'] as const;
export const evaluationKey = (runId: string) => [...exercisesKey, 'evaluation', runId] as const;
export const runKey = (runId: string) => [...exercisesKey, 'sheet', runId] as const;

export function useScenarios() {
  return useQuery({ queryKey: [...exercisesKey, 'scenarios'], queryFn: ({ signal }) => ask(endpoints.scenarios, { signal }) });
}

export function useRehearsed() {
  return useQuery({ queryKey: [...exercisesKey, 'rehearsed'], queryFn: ({ signal }) => ask(endpoints.rehearsed, { signal }) });
}

export function setExerciseDate(json: { readonly scenarioId: string; readonly day: string }) {
  return ask(endpoints.setDate, { json });
}

export function dropExerciseDate(dateId: string, reason: string) {
  return ask(endpoints.dropDate, { params: { dateId }, json: { reason } });
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

export const afterActionAddress = (caseId: string): string => endpoints.afterAction.at({ caseId });

/** Read again now and then: what people do meets a target without a press here. */
export function useEvaluation(runId: string) {
  return useQuery({
    queryKey: evaluationKey(runId),
    queryFn: ({ signal }) => ask(endpoints.evaluation, { params: { runId }, signal }),
    refetchInterval: 15_000,
  });
}

export function startRun(json: {
  readonly scenarioId: string;
  readonly speed: number;
  readonly roster: { role: string; personId: string }[];
}) {
  return ask(endpoints.startRun, { json });
}

export const washKey = (runId: string) => [...exercisesKey, 'wash', runId] as const;

export function useWash(runId: string) {
  return useQuery({ queryKey: washKey(runId), queryFn: ({ signal }) => ask(endpoints.wash, { params: { runId }, signal }) });
}

export function answerWash(runId: string, answers: readonly string[]) {
  return ask(endpoints.answerWash, { params: { runId }, json: { answers: [...answers] } });
}

export function correctAfter(runId: string, json: { title: string; detail: string; owner: string; due: string }) {
  return ask(endpoints.correct, { params: { runId }, json });
}

export function orderRun(runId: string, order: RunOrder) {
  return ask(endpoints.orderRun, { params: { runId }, json: order });
}
