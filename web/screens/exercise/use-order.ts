// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { orderRound, roundKey, roundsKey } from '../../api/rounds.ts';
import type { RoundOrder } from '../../api/rounds.ts';

/** One order in a round; what it answers is what the screen shows next. */
export function useOrder(roundId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: RoundOrder) => orderRound(roundId, order),
    onSuccess: (sheet) => {
      client.setQueryData(roundKey(roundId), sheet);
      void client.invalidateQueries({ queryKey: [...roundsKey, 'list'] });
    },
  });
}
