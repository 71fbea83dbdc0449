// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useReportSource } from '../../api/reports.ts';
import { useWords } from '../../lang/lang.tsx';
import { reportWords } from '../../journal/words/reports.ts';
import { Pending } from '../../components/states.tsx';
import { endpoints } from '../../../src/intake/contract.ts';

/** The raw source as inert text, a page at a time. */
export function SourceTab({ reportId }: { readonly reportId: string }) {
  const w = useWords(reportWords);
  const source = useReportSource(reportId);
  return (
    <div className="stack">
      <div className="spread">
        <span className="small quiet">{w.sourceNote}</span>
        <a className="small" download href={endpoints.reportRaw.at({ reportId })}>
          {w.downloadRaw}
        </a>
      </div>
      {source.data === undefined ? (
        <Pending on={source} />
      ) : (
        <pre className="source" tabIndex={0} aria-label={w.tabs.source}>
          {source.data.pages.map((page) => page.text).join('')}
        </pre>
      )}
      {source.hasNextPage ? (
        <Button onClick={() => void source.fetchNextPage()} loading={source.isFetchingNextPage}>
          {w.sourceMore}
        </Button>
      ) : null}
    </div>
  );
}
