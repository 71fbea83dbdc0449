// SPDX-License-Identifier: Apache-2.0
import type { RoundRow } from '../../api/rounds.ts';
import type { Tone } from '../../ui/tag.tsx';

export function stateTone(state: RoundRow['state']): Tone {
  if (state === 'open') return 'act';
  return state === 'review' ? 'alive' : 'line';
}
