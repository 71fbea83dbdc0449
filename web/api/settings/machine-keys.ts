// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { endpoints } from '../../../src/organisation/contract.ts';
import { endpoints as ofServer } from '../../../src/server/contract.ts';
import type { newMachineKeySchema } from '../../../src/organisation/contract.ts';
import { ask } from '../fetch/http.ts';

/** The page that lists every route in words. */
export const apiPage = (lang: 'ja' | 'en'): string => `${ofServer.apiPage.path}?lang=${lang}`;

export const machineKeysKey = ['machine-keys'] as const;

export function useMachineKeys() {
  return useQuery({
    queryKey: machineKeysKey,
    queryFn: ({ signal }) => ask(endpoints.machineKeys, { signal }),
  });
}

export function makeMachineKey(values: z.input<typeof newMachineKeySchema>) {
  return ask(endpoints.addMachineKey, { json: values });
}

export function revokeMachineKey(keyId: string, reason: string) {
  return ask(endpoints.removeMachineKey, { params: { keyId }, json: { reason } });
}
