// SPDX-License-Identifier: Apache-2.0
import { Button, FileButton, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { RefusedRuleWire, RuleList } from '../../../../src/hunt/rules/rules.contract.ts';
import { addRules, removeRules } from '../../../api/hunt/rules.ts';
import { huntRuleWords } from './words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { MoreRows } from '../pieces/more-rows.tsx';

const AT_ONCE = 50;

/** The list of rule files: add, look, remove. What cannot be used stands there with its reason. */
export function RuleFiles({ list }: { readonly list: RuleList }) {
  const w = useWords(huntRuleWords);
  const mayWork = useMay('work');
  return (
    <section className="stack" aria-label={w.files}>
      <h2>{w.files}</h2>
      <p>{list.files.length === 0 ? w.none : w.summary(list.files.length, list.usable, list.refused.length)}</p>
      {mayWork ? <AddRules /> : null}
      {list.files.length === 0 ? null : <FileNames list={list} />}
      <RefusedRules refused={list.refused} />
    </section>
  );
}

function AddRules() {
  const w = useWords(huntRuleWords);
  const client = useQueryClient();
  const reset = useRef<() => void>(null);
  const [over, setOver] = useState(false);
  const adding = useMutation({ mutationFn: (files: readonly File[]) => addRules(client, files), onSettled: () => reset.current?.() });
  const take = (files: readonly File[]) => {
    if (files.length > 0) adding.mutate(files);
  };
  return (
    <>
      <div
        className="drop no-print"
        data-over={over}
        data-testid="rule-drop-zone"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take([...event.dataTransfer.files]);
        }}
      >
        <span>{w.dropLead}</span>
        <FileButton multiple accept=".yml,.yaml,.zip" resetRef={reset} onChange={take}>
          {(props) => (
            <Button {...props} loading={adding.isPending}>
              {w.choose}
            </Button>
          )}
        </FileButton>
        <span className="small quiet">{w.dropNote}</span>
      </div>
      {adding.data === undefined ? null : (
        <div role="status" className="stack" style={{ gap: 4 }}>
          <p>{w.taken(adding.data.added, adding.data.replaced, adding.data.same)}</p>
          {adding.data.leftOut.length === 0 ? null : (
            <details className="small" open={adding.data.leftOut.length < 6}>
              <summary>{w.leftOut(adding.data.leftOut.length)}</summary>
              <ul>
                {adding.data.leftOut.map((one) => (
                  <li key={one.name}>
                    <bdi>{one.name}</bdi> — {w.leftOutWhy[one.reason]}
                  </li>
                ))}
              </ul>
            </details>
          )}
        </div>
      )}
      {adding.error === null ? null : <Failed error={adding.error} />}
    </>
  );
}

function FileNames({ list }: { readonly list: RuleList }) {
  const w = useWords(huntRuleWords);
  const say = useSay();
  const mayWork = useMay('work');
  const client = useQueryClient();
  const [wanted, setWanted] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const [sure, setSure] = useState(false);
  const removing = useMutation({
    mutationFn: (names: readonly string[]) => removeRules(client, names),
    onSuccess: () => setSure(false),
  });
  const some = list.files.filter((file) => file.name.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <details>
      <summary>{w.show}</summary>
      <div className="stack" style={{ gap: 8, paddingTop: 8 }}>
        <div className="row no-print">
          <TextInput
            aria-label={w.filter}
            placeholder={w.filter}
            value={wanted}
            onChange={(event) => {
              setWanted(event.currentTarget.value);
              setSure(false);
            }}
          />
          {mayWork && some.length > 0 && !sure ? <Button onClick={() => setSure(true)}>{w.removeAll(some.length)}</Button> : null}
        </div>
        {sure ? (
          <div className="stack" role="group" aria-label={w.removeAll(some.length)} style={{ gap: 6 }}>
            <p>{w.removeSure(some.length)}</p>
            <div className="row">
              <Button loading={removing.isPending} onClick={() => removing.mutate(some.map((file) => file.name))}>
                {w.removeYes(some.length)}
              </Button>
              <Button onClick={() => setSure(false)}>{w.removeNo}</Button>
            </div>
          </div>
        ) : null}
        {removing.error === null ? null : <Failed error={removing.error} />}
        {some.length === 0 ? <p className="quiet">{w.noMatch}</p> : null}
        <ul className="plain-list">
          {some.slice(0, shown).map((file) => (
            <li key={file.name} className="rule-file">
              <span>
                <bdi style={{ overflowWrap: 'anywhere' }}>{file.name}</bdi>{' '}
                <span className="small quiet">
                  <span className="mono" title={file.sha256}>
                    {file.sha256.slice(0, 12)}
                  </span>{' '}
                  {say.time(file.addedAt)}
                </span>
              </span>
              {mayWork ? (
                <Button
                  size="compact-sm"
                  aria-label={w.removeOf(file.name)}
                  disabled={removing.isPending}
                  onClick={() => removing.mutate([file.name])}
                >
                  {w.remove}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        <MoreRows shown={shown} of={some.length} more={() => setShown(shown + 4 * AT_ONCE)} />
      </div>
    </details>
  );
}

export function RefusedRules({ refused }: { readonly refused: readonly RefusedRuleWire[] }) {
  const w = useWords(huntRuleWords);
  const say = useSay();
  if (refused.length === 0) return null;
  return (
    <details>
      <summary>○ {w.refused(refused.length)}</summary>
      <ul className="small refused-rules">
        {refused.map((one) => (
          <li key={`${one.file} ${one.place}`}>
            <bdi>{one.title === '' ? w.untitled : one.title}</bdi> <span className="quiet">{one.file.split('/').at(-1)}</span>
            <div>{say.two(one.reason)}</div>
          </li>
        ))}
      </ul>
    </details>
  );
}
