// SPDX-License-Identifier: Apache-2.0
import { z } from 'zod';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { canonicalRange } from '../../common/address/ip-range.ts';
import type { Service } from './inventory.ts';
import { parsePattern } from '../address/name.ts';
import { mergePorts, parsePorts } from '../address/ports.ts';
import type { Ports } from '../address/ports.ts';
import { readInventory } from './read-inventory.ts';
import type { Refused } from './read-inventory.ts';

export const importFormats = ['m365', 'aws', 'misp', 'csv'] as const;
export type ImportFormat = (typeof importFormats)[number];
export type Imported = { readonly services: readonly Service[]; readonly refused: readonly Refused[] };
type Options = { readonly source: string; readonly region: string | null; readonly service: string | null };

/** Published lists as inventory entries. All come in undecided at priority 3: what to keep is a person's decision. */
export function importInventory(format: ImportFormat, text: string, options: Options): Result<Imported, string> {
  if (format === 'csv')
    return ok({ services: readInventory(text, options.source).inventory.services, refused: readInventory(text, options.source).refused });
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return err('not JSON');
  }
  return format === 'm365' ? fromM365(document, options) : format === 'aws' ? fromAws(document, options) : fromMisp(document, options);
}

function entry(id: string, name: string, part: Partial<Service>, source: Service['source']): Service {
  return {
    id,
    name,
    kind: 'service',
    names: [],
    ranges: [],
    ports: null,
    owner: '',
    priority: 3,
    decision: { is: 'undecided', by: null, on: null },
    carrier: false,
    source,
    ...part,
  };
}

/** Values that are neither; a wildcard inside a name (`*-files.example`) has no pattern of ours and is refused by name. */
function sort(values: readonly string[], line: number, refused: Refused[]): { names: string[]; ranges: string[] } {
  const names: string[] = [];
  const ranges: string[] = [];
  for (const value of values) {
    const range = canonicalRange(value);
    const pattern = range === null ? parsePattern(value) : null;
    if (range !== null) ranges.push(range);
    else if (pattern !== null) names.push(pattern);
    else refused.push({ line, field: 'value', value });
  }
  return { names, ranges };
}

/** Microsoft's endpoints web service: one object an endpoint set. */
const m365Schema = z.array(
  z.object({
    id: z.int(),
    serviceArea: z.string(),
    serviceAreaDisplayName: z.string().optional(),
    urls: z.array(z.string()).default([]),
    ips: z.array(z.string()).default([]),
    tcpPorts: z.string().optional(),
    udpPorts: z.string().optional(),
    category: z.string().optional(),
    required: z.boolean().optional(),
    notes: z.string().optional(),
  }),
);

function fromM365(document: unknown, { source }: Options): Result<Imported, string> {
  const parsed = m365Schema.safeParse(document);
  if (!parsed.success) return err('not the endpoints list of Microsoft 365');
  const refused: Refused[] = [];
  const services = parsed.data.map((set, index) => {
    const of = (text: string | undefined, proto: string): Ports => {
      const ports =
        text === undefined || text.trim() === ''
          ? []
          : parsePorts(
              text
                .split(',')
                .map((port) => `${port.trim()}/${proto}`)
                .join(','),
            );
      if (ports === undefined) refused.push({ line: index + 1, field: `${proto}Ports`, value: text ?? '' });
      return ports ?? [];
    };
    const title = `${set.serviceAreaDisplayName ?? set.serviceArea} #${set.id}${set.required === true ? '' : ' (optional)'}`;
    return entry(
      `m365-${set.id}`,
      title,
      { ...sort([...set.urls, ...set.ips], index + 1, refused), ports: mergePorts([of(set.tcpPorts, 'tcp'), of(set.udpPorts, 'udp')]) },
      { name: source, fetchedAt: null },
    );
  });
  return ok({ services, refused });
}

const awsSchema = z.object({
  createDate: z.string(),
  prefixes: z.array(z.object({ ip_prefix: z.string(), region: z.string(), service: z.string() })),
  ipv6_prefixes: z.array(z.object({ ipv6_prefix: z.string(), region: z.string(), service: z.string() })).default([]),
});

function fromAws(document: unknown, { source, region, service }: Options): Result<Imported, string> {
  const parsed = awsSchema.safeParse(document);
  if (!parsed.success) return err('not the ip-ranges list of AWS');
  const all = [
    ...parsed.data.prefixes.map((one) => ({ ...one, prefix: one.ip_prefix })),
    ...parsed.data.ipv6_prefixes.map((one) => ({ ...one, prefix: one.ipv6_prefix })),
  ];
  const chosen = all.filter((one) => (region === null || one.region === region) && (service === null || one.service === service));
  const refused: Refused[] = [];
  const groups = new Map<string, string[]>();
  for (const one of chosen) groups.set(`${one.service} ${one.region}`, [...(groups.get(`${one.service} ${one.region}`) ?? []), one.prefix]);
  // "2026-08-22-03-07-14" as the list writes it.
  const fetchedAt = parsed.data.createDate.replace(/^(\d{4}-\d{2}-\d{2})-(\d{2})-(\d{2})-(\d{2})$/, '$1T$2:$3:$4Z');
  const services = [...groups].map(([key, prefixes], index) => {
    const { ranges } = sort(prefixes, index + 1, refused);
    // A content network serves many customers from one address.
    return entry(
      `aws-${key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
      `AWS ${key}`,
      { ranges, kind: key.startsWith('CLOUDFRONT') ? 'shared' : 'service' },
      { name: source, fetchedAt },
    );
  });
  return ok({ services, refused });
}

const mispSchema = z.object({
  name: z.string(),
  description: z.string().default(''),
  version: z.union([z.int(), z.string()]).optional(),
  type: z.string(),
  list: z.array(z.string()),
});

function fromMisp(document: unknown, { source }: Options): Result<Imported, string> {
  const parsed = mispSchema.safeParse(document);
  if (!parsed.success) return err('not a MISP warning list');
  const refused: Refused[] = [];
  const { name, version, list, type } = parsed.data;
  // Lists of type `hostname` hold for a host and all below it.
  const values =
    type === 'hostname'
      ? list.map((one) => (canonicalRange(one) === null && !one.startsWith('*') && !one.startsWith('.') ? `.${one}` : one))
      : list;
  // Their version is a date, 20260820.
  const date = /^(\d{4})(\d{2})(\d{2})$/.exec(String(version ?? ''));
  const kind = /\bcdn\b|cloudflare|akamai|fastly|stackpath/i.test(name) ? 'shared' : 'service';
  return ok({
    services: [
      entry(
        `misp-${name
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .slice(0, 60)}`,
        name,
        { ...sort(values, 0, refused), kind },
        { name: source, fetchedAt: date === null ? null : `${date[1]}-${date[2]}-${date[3]}` },
      ),
    ],
    refused,
  });
}
