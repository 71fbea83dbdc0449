// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { innerV4, outerV6 } from '../../common/address/embedded-v4.ts';
import { contains, formatRange, parseAddress, parseRange } from '../../common/address/ip-range.ts';
import { readIndicators } from './indicator.ts';
import { prefixes } from '../../common/address/ip-range.ts';

const read = (text: string) => {
  const { indicators, refused } = readIndicators(text, null);
  const said = indicators.map((one) => (one.type === 'address' ? one.range : one.type === 'name' ? one.pattern : `host:${one.host}`));
  return { said, refused: refused.map((one) => one.why) };
};
const v4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((bytes) => bytes.join('.'));
const maskOf = (bits: number) => formatRange({ family: 4, first: (0xffffffffn << BigInt(32 - bits)) & 0xffffffffn, bits: 32 });

describe('containment/indicator', () => {
  test.each([
    ['203.0.113.0/255.255.255.128', '203.0.113.0/25'],
    ['203.0.113.0/0.0.0.63', '203.0.113.0/26'],
    ['203.0.113.64 255.255.255.192', '203.0.113.64/26'],
    ['203.0.113.0/26:8443', '203.0.113.0/26'],
    ['203.0.113.0 /26', '203.0.113.0/26'],
    ['203.0.113.0/26.', '203.0.113.0/26'],
    ['203.0.113.*', '203.0.113.0/24'],
    ['2001:db8:5::/48:443', '2001:db8:5::/48'],
    ['[2001:db8:5::]/48', '2001:db8:5::/48'],
    ['64:ff9b::cb00:7109', '203.0.113.9'],
    ['2002:cb00:7109::1', '203.0.113.9'],
    ['hxxp[:]//a[.]evil[.]example:8080/x', 'a.evil.example'],
    ['https://user@203.0.113.9:444/24', '203.0.113.9'],
    ['203.0.113.9/login.php?x=1', '203.0.113.9'],
    ['0.0.0.0 evil.example', 'evil.example'],
  ])('%s is %s and nothing narrower', (text, range) => {
    expect(read(text)).toEqual({ said: [range], refused: [] });
  });

  test('from-to and lists are read whole', () => {
    expect(read('203.0.113.4-203.0.113.8').said).toEqual(['203.0.113.4/30', '203.0.113.8']);
    expect(read('203.0.113.4-7').said).toEqual(['203.0.113.4/30']);
    expect(read('203.0.113.4, evil.example; 2001:db8::1').said).toEqual(['203.0.113.4', 'evil.example', '2001:db8::1']);
  });

  test.each([
    ['203.0.113.0/255.0.255.0', 'range'],
    ['203.0.113.0/33', 'range'],
    ['203.0.113.0/24/25', 'range'],
    ['203.0.113.0 - somewhere', 'unknown'],
    ['203.0.113.0 255.0.255.0', 'range'],
    ['203.0.113.9:99999', 'port'],
    ['203.0.113.0/-', 'range'],
    ['0.0.0.0/0', 'everything'],
    ['d41d8cd98f00b204e9800998ecf8427e', 'hash'],
    ['da39a3ee5e6b4b0d3255bfef95601890afd80709', 'hash'],
    ['invoice.exe', 'file'],
    ['someone@evil.example', 'mail'],
    ['evil', 'unknown'],
    ['<script>', 'unknown'],
  ])('%s is refused as a whole: %s', (text, why) => {
    expect(read(text)).toEqual({ said: [], refused: [why] });
  });

  test('what hunt reads is read here: STIX, MISP, OpenIOC, tables with a heading, sentences', () => {
    const stix = {
      type: 'bundle',
      objects: [
        { type: 'indicator', pattern: "[ipv4-addr:value = '203.0.113.9'] OR [domain-name:value LIKE '%.evil.example']" },
        { type: 'indicator', pattern: "[url:value = 'https://c2.example:8443/a']" },
        { type: 'indicator', pattern: "[domain-name:value = 'old.example']", revoked: true },
        { type: 'indicator', pattern: "[domain-name:value != 'good.example']" },
      ],
    };
    expect(read(JSON.stringify(stix))).toEqual({
      said: ['203.0.113.9', '.evil.example', 'c2.example'],
      refused: ['withdrawn', 'negated'],
    });
    const misp = {
      Event: {
        info: 'good.example',
        Attribute: [
          { type: 'ip-dst|port', value: '203.0.113.9|8443' },
          { type: 'domain', value: 'evil.example' },
          { type: 'ip-dst', value: '203.0.113.10', to_ids: false },
          { type: 'md5', value: 'd41d8cd98f00b204e9800998ecf8427e' },
        ],
      },
    };
    expect(read(JSON.stringify(misp))).toEqual({ said: ['203.0.113.9', 'evil.example'], refused: ['hash', 'notToDetect'] });
    expect(readIndicators(JSON.stringify(misp), null).indicators[0]).toMatchObject({
      ports: [
        { proto: 'tcp', from: 8443, to: 8443 },
        { proto: 'udp', from: 8443, to: 8443 },
      ],
    });
    const ioc =
      '<ioc><IndicatorItem condition="is"><Context search="PortItem/remoteIP"/><Content type="IP">203.0.113.9</Content></IndicatorItem></ioc>';
    expect(read(ioc)).toEqual({ said: ['203.0.113.9'], refused: [] });
    expect(read('種別;値;有効\nドメイン;evil.example;1\nip;203.0.113.0/33;1')).toEqual({ said: ['evil.example'], refused: ['unknown'] });
    expect(read('通信先は evil[.]example（C2）と 203[.]0[.]113[.]9 です。').said).toEqual(['evil.example', '203.0.113.9']);
  });

  test('what has expired is named and not stopped', () => {
    const list = 'type,value,valid_until\ndomain,one.example,2026-04-01\ndomain,two.example,2026-01-01';
    expect(readIndicators(list, '2026-03-19T09:00:00.000Z')).toMatchObject({
      indicators: [{ type: 'name', pattern: 'one.example' }],
      refused: [{ line: 3, value: 'domain two.example', why: 'expired' }],
    });
  });

  test.each([
    '203.0.113.0 255.0.255.0 evil.example',
    'see 203.0.113.0 – somewhere',
    'from 203.0.113.0/ 99 on',
    'block 203.0.113.9 99999 today',
    'block 203.0.113.9:',
    '203.0.113.9;8443',
    'ip: 203.0.113.0 - x',
  ])('%s may be half a range: nothing of it is taken', (text) => {
    expect(read(text).said).toEqual([]);
    expect(read(text).refused).toHaveLength(1);
  });

  test('containment’s own columns: computers, ports, shares and notes; a bad port costs its row', () => {
    const list =
      'type,value,port,confidence,impact,note\naddress,203.0.113.9,443/tcp,95,1,"first, second"\nhost,PC-17,,80%,0.5,seen\nname,evil.example,x,,,\nname,*.evil.example,,,,';
    expect(readIndicators(list, null)).toEqual({
      indicators: [
        {
          type: 'address',
          range: '203.0.113.9',
          ports: [{ proto: 'tcp', from: 443, to: 443 }],
          confidence: 0.95,
          impact: 1,
          note: 'first, second',
        },
        { type: 'host', host: 'PC-17', confidence: 0.8, impact: 0.5, note: 'seen' },
        { type: 'name', pattern: '.evil.example', confidence: 0.9, impact: 1, note: '' },
      ],
      refused: [{ line: 4, value: 'evil.example', why: 'port' }],
    });
  });

  test('every prefix, however it is written, is read as that prefix', () => {
    fc.assert(
      fc.property(v4, fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 65_535 }), (address, bits, port) => {
        const wanted = formatRange(parseRange(`${address}/${bits}`)!);
        const { first } = parseRange(`${address}/${bits}`)!;
        const last = first + (1n << BigInt(32 - bits)) - 1n;
        const text = (value: bigint) => formatRange({ family: 4, first: value, bits: 32 });
        for (const spelling of [
          `${address}/${bits}`,
          `${address}/${maskOf(bits)}`,
          `${address} / ${bits}`,
          `${address}/${bits}:${port}`,
          `${text(first)}-${text(last)}`,
          `${address.replaceAll('.', '[.]')}/${bits}`,
        ])
          expect([spelling, read(spelling).said]).toEqual([spelling, [wanted]]);
      }),
    );
  });

  test('whatever follows an address is understood or the line is refused: never the address alone in place of a range', () => {
    fc.assert(
      fc.property(v4, fc.string({ unit: fc.constantFrom(...'0123456789./:-* '), minLength: 1, maxLength: 12 }), (address, tail) => {
        const { said, refused } = read(`${address}/${tail}`);
        const whole = /^[ .]*$|^ *32 *(:\d+(-\d+)?)?[. ]*$|255\.255\.255\.255|0\.0\.0\.0/.test(tail);
        if (said[0] === address && said.length === 1) expect([tail, whole]).toEqual([tail, true]);
        expect(said.length > 0 || refused.length > 0).toBe(true);
      }),
    );
  });
});

