// SPDX-License-Identifier: Apache-2.0
import type { OpenState } from './base.ts';

/** Makes one thing for each open desk, at its first use, and gives the same one from then on. It goes when the desk goes. */
export function perOpened<Made, Rest extends readonly unknown[]>(
  make: (opened: OpenState, ...rest: Rest) => Made,
): (opened: OpenState, ...rest: Rest) => Made {
  const kept = new WeakMap<OpenState, { readonly made: Made }>();
  return (opened, ...rest) => {
    const known = kept.get(opened) ?? { made: make(opened, ...rest) };
    kept.set(opened, known);
    return known.made;
  };
}
