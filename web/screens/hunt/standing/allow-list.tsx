// SPDX-License-Identifier: Apache-2.0
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { AllowedRow } from '../../../../src/hunt/standing-search/standing.contract.ts';
import { allowedKey, changeAllowed, standingKey, useAllowed } from '../../../api/hunt/standing.ts';
import { standingWords } from './words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { ReasonDialog } from '../../../components/reason-dialog.tsx';
import { useDraft } from '../../../ui/draft.ts';
import { defanged } from './defang.ts';
import { Refused } from './refused.tsx';

/** Made anew with each choice, so that the same one can be chosen again. */
export type Chosen = { readonly value: string };

/** What nobody looks for, with who said so, why and until when. `chosen`: of the list above, to be held harmless. */
export function AllowList({ chosen }: { readonly chosen: Chosen | null }) {
  const w = useWords(standingWords);
  const mayWork = useMay('work');
  const list = useAllowed();
  return (
    <section className="stack" aria-label={w.allowTitle}>
      <h2>
        {w.allowTitle} <span className="quiet">{list.data?.total ?? ''}</span>
      </h2>
      <p className="quiet">{w.allowLead}</p>
      {list.data === undefined ? (
        <Pending on={list} lines={2} />
      ) : (
        <>
          {list.data.now.length === 0 ? <p>{w.allowNone}</p> : null}
          <ul className="standing-list">
            {list.data.now.map((one) => (
              <li key={`${one.kind} ${one.value}`}>
                <Now one={one} mayWork={mayWork} />
              </li>
            ))}
          </ul>
          {list.data.total > list.data.now.length ? (
            <p className="small quiet">{w.cutAllowed(list.data.now.length, list.data.total)}</p>
          ) : null}
          {mayWork ? <Add chosen={chosen} /> : null}
          {list.data.was.length === 0 ? null : (
            <details>
              <summary>{w.was(list.data.was.length)}</summary>
              <ul className="standing-list">
                {list.data.was.map((one) => (
                  <li key={`${one.kind} ${one.value} ${one.until?.at ?? ''}`}>
                    <Was one={one} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
    </section>
  );
}

function useChange(done: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changeAllowed,
    onSuccess: async () => {
      done();
      await Promise.all([allowedKey, standingKey].map((queryKey) => client.invalidateQueries({ queryKey })));
    },
  });
}

function Now({ one, mayWork }: { readonly one: AllowedRow; readonly mayWork: boolean }) {
  const w = useWords(standingWords);
  const [asks, setAsks] = useState(false);
  const off = useChange(() => setAsks(false));
  const written = defanged(one);
  return (
    <article className="standing allow" aria-label={written}>
      <What one={one} />
      <Why one={one} />
      {mayWork ? (
        <Button size="compact-sm" className="no-print" aria-label={`${w.allowOff}: ${written}`} onClick={() => setAsks(true)}>
          {w.allowOff}
        </Button>
      ) : null}
      {asks ? (
        <ReasonDialog
          title={w.allowOffTitle(written)}
          lead={w.allowOffLead}
          draft={`allow-off.${one.kind}.${one.value}`}
          label={w.allowOffWhy}
          confirm={w.allowOffConfirm}
          pending={off.isPending}
          error={off.error}
          onConfirm={(why, clear) => off.mutate({ remove: [{ kind: one.kind, value: one.value }], why }, { onSuccess: clear })}
          onClose={() => setAsks(false)}
        />
      ) : null}
    </article>
  );
}

function What({ one }: { readonly one: AllowedRow }) {
  const w = useWords(standingWords);
  return (
    <div className="standing-what">
      <span className="small quiet">{w.kinds[one.kind]}</span> <bdi className="mono">{defanged(one)}</bdi>
    </div>
  );
}

function Why({ one }: { readonly one: AllowedRow }) {
  const w = useWords(standingWords);
  const say = useSay();
  const who = useWho();
  return (
    <div className="standing-why">
      <bdi>{one.why === '' ? w.noSource : one.why}</bdi>
      <div className="small quiet">{w.byAt(who(one.by), say.time(one.at))}</div>
    </div>
  );
}

function Was({ one }: { readonly one: AllowedRow }) {
  const w = useWords(standingWords);
  const say = useSay();
  return (
    <article className="standing" aria-label={defanged(one)}>
      <What one={one} />
      <Why one={one} />
      {one.until === null ? null : (
        <div className="small">
          {w.untilAt(say.time(one.until.at))} <bdi>{one.until.why}</bdi>
          <div className="quiet">{one.until.by}</div>
        </div>
      )}
    </article>
  );
}

function Add({ chosen }: { readonly chosen: Chosen | null }) {
  const w = useWords(standingWords);
  const [text, setText, clearText] = useDraft('allow');
  const [why, setWhy, clearWhy] = useDraft('allow-why');
  const written = useRef('');
  useEffect(() => {
    written.current = text;
  }, [text]);
  const fold = useRef<HTMLDetailsElement>(null);
  const reason = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (chosen === null) return;
    // What was being written stays.
    const lines = written.current.split('\n').filter((line) => line.trim() !== '' && line !== chosen.value);
    setText([...lines, chosen.value].join('\n'));
    if (fold.current !== null) fold.current.open = true;
    reason.current?.focus();
  }, [chosen, setText]);
  const add = useChange(() => {
    clearText();
    clearWhy();
  });
  return (
    <details ref={fold} className="fold no-print">
      <summary>{w.allowMore}</summary>
      <form
        className="stack"
        aria-label={w.allowAdd}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ add: text.trim(), why: why.trim() });
        }}
      >
        <Textarea
          label={w.allowText}
          description={w.allowHint}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={200_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Textarea
          ref={reason}
          label={w.allowWhy}
          description={w.allowWhyHint}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" loading={add.isPending} disabled={text.trim() === '' || why.trim() === ''}>
            {w.allowAdd}
          </Button>
        </div>
        {add.error === null ? null : <Failed error={add.error} />}
        {add.data === undefined ? null : (
          <div className="stack" style={{ gap: 6 }} role="status">
            <p>{w.allowed(add.data.added, add.data.removed)}</p>
            <Refused refused={add.data.refused} total={add.data.refusedTotal} />
          </div>
        )}
      </form>
    </details>
  );
}
