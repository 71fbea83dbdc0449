// SPDX-License-Identifier: Apache-2.0
import type { Tx } from '../../journal/store.port.ts';
import type { NameEnforcement, Service } from '../inventory/inventory.ts';
import type { ServiceRecord, TrafficRecord } from './record.ts';

/** The inventory of services and the list of recorded traffic. Writers take the transaction of the entry that says what they do. */
export type RegisterStore = {
  /** Everything that was not removed, in order of id. */
  readonly services: (tx?: Tx) => Promise<readonly ServiceRecord[]>;
  /** With a transaction: locked until it ends. Removed ones are not found. */
  readonly service: (serviceId: string, tx?: Tx) => Promise<ServiceRecord | null>;
  /** Adds, or replaces and counts the version up; brings a removed one back. */
  readonly put: (tx: Tx, services: readonly Service[]) => Promise<void>;
  readonly remove: (tx: Tx, serviceId: string) => Promise<void>;
  readonly names: () => Promise<NameEnforcement>;
  readonly setNames: (tx: Tx, names: NameEnforcement) => Promise<void>;
  /** Newest first. */
  readonly traffic: (limit: number) => Promise<readonly TrafficRecord[]>;
  readonly addTraffic: (tx: Tx, number: number, traffic: TrafficRecord) => Promise<void>;
};

export type { NameEnforcement, Service, ServiceRecord, TrafficRecord };
