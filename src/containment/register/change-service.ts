// SPDX-License-Identifier: Apache-2.0
import type { Actor } from '../../journal/actor.ts';
import type { Draft } from '../../case/entry.ts';
import type { BlobStore } from '../../journal/blob-store.port.ts';
import type { Journal, Writing } from '../../case/language/journal.port.ts';
import { DESK } from '../../journal/stream.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import type { NameEnforcement, Service } from '../inventory/inventory.ts';
import { containmentProblem } from '../problems.ts';
import { changedFields, safeId, withoutVersion } from './record.ts';
import type { ServiceRecord } from './record.ts';
import type { RegisterStore } from './register-store.port.ts';

export type RegisterDeps = {
  readonly journal: Journal;
  readonly blobs: BlobStore;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly register: RegisterStore;
};
export type ServiceFields = Omit<Service, 'id' | 'decision'>;
export type Decided = { readonly is: Service['decision']['is']; readonly priority: Service['priority']; readonly reason: string };

/** Register entries stand in the desk's own chain, in the transaction of the rows. */
export function appendToDesk(writing: Writing, actor: Actor, draft: Draft): Promise<unknown> {
  return writing.append({ stream: DESK, actor, drafts: [draft] });
}

/** Adds a service under an id made of its name; nobody has decided of it yet. One entry of the desk. */
export async function addService(deps: RegisterDeps, actor: Actor, fields: ServiceFields): Promise<ServiceRecord> {
  return deps.journal.write(async (writing) => {
    const taken = new Set((await deps.register.services(writing.tx)).map((one) => one.id));
    const service: Service = { ...fields, id: safeId(fields.name, taken), decision: { is: 'undecided', by: null, on: null } };
    await deps.register.put(writing.tx, [service]);
    await appendToDesk(writing, actor, {
      kind: 'containment.service-added',
      body: { serviceId: service.id, name: service.name, priority: service.priority },
    });
    return { ...service, version: 1 };
  });
}

/** What a service is. Its decision stays: that is a person's own verb. */
export function changeService(deps: RegisterDeps, actor: Actor, id: string, version: number, fields: ServiceFields) {
  return change(deps, id, version, async (writing, before) => {
    const after: Service = { ...before, ...fields };
    const changed = changedFields(before, after);
    if (changed.length === 0) return before;
    await appendToDesk(writing, actor, {
      kind: 'containment.service-changed',
      body: { serviceId: id, name: after.name, fields: changed },
    });
    return after;
  });
}

/** Stop or keep, decided beforehand by a named person on a date, with how much it matters. */
export function decideService(deps: RegisterDeps, actor: Actor, id: string, version: number, decided: Decided) {
  return change(deps, id, version, async (writing, before) => {
    const { is, priority, reason } = decided;
    await appendToDesk(writing, actor, {
      kind: 'containment.service-decided',
      body: { serviceId: id, name: before.name, is, priority, reason },
    });
    const decision = is === 'undecided' ? { is, by: null, on: null } : { is, by: actor.name, on: deps.clock.now() };
    return { ...before, priority, decision };
  });
}

async function change(
  deps: RegisterDeps,
  id: string,
  version: number,
  work: (writing: Writing, before: Service) => Promise<Service>,
): Promise<Result<ServiceRecord, Problem>> {
  return deps.journal.write(async (writing) => {
    const found = await deps.register.service(id, writing.tx);
    if (found === null) return err(containmentProblem('containment.no-such-service', { serviceId: id }));
    if (found.version !== version)
      return err(containmentProblem('containment.service-stale', { expected: version, actual: found.version }));
    const before = withoutVersion(found);
    const after = await work(writing, before);
    if (after === before) return ok(found);
    await deps.register.put(writing.tx, [after]);
    return ok({ ...after, version: version + 1 });
  });
}

/** Takes a service off the inventory, with a reason; one entry of the desk. Refused where there is none of that id. */
export async function removeService(deps: RegisterDeps, actor: Actor, id: string, reason: string): Promise<Result<null, Problem>> {
  return deps.journal.write(async (writing) => {
    const found = await deps.register.service(id, writing.tx);
    if (found === null) return err(containmentProblem('containment.no-such-service', { serviceId: id }));
    await deps.register.remove(writing.tx, id);
    await appendToDesk(writing, actor, { kind: 'containment.service-removed', body: { serviceId: id, name: found.name, reason } });
    return ok(null);
  });
}

/** Says where names are enforced (`none`, `dns`, `sni`); one entry of the desk. */
export async function setNamePoint(deps: RegisterDeps, actor: Actor, names: NameEnforcement): Promise<void> {
  await deps.journal.write(async (writing) => {
    await deps.register.setNames(writing.tx, names);
    await appendToDesk(writing, actor, { kind: 'containment.name-point-set', body: { names } });
  });
}
