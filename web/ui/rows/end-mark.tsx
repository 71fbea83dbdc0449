// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'react';

/** Asks for more when it comes into sight. */
export function EndMark({ onEnd }: { readonly onEnd: (() => void) | undefined }) {
  const mark = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (mark.current === null || onEnd === undefined) return undefined;
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some((one) => one.isIntersecting)) onEnd();
    });
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, [onEnd]);
  return <div ref={mark} />;
}
