// SPDX-License-Identifier: Apache-2.0
import type { Result } from '../../kernel/result.ts';
import type { AdvisoryLookup, AdvisoryManifest, AdvisorySource } from './advisory.port.ts';

export type AdvisoryImport = {
  readonly source: AdvisorySource;
  readonly path: string;
  readonly mode: 'whole' | 'delta';
  readonly url: string | null;
  readonly recordsAsOf: string | null;
};

/** The advisory files of a desk. A failed import leaves what was there. */
export type AdvisoryFiles = {
  readonly open: () => AdvisoryLookup;
  readonly import: (request: AdvisoryImport) => Promise<Result<AdvisoryManifest, 'absent' | 'empty'>>;
};

export type { AdvisoryLookup, AdvisoryManifest, AdvisorySource };
