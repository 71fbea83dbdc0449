// SPDX-License-Identifier: Apache-2.0
import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { parseMark } from '../../../src/intake/ways.contract.ts';
import { knownWaysKey, saveKnownWays, useKnownWays } from '../../api/reports.ts';
import { scales } from '../../lang/common.ts';
import { useWords } from '../../lang/lang.tsx';
import { Failed, Pending } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { wayWords } from './way-words.ts';

type Loaded = NonNullable<ReturnType<typeof useKnownWays>['data']>;
type Way = Loaded['value']['ways'][number];
const KINDS = ['group', 'form', 'repository', 'ticket', 'other'] as const satisfies readonly Way['kind'][];
/** What most people would have to look up. */
const GITHUB: Way = { kind: 'repository', name: 'GitHub', mark: 'github.com' };

/** By which groups, forms, repositories and ticket systems reports reach the organisation: what comes so is a report, never put apart as a list. */
export function KnownWays() {
  const w = useWords(wayWords);
  const allowed = useMay('work');
  const known = useKnownWays(allowed);
  if (!allowed) return null;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="small quiet">{w.lead}</p>
      {known.data === undefined ? <Pending on={known} lines={2} /> : <List loaded={known.data} />}
    </section>
  );
}

function List({ loaded }: { readonly loaded: Loaded }) {
  const w = useWords(wayWords);
  const s = useWords(scales);
  const mayChange = useMay('administer');
  const client = useQueryClient();
  const { ways, ownDomains } = loaded.value;
  const save = useMutation({
    mutationFn: (next: readonly Way[]) => saveKnownWays([...next], loaded.etag),
    onSettled: () => void client.invalidateQueries({ queryKey: knownWaysKey }),
  });
  return (
    <>
      <p className="small">
        {ownDomains.length === 0 ? w.noOwnDomain : w.ownDomains}{' '}
        {ownDomains.map(({ domain, from }) => (
          <span key={domain} style={{ marginRight: 12 }}>
            <span className="mono">{domain}</span> <span className="quiet">({w.from[from]})</span>
          </span>
        ))}
      </p>
      {ways.length === 0 ? <p>{w.none}</p> : null}
      {ways.map((way, index) => (
        <div key={`${way.kind} ${way.mark}`} className="row" style={{ gap: '4px 12px' }}>
          <strong>{way.name}</strong>
          <span className="small quiet">{s.wayKind[way.kind]}</span>
          <span className="mono small">{way.mark}</span>
          {mayChange ? (
            <Button size="compact-sm" variant="subtle" onClick={() => save.mutate(ways.filter((_, at) => at !== index))}>
              {w.remove(way.name)}
            </Button>
          ) : null}
        </div>
      ))}
      {save.error === null ? null : <Failed error={save.error} />}
      {mayChange ? (
        <Add pending={save.isPending} taken={ways} onAdd={(way, done) => save.mutate([...ways, way], { onSuccess: done })} />
      ) : null}
    </>
  );
}

type AddProps = { readonly pending: boolean; readonly taken: readonly Way[]; readonly onAdd: (way: Way, done: () => void) => void };

function Add({ pending, taken, onAdd }: AddProps) {
  const w = useWords(wayWords);
  const s = useWords(scales);
  const [kind, setKind] = useState<Way['kind']>('group');
  const [name, setName] = useState('');
  const [mark, setMark] = useState('');
  const parsed = parseMark(mark);
  const there = taken.some((way) => way.mark === parsed);
  return (
    <form
      className="stack"
      style={{ gap: 8 }}
      onSubmit={(event) => {
        event.preventDefault();
        if (parsed === null || there) return;
        onAdd({ kind, name: name.trim() === '' ? parsed : name.trim(), mark: parsed }, () => {
          setName('');
          setMark('');
        });
      }}
    >
      <Select
        label={w.kind}
        allowDeselect={false}
        data={KINDS.map((value) => ({ value, label: s.wayKind[value] }))}
        value={kind}
        onChange={(value) => setKind(KINDS.find((one) => one === value) ?? 'other')}
      />
      <TextInput label={w.name} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      <TextInput
        label={w.mark}
        description={w.markHelp}
        required
        maxLength={300}
        value={mark}
        onChange={(event) => setMark(event.currentTarget.value)}
        error={mark !== '' && parsed === null ? w.markFault : there ? w.markThere : null}
      />
      <div className="actions">
        <Button type="submit" loading={pending}>
          {w.add}
        </Button>
        {taken.some((way) => way.mark === GITHUB.mark) ? null : (
          <Button variant="subtle" onClick={() => onAdd(GITHUB, () => undefined)}>
            {w.addGithub}
          </Button>
        )}
      </div>
    </form>
  );
}
