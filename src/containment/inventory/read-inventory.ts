// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { canonicalRange } from '../../common/address/ip-range.ts';
import { csvRecords } from '../../common/csv.ts';
import { nameEnforcements, serviceKinds } from './inventory.ts';
import type { Inventory, NameEnforcement, Priority, Service } from './inventory.ts';
import { parsePattern } from '../address/name.ts';
import { parsePorts } from '../address/ports.ts';

export type Refused = { readonly line: number; readonly field: string; readonly value: string };
export type InventoryReading = { readonly inventory: Inventory; readonly refused: readonly Refused[] };

const words = z.union([z.string().transform((text) => text.split(/[\s;|]+/).filter((word) => word !== '')), z.array(z.string())]);
const yes = z.union([z.boolean(), z.string().transform((text) => /^(1|true|yes|y|はい|有)$/i.test(text.trim()))]);

/** One entry as CSV and JSON have it. Several names, ranges or ports in one cell are separated by blank or semicolon. */
const rowSchema = z.object({
  id: z.string().max(200).optional(),
  service: z.string().max(200).optional(),
  name: z.string().max(200).optional(),
  kind: z.enum(serviceKinds).catch('service').default('service'),
  names: words.default([]),
  domains: words.default([]),
  ranges: words.default([]),
  addresses: words.default([]),
  ports: z.union([z.string(), z.array(z.union([z.string(), z.number()])).transform((list) => list.join(','))]).default(''),
  owner: z.string().max(200).default(''),
  department: z.string().max(200).default(''),
  priority: z.coerce.number().int().min(1).max(5).catch(3).default(3),
  decision: z.enum(['keep', 'stop', 'undecided']).catch('undecided').default('undecided'),
  decided_by: z.string().max(200).default(''),
  decided_on: z.string().max(40).default(''),
  carrier: yes.default(false),
  source: z.string().max(300).default(''),
  fetched_at: z.string().max(40).default(''),
});

/**
 * Inventory as JSON (`{"nameEnforcement": "none|dns|sni", "services": [...]}` or just the list) or CSV with a
 * header. A cell that cannot be read is refused by name; the rest of its row stands.
 */
export function readInventory(text: string, sourceName: string): InventoryReading {
  const trimmed = text.replace(/^\ufeff/, '').trimStart();
  const refused: Refused[] = [];
  let nameEnforcement: NameEnforcement = 'none';
  let rows: { readonly line: number; readonly record: unknown }[];
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const document: unknown = JSON.parse(trimmed);
    const list = Array.isArray(document) ? document : ((document as { services?: unknown }).services ?? []);
    const said = Array.isArray(document) ? undefined : (document as { nameEnforcement?: unknown }).nameEnforcement;
    const found = nameEnforcements.find((one) => one === said);
    if (found !== undefined) nameEnforcement = found;
    else if (said !== undefined) refused.push({ line: 0, field: 'nameEnforcement', value: JSON.stringify(said) });
    rows = (Array.isArray(list) ? list : []).map((record: unknown, index) => ({ line: index + 1, record }));
  } else
    rows = [...csvRecords(text)].flatMap(({ line, record, cells, torn }) => {
      if (torn) refused.push({ line, field: 'quotes', value: cells.join(',') });
      return torn ? [] : [{ line, record: Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')) }];
    });
  const services = rows.flatMap(({ line, record }) => serviceOf(line, record, sourceName, refused));
  return { inventory: { services: distinctIds(services), nameEnforcement }, refused };
}

function serviceOf(line: number, record: unknown, sourceName: string, refused: Refused[]): Service[] {
  const parsed = rowSchema.safeParse(record);
  if (!parsed.success) {
    refused.push({ line, field: parsed.error.issues[0]?.path.join('.') ?? '', value: parsed.error.issues[0]?.message ?? '' });
    return [];
  }
  const row = parsed.data;
  const given = record as Record<string, unknown>;
  if (given['priority'] !== undefined && Number(given['priority']) !== row.priority)
    refused.push({ line, field: 'priority', value: JSON.stringify(given['priority']) });
  const decisionGiven = given['decision'];
  if (typeof decisionGiven === 'string' && decisionGiven !== row.decision) refused.push({ line, field: 'decision', value: decisionGiven });
  const title = row.service ?? row.name ?? row.id ?? '';
  if (title === '') refused.push({ line, field: 'service', value: '' });
  const names = [...row.names, ...row.domains].flatMap((word) =>
    keepOr(parsePattern(word), { line, field: 'names', value: word }, refused),
  );
  const ranges = [...row.ranges, ...row.addresses].flatMap((word) =>
    keepOr(canonicalRange(word), { line, field: 'ranges', value: word }, refused),
  );
  const ports = parsePorts(row.ports);
  if (ports === undefined) refused.push({ line, field: 'ports', value: row.ports });
  if (title === '') return [];
  return [
    {
      id: row.id ?? slug(title, line),
      name: title,
      kind: row.kind,
      names,
      ranges,
      // Ports that cannot be read open nothing: the entry keeps its names, and the refusal is reported.
      ports: ports === undefined ? [] : ports,
      owner: row.owner === '' ? row.department : row.owner,
      priority: row.priority as Priority,
      decision: { is: row.decision, by: row.decided_by === '' ? null : row.decided_by, on: row.decided_on === '' ? null : row.decided_on },
      carrier: row.carrier,
      source: { name: row.source === '' ? sourceName : row.source, fetchedAt: row.fetched_at === '' ? null : row.fetched_at },
    },
  ];
}

function keepOr(value: string | null, refusal: Refused, refused: Refused[]): string[] {
  if (value !== null) return [value];
  refused.push(refusal);
  return [];
}

function slug(title: string, line: number): string {
  const ascii = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return ascii === '' ? `service-${line}` : ascii;
}

function distinctIds(services: readonly Service[]): Service[] {
  const seen = new Map<string, number>();
  return services.map((service) => {
    const times = (seen.get(service.id) ?? 0) + 1;
    seen.set(service.id, times);
    return times === 1 ? service : { ...service, id: `${service.id}-${times}` };
  });
}
