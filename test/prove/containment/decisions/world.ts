// SPDX-License-Identifier: Apache-2.0
// Random companies: an inventory, a list of indicators in the spellings that people send, and recorded traffic.
// What was meant is kept beside what was written, for a reading that shares nothing with the product.
import { chance, world } from '../random.ts';
import type { Chance } from '../random.ts';

export type Names = 'none' | 'sni' | 'dns';
export type Service = {
  readonly service: string;
  readonly kind: 'service' | 'responder' | 'internal';
  readonly names: readonly string[];
  readonly ranges: readonly string[];
  /** One TCP and UDP port, or every port. */
  readonly ports: string;
  readonly priority: number;
  readonly decision: 'keep' | 'stop' | 'undecided';
};
/** An indicator as it was meant. */
export type Meant =
  | { readonly is: 'range'; readonly range: string }
  | { readonly is: 'name'; readonly name: string; readonly tree: boolean }
  | { readonly is: 'host'; readonly host: string }
  | { readonly is: 'junk'; readonly text: string };
export type Flow = {
  readonly src: string;
  readonly host: string;
  readonly user: string;
  readonly dst: string;
  readonly port: number;
  readonly proto: 'tcp' | 'udp';
  readonly name: string;
  readonly flows: number;
  readonly day: string;
};
export type Company = {
  readonly seed: number;
  readonly names: Names;
  readonly services: readonly Service[];
  readonly meant: readonly Meant[];
  readonly list: string;
  readonly flows: readonly Flow[];
};

const ports = [80, 443, 8080];
/** Names of the company's own servers; `printer` is never used in the record. */
export const insideNames = ['files.intra.example', 'wiki.intra.example', 'printer.intra.example'] as const;
const words = ['Mail', 'Shop', 'Bank', 'Files', 'Wiki', 'Payroll', 'Maps'];

export function company(seed: number, names: Names): Company {
  const random = chance(seed);
  const services = servicesOf(random);
  const meant = meantOf(random);
  return {
    seed,
    names,
    services,
    meant,
    list: `${meant.map((one) => spelling(random, one)).join('\n')}\n`,
    flows: flowsOf(random, services, names),
  };
}

function servicesOf(random: Chance): readonly Service[] {
  const titles = random.some(words, 4);
  const where = () => (random.is(0.4) ? random.pick(world.prefixes) : random.pick(world.outside));
  const port = () => (random.is(0.4) ? '' : String(random.pick(ports)));
  const own: Service = {
    service: 'Office',
    kind: 'internal',
    names: random.is(0.4) ? ['*.intra.example'] : [],
    ranges: ['10.66.0.0/16', 'fd66::/16'],
    ports: '',
    priority: 1,
    decision: 'keep',
  };
  const named = () => (random.is(0.5) ? [random.is(0.4) ? `*.${random.pick(world.names)}` : random.pick(world.names)] : []);
  const business = titles.map((service): Service => {
    const names = named();
    return {
      service,
      kind: 'service',
      names,
      ranges: names.length === 0 || random.is(0.5) ? [where()] : [],
      ports: port(),
      priority: 1 + random.below(4),
      decision: random.pick(['keep', 'keep', 'undecided', 'stop'] as const),
    };
  });
  const edr = (): Service => {
    const byName = random.is(0.3);
    const names = byName ? [random.pick(world.names)] : [];
    return { service: 'EDR', kind: 'responder', names, ranges: byName ? [] : [where()], ports: port(), priority: 1, decision: 'keep' };
  };
  return [own, ...business, ...(random.is(0.6) ? [edr()] : [])];
}

function meantOf(random: Chance): readonly Meant[] {
  return Array.from({ length: 1 + random.below(4) }, (): Meant => {
    const kind = random.next();
    if (kind < 0.35) return { is: 'range', range: random.pick(world.prefixes) };
    if (kind < 0.6) return { is: 'range', range: random.pick(world.outside.filter((text) => !/^(64|2002):/.test(text))) };
    if (kind < 0.8) return { is: 'name', name: random.pick(world.names), tree: random.is(0.4) };
    if (kind < 0.9) return { is: 'host', host: random.pick(world.hosts).name };
    return {
      is: 'junk',
      text: random.pick(['d41d8cd98f00b204e9800998ecf8427e', '198.51.100.0/255.0.255.0', 'setup.exe', '203.0.113.0 - ?']),
    };
  });
}

/** One of the ways in which lists say the same. */
function spelling(random: Chance, meant: Meant): string {
  if (meant.is === 'junk') return meant.text;
  if (meant.is === 'host') return `host:${meant.host}`;
  if (meant.is === 'name') {
    const text = `${meant.tree ? '*.' : ''}${meant.name}`;
    return random.pick([text, text.replaceAll('.', '[.]'), text.toUpperCase(), `${text} # seen in the mail`]);
  }
  const [first = '', bits] = meant.range.split('/');
  if (bits === undefined)
    return random.pick([
      first,
      first.includes(':') ? `[${first}]:443` : `${first}:443`,
      ...(first.includes(':') ? [] : [`hxxps://${first.replaceAll('.', '[.]')}/x`]),
    ]);
  if (first.includes(':')) return random.pick([meant.range, `${meant.range}:443`, `[${first}]/${bits}`]);
  const mask = [0, 1, 2, 3].map((octet) => 256 - 2 ** (8 - Math.max(0, Math.min(8, Number(bits) - 8 * octet)))).join('.');
  const last = first.split('.').map(Number);
  const end = `${last.slice(0, 3).join('.')}.${(last[3] ?? 0) + 2 ** (32 - Number(bits)) - 1}`;
  return random.pick([meant.range, `${first}/${mask}`, `${first} / ${bits}`, `${meant.range}:443`, `${first}-${end}`]);
}

function flowsOf(random: Chance, services: readonly Service[], names: Names): readonly Flow[] {
  const leadsTo = new Map(
    world.names.map((name) => [
      name,
      [random.pick(world.outside.filter((one) => !one.includes(':'))), random.pick(world.outside.filter((one) => one.includes(':')))],
    ]),
  );
  const wanted = services.flatMap((service) => service.ranges.filter((range) => !range.includes('/')));
  return Array.from({ length: 12 + random.below(16) }, (): Flow => {
    const host = random.pick(world.hosts);
    const six = random.is(0.35);
    const name = random.is(0.5) ? random.pick(world.names) : '';
    const same = (list: readonly string[]) => list.filter((one) => one.includes(':') === six);
    const free = random.is(0.5) && same(wanted).length > 0 ? random.pick(same(wanted)) : random.pick(same(world.outside));
    const inside = random.is(0.15) && name === '';
    const insideName = inside && random.is(0.7) ? random.pick(insideNames.slice(0, 2)) : '';
    const other = random.pick(world.hosts.filter((one) => one !== host));
    return {
      src: six ? host.v6 : host.v4,
      host: host.name,
      user: host.name,
      dst: inside ? (six ? other.v6 : other.v4) : name === '' ? free : (leadsTo.get(name)?.[six ? 1 : 0] ?? free),
      port: random.pick(ports),
      proto: names === 'none' && random.is(0.25) ? 'udp' : 'tcp',
      name: insideName === '' ? name : insideName,
      flows: 1 + random.below(9),
      day: `2026-05-${String(1 + random.below(28)).padStart(2, '0')}`,
    };
  });
}
