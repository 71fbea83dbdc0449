// SPDX-License-Identifier: Apache-2.0
import { Suspense, lazy } from 'react';
import type { ReasonAsked } from './reason-window.tsx';

/** Fields are not small, and no first view asks for a reason: fetched with the first one that opens, or later by itself; see main.tsx. */
const Window = lazy(async () => ({ default: (await import('./reason-window.tsx')).ReasonWindow }));

/** Asks for the reason before something is recorded. */
export function ReasonDialog(props: ReasonAsked) {
  return (
    <Suspense fallback={null}>
      <Window {...props} />
    </Suspense>
  );
}
