// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../../../../src/case/cards.contract.ts';
import type { BeaconRow } from '../../../../src/hunt/contract.ts';
import { recordBeacons, useBeacons } from '../../../api/hunt/hunt.ts';
import type { Asked } from '../../../api/hunt/hunt.ts';
import { huntPageWords } from '../words.ts';
import { useLang, useSay, useWords } from '../../../lang/lang.tsx';
import { Failed, Pending } from '../../../components/states.tsx';
import { useMay } from '../../../journal/person.ts';
import { paths } from '../../../paths.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { GapsPicture } from './gaps-picture.tsx';
import { Counted } from '../pieces/raw-lines.tsx';
import { Who } from '../pieces/who.tsx';
import { MoreRows } from '../pieces/more-rows.tsx';

const AT_ONCE = 8;

/** Connections that repeat at regular intervals, strongest first, each with reasons that a person can check. */
export function BeaconList({ caseId }: { readonly caseId: string }) {
  const w = useWords(huntPageWords);
  const found = useBeacons();
  const mayWork = useMay('work');
  const [shown, setShown] = useState(AT_ONCE);
  const record = useMutation({ mutationFn: () => recordBeacons(caseId) });
  if (found.data === undefined) return <Pending on={found} lines={8} />;
  const { beacons, linesLookedAt } = found.data;
  const answer = answerOf({ hits: beacons.length, linesLookedAt });
  return (
    <section className="stack" style={{ gap: 16 }} aria-label={w.beacons}>
      <div className="stack" style={{ gap: 6 }}>
        <h2>{w.beacons}</h2>
        <p className="hunt-sentence">{answer.is === 'found' ? w.beaconsLead : answer.is === 'none' ? w.noBeacons : w.noLog}</p>
        {mayWork ? (
          <div className="row no-print">
            <Button loading={record.isPending} onClick={() => record.mutate()}>
              {w.record}
            </Button>
            {record.isSuccess ? <span role="status">{w.recorded}</span> : null}
          </div>
        ) : null}
        {record.error === null ? null : <Failed error={record.error} />}
      </div>
      <ol className="plain-list" style={{ gap: 14 }}>
        {beacons.slice(0, shown).map((one) => (
          <li key={`${one.seenIn} ${one.source} ${one.destination} ${one.port} ${one.userAgent}`}>
            <OneBeacon caseId={caseId} one={one} />
          </li>
        ))}
      </ol>
      <MoreRows shown={shown} of={beacons.length} more={() => setShown(shown + AT_ONCE)} />
    </section>
  );
}

function behindBeacon({ seenIn, source, destination, userAgent, port }: BeaconRow): Asked {
  return { behind: { of: 'beacon', seenIn, source, destination, userAgent, port }, since: null, until: null };
}

function OneBeacon({ caseId, one }: { readonly caseId: string; readonly one: BeaconRow }) {
  const w = useWords(huntPageWords);
  const say = useSay();
  const { lang } = useLang();
  const asked = behindBeacon(one);
  const name = `${one.source} → ${one.destination}${one.port === 0 ? '' : `:${one.port}`}`;
  return (
    <article className="beacon" aria-label={name}>
      <div className="stack" style={{ gap: 6 }}>
        <h3 className="mono" style={{ overflowWrap: 'anywhere' }}>
          {name}
        </h3>
        <Who held={one.who} />
        <ul className="small" aria-label={w.reasons}>
          {one.reasons.map((reason) => (
            <li key={reason.en}>{say.told(reason)}</li>
          ))}
        </ul>
        {one.userAgent === '' ? null : (
          <p className="small">
            <span className="quiet">{w.userAgent}</span> <span className="mono">{one.userAgent}</span>
          </p>
        )}
        <a className="small no-print" href={paths.hunt(caseId, 'sightings', { indicators: one.destination })}>
          {w.otherView}
        </a>
      </div>
      <div className="stack" style={{ gap: 6 }}>
        <FactList
          facts={[
            { name: w.score, value: one.score.toLocaleString(lang, { maximumFractionDigits: 2, minimumFractionDigits: 2 }) },
            {
              name: w.times,
              value: <Counted name={name} value={one.count.toLocaleString(lang)} count={one.count} asked={asked} />,
            },
            { name: w.interval, value: w.everySeconds(one.interval) },
            { name: w.firstLast, value: `${say.time(one.first)} – ${say.time(one.last)}` },
            { name: w.sent, value: say.bytes(one.bytesOut) },
            { name: w.got, value: say.bytes(one.bytesIn) },
          ]}
        />
        <GapsPicture asked={asked} />
      </div>
    </article>
  );
}
