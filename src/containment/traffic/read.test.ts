// SPDX-License-Identifier: Apache-2.0
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { flowBuilder } from './flow.ts';
import { readIndicators } from '../attack/indicator.ts';
import { importInventory } from '../inventory/inventory-import.ts';
import { flowReader } from './read-flows.ts';
import { readInventory } from '../inventory/read-inventory.ts';

function read(...files: readonly string[]) {
  const builder = flowBuilder();
  const reader = flowReader(builder);
  for (const text of files) {
    const line = reader.file();
    for (const one of text.split('\n')) line(one);
  }
  const reading = reader.finish();
  return { reading, table: builder.finish() };
}

describe('containment/read-flows', () => {
  test('JSON lines, CSV and Zeek give the same table; a name comes from ssl.log by its uid', () => {
    const jsonl = read('{"src":"10.0.0.1","dst":"203.0.113.1","port":443,"name":"A.Example","day":"2026-03-01","flows":3}');
    const csv = read('src,dst,port,name,day,flows\n10.0.0.1,203.0.113.1,443,a.example,2026-03-01,3');
    const zeek = read(
      '#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\torig_bytes\tconn_state\n1772323200.1\tC1\t10.0.0.1\t5\t203.0.113.1\t443\ttcp\t10\tSF',
      '#fields\tts\tuid\tid.orig_h\tid.resp_h\tserver_name\n1772323200.2\tC1\t10.0.0.1\t203.0.113.1\ta.example',
    );

    for (const { table } of [jsonl, csv, zeek]) {
      const { address, name, port } = table.destinations;
      const to = table.to[0]!;
      expect([table.length, table.names[name[to]!], table.addresses[address[to]!], port[to], table.day[0]]).toEqual([
        1,
        'a.example',
        '203.0.113.1',
        443,
        20_513,
      ]);
    }
  });

  test('hostile and broken lines are counted, never dropped in silence', () => {
    const { reading, table } = read(
      '{"src":"10.0.0.1"}\n{broken\n{"src":"10.0.0.1","dst":"x","port":1}\n{"src":"10.0.0.1","dst":"203.0.113.1","port":99999}\n{"src":"10.0.0.1","dst":"203.0.113.1","port":80}',
    );
    expect([reading.lines, reading.accepted, reading.refused, table.length]).toEqual([5, 1, 4, 1]);
    expect(reading.samples.map((one) => one.why)).toEqual(['no-address', 'not-json', 'address', 'port']);
  });
});

describe('containment/indicator', () => {
  test('plain, defanged, with port, prefixes, hosts and notes', () => {
    const { indicators, refused } = readIndicators(
      '198.51.100.7 # first\nevil[.]example\nhxxps://bad[.]example/path\n198.51.100.0/28\n198.51.100.8:8080\nhost:PC-1\n[2001:db8::1]:443\n# only a note\n<script>',
      null,
    );
    expect(indicators.map((one) => (one.type === 'address' ? one.range : one.type === 'name' ? one.pattern : one.host))).toEqual([
      '198.51.100.7',
      'evil.example',
      'bad.example',
      '198.51.100.0/28',
      '198.51.100.8',
      'PC-1',
      '2001:db8::1',
    ]);
    expect(refused).toEqual([{ line: 9, value: '<script>', why: 'unknown' }]);
  });
});

describe('containment/read-inventory', () => {
  test('a cell that cannot be read is refused by name, and ports that cannot be read open nothing', () => {
    const { inventory, refused } = readInventory(
      'service,names,ranges,ports,priority\nMail,mail.example bad..name,203.0.113.1 nowhere,44x,1',
      'own',
    );
    expect(inventory.services[0]).toMatchObject({ name: 'Mail', names: ['mail.example'], ranges: ['203.0.113.1'], ports: [], priority: 1 });
    expect(refused.map((one) => one.value)).toEqual(['bad..name', 'nowhere', '44x']);
  });
});

const shared = new URL('../../../../shared/data/containment/', import.meta.url);
describe.skipIf(!existsSync(shared))('containment/inventory-import (published lists beside the repository)', () => {
  const text = (path: string) => readFileSync(new URL(path, shared), 'utf8');

  test('AWS: every prefix of the list is taken, with its date', () => {
    const document = JSON.parse(text('aws/ip-ranges.json')) as { prefixes: object[]; ipv6_prefixes: object[] };
    const imported = importInventory('aws', text('aws/ip-ranges.json'), { source: 'aws', region: null, service: null });
    if (!imported.ok) throw new Error(imported.error);
    expect(imported.value.services.reduce((sum, one) => sum + one.ranges.length, 0)).toBe(
      document.prefixes.length + document.ipv6_prefixes.length,
    );
    expect(imported.value.refused).toEqual([]);
    expect(imported.value.services[0]?.source.fetchedAt).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('MISP warning lists: names and ranges are taken, the rest is refused by name', () => {
    for (const list of ['microsoft-office365', 'microsoft-office365-ip', 'crl-hostname', 'cloudflare', 'akamai']) {
      const source = text(`misp-warninglists/${list}/list.json`);
      const imported = importInventory('misp', source, { source: list, region: null, service: null });
      if (!imported.ok) throw new Error(imported.error);
      const [service] = imported.value.services;
      const all = (JSON.parse(source) as { list: string[] }).list.length;
      expect([list, (service?.names.length ?? 0) + (service?.ranges.length ?? 0) + imported.value.refused.length]).toEqual([list, all]);
      expect((service?.names.length ?? 0) + (service?.ranges.length ?? 0)).toBeGreaterThan(0);
      expect(service?.kind).toBe(/cloudflare|akamai/.test(list) ? 'shared' : 'service');
    }
  });
});

describe('containment/inventory-import', () => {
  test('Microsoft 365: ports by protocol, wildcards, and what is no name refused', () => {
    const list = JSON.stringify([
      {
        id: 1,
        serviceArea: 'Exchange',
        serviceAreaDisplayName: 'Exchange Online',
        urls: ['*.mail.example', 'mail.example', '*-files.example'],
        ips: ['203.0.113.0/24', '2001:db8::/32'],
        tcpPorts: '80,443',
        udpPorts: '443',
        required: true,
      },
    ]);
    const imported = importInventory('m365', list, { source: 'endpoints', region: null, service: null });
    if (!imported.ok) throw new Error(imported.error);
    expect(imported.value.services[0]).toMatchObject({
      id: 'm365-1',
      names: ['.mail.example', 'mail.example'],
      ranges: ['203.0.113.0/24', '2001:db8::/32'],
      ports: [
        { proto: 'tcp', from: 80, to: 80 },
        { proto: 'tcp', from: 443, to: 443 },
        { proto: 'udp', from: 443, to: 443 },
      ],
      decision: { is: 'undecided' },
    });
    expect(imported.value.refused.map((one) => one.value)).toEqual(['*-files.example']);
  });
});
