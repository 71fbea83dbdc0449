// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ImportWire, ProgressWire } from '../../../../src/hunt/sources/sources.contract.ts';
import { huntKey } from '../../../api/hunt/hunt.ts';
import { actOnImport, logsKey, useImports } from '../../../api/hunt/logs.ts';
import { importsKey } from '../../../api/topics.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { useWho } from '../../../journal/who.ts';
import { logsWords } from './words.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { Age } from '../../../components/when.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { alikeOf } from './alike.ts';
import { AskCard } from './ask-card.tsx';
import { percentOf } from './percent.ts';

const SHOWN = 12;
const open = new Set<ImportWire['state']>(['receiving', 'waiting', 'running', 'asks']);

/** What is being brought in, what waits for a person, and what came lately. */
export function Imports() {
  const w = useWords(logsWords);
  const found = useImports();
  useNewLogs(found.data?.imports ?? []);
  if (found.data === undefined) return <Pending on={found} lines={3} />;
  const { imports, progress } = found.data;
  const shown = [...imports.filter((one) => open.has(one.state)), ...imports.filter((one) => !open.has(one.state)).slice(0, SHOWN)];
  return (
    <section className="stack" style={{ gap: 4 }} aria-label={w.imports}>
      <h2>{w.imports}</h2>
      {shown.length === 0 ? <p className="quiet">{w.importsNone}</p> : null}
      {shown.map((one) => (
        <OneImport key={one.importId} one={one} progress={progress?.importId === one.importId ? progress : null} />
      ))}
    </section>
  );
}

/** An import that ended makes every earlier answer old. */
function useNewLogs(imports: readonly ImportWire[]): void {
  const client = useQueryClient();
  const lines = imports.reduce((sum, one) => sum + one.sums.files, 0);
  const before = useRef(lines);
  useEffect(() => {
    if (before.current === lines) return;
    before.current = lines;
    void client.invalidateQueries({ queryKey: huntKey });
    void client.invalidateQueries({ queryKey: [...logsKey, 'files'] });
  }, [client, lines]);
}

function OneImport({ one, progress }: { readonly one: ImportWire; readonly progress: ProgressWire | null }) {
  const who = useWho();
  const w = useWords(logsWords);
  const { lang } = useLang();
  const client = useQueryClient();
  const mayWork = useMay('work');
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'retry') => actOnImport(one.importId, what),
    onSettled: () => void client.invalidateQueries({ queryKey: importsKey }),
  });
  const { sums } = one;
  const tone = one.state === 'asks' || one.state === 'failed' ? 'act' : one.state === 'done' ? 'verified' : 'line';
  return (
    <article className="import" aria-label={one.name} data-state={one.state}>
      <div className="spread">
        <span className="row">
          <Tag tone={tone}>{w.states[one.state]}</Tag>
          <strong>
            <bdi>{one.name}</bdi>
          </strong>
          {one.caseId === null ? null : (
            <a className="small mono" href={paths.case(one.caseId)}>
              {one.caseId}
            </a>
          )}
        </span>
        <span className="small quiet">
          {one.by === null ? w.fromFolder : w.byWhom(who(one.by))} · <Age at={one.madeAt} />
        </span>
      </div>
      {progress === null ? null : <Running progress={progress} one={one} />}
      {one.state === 'receiving' ? <Receiving one={one} /> : null}
      {sums.files + sums.known === 0 ? null : (
        <p className="small">
          {[
            w.result(sums.files, sums.lines),
            ...(sums.rejected === 0 ? [] : [w.resultRejected(sums.rejected)]),
            ...(sums.known === 0 ? [] : [w.resultKnown(sums.known)]),
            ...(one.files.length === 1 && one.files[0] !== undefined && one.files[0].state !== 'known-already'
              ? [`${one.files[0].format} ${percentOf(one.files[0].share, lang)}`]
              : []),
          ].join(lang === 'ja' ? '、' : ', ')}
        </p>
      )}
      {one.faults.length === 0 ? null : (
        <div className="small" role="status">
          {w.faults}
          <ul>
            {one.faults.slice(0, 10).map((fault) => (
              <li key={fault.name}>
                <bdi>{fault.name}</bdi>: {w.faultWords[fault.code as keyof typeof w.faultWords] ?? fault.code}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Asks one={one} />
      {one.asks.some((ask) => ask.answer !== null) ? (
        <ul className="small quiet">
          {alikeOf(one.asks.filter((ask) => ask.answer !== null)).map(([ask, ...others]) => (
            <li key={ask.sha256}>
              <bdi>{ask.name}</bdi>
              {others.length === 0 ? '' : ` ${w.others(others.length)}`}:{' '}
              {ask.answer === null ? '' : w.answeredBy(who(ask.answer.by), w.answers[ask.answer.is])}
            </li>
          ))}
        </ul>
      ) : null}
      {mayWork ? (
        <div className="row no-print">
          {one.state === 'receiving' || one.state === 'waiting' || one.state === 'running' ? (
            <Button size="compact-sm" loading={act.isPending} disabled={progress?.stopping === true} onClick={() => act.mutate('cancel')}>
              {w.cancel}
            </Button>
          ) : null}
          {one.faults.length > 0 && one.state !== 'running' && one.state !== 'waiting' ? (
            <Button size="compact-sm" loading={act.isPending} onClick={() => act.mutate('retry')}>
              {w.retry}
            </Button>
          ) : null}
        </div>
      ) : null}
      {act.error === null ? null : <Failed error={act.error} />}
    </article>
  );
}

/** The first question stands open; the others wait folded, so that one decision is made at a time. */
function Asks({ one }: { readonly one: ImportWire }) {
  const w = useWords(logsWords);
  const [first, ...rest] = alikeOf(one.asks.filter((ask) => ask.answer === null));
  if (first === undefined) return null;
  return (
    <>
      <AskCard key={first[0].sha256} importId={one.importId} asks={first} />
      {rest.length === 0 ? null : <p className="small quiet">{w.moreAsks(rest.length)}</p>}
    </>
  );
}

function Receiving({ one }: { readonly one: ImportWire }) {
  const w = useWords(logsWords);
  const { bytes } = useSay();
  return (
    <>
      <ProgressBar label={one.name} value={one.bytes === 0 ? 0 : one.received / one.bytes} />
      <p className="small quiet">
        {w.bytesOf(bytes(one.received), bytes(one.bytes))} · {w.broken}
      </p>
    </>
  );
}

function Running({ progress, one }: { readonly progress: ProgressWire; readonly one: ImportWire }) {
  const w = useWords(logsWords);
  const { bytes } = useSay();
  const said = [
    w.phases[progress.phase],
    w.bytesOf(bytes(progress.bytes), bytes(progress.of)),
    ...(one.items > 1 ? [w.filesOf(one.itemsDone, one.items)] : []),
    ...(progress.lines === 0 ? [] : [w.countedLines(progress.lines)]),
    ...(progress.bytesPerSecond === 0 ? [] : [w.rate(bytes(progress.bytesPerSecond))]),
    ...(progress.secondsLeft === null ? [] : [w.left(w.seconds(progress.secondsLeft))]),
  ];
  return (
    <>
      <ProgressBar label={one.name} value={progress.of === 0 ? 0 : progress.bytes / progress.of} />
      <p className="small quiet">{progress.stopping ? w.stopping : said.join(' · ')}</p>
      <p className="small quiet">{w.leave}</p>
    </>
  );
}
