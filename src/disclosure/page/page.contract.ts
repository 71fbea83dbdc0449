// SPDX-License-Identifier: Apache-2.0
import { get } from '../../edge/endpoint.contract.ts';

/** What the public reads: permanent addresses, without a script. */
export const endpoints = {
  // ?lang=
  statementList: get('/statements', 'raw'),
  // Atom (RFC 4287); ?lang=
  statementFeed: get('/statements/feed.atom', 'raw'),
  // PDF; ?lang=
  statementPdf: get('/statements/:caseId/:number/pdf', 'raw'),
  // ?lang=
  statementPage: get('/statements/:caseId/:number', 'raw'),
  // Those who told us; ?lang=
  thanksPage: get('/thanks', 'raw'),
} as const;
