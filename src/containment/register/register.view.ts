// SPDX-License-Identifier: Apache-2.0
import type { z } from 'zod';
import { csvCell } from '../../kernel/text.ts';
import { canonicalRange } from '../../common/address/ip-range.ts';
import { parsePattern } from '../address/name.ts';
import type { PlanOption } from '../plan/plan.ts';
import { formatPorts, parsePorts } from '../address/ports.ts';
import type { ServiceFields } from './change-service.ts';
import type {
  draftSchema,
  readinessBriefSchema,
  readinessSchema,
  readyOptionSchema,
  serviceFieldsSchema,
  serviceRowSchema,
  serviceSchema,
} from './register.contract.ts';
import { kept, staleOf } from './preparation.ts';
import type { Proposal } from '../traffic/inventory-draft.ts';
import type { Readiness } from './readiness.ts';
import type { ServiceRecord } from './record.ts';
import { undecided, vitalStopped } from './undecided.ts';

const SHOWN = 3;
const MOST_PROPOSALS = 2000;

/** A service as a list shows it: the first names and ranges, and how many there are. */
export function serviceRow(service: ServiceRecord): z.input<typeof serviceRowSchema> {
  const { names, ranges } = service;
  return {
    ...service,
    names: names.slice(0, SHOWN),
    nameCount: names.length,
    ranges: ranges.slice(0, SHOWN),
    rangeCount: ranges.length,
    ports: formatPorts(service.ports),
  };
}

/** A service as its form shows it: names and ranges as text, one a line. */
export function serviceWire(service: ServiceRecord): z.input<typeof serviceSchema> {
  return {
    ...service,
    names: service.names.join('\n'),
    ranges: service.ranges.join('\n'),
    ports: formatPorts(service.ports),
    source: service.source.name,
    fetchedAt: service.source.fetchedAt,
  };
}

/** Fields as typed, or the words that are neither a name nor an address nor a port. */
export function readFields(
  given: z.output<typeof serviceFieldsSchema>,
  before: ServiceRecord | null,
  today: string,
): ServiceFields | { readonly wrong: readonly string[] } {
  const wrong: string[] = [];
  const take = (text: string, parse: (word: string) => string | null) =>
    text
      .split(/[\s;,|]+/)
      .filter((word) => word !== '')
      .flatMap((word) => {
        const value = parse(word);
        if (value === null) wrong.push(word.slice(0, 100));
        return value === null ? [] : [value];
      });
  const names = [...new Set(take(given.names, parsePattern))];
  const ranges = [...new Set(take(given.ranges, canonicalRange))];
  const ports = parsePorts(given.ports);
  if (ports === undefined) wrong.push(given.ports.slice(0, 100));
  if (wrong.length > 0 || ports === undefined) return { wrong };
  const { name, kind, owner, priority, carrier } = given;
  // A person who writes the destinations anew has just looked at them.
  const same = before !== null && before.names.join() === names.join() && before.ranges.join() === ranges.join();
  const source = { name: given.source, fetchedAt: same ? before.source.fetchedAt : today };
  return { name, kind, owner, priority, carrier, names, ranges, ports, source };
}

/** What the traffic proposes for the inventory and is not in it yet; null while nothing is counted. */
export function draftWire(readiness: Readiness, isAttackers: (one: Proposal) => boolean): z.input<typeof draftSchema> | null {
  const draft = readiness.study?.draft;
  if (draft === undefined) return null;
  const unlisted = draft.proposals.filter((one) => !one.flags.includes('already-in-inventory'));
  const fresh = unlisted.filter((one) => !isAttackers(one));
  return {
    days: draft.days,
    enough: draft.enough,
    unnamedShare: draft.unnamedShare,
    proposals: fresh.slice(0, MOST_PROPOSALS).map((one) => ({
      ...one,
      patterns: [...one.patterns],
      addresses: one.addresses.slice(0, 50),
      departments: [...one.departments],
      flags: [...one.flags],
    })),
    known: draft.proposals.length - unlisted.length,
    attackers: unlisted.length - fresh.length,
  };
}

