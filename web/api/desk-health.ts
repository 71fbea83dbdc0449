// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/upkeep/contract.ts';
import { endpoints as troubleEndpoints } from '../../src/upkeep/trouble/trouble.contract.ts';
import { ask } from './fetch/http.ts';
import { troublesKey } from './topics.ts';

/** What matoi doctor says, for administrators. */
export function useDeskHealth(enabled: boolean) {
  return useQuery({ queryKey: ['desk-health'], queryFn: () => ask(endpoints.deskHealth, {}), enabled });
}

/** When the last backup was taken, and whether one is missing. */
export function useBackupState(enabled: boolean) {
  return useQuery({
    queryKey: ['desk-health', 'backup'],
    queryFn: () => ask(endpoints.backupState, {}),
    refetchInterval: 300_000,
    enabled,
  });
}

/** What the desk rests on and is not well now. A signal has it read again at once; asking keeps the desk looking often. */
export function useTroubles() {
  return useQuery({
    queryKey: troublesKey,
    queryFn: ({ signal }) => ask(troubleEndpoints.troubles, { signal }),
    refetchInterval: 40_000,
  });
}
