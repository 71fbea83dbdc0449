// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Service } from '../inventory/inventory.ts';

/** One service of the register. `version` counts its changes. */
export type ServiceRecord = Service & { readonly version: number };

/** The service itself, without the number that guards a change. */
export function withoutVersion({ version, ...service }: ServiceRecord): Service {
  void version;
  return service;
}

/** One file of recorded traffic, kept as it came. Dates are ISO dates of the first and last day on record. */
export type TrafficRecord = {
  readonly trafficId: string;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly at: string;
  readonly by: string;
  readonly lines: number;
  readonly accepted: number;
  readonly refused: number;
  readonly samples: readonly { readonly line: number; readonly why: string }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly days: number;
};

/** Fields of a service that a person fills in; the decision has its own verb. */
export const serviceFields = ['name', 'kind', 'names', 'ranges', 'ports', 'owner', 'priority', 'carrier', 'source'] as const;

/** Names of the fields in which two services differ. */
export function changedFields(before: Service, after: Service): string[] {
  return [...serviceFields, 'decision' as const].filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));
}

/** An id that may stand in rules, addresses and file names. What a list calls the entry is kept as far as its letters allow. */
export function safeId(given: string, taken: ReadonlySet<string>): string {
  const plain =
    given
      .normalize('NFKC')
      .replaceAll(/[^A-Za-z0-9._-]+/g, '-')
      .replaceAll(/^[-.]+|[-.]+$/g, '')
      .slice(0, 100) || 'service';
  if (!taken.has(plain)) return plain;
  for (let number = 2; ; number += 1) if (!taken.has(`${plain}-${number}`)) return `${plain}-${number}`;
}

/**
 * A list that comes again refreshes what the list knows (names, ranges, ports, source). What people decided stays, except
 * that the organisation's own table may say it anew: its owner and kind hold, and a decision that is not older than ours.
 */
export function refreshed(before: Service, given: Service, ownTable: boolean): Service {
  const technical = { names: given.names, ranges: given.ranges, ports: given.ports, source: given.source };
  if (!ownTable) return { ...before, ...technical };
  const ours = before.decision.is !== 'undecided' && (given.decision.on ?? '') < (before.decision.on ?? '');
  return {
    ...before,
    ...technical,
    name: given.name,
    kind: given.kind,
    owner: given.owner === '' ? before.owner : given.owner,
    carrier: given.carrier,
    priority: ours ? before.priority : given.priority,
    decision: ours || given.decision.is === 'undecided' ? before.decision : given.decision,
  };
}
