// SPDX-License-Identifier: Apache-2.0
import type { FindingRow } from '../../../src/exposure/contract.ts';
import type { Tone } from '../../ui/tag.tsx';

export const STATE_TONES = { new: 'act', open: 'line', regressed: 'act', waived: 'plain', fixed: 'verified' } as const satisfies Record<
  FindingRow['state'],
  Tone
>;
