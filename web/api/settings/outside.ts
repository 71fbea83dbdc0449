// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../src/organisation/outside/outside.contract.ts';
import type { OutsideBody } from '../../../src/organisation/outside/outside.contract.ts';
import { ask, saveFile } from '../fetch/http.ts';

export type { OutsideBody };
export const outsideKey = ['organisation', 'outside'] as const;

/** The directory of bodies outside; version 0 while the drafts stand. */
export function useOutside(enabled = true) {
  return useQuery({ enabled, queryKey: outsideKey, queryFn: ({ signal }) => ask(endpoints.outside, { signal }) });
}

export function saveOutside(bodies: readonly OutsideBody[], version: number) {
  return ask(endpoints.saveOutside, { json: { bodies: [...bodies] }, ifMatch: version });
}

export function importOutside(file: File) {
  const form = new FormData();
  form.append('file', file);
  return ask(endpoints.importOutside, { form });
}

export function saveOutsideFile() {
  return saveFile(endpoints.exportOutside, {}, 'outside-bodies.csv');
}
