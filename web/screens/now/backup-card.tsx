// SPDX-License-Identifier: Apache-2.0
import { useBackupState } from '../../api/desk-health.ts';
import { Age } from '../../components/when.tsx';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { Tag } from '../../ui/tag.tsx';
import { nowWords } from './words.ts';

/** Whether a backup that the desk takes by itself failed or is missing. */
export function useBackupMissing(): boolean {
  const { data } = useBackupState(useMay('read'));
  return data !== undefined && data.everyHours !== null && data.is === 'bad';
}

/** The backup that failed or is missing, with the reason. */
export function BackupMissing() {
  const w = useWords(nowWords);
  const say = useSay();
  const missing = useBackupMissing();
  const { data } = useBackupState(useMay('read'));
  if (data === undefined || !missing) return null;
  return (
    <div className="sheet stack">
      <div className="spread">
        <h3>
          <Tag tone="act">!</Tag> {w.backupMissing}
        </h3>
        <a href={paths.settings}>{w.backupWhere}</a>
      </div>
      <p style={{ overflowWrap: 'anywhere' }}>{say.two(data.text)}</p>
    </div>
  );
}

/** How old the newest backup is, quietly; nothing where there is none. */
export function BackupAge() {
  const w = useWords(nowWords);
  const { data } = useBackupState(useMay('read'));
  if (data === undefined || data.last === null) return null;
  return (
    <p className="small quiet">
      {w.backupLast} <Age at={data.last} />
      {data.everyHours === null ? null : ` ${w.backupEvery(data.everyHours)}`}
    </p>
  );
}
