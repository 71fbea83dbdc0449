// SPDX-License-Identifier: Apache-2.0
import { BlockList, isIP } from 'node:net';

type Env = Readonly<Record<string, string | undefined>>;

/** What HTTP_PROXY, HTTPS_PROXY and NO_PROXY say. */
export type Proxies = {
  /** `http://…` or `https://…`; null: no proxy for such addresses. */
  readonly http: string | null;
  readonly https: string | null;
  /** Hosts that are reached without one, as Node reads them; this machine is always among them. */
  readonly direct: readonly string[];
  /** Whether a literal address lies in a range of NO_PROXY. */
  readonly inRange: (host: string) => boolean;
};

/** A proxy that cannot be used. The value is not repeated: it may hold a password. */
export class UnusableProxy extends Error {
  readonly variable: string;
  constructor(variable: string) {
    super(`${variable} is not the address of an HTTP proxy`);
    this.variable = variable;
  }
}

const HERE = ['localhost', '.localhost', '127.0.0.1', '::1', '[::1]', '127.0.0.0-127.255.255.255'];

/**
 * Reads the variables as curl does: lower case first, the scheme may be left out, a name in NO_PROXY stands for its
 * subdomains too, `*` for everything, and ranges are written `10.0.0.0/8`. null: no proxy is set. Throws UnusableProxy.
 */
export function proxiesOf(env: Env): Proxies | null {
  const http = proxyIn(env, 'http_proxy');
  const https = proxyIn(env, 'https_proxy');
  if (http === null && https === null) return null;
  const named = (given(env, 'no_proxy') ?? '').split(/[\s,]+/).filter((one) => one !== '');
  const ranges = rangesOf(['127.0.0.0/8', ...named]);
  return {
    http,
    https,
    direct: named.includes('*') ? ['*'] : [...new Set([...HERE, ...named.flatMap(asNodeReads)])],
    inRange: (host) => {
      const bare = host.replace(/^\[|\]$/g, '');
      const family = isIP(bare);
      return family !== 0 && ranges.check(bare, family === 6 ? 'ipv6' : 'ipv4');
    },
  };
}

/** Upper case counts where lower case is absent or empty. */
function given(env: Env, name: string): string | null {
  return [env[name], env[name.toUpperCase()]].map((value) => (value ?? '').trim()).find((value) => value !== '') ?? null;
}

function proxyIn(env: Env, name: string): string | null {
  const value = given(env, name);
  if (value === null) return null;
  const address = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || url.hostname === '' || !/^https?:$/.test(url.protocol)) throw new UnusableProxy(name.toUpperCase());
  return url.href;
}

function asNodeReads(entry: string): readonly string[] {
  const lower = entry.toLowerCase();
  const subnet = subnetOf(lower);
  if (subnet !== null) return subnet.family === 'ipv4' ? [rangeText(subnet.address, subnet.bits)] : [];
  if (isIP(lower.replace(/^\[|\]$/g, '')) !== 0 || lower.startsWith('*')) return [lower];
  const name = lower.replace(/^\./, '');
  return [name, `.${name}`];
}

function rangesOf(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const subnet of entries.map(subnetOf)) if (subnet !== null) list.addSubnet(subnet.address, subnet.bits, subnet.family);
  return list;
}

function subnetOf(entry: string): { readonly address: string; readonly bits: number; readonly family: 'ipv4' | 'ipv6' } | null {
  const [, address = '', digits = ''] = /^\[?([0-9a-f.:]{2,45})\]?\/(\d{1,3})$/i.exec(entry) ?? [];
  const family = isIP(address);
  const bits = Number(digits);
  if (family === 0 || digits === '' || bits > (family === 6 ? 128 : 32)) return null;
  return { address, bits, family: family === 6 ? 'ipv6' : 'ipv4' };
}

/** `10.0.0.0-10.255.255.255`, as Node writes a range (Node.js, "NO_PROXY format"). */
function rangeText(address: string, bits: number): string {
  const value = address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);
  const size = 2 ** (32 - bits);
  const first = Math.floor(value / size) * size;
  return `${dotted(first)}-${dotted(first + size - 1)}`;
}

function dotted(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
