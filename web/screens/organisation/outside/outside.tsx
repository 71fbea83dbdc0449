// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { directoryText } from '../../../../src/organisation/outside/draft-words.contract.ts';
import { importOutside, outsideKey, saveOutside, saveOutsideFile, useOutside } from '../../../api/settings/outside.ts';
import type { OutsideBody } from '../../../api/settings/outside.ts';
import { Failed, Forbidden, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { newId } from '../../../ui/device/new-id.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { organisationWords } from '../words.ts';
import { BodyForm } from './body-form.tsx';
import { outsideWords } from './words.ts';

/** Whom one calls outside, with what they ask for and what to say; drafts are marked until somebody has checked them. */
export function Outside() {
  const w = useWords(outsideWords);
  const o = useWords(organisationWords);
  const say = useSay();
  const client = useQueryClient();
  const mayRead = useMay('read');
  const mayChange = useMay('release');
  const list = useOutside();
  const [editing, setEditing] = useState<OutsideBody | null>(null);
  const changed = () => void client.invalidateQueries({ queryKey: outsideKey });
  const save = useMutation({
    mutationFn: (bodies: readonly OutsideBody[]) => saveOutside(bodies, list.data?.version ?? 0),
    onSuccess: () => {
      setEditing(null);
      changed();
    },
  });
  const bring = useMutation({ mutationFn: importOutside, onSuccess: changed });
  if (!mayRead) return <Forbidden />;
  const bodies = list.data?.bodies ?? [];
  const withOne = (one: OutsideBody) =>
    bodies.some((body) => body.bodyId === one.bodyId) ? bodies.map((body) => (body.bodyId === one.bodyId ? one : body)) : [...bodies, one];
  return (
    <div className="page" style={{ maxWidth: 900 }}>
      <div>
        <div className="small">
          <a href={paths.organisation}>{o.title}</a>
        </div>
        <h1>{w.title}</h1>
      </div>
      <p>{w.lead}</p>
      <div className="actions no-print">
        {mayChange ? (
          <>
            <Button variant="filled" onClick={() => setEditing(fresh(w.newName))}>
              {w.add}
            </Button>
            <FileButton accept=".csv,text/csv" onChange={(file) => (file === null ? undefined : bring.mutate(file))}>
              {(props) => (
                <Button {...props} loading={bring.isPending}>
                  {w.importCsv}
                </Button>
              )}
            </FileButton>
          </>
        ) : null}
        <Button onClick={() => void saveOutsideFile()}>{w.exportCsv}</Button>
      </div>
      {bring.data === undefined ? null : (
        <div className="sheet" role="status">
          <strong>{w.imported(bring.data.rows, bring.data.added, bring.data.changed)}</strong>
          <ul>
            {bring.data.refused.slice(0, 50).map((row) => (
              <li key={row.line}>
                {w.line(row.line)}: {say.two(row.why)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {save.error === null && bring.error === null ? null : <Failed error={save.error ?? bring.error} />}
      {list.data === undefined ? <Pending on={list} lines={8} /> : null}
      {editing !== null && !bodies.some((one) => one.bodyId === editing.bodyId) ? (
        <BodyForm
          body={editing}
          saving={save.isPending}
          onSave={(one) => save.mutate(withOne(one))}
          onCancel={() => setEditing(null)}
          onRemove={null}
        />
      ) : null}
      <ul className="plain-list stack">
        {bodies.map((one) =>
          editing?.bodyId === one.bodyId ? (
            <li key={one.bodyId}>
              <BodyForm
                body={one}
                saving={save.isPending}
                onSave={(to) => save.mutate(withOne(to))}
                onCancel={() => setEditing(null)}
                onRemove={() => save.mutate(bodies.filter((body) => body.bodyId !== one.bodyId))}
              />
            </li>
          ) : (
            <li key={one.bodyId} className="sheet">
              <Row body={one} onEdit={mayChange ? () => setEditing(one) : null} />
            </li>
          ),
        )}
      </ul>
    </div>
  );
}

function Row({ body, onEdit }: { readonly body: OutsideBody; readonly onEdit: (() => void) | null }) {
  const w = useWords(outsideWords);
  const say = useSay();
  const { lang } = useLang();
  const name = say.two(body.name);
  const facts = [
    { name: w.hours, value: body.hours },
    { name: w.contract, value: body.contract },
    { name: w.needs, value: directoryText(body.needs, lang) },
    { name: w.say, value: directoryText(body.say, lang) },
    { name: w.source, value: body.source },
  ].filter(({ value }) => value !== '');
  return (
    <>
      <div className="spread">
        <h2>
          {name} <span className="quiet small">{w.kinds[body.kind]}</span>
        </h2>
        <Tag tone={body.confirmed ? 'verified' : 'act'}>{body.confirmed ? w.confirmed : w.draft}</Tag>
      </div>
      <p>{body.telephone === '' ? <span className="quiet">{w.noNumber}</span> : <a href={`tel:${body.telephone}`}>{body.telephone}</a>}</p>
      <FactList facts={facts} />
      {onEdit === null ? null : (
        <Button className="no-print" size="compact-sm" aria-label={w.editOf(name)} onClick={onEdit}>
          {w.edit}
        </Button>
      )}
    </>
  );
}

function fresh(name: string): OutsideBody {
  const text = { telephone: '', hours: '', contract: '', needs: '', say: '', source: '' };
  return { bodyId: `b-${newId()}`, kind: 'other', name: { ja: name, en: name }, ...text, confirmed: true };
}
