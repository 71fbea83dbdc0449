// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { heldBy } from './lease.ts';
import type { Lease } from './lease.ts';
import { readHolders } from './read-leases.ts';

const at = (text: string) => Date.parse(text) / 1000;
const isc = `# comment
lease 10.20.0.31 {
  starts 5 2026/11/20 00:00:00;
  ends 5 2026/11/20 06:00:00;
  binding state active;
  hardware ethernet 52:54:00:AA:00:01;
  client-hostname "PC-0031";
}
lease 10.20.0.31 {
  starts 5 2026/11/20 03:00:00;
  ends 5 2026/11/20 09:00:00;
  hardware ethernet 52:54:00:aa:00:01;
}
lease 10.20.0.40 {
  starts epoch 1795132800; # Fri Nov 20 00:00:00 2026
  ends never;
  hardware ethernet 52:54:00:aa:00:02;
}
lease 10.20.0.41 {
  starts 5 2026/11/99 00:00:00;
`;
const kea =
  'address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n10.20.0.31,52:54:00:aa:00:03,01:52,3600,1795168800,1,0,0,pc-0033.,0,,0\n10.20.0.31,52:54:00:aa:00:03,,0,1795168800,1,0,0,,0,,0\nbroken,,,,,,\n';
const assets =
  '端末名,MACアドレス,利用者,部署,利用開始,返却\nPC-0031,52-54-00-AA-00-01,佐藤,営業,2026/04/01,2026/11/19\nPC-0031,52-54-00-AA-00-01,"森, 健",経理,2026/11/20,\n,,名前だけ,,,\n';

describe('hunt/address-use/lease', () => {
  it('reads ISC leases, and names what it cannot read', () => {
    const read = readHolders(isc);
    expect([read.format, read.leases.length, read.refused.map((one) => one.line)]).toEqual(['isc-dhcpd', 3, [20, 19]]);
    expect(read.leases[0]).toEqual({
      ip: '10.20.0.31',
      mac: '52:54:00:aa:00:01',
      host: 'PC-0031',
      from: at('2026-11-20T00:00:00Z'),
      until: at('2026-11-20T06:00:00Z'),
    });
    expect(read.leases[2]).toMatchObject({ from: at('2026-11-20T00:00:00Z'), until: null });
  });
  it('reads Kea, dnsmasq and a list of assets', () => {
    expect(readHolders(kea)).toMatchObject({
      format: 'kea',
      leases: [{ mac: '52:54:00:aa:00:03', host: 'pc-0033', from: 1_795_165_200, until: 1_795_168_800 }],
      refused: [{ line: 4 }],
    });
    expect(readHolders('1795168800 52:54:00:aa:00:04 10.20.0.50 * 01:52\n0 52:54:00:aa:00:05 10.20.0.51 printer *\nx\n')).toMatchObject({
      format: 'dnsmasq',
      leases: [
        { ip: '10.20.0.50', host: '', from: null, until: 1_795_168_800 },
        { ip: '10.20.0.51', host: 'printer', until: null },
      ],
      refused: [{ line: 3 }],
    });
    expect(readHolders(assets)).toMatchObject({
      format: 'assets',
      assets: [{ user: '佐藤' }, { user: '森, 健', mac: '52:54:00:aa:00:01' }],
      refused: [{ line: 4 }],
    });
    expect(readHolders('nothing of use\n')).toMatchObject({ format: 'unknown', refused: [{ line: 1 }] });
  });
  it('finds the one who had the address at that time, by the register of that day', () => {
    const [{ leases }, { assets: register }] = [readHolders(isc), readHolders(assets)];
    expect(heldBy(leases, register, '10.20.0.31', at('2026-11-20T05:00:00Z'), at('2026-11-20T08:00:00Z'))).toMatchObject({
      is: 'known',
      holders: [
        { computer: 'PC-0031', user: '森, 健', department: '経理', from: at('2026-11-20T00:00:00Z'), until: at('2026-11-20T09:00:00Z') },
      ],
    });
    expect(heldBy(leases, register, '10.20.0.31', at('2026-11-21T05:00:00Z'), at('2026-11-21T05:00:00Z'))).toEqual({
      is: 'unknown',
      holders: [],
    });
  });
  it('tells one after the other from two at once, and does not guess', () => {
    const lease = (mac: string, from: number, until: number | null): Lease => ({ ip: 'a', mac, host: mac, from, until });
    const after = [lease('m1', 0, 100), lease('m2', 100, 200)];
    expect(heldBy(after, [], 'a', 50, 150)).toMatchObject({ is: 'known', holders: [{ computer: 'm1' }, { computer: 'm2' }] });
    expect(heldBy(after, [], 'a', 150, 160)).toMatchObject({ is: 'known', holders: [{ computer: 'm2' }] });
    expect(heldBy([lease('m1', 0, 120), lease('m2', 100, null)], [], 'a', 50, 150)).toMatchObject({
      is: 'disputed',
      holders: [{ computer: 'm1' }, { computer: 'm2' }],
    });
  });
});
