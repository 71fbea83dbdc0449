// SPDX-License-Identifier: Apache-2.0
import { Button, Drawer } from '@mantine/core';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { EvidenceLine } from '../../../../src/hunt/contract.ts';
import { useBehind } from '../../../api/hunt/hunt.ts';
import type { Asked } from '../../../api/hunt/hunt.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { rawWords } from './raw-lines-words.ts';
import { Failed, Pending } from '../../../components/states.tsx';
import { FactList } from '../../../ui/fact-list.tsx';
import { asEvidence, timeInZone } from './evidence-text.ts';
import { copyText } from '../../../ui/device/copy-text.ts';

type Opened = { readonly title: string; readonly asked: Asked };
const OpenContext = createContext<(opened: Opened) => void>(() => undefined);

/** Whatever stands inside may open the lines behind a number, beside the page and without leaving it. */
export function RawLinesPlace({ children }: { readonly children: ReactNode }) {
  const w = useWords(rawWords);
  const [opened, setOpened] = useState<Opened | null>(null);
  const open = useCallback((one: Opened) => setOpened(one), []);
  return (
    <OpenContext value={open}>
      {children}
      <Drawer
        opened={opened !== null}
        onClose={() => setOpened(null)}
        position="right"
        size="min(860px, 100%)"
        title={opened === null ? '' : `${w.raw}: ${opened.title}`}
        transitionProps={{ duration: 0 }}
        overlayProps={{ backgroundOpacity: 0.35 }}
        closeButtonProps={{ 'aria-label': w.close }}
      >
        {opened === null ? null : <Lines asked={opened.asked} />}
      </Drawer>
    </OpenContext>
  );
}

export function useOpenLines(): (opened: Opened) => void {
  return useContext(OpenContext);
}

/** A number that leads to the lines it was counted from. Nothing stands behind a zero. */
export function Counted(props: { readonly name: string; readonly value: ReactNode; readonly count: number; readonly asked: Asked }) {
  const w = useWords(rawWords);
  const { lang } = useLang();
  const open = useOpenLines();
  if (props.count === 0) return <span>{props.value}</span>;
  return (
    <button
      type="button"
      className="name-button counted"
      title={w.see}
      aria-label={w.linesOf(props.name, typeof props.value === 'string' ? props.value : props.count.toLocaleString(lang))}
      onClick={() => open({ title: props.name, asked: props.asked })}
    >
      {props.value}
    </button>
  );
}

function Lines({ asked }: { readonly asked: Asked }) {
  const w = useWords(rawWords);
  const { data, error, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useBehind(asked);
  if (data === undefined) return <Pending on={{ error, refetch }} lines={8} delay={0} />;
  const lines = data.pages.flatMap((page) => page.lines);
  if (lines.length === 0) return <p>{w.rawNone}</p>;
  return (
    <div className="stack">
      <p className="small quiet" role="status">
        {w.rawOf(lines.length, data.pages[0]?.total ?? lines.length)}
      </p>
      <ol className="raw-lines">
        {lines.map((line) => (
          <li key={`${line.file}:${line.line}`}>
            <Line line={line} />
          </li>
        ))}
      </ol>
      {error === null ? null : <Failed error={error} retry={() => void fetchNextPage()} />}
      {hasNextPage ? (
        <div>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {w.more}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/** Text of others stays text: the server has made it inert, React escapes it. */
function Line({ line }: { readonly line: EvidenceLine }) {
  const w = useWords(rawWords);
  const say = useSay();
  const { lang } = useLang();
  const origin = line.zoneOrigin
    .split(' ')
    .map((one) => w.origins[one as keyof typeof w.origins] ?? one)
    .join('; ');
  const times = useMemo(() => (line.at === null ? null : timeInZone(line.at, line.zone)), [line.at, line.zone]);
  return (
    <article className="stack" style={{ gap: 6 }}>
      <div className="spread">
        <span className="small">
          <bdi>{line.name}</bdi> <span className="quiet">{w.lineNo}</span> {line.line.toLocaleString(lang)}
        </span>
        <CopyButton text={asEvidence(line, lang)} />
      </div>
      <code className="raw-line">{line.text}</code>
      {line.cut ? <p className="small quiet">{w.cut}</p> : null}
      <details className="small">
        <summary>{line.at === null ? (line.reject === '' ? w.noTime : line.reject) : say.time(line.at)}</summary>
        <FactList
          facts={[
            ...(line.at === null
              ? [{ name: w.reject, value: line.reject === '' ? w.noTime : line.reject }]
              : [{ name: w.lineTime, value: `${times ?? line.at}（${origin}）` }]),
            { name: w.offset, value: w.offsetValue(line.offset) },
            { name: w.lineHash, value: <span className="mono">{line.digest}</span> },
            { name: w.fileHash, value: <span className="mono">{line.sha256}</span> },
          ]}
        />
      </details>
    </article>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const w = useWords(rawWords);
  const [done, setDone] = useState(false);
  return (
    <Button size="compact-sm" className="no-print" onClick={() => void copyText(text).then(setDone)}>
      {done ? w.copied : w.copy}
    </Button>
  );
}