describe('containment/indicator: forms of other programs', () => {
  const of = (line: string) => {
    const { indicators, refused } = readIndicators(line, null);
    return {
      read: indicators.map((one) => ('range' in one ? one.range : 'pattern' in one ? one.pattern : one.host)),
      refused: refused.length,
    };
  };

  test.each([
    ['203.0.113.0 mask 255.255.255.0', ['203.0.113.0/24']],
    ['203.0.113.64 subnet-mask 255.255.255.192', ['203.0.113.64/26']],
    ['203.0.113.0 サブネットマスク 255.255.255.0', ['203.0.113.0/24']],
    ['203.0.113.0 wildcard-mask 0.0.0.255', ['203.0.113.0/24']],
    ['203.0.113.0 inverse-mask 0.0.0.255', []],
    ['ip-src|port 203.0.113.9|8443', ['203.0.113.9']],
    ['64:ff9b::cb00:7100/120', ['203.0.113.0/24']],
    ['2002:cb00:7109:5::/64', ['203.0.113.9']],
    ['64:ff9b::/96', ['64:ff9b::/96']],
    ['2002::/16', ['2002::/16']],
    // Resolvers and filters close a name with all that is below it.
    ['local-zone: "bad.example." always_refuse', ['.bad.example']],
    ['address=/bad.example/0.0.0.0', ['.bad.example']],
    ['local=/bad.example/', ['.bad.example']],
    ['zone "bad.example" { type primary; file "empty"; };', ['.bad.example']],
    ['||bad.example^', ['.bad.example']],
    ['||bad.example^$third-party', ['.bad.example']],
    ['bad.example CNAME .', ['bad.example']],
    // An answer, a forwarder and an exception are no blocks.
    ['address=/bad.example/203.0.113.9', []],
    ['server=/bad.example/192.0.2.53', []],
    ['@@||good.example^', []],
    // A range for one reader, a direction for another.
    ['203.0.113.0 to 203.0.113.255', []],
    ['203.0.113.0から203.0.113.255まで', []],
    ['塞ぐのは 203.0.113.0 mask 255.255.255.0 です', []],
  ] as const)('%s', (line, read) => {
    const found = of(line);
    expect(found.read).toEqual(read);
    if (read.length === 0) expect(found.refused).toBeGreaterThan(0);
    else expect(found.refused).toBe(0);
  });
});

describe('containment/address', () => {
  test('an IPv4 address inside an IPv6 one is that address, and its outer prefixes hold it', () => {
    for (const outer of [
      '64:ff9b::c633:6407',
      '2002:c633:6407::1',
      '::ffff:0:c633:6407',
      '2001:0:4136:e378:8000:63bf:39cc:9bf8',
      'fe80::5efe:c633:6407',
    ])
      expect([outer, formatRange(innerV4(parseAddress(outer)!)!)]).toEqual([outer, '198.51.100.7']);
    expect(innerV4(parseAddress('2001:db8::1')!)).toBeNull();
    fc.assert(
      fc.property(v4, fc.integer({ min: 0, max: 32 }), (address, bits) => {
        const range = parseRange(`${address}/${bits}`)!;
        for (const outer of outerV6(range)) {
          const inside = { family: 6, first: outer.first, bits: 128 } as const;
          expect(contains(range, innerV4(inside)!)).toBe(true);
        }
        expect(prefixes(4, range.first, range.first).length).toBe(1);
      }),
    );
  });
});
