// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { huntPageWords } from '../words.ts';
import { useWords } from '../../../lang/lang.tsx';

/** Under a list that is cut: how much of it stands there, and the way to more. */
export function MoreRows({ shown, of, more }: { readonly shown: number; readonly of: number; readonly more: () => void }) {
  const w = useWords(huntPageWords);
  if (shown >= of) return null;
  return (
    <div className="row no-print">
      <span className="small quiet">{w.rowsCut(shown, of)}</span>
      <Button size="compact-sm" onClick={more}>
        {w.more}
      </Button>
    </div>
  );
}
