// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef } from 'react';
import { huntPageWords } from '../../i18n/hunt-page.ts';
import { useWords } from '../../i18n/lang.tsx';
import { huntViews, paths } from '../../paths.ts';
import type { HuntView } from '../../paths.ts';

/** The questions of the hunt side by side; on a narrow screen the row is moved so that the one at hand can be seen. */
export function ViewTabs({ caseId, view }: { readonly caseId: string; readonly view: HuntView }) {
  const w = useWords(huntPageWords);
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const here = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current === null || here === null || here === undefined) return;
    row.current.scrollLeft = here.offsetLeft - row.current.offsetLeft - (row.current.clientWidth - here.offsetWidth) / 2;
  }, [view]);
  return (
    <nav className="hunt-views no-print" aria-label={w.title} ref={row}>
      {huntViews.map((one) => (
        <a key={one} href={paths.hunt(caseId, one)} aria-current={one === view ? 'page' : undefined}>
          {w.views[one]}
        </a>
      ))}
    </nav>
  );
}
