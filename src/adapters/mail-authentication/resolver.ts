// SPDX-License-Identifier: Apache-2.0
import { Resolver } from 'node:dns/promises';

export type Records = string[][] | string[] | { readonly priority: number; readonly exchange: string }[];
export type Resolve = (name: string, type: string) => Promise<Records>;

/** Error with a c-ares code; the library reads nothing else of it. */
export function dnsError(code: 'ENOTFOUND' | 'ENODATA' | 'ETIMEOUT', name: string): Error {
  return Object.assign(new Error(`${code} ${name}`), { code });
}

/** No look-up at all. ETIMEOUT, not ENOTFOUND: silence is not an answer. */
export const cutResolver: Resolve = (name) => Promise.reject(dnsError('ETIMEOUT', name));

/**
 * The system's name servers. Only the two codes by which a server says "there is no such thing" pass as they
 * are; every other failure (refused, broken, unreachable) becomes ETIMEOUT, which reads as "not checkable".
 */
export function systemResolver(options: { readonly timeoutMs: number; readonly servers?: readonly string[] }): Resolve {
  const resolver = new Resolver({ timeout: options.timeoutMs, tries: 2 });
  if (options.servers !== undefined) resolver.setServers(options.servers);
  return async (name, type) => {
    try {
      return (await resolver.resolve(name, type)) as Records;
    } catch (error) {
      const code = (error as { code?: string }).code;
      throw dnsError(code === 'ENOTFOUND' || code === 'ENODATA' ? code : 'ETIMEOUT', name);
    }
  };
}

/** Answers from a record of names, lower case: `{"example.org": {"TXT": [["v=spf1 -all"]]}}`. What is not in it does not exist. */
export function recordedResolver(records: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Resolve {
  const names = new Map(Object.entries(records).map(([name, types]) => [name.toLowerCase().replace(/\.$/, ''), types]));
  return (name, type) => {
    const types = names.get(name.toLowerCase().replace(/\.$/, ''));
    if (types === undefined) return Promise.reject(dnsError('ENOTFOUND', name));
    const found = types[type];
    if (!Array.isArray(found)) return Promise.reject(dnsError('ENODATA', name));
    return Promise.resolve(found as Records);
  };
}
