// SPDX-License-Identifier: Apache-2.0
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { leaveFolder, logsKey, useFolders, watchFolder } from '../../../api/hunt/logs.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { logsWords } from './words.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { ZoneSelect } from './zone-select.tsx';

/** Folders of the server that are looked into by themselves, inside what the operator allows. */
export function Folders({ caseId }: { readonly caseId: string | null }) {
  const w = useWords(logsWords);
  const say = useSay();
  const who = useWho();
  const client = useQueryClient();
  const mayWork = useMay('work');
  const found = useFolders();
  const again = () => void client.invalidateQueries({ queryKey: logsKey });
  const leave = useMutation({ mutationFn: leaveFolder, onSettled: again });
  if (found.data === undefined) return <Pending on={found} lines={2} />;
  const { roots, folders } = found.data;
  return (
    <section className="stack" aria-label={w.folders}>
      <h2>{w.folders}</h2>
      <p className="quiet">{w.foldersLead}</p>
      {folders.length === 0 ? <p className="quiet">{w.foldersNone}</p> : null}
      <ul className="plain-list">
        {folders.map((one) => (
          <li key={one.folderId} className="spread">
            <span>
              <span className="mono">{one.path}</span>{' '}
              <span className="small quiet">
                {one.zone === null ? '' : `${one.zone} · `}
                {one.lookedAt === null ? w.notLooked : w.looked(say.age(one.lookedAt))} · {who(one.by)}
                {one.fault === null ? '' : ` · ▲ ${w.folderFaults[one.fault as keyof typeof w.folderFaults] ?? one.fault}`}
              </span>
            </span>
            {mayWork ? (
              <Button size="compact-sm" aria-label={`${w.folderLeave}: ${one.path}`} onClick={() => leave.mutate(one.folderId)}>
                {w.folderLeave}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {leave.error === null ? null : <Failed error={leave.error} />}
      <p className="small quiet">{roots.length === 0 ? `○ ${w.noRoots}` : w.roots(roots.join(', '))}</p>
      {mayWork && roots.length > 0 ? <AddFolder caseId={caseId} first={roots[0] ?? ''} onDone={again} /> : null}
    </section>
  );
}

function AddFolder({ caseId, first, onDone }: { readonly caseId: string | null; readonly first: string; readonly onDone: () => void }) {
  const w = useWords(logsWords);
  const [path, setPath] = useState(first);
  const [zone, setZone] = useState('');
  const add = useMutation({
    mutationFn: () => watchFolder({ path: path.trim(), zone: zone === '' ? null : zone, caseId }),
    onSuccess: onDone,
  });
  return (
    <form
      className="stack no-print"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="ask-grid">
        <TextInput label={w.folderPath} required value={path} onChange={(event) => setPath(event.currentTarget.value)} />
        <ZoneSelect label={w.zone} value={zone} onChange={setZone} open />
      </div>
      <div>
        <Button type="submit" loading={add.isPending}>
          {w.folderAdd}
        </Button>
      </div>
      {add.error === null ? null : <Failed error={add.error} />}
    </form>
  );
}
