// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { endpoints } from '../../../src/organisation/contract.ts';
import type { ImportReport } from '../../../src/organisation/contract.ts';
import { importPeople, peopleKey, undoImport, useLastImport } from '../../api/organisation.ts';
import { Failed, Forbidden } from '../../components/states.tsx';
import { When } from '../../components/when.tsx';
import { scales } from '../../lang/common.ts';
import { useMay } from '../../journal/person.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { organisationWords } from './words.ts';

/** A table of people: first what it would change, then, by a second press, taken in. */
export function ImportPeople() {
  const w = useWords(organisationWords);
  const client = useQueryClient();
  const allowed = useMay('administer');
  const [file, setFile] = useState<File | null>(null);
  const look = useMutation({ mutationFn: (chosen: File) => importPeople(chosen, 'preview') });
  const take = useMutation({
    mutationFn: (chosen: File) => importPeople(chosen, 'take'),
    onSuccess: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  const choose = (chosen: File | null): void => {
    if (chosen === null) return;
    setFile(chosen);
    take.reset();
    look.mutate(chosen);
  };
  if (!allowed) return <Forbidden />;
  const failed = take.error ?? look.error;
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
        <FileButton accept=".csv,text/csv" onChange={choose}>
          {(props) => (
            <Button {...props} variant={look.data === undefined ? 'filled' : 'default'} loading={look.isPending}>
              {w.choose}
            </Button>
          )}
        </FileButton>
        <a download href={endpoints.peopleTemplate.at({})}>
          {w.template}
        </a>
        {look.isPending ? <span role="status">{w.reading}</span> : take.isPending ? <span role="status">{w.importing}</span> : null}
      </div>
      {failed === null ? null : <Failed error={failed} />}
      {take.data === undefined ? null : (
        <p className="sheet" role="status">
          <strong>{w.imported(take.data.rows, take.data.added, take.data.changed)}</strong>
        </p>
      )}
      <Undo />
      {look.data === undefined || file === null ? null : (
        <div className="sheet stack" aria-live="polite">
          {take.data !== undefined ? null : look.data.added + look.data.changed === 0 ? (
            <p>{w.nothingToTake}</p>
          ) : (
            <div>
              <Button variant="filled" loading={take.isPending} onClick={() => take.mutate(file)}>
                {w.take(look.data.added, look.data.changed)}
              </Button>
            </div>
          )}
          <Preview report={look.data} />
        </div>
      )}
    </div>
  );
}

/** The last table, which can be taken back until another one comes; what came of it is said. */
function Undo() {
  const w = useWords(organisationWords);
  const client = useQueryClient();
  const { last } = useLastImport().data ?? { last: null };
  const undo = useMutation({
    mutationFn: (digest: string) => undoImport(digest),
    onSuccess: () => void client.invalidateQueries({ queryKey: peopleKey }),
  });
  return (
    <>
      {undo.data === undefined ? null : (
        <div className="sheet stack" role="status">
          <p>{w.undone(undo.data.restored, undo.data.removed)}</p>
          {undo.data.kept.length === 0 ? null : (
            <ul>
              {undo.data.kept.map(({ personId, name, why }) => (
                <li key={personId}>
                  {name} <span className="small">{w.keptAs[why]}</span>
                </li>
              ))}
            </ul>
          )}
        </div>
      )}
      {undo.error === null ? null : <Failed error={undo.error} />}
      {last === null ? null : (
        <div className="sheet row">
          <span>
            {w.lastImport(last.file, last.added, last.changed)} <When at={last.at} />
          </span>
          <Button loading={undo.isPending} onClick={() => undo.mutate(last.digest)}>
            {w.undoImport}
          </Button>
        </div>
      )}
    </>
  );
}

const SHOWN = 200;

function Preview({ report }: { readonly report: ImportReport }) {
  const w = useWords(organisationWords);
  const { two } = useSay();
  const of = (is: 'added' | 'changed') => report.changes.filter((one) => one.is === is);
  return (
    <>
      <Changes title={w.wouldChange(report.changed)} changes={of('changed')} of={report.changed} />
      <Changes title={w.wouldAdd(report.added)} changes={of('added')} of={report.added} />
      {report.refused.length === 0 ? null : (
        <>
          <h2>{w.refused(report.refused.length)}</h2>
          <ul>
            {report.refused.slice(0, SHOWN).map((row) => (
              <li key={row.line}>
                {w.line(row.line)}: {two(row.why)}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.off.count === 0 ? null : (
        <>
          <h2>{w.off(report.off.count)}</h2>
          <p className="small quiet">{w.offLead}</p>
          <ul>
            {report.off.people.map(({ personId, name }) => (
              <li key={personId}>
                <a href={paths.organisation}>{name}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {report.missing.count === 0 ? null : (
        <details open={report.missing.people.some(({ onRota }) => onRota)}>
          <summary>{w.missing(report.missing.count)}</summary>
          <p className="small quiet">{w.missingLead}</p>
          <ul>
            {report.missing.people.map(({ personId, name, onRota }) => (
              <li key={personId}>
                {name} {onRota ? <strong className="small">{w.onRota}</strong> : null}
              </li>
            ))}
          </ul>
        </details>
      )}
      {report.ignoredColumns.length === 0 ? null : <p className="small quiet">{w.ignored(report.ignoredColumns.join(', '))}</p>}
    </>
  );
}

function Changes(props: { readonly title: string; readonly changes: ImportReport['changes']; readonly of: number }) {
  const w = useWords(organisationWords);
  const s = useWords(scales);
  const { changes, of } = props;
  const roles: Readonly<Record<string, string>> = s.role;
  const said = (field: string, text: string) =>
    text === ''
      ? w.empty
      : field !== 'roles'
        ? text
        : text
            .split(', ')
            .map((one) => roles[one] ?? one)
            .join(', ');
  if (of === 0) return null;
  const shown = changes.slice(0, SHOWN);
  return (
    <>
      <h2>{props.title}</h2>
      <ul>
        {shown.map((one) => (
          <li key={one.line}>
            {w.line(one.line)}: <strong>{one.name}</strong>{' '}
            {one.fields.map(({ field, before, after }) => (
              <span key={field} className="small" style={{ display: 'inline-block', marginInlineEnd: 10 }}>
                <span className="quiet">{w.fields[field]}:</span>{' '}
                {one.is === 'added' ? said(field, after) : `${said(field, before)} → ${said(field, after)}`}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {of > shown.length ? <p className="small quiet">{w.more(of - shown.length)}</p> : null}
    </>
  );
}
