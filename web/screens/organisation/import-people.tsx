// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { importPeople, peopleKey } from '../../api/organisation.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { organisationWords } from './words.ts';
import { Failed, Forbidden } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { paths } from '../../paths.ts';
import { endpoints } from '../../../src/organisation/contract.ts';

export function ImportPeople() {
  const w = useWords(organisationWords);
  const { two } = useSay();
  const client = useQueryClient();
  const allowed = useMay('administer');
  const send = useMutation({
    mutationFn: importPeople,
    onSuccess: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  if (!allowed) return <Forbidden />;
  return (
    <div className="page" style={{ maxWidth: 760 }}>
      <div>
        <div className="small">
          <a href={paths.organisation}>{w.title}</a>
        </div>
        <h1>{w.importTitle}</h1>
      </div>
      <p>{w.importLead}</p>
      <div className="drop">
        <FileButton accept=".csv,text/csv" onChange={(file) => (file === null ? undefined : send.mutate(file))}>
          {(props) => (
            <Button {...props} variant="filled" loading={send.isPending}>
              {w.choose}
            </Button>
          )}
        </FileButton>
        <a download href={endpoints.peopleTemplate.at({})}>
          {w.template}
        </a>
        {send.isPending ? <span role="status">{w.importing}</span> : null}
      </div>
      {send.error === null ? null : <Failed error={send.error} />}
      {send.data === undefined ? null : (
        <div className="sheet stack" role="status">
          <strong>{w.imported(send.data.rows, send.data.added, send.data.changed)}</strong>
          {send.data.refused.length === 0 ? null : (
            <>
              <h2>{w.refused(send.data.refused.length)}</h2>
              <ul>
                {send.data.refused.slice(0, 200).map((row) => (
                  <li key={row.line}>
                    {w.line(row.line)}: {two(row.why)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}
