// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { CaseSheet } from '../../../src/case/contract.ts';
import type { ReportUpWire } from '../../../src/duty/contract.ts';
import { sendReportUp, toldUp, useDutyChanged, useReportUp } from '../../api/duty.ts';
import { Failed } from '../../components/states.tsx';
import { useMay } from '../../journal/person.ts';
import { useLang, useSay, useWords } from '../../lang/lang.tsx';
import { paths } from '../../paths.ts';
import { copyText } from '../../ui/device/copy-text.ts';
import { Tag } from '../../ui/tag.tsx';
import { reportWords } from './report-words.ts';

/** Under the strip: which superior knows since when, the three sentences to tell, and the two ways to tell them. */
export function ReportUp({ sheet }: { readonly sheet: CaseSheet }) {
  const w = useWords(reportWords);
  const say = useSay();
  const { lang } = useLang();
  const mayWork = useMay('work') && sheet.state === 'open';
  const query = useReportUp(sheet.id);
  const up = query.data;
  if (up === undefined) return null;
  return (
    <details className="sheet">
      <summary>
        <span className="quiet small">{w.title}</span> <Standing up={up} />{' '}
        {up.nextReportAt === null ? null : <span className="quiet small">{w.next(say.time(up.nextReportAt))}</span>}
      </summary>
      <div className="stack" style={{ marginTop: 8 }}>
        <div>
          <p className="quiet small">{w.text}</p>
          <blockquote className="inert" data-brief>
            {up.text[lang].split('\n').map((line) => (
              <p key={line}>{line}</p>
            ))}
          </blockquote>
          <Copy text={up.text[lang]} />
        </div>
        {mayWork ? <Ways up={up} caseId={sheet.id} /> : null}
      </div>
    </details>
  );
}

function Standing({ up }: { readonly up: ReportUpWire }) {
  const w = useWords(reportWords);
  const say = useSay();
  const [first] = up.informed;
  if (up.open !== null) {
    const { state, level, levelAt } = up.open;
    const text = state === 'exhausted' ? w.exhausted : level === 0 ? w.starting : w.notReached(level, say.time(levelAt));
    return <Tag tone="act">{text}</Tag>;
  }
  if (first !== undefined) return <span>{w.knows(first.name, say.time(first.at))}</span>;
  return <Tag tone="act">{up.levels.length === 0 ? w.nobodyNamed : w.nobodyKnows}</Tag>;
}

function Copy({ text }: { readonly text: string }) {
  const w = useWords(reportWords);
  const [done, setDone] = useState(false);
  const copy = async () => {
    setDone(await copyText(text));
  };
  return (
    <Button size="compact-sm" className="no-print" onClick={() => void copy()}>
      {done ? w.copied : w.copy}
    </Button>
  );
}

function Ways({ up, caseId }: { readonly up: ReportUpWire; readonly caseId: string }) {
  const w = useWords(reportWords);
  const say = useSay();
  const changed = useDutyChanged();
  const mayNameThem = useMay('release');
  const send = useMutation({ mutationFn: () => sendReportUp(caseId), onSuccess: changed });
  const told = useMutation({ mutationFn: (person: string) => toldUp(caseId, person, 'telephone'), onSuccess: changed });
  const [first] = up.levels;
  if (first === undefined) return mayNameThem ? <a href={paths.dutyEdit}>{w.setUp}</a> : <p>{w.nobodyNamed}</p>;
  const names = first.people.map((one) => one.name).join(w.and);
  const ways = [...new Set(first.people.flatMap((one) => one.ways))].map((way) => w.ways[way]).join(w.and);
  const failed = send.error ?? told.error;
  return (
    <div className="stack no-print">
      <p className={ways === '' ? 'must' : 'small quiet'}>{ways === '' ? w.nothingLeaves(names) : w.sends(names, ways)}</p>
      {up.closed.map(({ channel, why }) => (
        <p key={channel} className="small quiet">
          {w.ways[channel]}: {say.two(why)}
        </p>
      ))}
      {up.open?.state === 'triggered' ? null : (
        <div className="actions">
          <Button variant="filled" loading={send.isPending} onClick={() => send.mutate()}>
            {up.informed.length === 0 ? w.send : w.sendAgain}
          </Button>
        </div>
      )}
      <ol className="plain-list stack">
        {up.levels.map((level, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- levels are told apart by their place
          <li key={at}>
            <p className="small quiet">{at + 1 === up.levels.length ? w.lastLevel(at + 1) : w.level(at + 1, level.waitMinutes)}</p>
            <ul className="plain-list">
              {level.people.map((one) => (
                <li key={one.id} className="row">
                  <span>
                    {one.name} {one.telephone === '' ? null : <a href={`tel:${one.telephone}`}>{one.telephone}</a>}
                  </span>
                  <span className="small quiet">
                    {one.ways.length === 0 ? w.byTelephoneOnly : one.ways.map((way) => w.ways[way]).join(w.and)}
                  </span>
                  <Button size="compact-sm" aria-label={w.toldTo(one.name)} loading={told.isPending} onClick={() => told.mutate(one.id)}>
                    {w.told}
                  </Button>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {failed === null ? null : <Failed error={failed} />}
    </div>
  );
}
