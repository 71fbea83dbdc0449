// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Roster } from './plan.ts';
import type { Segment } from './roster.ts';

/** `about`: what it is of, for a finding whose words change while it stays the same one. */
export type LintFinding = { readonly code: string; readonly at: string | null; readonly text: Bilingual; readonly about?: string };

/** The rosters of a plan with their stretches in the span that is looked at. */
export type Rows = readonly { readonly roster: Pick<Roster, 'id'>; readonly segments: readonly Segment[] }[];
