// SPDX-License-Identifier: Apache-2.0

export const protocols = ['tcp', 'udp', 'other'] as const;
export type Protocol = (typeof protocols)[number];

/** Ports from..to of one protocol, both ends included. */
export type PortSpan = { readonly proto: 'tcp' | 'udp'; readonly from: number; readonly to: number };

/** null means everything: all ports and all protocols. */
export type Ports = readonly PortSpan[] | null;

/** Protocol and port in one number: the flow table's column. `other` has port 0. */
export function packPort(proto: Protocol, port: number): number {
  return protocols.indexOf(proto) * 65_536 + (proto === 'other' ? 0 : port);
}

/** Protocol in the bits above 16, port in the lower 16; undoes the packing of a flow's port. */
export function unpackPort(packed: number): { readonly proto: Protocol; readonly port: number } {
  return { proto: protocols[packed >> 16] ?? 'other', port: packed & 0xffff };
}

/** Questions to a resolver, plain or in TLS (RFC 1035, RFC 7858): the name that is read there is asked about, not connected to. */
export const dnsPorts: readonly number[] = [53, 853];

/** Whether the port is among them; null is every port of every protocol. */
export function coversPort(ports: Ports, proto: Protocol, port: number): boolean {
  return ports === null || ports.some((span) => span.proto === proto && span.from <= port && port <= span.to);
}

/**
 * `443` (TCP and UDP, because browsers speak QUIC), `443/tcp`, `5000-5010/udp`, `*`; several separated by
 * comma, semicolon or blank. Returns undefined for anything else.
 */
export function parsePorts(text: string): Ports | undefined {
  const words = text
    .trim()
    .split(/[\s,;]+/)
    .filter((word) => word !== '');
  if (words.length === 0 || (words.length === 1 && /^(\*|any|all)$/i.test(words[0] ?? ''))) return null;
  const spans: PortSpan[] = [];
  for (const word of words) {
    const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp))?$/i.exec(word);
    if (match === null) return undefined;
    const from = Number(match[1]);
    const to = match[2] === undefined ? from : Number(match[2]);
    if (from > to || to > 65_535) return undefined;
    const protos = match[3] === undefined ? (['tcp', 'udp'] as const) : ([match[3].toLowerCase()] as ('tcp' | 'udp')[]);
    spans.push(...protos.map((proto) => ({ proto, from, to })));
  }
  return mergePorts([spans]);
}

/** The union, sorted, spans of one protocol joined where they touch. */
export function mergePorts(all: readonly Ports[]): Ports {
  if (all.includes(null)) return null;
  const sorted = all.flatMap((ports) => ports ?? []).toSorted((a, b) => a.proto.localeCompare(b.proto) || a.from - b.from || a.to - b.to);
  const merged: PortSpan[] = [];
  for (const span of sorted) {
    const before = merged.at(-1);
    if (before !== undefined && before.proto === span.proto && span.from <= before.to + 1)
      merged[merged.length - 1] = { ...before, to: Math.max(before.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** What is left of a protocol's ports 0..65535. */
export function complement(ports: Ports, proto: 'tcp' | 'udp'): readonly PortSpan[] {
  if (ports === null) return [];
  const own = (mergePorts([ports]) ?? []).filter((span) => span.proto === proto);
  const edges = [-1, ...own.flatMap((span) => [span.from, span.to]), 65_536];
  const found: PortSpan[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const from = (edges[index] ?? 0) + 1;
    const to = (edges[index + 1] ?? 0) - 1;
    if (from <= to) found.push({ proto, from, to });
  }
  return found;
}

/** For people and files: `443/tcp,8000-8080/tcp`; `*` for all. */
export function formatPorts(ports: Ports): string {
  if (ports === null) return '*';
  return ports.map((span) => `${span.from === span.to ? span.from : `${span.from}-${span.to}`}/${span.proto}`).join(',');
}
