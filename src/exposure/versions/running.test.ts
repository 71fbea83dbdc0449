// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfPath } from '../path/bytes.ts';
import { auditVersions } from './audit.ts';
import { parseDpkg, parseRpm } from './inventory.ts';
import { indexAdvisories } from './osv.ts';
import { deletedIn, parseListeners } from './running.ts';
import type { SoftwareSection } from './software.port.ts';
import { softwareSections } from './software.port.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const row = (address: string, state: string, inode: number) =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;
const wide = (address: string, state: string, inode: number) =>
  `   0: ${address} 00000000000000000000000000000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0000000000000000 100 0 0 10 0\n`;

describe('exposure/running', () => {
  it('reads listeners of /proc/net/tcp and tcp6, and which of them a tenant’s process can reach', () => {
    const four = parseListeners(
      bytesOfPath(
        HEAD +
          row('0100007F:2710', '0A', 11) +
          row('00000000:0050', '0A', 12) +
          row('0502000A:1F90', '0A', 13) +
          row('0100007F:A000', '01', 14),
      ),
      'tcp',
    );
    expect(four.map(({ address, port, local, inode }) => [address, port, local, inode])).toEqual([
      ['127.0.0.1', 10_000, true, '11'],
      ['0.0.0.0', 80, true, '12'],
      ['10.0.2.5', 8080, false, '13'],
    ]);
    const six = parseListeners(
      bytesOfPath(
        HEAD +
          wide('00000000000000000000000001000000:2710', '0A', 21) +
          wide('00000000000000000000000000000000:0050', '0A', 22) +
          wide('0000000000000000FFFF00000100007F:1F90', '0A', 23) +
          wide('B80D0120000000000000000001000000:1F91', '0A', 24),
      ),
      'tcp6',
    );
    expect(six.map(({ address, local }) => [address, local])).toEqual([
      ['::1', true],
      ['::', true],
      ['::ffff:127.0.0.1', true],
      ['2001:db8:0:0:0:0:0:1', false],
    ]);
  });

  it('names replaced libraries and programs that still run, and no memory or temporary file', () => {
    const map = (file: string, perms = 'r-xp', inode = 42) => `7f00-7f10 ${perms} 00000000 fe:00 ${inode}   ${file}\n`;
    const maps = [
      map('/usr/lib/x86_64-linux-gnu/libssl.so.3 (deleted)'),
      map('/usr/sbin/old (deleted)'),
      map('/usr/lib/libssl.so.3'),
      map('/memfd:jit (deleted)'),
      map('/dev/shm/x (deleted)'),
      map('/tmp/x.so (deleted)'),
      map('/usr/share/data (deleted)', 'r--p'),
      map('/usr/lib/a\x1b[31m.so (deleted)'),
    ];
    expect(deletedIn(bytesOfPath(maps.join('')))).toEqual([
      '/usr/lib/x86_64-linux-gnu/libssl.so.3',
      '/usr/sbin/old',
      '/usr/lib/a\\x1b[31m.so',
    ]);
  });

  it('joins the local listener with the old package behind it, and only where a tenant can reach it', () => {
    const sections: Partial<Record<SoftwareSection, string>> = {
      'os-release': 'ID=debian\nVERSION_ID=12\n',
      'packages-deb': 'webmin\t1.0\tall\tii \twebmin\t1.0\ncups\t1.0\tall\tii \tcups\t1.0\n',
      tcp: HEAD + row('0100007F:2710', '0A', 77) + row('0502000A:0277', '0A', 78),
      sockets: '/proc/500/fd/3 socket:[77]\n/proc/501/fd/9 socket:[78]\n',
      programs: '/proc/500/exe /usr/share/webmin/miniserv\n/proc/501/exe /usr/sbin/cupsd (deleted)\n',
      owners: 'webmin: /usr/share/webmin/miniserv\ncups:amd64, cups-daemon: /usr/sbin/cupsd\n',
      deleted: '/proc/501/maps:7f00-7f10 r-xp 00000000 fe:00 9   /usr/sbin/cupsd (deleted)\n',
    };
    const range = (name: string) => ({
      id: `X-${name}`,
      modified: '2026-11-21T00:00:00Z',
      affected: [
        { package: { ecosystem: 'Debian:12', name }, ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '2.0' }] }] },
      ],
    });
    const audit = auditVersions(
      (name) => bytesOfPath(sections[name] ?? ''),
      indexAdvisories([range('webmin'), range('cups')]),
      '2026-11-22T00:00:00Z',
    );

    expect(audit.reachable.map(({ package: name, address, port }) => [name, address, port])).toEqual([['webmin', '127.0.0.1', 10_000]]);
    expect(audit.listeners.map(({ package: name }) => name)).toEqual(['webmin', 'cups']);
    expect(audit.stillRunning).toEqual([{ pid: 501, name: '/usr/sbin/cupsd (deleted)', files: ['/usr/sbin/cupsd'] }]);
    expect(audit.completeness.status).toBe('complete');
  });

  it('takes any bytes of a hostile machine without an error, and never calls them complete', () => {
    const noise = fc.uint8Array({ maxLength: 400 });
    fc.assert(
      fc.property(fc.array(noise, { minLength: softwareSections.length, maxLength: softwareSections.length }), (parts) => {
        const audit = auditVersions(
          (name) => parts[softwareSections.indexOf(name)] ?? new Uint8Array(),
          indexAdvisories([{ id: 'x' }, 7, null]),
          '2026-11-22T00:00:00Z',
        );
        expect(audit.completeness.status).toBe('incomplete');
        parseDpkg(parts[0] ?? new Uint8Array());
        parseRpm(parts[1] ?? new Uint8Array());
      }),
      { numRuns: 200 },
    );
  });
});
