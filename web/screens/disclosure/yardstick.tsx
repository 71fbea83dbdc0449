// SPDX-License-Identifier: Apache-2.0
import type { StatementDesk } from '../../../src/disclosure/release/release.contract.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { FactList } from '../../ui/fact-list.tsx';
import { disclosureWords } from './words.ts';

/** What is measured of statements in public, for this case. */
export function Yardstick({ of }: { readonly of: StatementDesk['yardstick'] }) {
  const w = useWords(disclosureWords);
  const say = useSay();
  const { hoursToFirst, hoursSoFar, daysBetween, promises, items, first } = of;
  return (
    <section className="stack">
      <h2>{w.yardTitle}</h2>
      <FactList
        facts={[
          { name: w.hoursToFirst, value: hoursToFirst === null ? w.soFar(hoursSoFar ?? 0) : w.hours(hoursToFirst) },
          ...(daysBetween.length === 0 ? [] : [{ name: w.daysBetween, value: daysBetween.map((one) => w.days(one)).join(', ') }]),
          ...(promises.length === 0
            ? []
            : [
                {
                  name: w.promises,
                  value: promises.map(({ number, at, is }) => `${w.report(number)}: ${say.time(at)} ${w.promise[is]}`).join(' · '),
                },
              ]),
          ...(items === null ? [] : [{ name: w.items, value: w.share(items.said, items.of) }]),
          { name: w.first, value: w.firsts[first] },
        ]}
      />
    </section>
  );
}
