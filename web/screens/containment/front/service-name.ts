// SPDX-License-Identifier: Apache-2.0
import { useWords } from '../../../lang/lang.tsx';
import { planWords } from '../words.ts';

/** Traffic that belongs to no service has a name of its own in the reader's language. */
export function useServiceName(): (row: { readonly service: string; readonly priority: number | null; readonly name: string }) => string {
  const w = useWords(planWords);
  return (row) =>
    row.priority !== null
      ? row.name
      : row.service === 'inside' || row.name === 'inside'
        ? w.inside
        : row.name === 'unnamed'
          ? w.unlisted
          : row.name;
}
