// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';

export type Tone = 'plain' | 'line' | 'act' | 'alive' | 'verified';
const SHAPES = { plain: '', line: '', act: '▲', alive: '', verified: '✓' } as const satisfies Record<Tone, string>;

/** A state in a word; urgent and verified ones carry a shape as well. */
export function Tag({ tone = 'line', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span className={tone === 'line' ? 'tag' : `tag tag-${tone}`}>
      {SHAPES[tone] === '' ? null : <span aria-hidden="true">{SHAPES[tone]}</span>}
      {children}
    </span>
  );
}
