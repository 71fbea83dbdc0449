// SPDX-License-Identifier: Apache-2.0
import type { NamePattern } from '../address/name.ts';
import type { Ports } from '../address/ports.ts';

/** 1 = never stop … 5 = may stop at any time. */
export type Priority = 1 | 2 | 3 | 4 | 5;

/** Where an entry comes from and how old it is: address lists of clouds go stale within weeks. */
export type Source = { readonly name: string /** ISO date or time; null when the list does not say. */; readonly fetchedAt: string | null };

/**
 * What an entry is for. `responder` is the incident team's own way in (EDR, remote desk, log shipping) and is
 * never cut. `resolver`, `proxy` and `nat` are points that hide the computers behind them. `internal` names the
 * organisation's own networks. `shared` names networks that serve many customers on one address (CDN).
 */
export const serviceKinds = ['service', 'responder', 'resolver', 'proxy', 'nat', 'internal', 'shared', 'dependency'] as const;
export type ServiceKind = (typeof serviceKinds)[number];

export type Service = {
  readonly id: string;
  readonly name: string;
  readonly kind: ServiceKind;
  readonly names: readonly NamePattern[];
  /** Canonical addresses and prefixes. */
  readonly ranges: readonly string[];
  readonly ports: Ports;
  readonly owner: string;
  readonly priority: Priority;
  /** Decided beforehand, by a named person on a date; `undecided` is what the readiness page counts. */
  readonly decision: { readonly is: 'keep' | 'stop' | 'undecided'; readonly by: string | null; readonly on: string | null };
  /** Outsiders can leave data on it: it can itself carry commands (dead drop). */
  readonly carrier: boolean;
  readonly source: Source;
};

/** How the organisation can enforce a name: not at all, at its resolver, or at a proxy that reads the server name. */
export const nameEnforcements = ['none', 'dns', 'sni'] as const;
export type NameEnforcement = (typeof nameEnforcements)[number];

export type Inventory = { readonly services: readonly Service[]; readonly nameEnforcement: NameEnforcement };

export const privateRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/4',
  '255.255.255.255',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
  '::1',
] as const;

/** The organisation's own networks: the private ones and what the inventory adds. */
export function internalRanges(inventory: Inventory): readonly string[] {
  return [...privateRanges, ...inventory.services.filter((service) => service.kind === 'internal').flatMap((service) => service.ranges)];
}

/** Kept in a keep-only plan: decided so, or priority 1, or needed by everything (dependency), unless decided otherwise. */
export function isKept(service: Service): boolean {
  if (service.kind !== 'service' && service.kind !== 'dependency' && service.kind !== 'resolver') return false;
  if (service.priority === 1) return true;
  return service.decision.is === 'keep' || (service.decision.is === 'undecided' && service.kind !== 'service');
}

/** Price of one user losing a service. Priority 1 is beyond any price: such a rule is never chosen. */
export const weightOf: Readonly<Record<Priority, number>> = { 1: 1_000_000, 2: 50, 3: 10, 4: 3, 5: 1 };
/** A destination that nobody named: somebody uses it, nobody said how much it matters. */
export const UNNAMED_WEIGHT = 2;
