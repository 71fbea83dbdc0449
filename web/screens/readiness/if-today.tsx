// SPDX-License-Identifier: Apache-2.0
import { Button } from '@mantine/core';
import type { ReadinessWire } from '../../../src/containment/register/register.contract.ts';
import { useReadiness } from '../../api/readiness.ts';
import { useSay, useWords } from '../../lang/lang.tsx';
import { Pending } from '../../components/states.tsx';
import { paths } from '../../paths.ts';
import { FactList } from '../../ui/fact-list.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { MailMissing } from './mail-missing.tsx';
import { OptionRows } from './option-rows.tsx';
import { readyWords } from './words.ts';

/** "If it happened today": what could be chosen, what nobody has decided, how old the inputs are, what to prepare next. */
export function IfToday() {
  const w = useWords(readyWords);
  const found = useReadiness();
  if (found.data === undefined) return <Pending on={found} lines={10} working={w.working} />;
  const ready = found.data;
  return (
    <div className="stack" style={{ gap: 24 }}>
      <MailMissing />
      <p style={{ maxWidth: '60em' }}>{w.lead}</p>
      {ready.missing === null ? null : <Missing what={ready.missing} />}
      {ready.options.length === 0 ? null : (
        <section className="stack" aria-label={w.table}>
          <h2>{w.table}</h2>
          <Assumption ready={ready} />
          <OptionRows options={ready.options} />
        </section>
      )}
      <div className="ready-two">
        <Prepare ready={ready} />
        <div className="stack" style={{ gap: 20 }}>
          {ready.inventory.services === 0 ? null : <Undecided ready={ready} />}
          <Inputs ready={ready} />
        </div>
      </div>
    </div>
  );
}

function Missing({ what }: { readonly what: NonNullable<ReadinessWire['missing']> }) {
  const w = useWords(readyWords);
  return (
    <EmptyState title={w.missing[what]}>
      <span>{w.missingHow[what]}</span>
      <Button component="a" variant="filled" href={paths.readiness(what === 'inventory' ? 'draft' : 'traffic')}>
        {w.go[what]}
      </Button>
    </EmptyState>
  );
}

function Assumption({ ready }: { readonly ready: ReadinessWire }) {
  const w = useWords(readyWords);
  const { assumed } = ready;
  if (assumed === null) return null;
  return <p>{assumed.host === null ? w.assumedNone : w.assumed(assumed.host, assumed.destinations, assumed.hosts)}</p>;
}

function Prepare({ ready }: { readonly ready: ReadinessWire }) {
  const w = useWords(readyWords);
  const { two } = useSay();
  return (
    <section className="sheet stack" aria-label={w.prepare}>
      <h2>{w.prepare}</h2>
      {ready.prepare.length === 0 ? <p className="quiet">{w.prepareNone}</p> : null}
      <ol className="next-three">
        {ready.prepare.map((one) => (
          <li key={one.id}>
            <div>
              {one.where === null ? two(one.text) : <a href={paths.readiness(one.where)}>{two(one.text)}</a>}
              <div className="small quiet">{two(one.why)}</div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

const SHOWN = 12;

function Undecided({ ready }: { readonly ready: ReadinessWire }) {
  const w = useWords(readyWords);
  const { undecided, undecidedInUse } = ready.inventory;
  const shown = ready.undecided.filter((one) => ready.traffic === null || one.users > 0).slice(0, SHOWN);
  return (
    <section className="sheet stack" aria-label={w.undecided}>
      <h2>{w.undecided}</h2>
      {shown.length === 0 ? (
        <p className="quiet">{w.undecidedNone}</p>
      ) : (
        <>
          <p className="small">{w.undecidedLead}</p>
          <ul style={{ margin: 0, paddingLeft: '1.2em' }}>
            {shown.map((one) => (
              <li key={one.id}>
                <a href={`${paths.readiness('services')}?open=${encodeURIComponent(one.id)}`}>{one.name}</a>{' '}
                {one.users === 0 ? null : <span className="small quiet">{w.people(one.users)}</span>}
              </li>
            ))}
          </ul>
          {undecidedInUse > shown.length ? <a href={paths.readiness('services')}>{w.moreOf(undecidedInUse - shown.length)}</a> : null}
        </>
      )}
      {ready.traffic !== null && undecided > undecidedInUse ? (
        <p className="small quiet">{w.undecidedUnused(undecided - undecidedInUse)}</p>
      ) : null}
      {ready.unlistedShare === null || ready.unlistedShare === 0 ? null : (
        <p className="small">
          <a href={paths.readiness('draft')}>{w.unlisted(`${Math.round(ready.unlistedShare * 1000) / 10} %`)}</a>
        </p>
      )}
    </section>
  );
}

function Inputs({ ready }: { readonly ready: ReadinessWire }) {
  const w = useWords(readyWords);
  const say = useSay();
  const { inventory, traffic } = ready;
  const now = Date.parse(ready.now);
  return (
    <section className="sheet stack" aria-label={w.inputs}>
      <h2>{w.inputs}</h2>
      <FactList
        facts={[
          {
            name: w.inventory,
            value: <a href={paths.readiness('services')}>{w.inventoryOf(inventory.services, inventory.decided, inventory.undecided)}</a>,
          },
          { name: w.oldest, value: inventory.oldest === null ? w.noDate : say.age(inventory.oldest, now) },
          {
            name: w.traffic,
            value: (
              <a href={paths.readiness('traffic')}>
                {traffic === null
                  ? w.trafficNone
                  : traffic.from === null || traffic.to === null
                    ? w.unknownDays
                    : `${w.trafficOf(traffic.days, traffic.from, traffic.to)} — ${w.lastDay(say.age(traffic.to, now))}`}
              </a>
            ),
          },
          { name: w.names, value: w.namesOf[inventory.names] },
          { name: w.gateways, value: ready.gateways.length === 0 ? w.noGateways : ready.gateways.join(', ') },
        ]}
      />
    </section>
  );
}
