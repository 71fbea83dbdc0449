// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords, wordsOf } from '../lang/lang.tsx';
import { copyText } from '../ui/device/copy-text.ts';

export const copyWords = wordsOf(
  { done: 'コピーしました', failed: 'コピーできませんでした。選んで手でコピーしてください。' },
  { done: 'Copied', failed: 'Could not be copied. Select it and copy by hand.' },
);

/** Puts `text` into the clipboard; the button then says whether it is there. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const w = useWords(copyWords);
  const [done, setDone] = useState<boolean | null>(null);
  return (
    <>
      <Button size="compact-sm" className="no-print" onClick={() => void copyText(text).then(setDone)}>
        {done === true ? w.done : label}
      </Button>
      <span className={done === false ? 'small' : 'sr'} role="status">
        {done === null ? '' : done ? w.done : w.failed}
      </span>
    </>
  );
}