/** How ready the desk is to contain: inventory, traffic, what is undecided, what to prepare next. */
export function readinessWire(readiness: Readiness, now: string, gateways: readonly string[]): z.input<typeof readinessSchema> {
  const { inventory, traffic, study, missing, prepare } = readiness;
  const { services } = inventory;
  const use = study?.use ?? [];
  const used = new Set(use.map((one) => one.service));
  const open = undecided(services, use);
  const users = new Map(use.map((one) => [one.service, one.users]));
  const dated = kept(services)
    .flatMap(({ source }) => (source.fetchedAt === null ? [] : [source.fetchedAt]))
    .toSorted();
  const outside = study?.plan.options.find((option) => option.id === 'full-cut')?.stopped ?? [];
  const all = outside.reduce((sum, row) => sum + row.flows, 0);
  return {
    now,
    missing,
    traffic: traffic === null ? null : { ...traffic, samples: traffic.samples.map((one) => ({ ...one })) },
    inventory: {
      services: services.length,
      decided: services.filter((service) => service.decision.is !== 'undecided').length,
      undecided: open.length,
      undecidedInUse: open.filter((service) => used.has(service.id)).length,
      stale: staleOf(services, now).length,
      oldest: dated[0] ?? null,
      names: inventory.nameEnforcement,
      responders: services.filter((service) => service.kind === 'responder').length,
    },
    assumed: study === null ? null : { ...study.assumed },
    unlistedShare: all === 0 ? null : outside.filter((row) => row.priority === null).reduce((sum, row) => sum + row.flows, 0) / all,
    options: (study?.plan.options ?? []).map(readyOption),
    undecided: open.slice(0, 500).map(({ id, name }) => ({ id, name, users: users.get(id) ?? 0 })),
    use: use.map((one) => ({ ...one, departments: one.departments.map((row) => ({ ...row })) })),
    prepare: prepare.map((one) => ({ ...one })),
    gateways: [...gateways],
  };
}

/** The same in a few numbers, for the first screen. */
export function briefWire(readiness: Readiness, now: string): z.input<typeof readinessBriefSchema> {
  const { missing, traffic, inventory, unlistedShare, prepare } = readinessWire(readiness, now, []);
  return {
    now,
    missing,
    counting: readiness.counting,
    services: inventory.services,
    undecided: inventory.undecided,
    undecidedInUse: readiness.study === null ? null : inventory.undecidedInUse,
    oldest: inventory.oldest,
    stale: inventory.stale,
    trafficTo: traffic?.to ?? null,
    unlistedShare,
    next: prepare[0] ?? null,
    more: Math.max(0, prepare.length - 1),
  };
}

function readyOption(option: PlanOption): z.input<typeof readyOptionSchema> {
  const byRule = option.stopped.filter((row) => row.because === 'rule');
  const { total, budget, overBudget } = option.residual;
  return {
    id: option.id,
    title: option.title,
    stopped: byRule.flatMap(({ service, name, priority, users, departments }) =>
      priority === null ? [] : [{ service, name, priority, users, departments: departments.map((row) => ({ ...row })) }],
    ),
    unlistedUsers: byRule.find((row) => row.service === 'unnamed')?.users ?? 0,
    keptServices: option.kept.filter((row) => row.priority !== null && row.flows === row.of).length,
    vitalStopped: [...vitalStopped(option)],
    isolated: [...option.isolated],
    residual: { total, budget, overBudget },
    limits: option.residual.reasons.filter((one) => one.kind === 'limit' && one.code !== 'over-budget').map((one) => one.text),
    needs: [...option.needs],
    ruleCount: option.ruleCount,
  };
}

/** The inventory as the table that `import` takes back. */
export function servicesCsv(services: readonly ServiceRecord[]): string {
  const head = 'id,service,kind,names,ranges,ports,owner,priority,decision,decided_by,decided_on,carrier,source,fetched_at';
  const rows = services.map((one) =>
    [
      one.id,
      one.name,
      one.kind,
      one.names.join(' '),
      one.ranges.join(' '),
      one.ports === null ? '' : formatPorts(one.ports).replaceAll(',', ' '),
      one.owner,
      String(one.priority),
      one.decision.is,
      one.decision.by ?? '',
      one.decision.on ?? '',
      one.carrier ? 'yes' : 'no',
      one.source.name,
      one.source.fetchedAt ?? '',
    ]
      .map(csvCell)
      .join(','),
  );
  return `\ufeff${[head, ...rows].join('\r\n')}\r\n`;
}
