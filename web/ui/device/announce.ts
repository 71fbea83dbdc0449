// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'react';

const EVENT = 'matoi:done';

/** Something was recorded: the frame says so to whoever does not see it. */
export function announceDone(): void {
  window.dispatchEvent(new Event(EVENT));
}

/** What the frame's live region says now: `done` after something was recorded, else the page that has come up. */
export function useAnnounced(title: string, done: string): string {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setSaid(title), 400);
    return () => window.clearTimeout(timer);
  }, [title]);
  useEffect(() => {
    let timer = 0;
    const listen = (): void => {
      // Emptied first: the same words twice are said twice.
      setSaid('');
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setSaid(done), 50);
    };
    window.addEventListener(EVENT, listen);
    return () => {
      window.clearTimeout(timer);
      window.removeEventListener(EVENT, listen);
    };
  }, [done]);
  return said;
}
