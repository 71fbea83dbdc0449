// SPDX-License-Identifier: Apache-2.0
import { useReadinessBrief } from '../../api/readiness.ts';
import { preparedWords } from './readiness-words.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { paths } from '../../paths.ts';
import { FactList } from '../../ui/fact-list.tsx';

/** How ready the organisation is to contain, quietly: three numbers and the next step. */
export function ReadinessCard() {
  const w = useWords(preparedWords);
  const say = useSay();
  const brief = useReadinessBrief();
  const found = brief.data;
  return (
    <section className="sheet stack" aria-label={w.title}>
      <h2>
        <a href={paths.readiness()}>{w.title}</a>
      </h2>
      {found === undefined ? (
        <Pending on={brief} lines={3} />
      ) : (
        <>
          {found.services === 0 ? null : (
            <FactList
              facts={[
                { name: w.inventory, value: w.services(found.services) },
                { name: w.oldest, value: found.oldest === null ? w.noDate : say.age(found.oldest, Date.parse(found.now)) },
                { name: w.undecided, value: found.undecidedInUse === null ? w.open(found.undecided) : w.openInUse(found.undecidedInUse) },
                {
                  name: w.unlisted,
                  value:
                    found.unlistedShare === null
                      ? found.counting
                        ? w.counting
                        : w.notKnown
                      : `${Math.round(found.unlistedShare * 1000) / 10} %`,
                },
              ]}
            />
          )}
          {found.next === null ? (
            <p className="quiet">{found.counting ? w.counting : w.nothing}</p>
          ) : (
            <p>
              <span className="small quiet">{w.next}</span>
              <br />
              <a href={paths.readiness(found.next.where ?? 'today')}>{say.two(found.next.text)}</a>
              <span className="small quiet" style={{ display: 'block' }}>
                {say.two(found.next.why)}
              </span>
              {found.more === 0 ? null : (
                <a className="small" href={paths.readiness()}>
                  {w.more(found.more)}
                </a>
              )}
            </p>
          )}
        </>
      )}
    </section>
  );
}
