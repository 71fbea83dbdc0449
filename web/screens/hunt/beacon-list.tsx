// SPDX-License-Identifier: Apache-2.0
import { useBeacons } from '../../api/hunt.ts';
import { useLang, useSay, useWords } from '../../i18n/lang.tsx';
import { Failed, Loading, When } from '../../i18n/told.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { huntPageWords } from './words.ts';

/** Calls that come back like a clock, strongest first, each with reasons that a person can check. */
export function BeaconList() {
  const w = useWords(huntPageWords);
  const { two } = useSay();
  const { lang } = useLang();
  const found = useBeacons();
  if (found.data === undefined)
    return found.error === null ? <Loading lines={4} /> : <Failed error={found.error} retry={() => void found.refetch()} />;
  return (
    <section className="stack" aria-label={w.beacons}>
      <h2>{w.beacons}</h2>
      {found.data.beacons.length === 0 ? <p>{w.noBeacons}</p> : null}
      <ol className="stack" style={{ gap: 16 }}>
        {found.data.beacons.map((one) => (
          <li key={`${one.seenIn} ${one.source} ${one.destination} ${one.port} ${one.userAgent}`}>
            <strong style={{ overflowWrap: 'anywhere' }}>
              {one.source} → {one.destination}
            </strong>
            <FactList
              facts={[
                { name: w.score, value: one.score.toLocaleString(lang) },
                { name: w.count, value: one.count.toLocaleString(lang) },
                { name: w.interval, value: one.interval.toLocaleString(lang) },
                { name: w.first, value: <When at={one.first} /> },
                { name: w.last, value: <When at={one.last} /> },
              ]}
            />
            <ul className="small" aria-label={w.reasons}>
              {one.reasons.map((reason) => (
                <li key={reason.en}>{two(reason)}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
