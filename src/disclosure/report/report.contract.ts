// SPDX-License-Identifier: Apache-2.0
import { get } from '../../edge/endpoint.contract.ts';

export const endpoints = {
  // ?form=md|html|pdf&lang=: a download.
  caseReport: get('/api/v1/cases/:caseId/report', 'raw'),
  // ?lang=: CSV, one row a case.
  yearlyStatistics: get('/api/v1/statistics/:year', 'raw'),
} as const;
