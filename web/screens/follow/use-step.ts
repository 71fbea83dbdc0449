// SPDX-License-Identifier: Apache-2.0
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { audienceKey } from '../../api/notification/audience.ts';

/** One press; afterwards everything that belongs to the notice is read again. */
export function useStep(caseId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: () => client.invalidateQueries({ queryKey: audienceKey(caseId) }),
  });
}
