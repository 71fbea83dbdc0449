// SPDX-License-Identifier: Apache-2.0
// What the desk holds to be harmless: an indicator that is one of these, or lies within one, is not looked for.
import type { Indicator } from '../indicator/indicator.ts';

export function notAllowed(indicators: readonly Indicator[], allowed: readonly Indicator[]): readonly Indicator[] {
  const of = (kind: Indicator['kind']) => allowed.filter((one) => one.kind === kind).map((one) => one.value);
  const exact = new Set(allowed.map((one) => `${one.kind} ${one.value}`));
  const [domains, ranges] = [new Set(of('domain')), of('cidr').map(rangeOf)];
  const harmless = ({ kind, value }: Indicator): boolean => {
    if (exact.has(`${kind} ${value}`)) return true;
    if (kind === 'domain') return within(domains, value);
    if (kind === 'url') return within(domains, value.split(/[/:?]/)[0] ?? '');
    return kind === 'ip' && ranges.some((range) => contains(range, value));
  };
  return indicators.filter((one) => !harmless(one));
}

function within(domains: ReadonlySet<string>, host: string): boolean {
  const labels = host.split('.');
  return labels.some((_, at) => domains.has(labels.slice(at).join('.')));
}

type Range = { readonly bits: number; readonly width: 32 | 128; readonly base: bigint };

function rangeOf(cidr: string): Range {
  const [address = '', bits = ''] = cidr.split('/');
  const width = address.includes(':') ? 128 : 32;
  return { bits: Number(bits), width, base: numberOf(address) >> BigInt(width - Number(bits)) };
}

function contains(range: Range, address: string): boolean {
  if ((address.includes(':') ? 128 : 32) !== range.width) return false;
  return numberOf(address) >> BigInt(range.width - range.bits) === range.base;
}

/** Addresses come in the form that indicators have: dotted, or IPv6 as a browser writes it. */
function numberOf(address: string): bigint {
  if (!address.includes(':')) return address.split('.').reduce((sum, part) => sum * 256n + BigInt(Number(part)), 0n);
  const [head = '', tail] = address.split('::');
  const words = (text: string) => (text === '' ? [] : text.split(':'));
  const [left, right] = [words(head), words(tail ?? '')];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].reduce((sum, word) => sum * 65_536n + BigInt(`0x${word}`), 0n);
}
