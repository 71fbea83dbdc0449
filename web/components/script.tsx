// SPDX-License-Identifier: Apache-2.0
import { useSay, useWords, wordsOf } from '../lang/lang.tsx';
import type { Two } from '../lang/lang.tsx';

export const scriptWords = wordsOf({ other: '英語の文' }, { other: 'In Japanese' });

/** What is said, in the reader's language, with the other beside it for a caller who speaks that. */
export function Script({ script }: { readonly script: Two }) {
  const w = useWords(scriptWords);
  const { two } = useSay();
  const shown = two(script);
  const lines = { whiteSpace: 'pre-line', overflowWrap: 'anywhere' } as const;
  return (
    <>
      <blockquote style={lines}>{shown}</blockquote>
      <details>
        <summary>{w.other}</summary>
        <p style={lines}>{shown === script.ja ? script.en : script.ja}</p>
      </details>
    </>
  );
}
