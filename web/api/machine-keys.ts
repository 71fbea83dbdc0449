// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { machineKeySchema } from '../../src/organisation/contract.ts';
import type { newMachineKeySchema } from '../../src/organisation/contract.ts';
import { api } from '../paths.ts';
import { fetchValue } from './http.ts';

export const machineKeysKey = ['machine-keys'] as const;

export function useMachineKeys() {
  return useQuery({
    queryKey: machineKeysKey,
    queryFn: ({ signal }) => fetchValue(z.object({ items: z.array(machineKeySchema) }), api.machineKeys, { signal }),
  });
}

export function makeMachineKey(values: z.input<typeof newMachineKeySchema>) {
  return fetchValue(z.object({ key: z.string(), made: machineKeySchema }), api.machineKeys, { method: 'POST', json: values });
}

export function revokeMachineKey(keyId: string, reason: string) {
  return fetchValue(z.unknown(), api.machineKey(keyId), { method: 'DELETE', json: { reason } });
}
