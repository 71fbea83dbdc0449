// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { indicatorOf } from './indicator.ts';
import { indicatorText, readIndicators } from './read.ts';

describe('hunt/indicator', () => {
  it.each([
    ['1.2.3.4', { kind: 'ip', value: '1.2.3.4' }],
    ['1[.]2[.]3[.]4', { kind: 'ip', value: '1.2.3.4' }],
    ['2001:DB8:0::1', { kind: 'ip', value: '2001:db8::1' }],
    ['10.0.0.0/8', { kind: 'cidr', value: '10.0.0.0/8' }],
    ['Evil(.)Example', { kind: 'domain', value: 'evil.example' }],
    ['*.evil.example.', { kind: 'domain', value: 'evil.example' }],
    ['hxxps://evil[.]example/a?b=1', { kind: 'url', value: 'evil.example/a?b=1' }],
    ['hxxp://evil.example/', { kind: 'domain', value: 'evil.example' }],
    ['日本語.example', { kind: 'domain', value: 'xn--wgv71a119e.example' }],
    ['evil.example:8443', { kind: 'domain', value: 'evil.example' }],
  ])('reads %s', (text, expected) => {
    expect(indicatorOf(text)).toEqual(expected);
  });

  it.each(['1.2.3', '1.2.3.400', 'word', '', '10.0.0.0/33', '-.example', '1.2.3.4.5.6'])('refuses %s', (text) => {
    expect(indicatorOf(text)).toBeNull();
  });

  it('reads STIX 2.1 and MISP, and says what it could not read', () => {
    const stix = {
      type: 'bundle',
      objects: [
        { type: 'indicator', pattern: "[ipv4-addr:value = '203.0.113.9'] OR [domain-name:value = 'bad.example']" },
        { type: 'indicator', pattern: "[file:name = 'x']" },
      ],
    };
    expect(readIndicators(JSON.stringify(stix))).toEqual({
      indicators: [
        { kind: 'ip', value: '203.0.113.9' },
        { kind: 'domain', value: 'bad.example' },
      ],
      refused: [{ line: 0, text: "[file:name = 'x']" }],
    });
    const misp = {
      Event: {
        Attribute: [
          { type: 'ip-dst', value: '198.51.100.2' },
          { type: 'domain|ip', value: 'c2.example|198.51.100.3' },
          { type: 'user-agent', value: 'evil/1' },
        ],
      },
    };
    expect(readIndicators(JSON.stringify(misp)).indicators.map((one) => one.value)).toEqual([
      '198.51.100.2',
      'c2.example',
      '198.51.100.3',
      'evil/1',
    ]);
  });

  it('names what MISP and STIX give and logs of traffic cannot be asked for', () => {
    const misp = {
      Attribute: [
        { type: 'sha256', value: 'a'.repeat(64) },
        { type: 'filename|md5', value: 'x.exe|d41d8cd98f00b204e9800998ecf8427e' },
        { type: 'ip-dst|port', value: '198.51.100.9|8443' },
        { type: 'user-agent', value: 'evil\u0000/1' },
      ],
    };
    expect(readIndicators(JSON.stringify(misp))).toEqual({
      indicators: [{ kind: 'ip', value: '198.51.100.9' }],
      refused: [
        { line: 0, text: `sha256: ${'a'.repeat(64)}` },
        { line: 0, text: 'filename|md5: x.exe|d41d8cd98f00b204e9800998ecf8427e' },
        { line: 0, text: 'user-agent: evil\u0000/1' },
      ],
    });
  });

  it.each<readonly [string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode('\uFEFF攻撃,203.0.113.9')],
    ['UTF-16', new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from('攻撃,203.0.113.9', (char) => char.charCodeAt(0)).buffer)])],
    ['CP932', new Uint8Array([0x8d, 0x55, 0x8c, 0x82, ...new TextEncoder().encode(',203.0.113.9')])],
  ])('reads a list written in %s', (_, bytes) => {
    const text = indicatorText(bytes);
    expect(text).toContain('攻撃');
    expect(readIndicators(text).indicators).toEqual([{ kind: 'ip', value: '203.0.113.9' }]);
  });

  it('keeps what it cannot read in sight, and takes a heading for a heading', () => {
    const read = readIndicators('type,value\nip,1.2.3.4\n# remark\nnonsense\nja3,0123456789abcdef0123456789abcdef\n');
    expect(read.indicators).toEqual([
      { kind: 'ip', value: '1.2.3.4' },
      { kind: 'ja3', value: '0123456789abcdef0123456789abcdef' },
    ]);
    expect(read.refused).toEqual([{ line: 4, text: 'nonsense' }]);
  });
});
