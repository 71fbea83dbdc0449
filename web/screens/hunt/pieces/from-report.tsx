// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { useCasePart } from '../../../api/cases.ts';
import { reachWords } from '../reach-words.ts';
import { huntPageWords } from '../words.ts';
import { useWords } from '../../../lang/lang.tsx';
import { paths } from '../../../paths.ts';
import { periodOf } from './period-fields.tsx';

const triageView = z.object({
  examined: z.record(
    z.string(),
    z.object({
      claims: z.array(z.object({ kind: z.string(), value: z.string(), where: z.string().optional() })),
      named: z.array(z.object({ kind: z.string(), value: z.string(), whose: z.string() })).optional(),
    }),
  ),
});
const huntView = z.object({
  verdicts: z.array(
    z.object({
      seq: z.number(),
      verdict: z.enum(['supported', 'refuted', 'cannot-tell']),
      requests: z.number(),
      claim: z.object({
        kind: z.enum(['requested', 'attacked']),
        path: z.string(),
        since: z.string().nullable(),
        until: z.string().nullable(),
        hosts: z.array(z.string()).optional(),
        logs: z.array(z.string()).optional(),
      }),
    }),
  ),
});

/** `where`: the attachment and the place in it. */
export type Named = { readonly kind: 'path' | 'indicator' | 'cve'; readonly value: string; readonly where?: string };

/** What the reports of a case claim, as far as logs can be asked for it. */
export function useNamed(caseId: string): readonly Named[] {
  const view = triageView.safeParse(useCasePart(caseId, 'triage'));
  if (!view.success) return [];
  const named = Object.values(view.data.examined).flatMap((one) =>
    one.claims.flatMap(({ kind, value, where }) =>
      namedOf(kind, value).map((named) => (where === undefined ? named : { ...named, where })),
    ),
  );
  return named.filter((one, at) => named.findIndex((other) => other.kind === one.kind && other.value === one.value) === at).slice(0, 20);
}

export function useAskedBefore(caseId: string) {
  const view = huntView.safeParse(useCasePart(caseId, 'hunt'));
  return view.success ? view.data.verdicts : [];
}

function namedOf(kind: string, value: string): readonly Named[] {
  if (kind === 'cgi-path') return [{ kind: 'path', value: value.startsWith('/') ? value : `/${value}` }];
  if (kind === 'url') {
    const address = value.replace(/^hxxp/i, 'http').replaceAll('[.]', '.');
    const path = URL.canParse(address) ? new URL(address).pathname : '';
    return path === '' || path === '/' ? [{ kind: 'indicator', value }] : [{ kind: 'path', value: path }];
  }
  // A mail address is whom to ask back, and stands in no log of traffic.
  if (kind === 'address' && value.includes('@')) return [];
  if (kind === 'address' || kind === 'host') return [{ kind: 'indicator', value }];
  return kind === 'cve' ? [{ kind: 'cve', value }] : [];
}

/** What the reports say beside destinations: when, at which port, and what only a computer itself can be asked for. */
function useBeside(caseId: string) {
  const view = triageView.safeParse(useCasePart(caseId, 'triage'));
  const named = view.success ? Object.values(view.data.examined).flatMap((one) => one.named ?? []) : [];
  const of = (...kinds: readonly string[]) =>
    [...new Set(named.filter((one) => kinds.includes(one.kind)).map((one) => one.value))].slice(0, 20);
  const sought = named.filter((one) => one.whose === 'other' && ['ip', 'cidr', 'domain', 'url'].includes(one.kind));
  return { times: of('time'), ports: of('port'), onComputers: of('hash', 'file'), sought: [...new Set(sought.map((one) => one.value))] };
}

/** Times become the question's period; a port narrows nothing; a file or a hash stands in no log of traffic, and that is said. */
function Beside({ caseId }: { readonly caseId: string }) {
  const w = useWords(reachWords);
  const { times, ports, onComputers, sought } = useBeside(caseId);
  return (
    <>
      {times.length === 0 || sought.length === 0 ? null : (
        <div className="row">
          <span className="small quiet">{w.fromReportTimes}</span>
          {times.map((time) => {
            const since = periodOf({ from: time.slice(0, 10), to: '' }).since ?? '';
            return (
              <a key={time} className="chip" href={paths.hunt(caseId, 'sightings', { indicators: sought.join('\n'), since })}>
                {w.sinceThen(time.replace('T', ' '))}
              </a>
            );
          })}
        </div>
      )}
      {ports.length === 0 ? null : <p className="small quiet">{w.fromReportPorts(ports.join(', '))}</p>}
      {onComputers.length === 0 ? null : (
        <p className="small quiet">
          ○ {w.fromReportFiles} <bdi className="mono">{onComputers.join(', ')}</bdi>
        </p>
      )}
    </>
  );
}

/** Each thing named leads to the question that can be asked of it. */
export function FromReport({ caseId, named }: { readonly caseId: string; readonly named: readonly Named[] }) {
  const w = useWords(huntPageWords);
  if (named.length === 0) return null;
  return (
    <div className="stack no-print" style={{ gap: 4 }}>
      <div className="row">
        <span className="small quiet">{w.fromReport}</span>
        {named
          .filter((one) => one.kind !== 'cve')
          .map((one) => (
            <a
              key={`${one.kind} ${one.value}`}
              className="chip mono"
              title={one.where}
              href={
                one.kind === 'path'
                  ? paths.hunt(caseId, 'claim', { kind: 'attacked', path: one.value })
                  : paths.hunt(caseId, 'sightings', { indicators: one.value })
              }
            >
              {one.value}
            </a>
          ))}
      </div>
      <Beside caseId={caseId} />
      {named
        .filter((one) => one.kind === 'cve')
        .map((one) => (
          <p key={one.value} className="small quiet">
            ○ {w.cveOnly(one.value)}
          </p>
        ))}
    </div>
  );
}
