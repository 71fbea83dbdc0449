// SPDX-License-Identifier: Apache-2.0
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/exercise/contract.ts';
import type { RoundOrder, RoundRow, RoundSheet, SetUp } from '../../src/exercise/round/round.contract.ts';
import type { RoundFilter } from '../paths.ts';
import { ask } from './fetch/http.ts';

export type { RoundOrder, RoundRow, RoundSheet, SetUp };
export const roundsKey = ['rounds'] as const;
export const roundKey = (roundId: string) => [...roundsKey, 'sheet', roundId] as const;

/** Not every member hears of entries as they come: what others do is asked for now and then. */
const OFTEN = 20_000;

export function useRounds(filter: RoundFilter) {
  return useInfiniteQuery({
    queryKey: [...roundsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) => ask(endpoints.rounds, { query: { ...filter, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function useRound(roundId: string) {
  return useQuery({
    queryKey: roundKey(roundId),
    queryFn: ({ signal }) => ask(endpoints.round, { params: { roundId }, signal }),
    refetchInterval: OFTEN,
  });
}

/** Who may be named instructor; asked only where somebody can name one. */
export function useInstructors(enabled: boolean) {
  return useQuery({ queryKey: [...roundsKey, 'instructors'], queryFn: ({ signal }) => ask(endpoints.instructors, { signal }), enabled });
}

export const bookletAddress = (roundId: string): string => endpoints.booklet.at({ roundId });

export function setUpRound(round: SetUp) {
  return ask(endpoints.setUpRound, { json: round });
}

export function orderRound(roundId: string, order: RoundOrder) {
  return ask(endpoints.orderRound, { params: { roundId }, json: order });
}

export function keepRoundDraft(roundId: string, text: string) {
  return ask(endpoints.saveRoundDraft, { params: { roundId }, json: { text } });
}
