// SPDX-License-Identifier: Apache-2.0
import { useDays } from '../../../api/hunt/hunt.ts';
import { useLogFiles } from '../../../api/hunt/logs.ts';
import { problemOf } from '../../../api/fetch/problem.ts';
import { deviceZone } from '../../../lang/time.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { DayStrip } from './day-strip.tsx';
import { FileTable } from './file-table.tsx';
import { Folders } from './folders.tsx';
import { HolderFiles } from './holder-files.tsx';
import { Imports } from './imports.tsx';
import { UploadZone } from './upload-zone.tsx';

/** Bring logs in, see how far that is, and which days are there and which are missing. */
export function LogsPanel({ caseId }: { readonly caseId: string | null }) {
  const mayWork = useMay('work');
  return (
    <div className="stack" style={{ gap: 32 }}>
      {mayWork ? <UploadZone caseId={caseId} /> : null}
      <Imports />
      <Stored />
      <Folders caseId={caseId} />
    </div>
  );
}

/** What the engine knows. Where it cannot be asked at all, that is said once. */
function Stored() {
  const files = useLogFiles();
  const days = useDays(deviceZone());
  if (files.error !== null && days.error !== null && problemOf(files.error).code === problemOf(days.error).code) {
    const again = () => {
      void files.refetch();
      void days.refetch();
    };
    return <Failed error={files.error} retry={again} />;
  }
  return (
    <>
      <DayStrip />
      <FileTable />
      <HolderFiles />
    </>
  );
}
