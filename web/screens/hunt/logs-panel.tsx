// SPDX-License-Identifier: Apache-2.0
import { useMay } from '../../journal/person.ts';
import { DayStrip } from './day-strip.tsx';
import { FileTable } from './file-table.tsx';
import { Folders } from './folders.tsx';
import { Imports } from './imports.tsx';
import { UploadZone } from './upload-zone.tsx';

/** Bring logs in, see how far that is, and which days are there and which are missing. */
export function LogsPanel({ caseId }: { readonly caseId: string | null }) {
  const mayWork = useMay('work');
  return (
    <div className="stack" style={{ gap: 32 }}>
      {mayWork ? <UploadZone caseId={caseId} /> : null}
      <Imports />
      <DayStrip />
      <FileTable />
      <Folders caseId={caseId} />
    </div>
  );
}
