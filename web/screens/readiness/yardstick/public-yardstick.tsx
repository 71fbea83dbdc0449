// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { endpoints } from '../../../../src/disclosure/yardstick/yardstick.contract.ts';
import type { YardstickRow, Yardsticks } from '../../../../src/disclosure/yardstick/yardstick.contract.ts';
import { ask } from '../../../api/fetch/http.ts';
import { Pending } from '../../../components/states.tsx';
import { WideTable } from '../../../components/wide-table.tsx';
import { useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { FactList } from '../../../ui/fact-list.tsx';
import { yardstickWords } from './yardstick-words.ts';

/** How quickly and reliably was published: real cases and exercises by the same numbers. */
export function PublicYardstick() {
  const w = useWords(yardstickWords);
  const found = useQuery({ queryKey: ['disclosure', 'yardstick'], queryFn: ({ signal }) => ask(endpoints.yardsticks, { signal }) });
  return (
    <section className="stack" aria-label={w.title}>
      <h2>{w.title}</h2>
      <p className="small">{w.lead}</p>
      {found.data === undefined ? (
        <Pending on={found} lines={4} />
      ) : (
        (['real', 'exercises'] as const).map((one) => <Group key={one} title={w.groups[one]} group={found.data[one]} />)
      )}
    </section>
  );
}

function Group({ title, group }: { readonly title: string; readonly group: Yardsticks['real'] }) {
  const w = useWords(yardstickWords);
  const { rows, medianHoursToFirst, medianDaysBetween, promises, cases } = group;
  return (
    <section className="sheet stack" aria-label={title}>
      <h3>{title}</h3>
      {cases === 0 ? (
        <p className="quiet">{w.none}</p>
      ) : (
        <>
          <FactList
            facts={[
              { name: w.medianFirst, value: medianHoursToFirst === null ? w.noneYet : w.hours(medianHoursToFirst) },
              { name: w.medianBetween, value: medianDaysBetween === null ? w.noneYet : w.days(medianDaysBetween) },
              { name: w.promises, value: promises.of === 0 ? w.noneYet : w.of(promises.kept, promises.of) },
            ]}
          />
          <WideTable>
            <table className="plain-table">
              <thead>
                <tr>
                  {Object.entries(w.columns).map(([id, head]) => (
                    <th key={id} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <Row key={row.caseId} row={row} />
                ))}
              </tbody>
            </table>
          </WideTable>
        </>
      )}
    </section>
  );
}

function Row({ row }: { readonly row: YardstickRow }) {
  const w = useWords(yardstickWords);
  const { caseId, hoursToFirst, hoursSoFar, daysBetween, promises, items, first } = row;
  return (
    <tr>
      <th scope="row">
        <a href={paths.statements(caseId)}>{caseId}</a>
      </th>
      <td>{hoursToFirst === null ? w.soFar(hoursSoFar ?? 0) : w.hours(hoursToFirst)}</td>
      <td>{daysBetween.length === 0 ? w.noneYet : daysBetween.map((one) => w.days(one)).join(', ')}</td>
      <td>{w.kept(promises.kept, promises.missed, promises.open)}</td>
      <td>{items === null ? w.noneYet : w.of(items.said, items.of)}</td>
      <td>{w.whos[first]}</td>
    </tr>
  );
}
