// SPDX-License-Identifier: Apache-2.0
import type { ReadinessWire, ServiceRow } from '../../../../src/containment/register/register.contract.ts';
import { useSay, useWords } from '../../../lang/lang.tsx';
import { Tag } from '../../../ui/tag.tsx';
import { serviceWords } from './words.ts';
import { readyWords } from '../words.ts';

const STALE_DAYS = 30;
const DAY = 86_400_000;
type Use = ReadinessWire['use'][number];

/** One service in the list: decision first, age last. */
export function ServiceLine(props: {
  readonly service: ServiceRow;
  readonly use: Use | null;
  /** The desk's own time; null while it is not known. */
  readonly now: string | null;
  /** Whether traffic was looked at; null while that is not known. */
  readonly counted: boolean | null;
  readonly open: (id: string) => void;
}) {
  const w = useWords(readyWords);
  const s = useWords(serviceWords);
  const { service, use } = props;
  const first = [...service.names, ...service.ranges][0] ?? '';
  const more = service.nameCount + service.rangeCount - (first === '' ? 0 : 1);
  return (
    <div className="list-row services-grid">
      <span>
        <DecisionTag service={service} pressing={use !== null || props.counted === false} />
      </span>
      <span className="lead">
        <button type="button" className="name-button" onClick={() => props.open(service.id)}>
          {service.name}
        </button>
        {service.kind === 'service' && !service.carrier ? null : (
          <span className="small quiet" style={{ display: 'block' }}>
            {service.kind === 'service' ? '' : s.kindsShort[service.kind]} {service.carrier ? `▲ ${s.carrierShort}` : ''}
          </span>
        )}
      </span>
      <span className="small under">{service.owner}</span>
      <span className="small under">
        <span className="ready-label">{s.head.priority}</span>
        {service.priority}
      </span>
      <span className="small under">
        {use !== null ? w.people(use.users) : props.counted === null ? s.usersLoading : props.counted ? s.usersNone : s.usersUnknown}
      </span>
      <span className="small under" style={{ minWidth: 0 }}>
        <span className="mono">{first}</span>
        {more > 0 ? <span className="quiet"> {w.moreOf(more)}</span> : null}
      </span>
      <span className="small quiet under">
        {service.source.name} <SourceAge at={service.source.fetchedAt} now={props.now} dated={service.rangeCount > 0 && isKept(service)} />
      </span>
    </div>
  );
}

/** `pressing`: recorded traffic meets it, or nobody knows; what nobody uses can wait for its decision. */
function DecisionTag({ service, pressing }: { readonly service: ServiceRow; readonly pressing: boolean }) {
  const s = useWords(serviceWords);
  const { kind, decision, priority } = service;
  if (kind === 'responder') return <Tag tone="alive">{s.fixed}</Tag>;
  if (kind !== 'service' && kind !== 'dependency' && kind !== 'resolver') return <Tag>{s.own}</Tag>;
  if (decision.is === 'stop') return <Tag>× {s.decisions.stop}</Tag>;
  if (decision.is === 'keep' || priority === 1 || kind !== 'service') return <Tag tone="alive">○ {s.decisions.keep}</Tag>;
  return <Tag tone={pressing ? 'act' : 'line'}>{s.decisions.undecided}</Tag>;
}

/** Address lists go stale within weeks; names do not, so their age is told without alarm. */
function SourceAge(props: { readonly at: string | null; readonly now: string | null; readonly dated: boolean }) {
  const s = useWords(serviceWords);
  const say = useSay();
  if (props.at === null || props.now === null) return null;
  const days = Math.floor((Date.parse(props.now) - Date.parse(props.at)) / DAY);
  if (Number.isNaN(days)) return <>{props.at}</>;
  const text = s.stale(Math.max(0, days));
  return props.dated && days > STALE_DAYS ? <Tag tone="act">{text}</Tag> : <span title={say.time(props.at)}>{text}</span>;
}

/** What a keep-only plan would rest on; the age of other lists hurts nobody. */
function isKept({ kind, decision, priority }: ServiceRow): boolean {
  if (kind === 'responder' || priority === 1 || decision.is === 'keep') return true;
  return decision.is === 'undecided' && (kind === 'dependency' || kind === 'resolver');
}
