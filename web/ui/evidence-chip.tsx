// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import { MarkSign } from './mark.tsx';
import type { Mark } from './mark.tsx';

export type Chip = {
  readonly id: string;
  readonly label: ReactNode;
  readonly mark?: { readonly is: Mark; readonly word: string } | undefined;
  readonly title?: string | undefined;
  /** Where the evidence opens; a chip without one says why in its title. */
  readonly href?: string | undefined;
  readonly onOpen?: (() => void) | undefined;
  readonly download?: boolean | undefined;
};

/** What a number, a date or a verdict rests on. */
export function EvidenceChip({ chip }: { readonly chip: Chip }) {
  const inside = (
    <>
      {chip.mark === undefined ? null : <MarkSign mark={chip.mark.is} word={chip.mark.word} />}
      <span>{chip.label}</span>
    </>
  );
  if (chip.href !== undefined) {
    return (
      <a className="chip" href={chip.href} title={chip.title} download={chip.download === true ? '' : undefined}>
        {inside}
      </a>
    );
  }
  if (chip.onOpen !== undefined) {
    return (
      <button type="button" className="chip" title={chip.title} onClick={chip.onOpen}>
        {inside}
      </button>
    );
  }
  return (
    <span className="chip" title={chip.title}>
      {inside}
    </span>
  );
}

export function Chips({ chips }: { readonly chips: readonly Chip[] }) {
  if (chips.length === 0) return null;
  return (
    <span className="chips">
      {chips.map((chip) => (
        <EvidenceChip key={chip.id} chip={chip} />
      ))}
    </span>
  );
}
