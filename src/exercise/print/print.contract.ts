// SPDX-License-Identifier: Apache-2.0
import { get } from '../../edge/endpoint.contract.ts';

/** Papers, each as PDF in the language of whoever asks. */
export const printEndpoints = {
  booklet: get('/api/v1/exercise/rounds/:roundId/booklet.pdf', 'raw'),
  // Of an exercise that has ended, or of a real case as it stands.
  afterAction: get('/api/v1/cases/:caseId/after-action.pdf', 'raw'),
} as const;
