// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import type { z } from 'zod';
import { endpoints } from '../../../src/exposure/contract.ts';
import type { exposureSummarySchema } from '../../../src/exposure/contract.ts';
import { useAddRun, useExposure } from '../../api/exposure.ts';
import { exposureScreenWords } from './words.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed, Forbidden, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import type { ExposureView } from '../../paths.ts';
import { EmptyState } from '../../ui/states.tsx';
import { Findings } from './findings.tsx';
import { CompletenessHeader } from './header.tsx';
import { Matrix } from './matrix.tsx';
import { RunChanges } from './run-changes.tsx';
import { Runs } from './runs.tsx';
import { TenantPage } from './tenant-page.tsx';
import { Tenants } from './tenants.tsx';
import './exposure.css';

const VIEWS = ['findings', 'tenants', 'matrix', 'runs'] as const satisfies readonly ExposureView[];

/** The audit between tenants of one case. What was and was not looked at stands above every view of it. */
export function Exposure() {
  const w = useWords(exposureScreenWords);
  const allowed = useMay('read');
  const params: { caseId?: string; view?: string; item?: string } = useParams({ strict: false });
  const caseId = params.caseId ?? '';
  const summary = useExposure(caseId);
  if (!allowed) return <Forbidden />;
  const view = VIEWS.find((each) => each === params.view) ?? 'findings';
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <div className="small">
            <a href={paths.case(caseId)}>{caseId}</a>
          </div>
          <h1>{w.title}</h1>
        </div>
        <div className="row exposure-exports no-print">
          <a href={endpoints.exportCsv.at({ caseId })} download="">
            {w.csv}
          </a>
          <a href={endpoints.exportJson.at({ caseId })} download="">
            {w.json}
          </a>
        </div>
      </div>
      <AddRun caseId={caseId} />
      {summary.data === undefined ? (
        <Pending on={summary} lines={10} />
      ) : summary.data.newest === null ? (
        <EmptyState title={w.none}>
          <span>{w.noneNext}</span>
        </EmptyState>
      ) : (
        <>
          <CompletenessHeader summary={summary.data} brief={view !== 'findings'} />
          <Views caseId={caseId} view={view} />
          <Shown caseId={caseId} view={view} item={params.item ?? null} summary={summary.data} />
        </>
      )}
    </div>
  );
}

function Views({ caseId, view }: { readonly caseId: string; readonly view: ExposureView }) {
  const w = useWords(exposureScreenWords);
  return (
    <nav className="exposure-views no-print" aria-label={w.title}>
      {VIEWS.map((each) => (
        <a key={each} href={paths.exposure(caseId, each)} aria-current={each === view ? 'page' : undefined}>
          {w.views[each]}
        </a>
      ))}
    </nav>
  );
}

function Shown(props: {
  readonly caseId: string;
  readonly view: ExposureView;
  readonly item: string | null;
  readonly summary: z.infer<typeof exposureSummarySchema>;
}) {
  const { caseId, view, item, summary } = props;
  switch (view) {
    case 'findings':
      return <Findings caseId={caseId} rules={summary.rules} />;
    case 'tenants':
      return item === null ? <Tenants caseId={caseId} /> : <TenantPage caseId={caseId} tenant={item} />;
    case 'matrix':
      return <Matrix caseId={caseId} incomplete={summary.newest?.status !== 'complete'} />;
    default:
      return item === null ? <Runs caseId={caseId} /> : <RunChanges caseId={caseId} runId={item} />;
  }
}

/** Brings the file that the audit wrote on the host into the case. */
function AddRun({ caseId }: { readonly caseId: string }) {
  const w = useWords(exposureScreenWords);
  const add = useAddRun(caseId);
  if (!useMay('work')) return null;
  return (
    <div className="stack no-print">
      <div className="row">
        <FileButton
          accept=".json,application/json"
          onChange={(file) => {
            if (file !== null) add.mutate(file);
          }}
        >
          {(props) => (
            <Button {...props} loading={add.isPending}>
              {w.addRun}
            </Button>
          )}
        </FileButton>
        <span role="status">{add.data === undefined ? '' : w.runAdded(add.data.runId, add.data.findings)}</span>
      </div>
      {add.error === null ? null : <Failed error={add.error} />}
    </div>
  );
}
