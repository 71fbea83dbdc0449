// SPDX-License-Identifier: Apache-2.0
import { Explained } from '../../../components/explained.tsx';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { SightingsSheet } from '../../../../src/hunt/contract.ts';
import { askSightings, saveSightingsBundle, useSightings } from '../../../api/hunt/hunt.ts';
import type { SightingsAsked } from '../../../api/hunt/hunt.ts';
import { addStanding, standingKey } from '../../../api/hunt/standing.ts';
import { huntPageWords } from '../words.ts';
import { standingWords } from '../standing/words.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { deviceZone } from '../../../lang/time.ts';
import { Failed } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { Tag } from '../../../ui/tag.tsx';
import { FromReport, useNamed } from '../pieces/from-report.tsx';
import type { Named } from '../pieces/from-report.tsx';
import type { HuntSearch } from '../pieces/hunt-search.ts';
import { Looked } from '../pieces/looked.tsx';
import { useAnswer } from '../pieces/search-answer.ts';
import { MeetPicture } from './meet-picture.tsx';
import { daysOf, PeriodFields, periodOf } from '../pieces/period-fields.tsx';
import { SeenPicture } from './seen-picture.tsx';
import { SightingTable } from './sighting-table.tsx';
import { Answered } from '../pieces/answered.tsx';

/** Longer lists are answered once; they do not fit into an address. */
const IN_ADDRESS = 4000;

/** Which computers met an indicator: a destination, a name, an agent. */
export function SightingsView({ caseId, search }: { readonly caseId: string; readonly search: HuntSearch }) {
  const mayWork = useMay('work');
  const named = useNamed(caseId);
  const [long, setLong] = useState<SightingsAsked | null>(null);
  const asked: SightingsAsked | null =
    long ??
    (search.indicators === undefined || search.indicators === ''
      ? null
      : { indicators: search.indicators, since: search.since ?? null, until: search.until ?? null });
  const answer = useSightings(asked);
  return (
    <div className="stack" style={{ gap: 24 }}>
      <FromReport caseId={caseId} named={named} />
      {mayWork ? <Question caseId={caseId} asked={asked} named={named} onLong={setLong} /> : null}
      {asked === null ? null : <Answered answer={answer}>{(found) => <Found caseId={caseId} asked={asked} answer={found} />}</Answered>}
    </div>
  );
}

function Question(props: {
  readonly caseId: string;
  readonly asked: SightingsAsked | null;
  readonly named: readonly Named[];
  readonly onLong: (asked: SightingsAsked) => void;
}) {
  const w = useWords(huntPageWords);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [typed, setText] = useState(props.asked?.indicators ?? null);
  const inReports = props.named.filter(({ kind }) => kind === 'indicator').map(({ value }) => value);
  const text = typed ?? inReports.join('\n');
  const [days, setDays] = useState(() => daysOf(props.asked ?? { since: null, until: null }));
  const asking = useMutation({
    mutationFn: async () => {
      const asked: SightingsAsked = { indicators: text.trim(), ...periodOf(days) };
      await askSightings(client, props.caseId, asked);
      return asked;
    },
    onSuccess: (asked) => {
      if (asked.indicators.length > IN_ADDRESS) props.onLong(asked);
      else void navigate({ href: paths.hunt(props.caseId, 'sightings', { ...asked }), resetScroll: false });
    },
  });
  return (
    <form
      className="stack no-print"
      aria-label={w.question}
      onSubmit={(event) => {
        event.preventDefault();
        asking.mutate();
      }}
    >
      <Textarea
        label={w.indicators}
        description={<Explained text={w.indicatorsHint} />}
        required
        autosize
        minRows={3}
        maxRows={12}
        maxLength={200_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className="hunt-form two">
        <PeriodFields days={days} onChange={setDays} />
      </div>
      <div className="row">
        <Button type="submit" variant="filled" loading={asking.isPending}>
          {w.ask}
        </Button>
        <span className="small quiet">{w.dateZone(deviceZone())}</span>
      </div>
      {asking.error === null ? null : <Failed error={asking.error} />}
    </form>
  );
}

function Found(props: { readonly caseId: string; readonly asked: SightingsAsked; readonly answer: SightingsSheet }) {
  const w = useWords(huntPageWords);
  const { told } = useSay();
  const { answer, asked } = props;
  const mayWork = useMay('work');
  const computers = new Set(answer.sightings.map((one) => one.computer)).size;
  const indicators = new Set(answer.sightings.map((one) => one.indicator)).size;
  const [firstLimit, ...moreLimits] = answer.coverage.notLookedAt;
  const { is, word } = useAnswer(answer.coverage, answer.sightings.length);
  return (
    <section className="sheet stack" style={{ gap: 20 }} aria-label={w.verdict} aria-live="polite">
      <div className="stack" style={{ gap: 8 }}>
        <div className="row">
          <h2>{w.verdict}</h2>
          <Tag tone={computers > 0 ? 'act' : 'line'}>{word}</Tag>
        </div>
        <p className="hunt-sentence">
          {is === 'found'
            ? w.searchSentences.found(computers, indicators)
            : is === 'none'
              ? w.searchSentences.nothing(answer.asked)
              : w.noLog}
          {firstLimit === undefined ? w.noLimits : w.limits(told(firstLimit), moreLimits.length)}
        </p>
        {answer.refused.length === 0 ? null : (
          <details className="small">
            <summary>
              {w.refused} <span className="quiet">{answer.refusedTotal}</span>
            </summary>
            <ul>
              {answer.refused.map((one, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- two of them may say the same
                <li key={at}>
                  <bdi className="mono">
                    {one.line === 0 ? '' : `${one.line}: `}
                    {one.text}
                  </bdi>{' '}
                  <span className="quiet">{told(one.why)}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {answer.sightings.length === 0 ? null : (
        <>
          <MeetPicture sightings={answer.sightings} asked={asked} />
          <SeenPicture sightings={answer.sightings} />
          <SightingTable sightings={answer.sightings} asked={asked} />
        </>
      )}
      <Looked coverage={answer.coverage} caseId={props.caseId} />
      {mayWork ? <AfterSearch caseId={props.caseId} asked={asked} /> : null}
    </section>
  );
}

/** The evidence as a file, and the same question from now on. */
function AfterSearch({ caseId, asked }: { readonly caseId: string; readonly asked: SightingsAsked }) {
  const w = useWords(huntPageWords);
  const t = useWords(standingWords);
  const client = useQueryClient();
  const save = useMutation({ mutationFn: () => saveSightingsBundle(caseId, asked) });
  const keep = useMutation({
    mutationFn: () => addStanding(caseId, { text: asked.indicators, source: '' }),
    onSuccess: () => client.invalidateQueries({ queryKey: standingKey }),
  });
  return (
    <div className="stack no-print" style={{ gap: 6 }}>
      <div className="row">
        <Button loading={save.isPending} onClick={() => save.mutate()}>
          {w.bundle}
        </Button>
        <Button loading={keep.isPending} disabled={keep.isSuccess} onClick={() => keep.mutate()}>
          {t.keep}
        </Button>
        <span role="status">
          {save.isSuccess ? w.saved : ''} {keep.isSuccess ? <a href={paths.hunt(caseId, 'standing')}>{t.kept}</a> : null}
        </span>
      </div>
      <p className="small quiet">{w.bundleNote}</p>
      {save.error === null ? null : <Failed error={save.error} />}
      {keep.error === null ? null : <Failed error={keep.error} />}
    </div>
  );
}
