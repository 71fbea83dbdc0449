// SPDX-License-Identifier: Apache-2.0
import { huntPageWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { huntViews, paths } from '../../paths.ts';
import type { HuntView } from '../../paths.ts';

/** The questions of the hunt side by side; on a narrow screen the row is moved so that the one at hand can be seen. */
export function ViewTabs({ caseId, view }: { readonly caseId: string; readonly view: HuntView }) {
  const w = useWords(huntPageWords);
  return (
    <nav className="hunt-views no-print" aria-label={w.title}>
      {huntViews.map((one) => (
        <a
          key={one}
          href={paths.hunt(caseId, one)}
          aria-current={one === view ? 'page' : undefined}
          ref={one === view ? intoSight : undefined}
        >
          {w.views[one]}
        </a>
      ))}
    </nav>
  );
}

function intoSight(here: HTMLAnchorElement | null): void {
  const row = here?.parentElement;
  if (here === null || row === null || row === undefined) return;
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
