// SPDX-License-Identifier: Apache-2.0
// Who had an address when: leases of DHCP servers and a list of assets, each with the time for which it holds.

/** Times in seconds since the epoch; null leaves a side open. */
export type Lease = {
  readonly ip: string;
  /** Hardware address in lower case with colons; '' when the lease names none. */
  readonly mac: string;
  readonly host: string;
  readonly from: number | null;
  readonly until: number | null;
};

/** One line of an asset register: known by hardware address, by name or by a fixed address. */
export type Asset = {
  readonly mac: string;
  readonly host: string;
  readonly ip: string;
  readonly computer: string;
  readonly user: string;
  readonly department: string;
  readonly from: number | null;
  readonly until: number | null;
};

export type Holder = {
  readonly mac: string;
  readonly computer: string;
  readonly user: string;
  readonly department: string;
  readonly from: number | null;
  readonly until: number | null;
};

/**
 * `known`: one after the other. `disputed`: two at the same time had this address by the records; which of them it was
 * is not guessed. `unknown`: no record speaks of this address at that time.
 */
export type AddressUse = { readonly is: 'known' | 'disputed' | 'unknown'; readonly holders: readonly Holder[] };

/** Renewals of one machine become one stretch of time; what it gave back early ends there. */
export function joined(leases: readonly Lease[]): readonly Lease[] {
  const out: Lease[] = [];
  for (const lease of leases.toSorted((a, b) => order(a.ip, b.ip) || order(a.mac, b.mac) || start(a) - start(b))) {
    const last = out.at(-1);
    if (last !== undefined && last.ip === lease.ip && last.mac === lease.mac && start(lease) <= end(last)) {
      const until = end(last) >= end(lease) ? last.until : lease.until;
      out[out.length - 1] = { ...last, host: lease.host === '' ? last.host : lease.host, until };
    } else out.push(lease);
  }
  return out;
}

/** Everybody who had the address between two moments (seconds since the epoch), in order. */
export function heldBy(leases: readonly Lease[], assets: readonly Asset[], ip: string, first: number, last: number): AddressUse {
  const meets = (one: { readonly from: number | null; readonly until: number | null }) => start(one) <= last && end(one) > first;
  const leased = joined(leases.filter((lease) => lease.ip === ip)).filter(meets);
  const fixed = assets.filter((asset) => asset.ip === ip && meets(asset));
  const holders = [
    ...leased.map((lease) => {
      const of = (one: Asset) =>
        (lease.mac !== '' && one.mac === lease.mac) || (one.mac === '' && one.host !== '' && one.host === lease.host.toLowerCase());
      const during = { from: Math.max(start(lease), first), until: Math.min(end(lease), last + 1) };
      const asset = assets.find((one) => of(one) && start(one) < during.until && end(one) > during.from);
      return {
        mac: lease.mac,
        computer: asset?.computer ?? lease.host,
        user: asset?.user ?? '',
        department: asset?.department ?? '',
        from: lease.from,
        until: lease.until,
      };
    }),
    ...fixed.map(({ mac, computer, user, department, from, until }) => ({ mac, computer, user, department, from, until })),
  ].toSorted((a, b) => start(a) - start(b));
  if (holders.length === 0) return { is: 'unknown', holders };
  const disputed = holders.some((one, at) => holders.slice(at + 1).some((other) => start(other) < end(one) && !same(one, other)));
  return { is: disputed ? 'disputed' : 'known', holders };
}

const same = (a: Holder, b: Holder): boolean => (a.mac !== '' && a.mac === b.mac) || (a.computer !== '' && a.computer === b.computer);
const start = (one: { readonly from: number | null }): number => one.from ?? -Infinity;
const end = (one: { readonly until: number | null }): number => one.until ?? Infinity;
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
