// SPDX-License-Identifier: Apache-2.0
import type { RunRow } from '../../../src/exposure/contract.ts';
import { useRuns } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useLang, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { paths } from '../../paths.ts';
import { useListKeys } from '../../ui/keys.ts';
import { Tag } from '../../ui/tag.tsx';
import { Rows } from '../../ui/rows/virtual-rows.tsx';

/** Every run of the case, newest first; each leads to what it changed. */
export function Runs({ caseId }: { readonly caseId: string }) {
  const found = useRuns(caseId);
  const on = useListKeys(found.data?.items.map((run) => run.runId) ?? []);
  if (found.data === undefined) return <Pending on={found} lines={8} />;
  return (
    <div className="list">
      <Rows
        items={found.data.items}
        idOf={(run) => run.runId}
        height={33}
        on={on}
        renderRow={(run) => (
          <a className="list-row exposure-runs-grid" href={paths.exposureRun(caseId, run.runId)} data-on={on === run.runId}>
            <RunCells run={run} />
          </a>
        )}
      />
    </div>
  );
}

function RunCells({ run }: { readonly run: RunRow }) {
  const w = useWords(exposureScreenWords);
  const { lang } = useLang();
  return (
    <>
      <span className="area-from">
        <When at={run.at} />
      </span>
      <bdi className="lead mono one-line" title={run.root}>
        {run.root}
      </bdi>
      <span className="area-kind small quiet">{run.only === null ? '' : w.only(run.only)}</span>
      <span className="area-tag exposure-status">
        <Tag tone={run.status === 'incomplete' ? 'act' : 'line'}>{w.status[run.status]}</Tag>
      </span>
      <span className="area-age num">{w.runFindings(run.findings.toLocaleString(lang))}</span>
    </>
  );
}
