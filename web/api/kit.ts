// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../src/upkeep/kit/kit.contract.ts';
import { endpoints as setUp } from '../../src/upkeep/set-up/set-up.contract.ts';
import { ask, saveFile } from './fetch/http.ts';

/** When the paper kit was last printed. */
export function useKit() {
  return useQuery({ queryKey: ['kit'], queryFn: ({ signal }) => ask(endpoints.kit, { signal }) });
}

/** Prints it and saves the PDF on this device. */
export function printKit(json: { readonly days: number; readonly logPages: number }) {
  return saveFile(endpoints.printKit, { json }, 'kit.pdf');
}

/** How far the desk is set up, as it finds itself; asked anew whenever the page is opened. */
export function useSetUpState(enabled = true) {
  return useQuery({ queryKey: ['kit', 'set-up'], queryFn: ({ signal }) => ask(setUp.setUpState, { signal }), enabled, staleTime: 0 });
}
