// SPDX-License-Identifier: Apache-2.0
import type { AdvisorySource } from './advisory.port.ts';

export type Mirrored =
  | { readonly is: 'here'; readonly path: string; readonly url: string | null; readonly release: () => Promise<void> }
  | { readonly is: 'absent' }
  | { readonly is: 'unreachable'; readonly why: string };

/** A place that the operator named, from which published data is taken: a folder, or an address that is asked for fixed names. */
export type Mirror = { readonly get: (source: AdvisorySource) => Promise<Mirrored> };

/** Null when the text names neither a folder that is there nor an http address. */
export type OpenMirror = (where: string) => Mirror | null;

export type { AdvisorySource };
