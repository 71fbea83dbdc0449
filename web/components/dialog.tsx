// SPDX-License-Identifier: Apache-2.0
import { Suspense, lazy } from 'react';
import type { ReactNode } from 'react';
import { common } from '../lang/common.ts';
import { useWords } from '../lang/lang.tsx';
import { useReturnFocus } from '../ui/device/return-focus.ts';

/** Windows are fetched with the first one that opens, or when the desk has nothing else to do; see main.tsx. */
const Window = lazy(async () => ({ default: (await import('./dialog-window.tsx')).DialogWindow }));

/** A window over the page. The keyboard is inside while it is open, and back where it was afterwards; Esc closes it. */
export function Dialog(props: {
  readonly title: string;
  readonly size?: 'lg';
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const c = useWords(common);
  useReturnFocus();
  return (
    <Suspense fallback={null}>
      <Window {...props} closeLabel={c.close} />
    </Suspense>
  );
}
