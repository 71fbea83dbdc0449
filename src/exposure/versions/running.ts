// SPDX-License-Identifier: Apache-2.0
import { pathOfBytes, shown } from '../path/bytes.ts';

/** A process that still runs what was replaced on disk: the classic false "fixed". */
export type StillRunning = { readonly pid: number; readonly name: string; readonly files: readonly string[] };

/** `/proc/PID/maps` lines end in ` (deleted)` for a file that was unlinked; only executable maps of libraries and programs count. */
export function deletedIn(maps: Uint8Array): readonly string[] {
  const files = new Set<string>();
  for (const line of pathOfBytes(maps).split('\n')) {
    const found = /^[0-9a-f]+-[0-9a-f]+ [r-][w-]x[ps] [0-9a-f]+ [0-9a-f:]+ (\d+) +(\/.*) \(deleted\)$/.exec(line);
    const file = found?.[2];
    if (file === undefined || found?.[1] === '0') continue;
    if (!/^\/(memfd:|dev\/|SYSV|tmp\/|run\/|var\/tmp\/)/.test(file)) files.add(shown(file));
  }
  return [...files];
}

export type Listener = {
  readonly protocol: 'tcp' | 'tcp6';
  readonly address: string;
  readonly port: number;
  readonly inode: string;
  /** A tenant's process can reach it: it listens on loopback or on all addresses. */
  readonly local: boolean;
};

/** `/proc/net/tcp` and `tcp6`: state 0A is LISTEN; addresses are 32-bit words in host order, little-endian here. */
export function parseListeners(bytes: Uint8Array, protocol: 'tcp' | 'tcp6'): readonly Listener[] {
  return pathOfBytes(bytes)
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const fields = line.trim().split(/\s+/);
      const [address, port] = (fields[1] ?? '').split(':');
      if (fields[3] !== '0A' || address === undefined || port === undefined) return [];
      const plain = protocol === 'tcp' ? ipv4(address) : ipv6(address);
      return [
        {
          protocol,
          address: plain,
          port: Number.parseInt(port, 16),
          inode: fields[9] ?? '',
          local: /^(127\.|0\.0\.0\.0$|::1$|::$|::ffff:127\.)/.test(plain),
        },
      ];
    });
}

function ipv4(hex: string): string {
  return (hex.match(/../g) ?? [])
    .toReversed()
    .map((byte) => Number.parseInt(byte, 16))
    .join('.');
}

function ipv6(hex: string): string {
  if (/^0+$/.test(hex)) return '::';
  const words = (hex.match(/.{8}/g) ?? []).map((word) => (word.match(/../g) ?? []).toReversed().join(''));
  const groups = (words.join('').match(/.{4}/g) ?? []).map((group) => group.replace(/^0{1,3}/, '').toLowerCase());
  if (groups.slice(0, 7).every((group) => group === '0') && groups[7] === '1') return '::1';
  if (groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff')
    return `::ffff:${ipv4((words[3] ?? '').match(/../g)?.toReversed().join('') ?? '')}`;
  return groups.join(':');
}

export type OwnedListener = Listener & { readonly pid: number | null; readonly program: string | null; readonly package: string | null };

/** Management software that a CGI of any tenant can reach, in a version that an advisory names. */
export function reachableAndOld(listeners: readonly OwnedListener[], affected: ReadonlySet<string>): readonly OwnedListener[] {
  return listeners.filter((listener) => listener.local && listener.package !== null && affected.has(listener.package));
}
