// SPDX-License-Identifier: Apache-2.0
import type { InquiryAnswer } from '../../../src/notification/inquiry/inquiry.contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { inquiryWords } from './inquiry-words.ts';

/** What is said, in the reader's language, with the other beside it for a caller who speaks that. */
export function Script({ script }: { readonly script: InquiryAnswer['script'] }) {
  const w = useWords(inquiryWords);
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
