// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indicatorsOf } from './grammar.ts';
import { decodeTextLeniently } from '../decode-text.ts';
import { readIndicatorList } from './read.ts';

const NOW = '2026-11-22T00:00:00.000Z';
const read = (text: string) => {
  const { indicators, refused } = readIndicatorList(text, NOW);
  return { found: indicators.map((one) => `${one.kind} ${one.value}`), left: refused.map((one) => one.text) };
};
const one = (text: string) => indicatorsOf(text).map(({ kind, value }) => `${kind} ${value}`);

describe('common/indicator', () => {
  it.each([
    ['1.2.3.4', ['ip 1.2.3.4']],
    ['1[.]2[.]3[.]4', ['ip 1.2.3.4']],
    ['2001:DB8:0::1', ['ip 2001:db8::1']],
    ['2001:0db8:0000:0000:0000:0000:0000:0001', ['ip 2001:db8::1']],
    ['::ffff:192.0.2.7', ['ip 192.0.2.7']],
    ['[2001:db8::7]:8443', ['ip 2001:db8::7']],
    ['2001:db8[:]:7', ['ip 2001:db8::7']],
    ['10.0.0.0/8', ['cidr 10.0.0.0/8']],
    ['10.1.2.3/32', ['ip 10.1.2.3']],
    ['192.0.2.*', ['cidr 192.0.2.0/24']],
    ['192.0.2.4-192.0.2.7', ['cidr 192.0.2.4/30']],
    ['192.0.2.0/255.255.255.0', ['cidr 192.0.2.0/24']],
    ['10.1.2.3/8', ['cidr 10.0.0.0/8']],
    ['192.0.2.0/24:8443', ['cidr 192.0.2.0/24']],
    ['192.0.2.1-3', ['ip 192.0.2.1', 'cidr 192.0.2.2/31']],
    ['Evil(.)Example', ['domain evil.example']],
    ['evil[dot]example', ['domain evil.example']],
    [String.raw`evil\.example`, ['domain evil.example']],
    ['ｅｖｉｌ．example', ['domain evil.example']],
    ['evil。example', ['domain evil.example']],
    ['*.evil.example.', ['domain evil.example']],
    ['evil.example/*', ['domain evil.example']],
    ['hxxps://evil[.]example/a?b=1', ['url evil.example/a?b=1']],
    ['hxxps[://]evil[.]example:443/a', ['url evil.example/a']],
    ['http://EVIL.example:80/A', ['url evil.example/A']],
    ['hxxp://evil.example/', ['domain evil.example']],
    ['日本語.example', ['domain xn--wgv71a119e.example']],
    ['evil.example:8443', ['domain evil.example']],
    ['invoice.docm', ['file invoice.docm']],
    ['install.sh', ['file install.sh']],
    ['cdn.install.sh', ['domain cdn.install.sh']],
    ['d41d8cd98f00b204e9800998ecf8427e', ['hash d41d8cd98f00b204e9800998ecf8427e']],
    ['taro@evil[.]example', ['mail taro@evil.example']],
    [String.raw`CORP\taro`, [String.raw`account corp\taro`]],
  ])('reads %s', (text, expected) => {
    expect(one(text)).toEqual(expected);
  });

  it.each([
    '1.2.3',
    '1.2.3.400',
    '010.0.0.1',
    'word',
    '',
    '10.0.0.0/33',
    '10.0.0.0/255.0.255.0',
    '10.0.0.1:99999',
    '-.example',
    '1.2.3.4.5.6',
    'http://evil.example/x/*',
    'ev*l.example',
  ])('refuses %s', (text) => {
    expect(one(text)).toEqual([]);
  });

  it('reads each canonical value as itself', () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(fc.property(octet, octet, octet, octet, (a, b, c, d) => one(`${a}[.]${b}.${c}(.)${d}`)[0] === `ip ${a}.${b}.${c}.${d}`));
    const label = fc.stringMatching(/^[a-z][a-z0-9]{2,8}$/);
    fc.assert(fc.property(label, label, (a, b) => one(`hxxp://${a}[.]${b}[.]example/p`)[0] === `url ${a}.${b}.example/p`));
  });

  it('takes no longer for a hostile line than its length asks', () => {
    for (const piece of ['a.', '[.]', '（', '1.', 'hxxp', ',a.b', '"', '日本a'])
      expect(read(piece.repeat(20_000)).found.length).toBeLessThan(2);
  });

  describe('a list with a heading', () => {
    it('gives the cells of its columns, whole, and nothing of the others', () => {
      const list = 'first_seen,url,reference\n2026-11-01,"hxxps://evil[.]example/a,b",https://vendor.example/report\n';
      expect(read(list)).toEqual({ found: ['url evil.example/a,b'], left: [] });
    });
    it('goes by the type of each row, and names what is withdrawn, expired or not for detection', () => {
      const list = [
        'type;value;to_ids;valid_until',
        'domain;one.example;1;2027-01-01',
        'user-agent;Bot/1 (a, b);1;2027-01-01',
        'domain;two.example;0;2027-01-01',
        'domain;old.example;1;2026-01-01',
        'link;https://vendor.example/x;1;2027-01-01',
        'sha256;' + 'a'.repeat(64) + ';1;2027-01-01',
        'domain;short.example',
      ].join('\n');
      expect(read(list)).toEqual({
        found: ['domain one.example', 'user-agent Bot/1 (a, b)', `hash ${'a'.repeat(64)}`],
        left: ['domain two.example', 'domain old.example', 'link: https://vendor.example/x', 'domain;short.example'],
      });
    });
    it('may have it in a remark, and in Japanese', () => {
      expect(read('# id,url,reporter\n"1","http://evil.example/x","https://who.example/"\n').found).toEqual(['url evil.example/x']);
      expect(read('種別,値,備考\nドメイン,evil.example,a.example は無関係\n').found).toEqual(['domain evil.example']);
    });
  });

  it('knows headings however their words are joined, and drops no row without a word', () => {
    const list =
      'DomainName,NetworkIP,Active,ExpirationDateTime\none.example,,true,2027-01-01\n,192.0.2.9,true,2020-01-01\n,,true,2027-01-01\n';
    expect(read(list)).toEqual({ found: ['domain one.example'], left: ['networkip: 192.0.2.9', ',,true,2027-01-01'] });
  });

  it('reads a cell that runs over lines, and names the line on which a row begins', () => {
    const list = 'value,comment\none.example,"seen\non a server"\n<x>,\n';
    expect(readIndicatorList(list, null)).toMatchObject({
      indicators: [{ kind: 'domain', value: 'one.example', line: 2 }],
      refused: [{ line: 4, text: '<x>', code: 'unreadable' }],
    });
  });

  it('takes of a hosts file the names that it blocks', () => {
    expect(read('0.0.0.0 evil.example # tracker').found).toEqual(['domain evil.example']);
  });

  it('takes of a record without a heading the first URL, and names the second', () => {
    expect(read('"7","2026-11-20 10:00:00","http://192.0.2.9:4000/x","online","https://who.example/7/"')).toEqual({
      found: ['url 192.0.2.9:4000/x'],
      left: ['online', 'https://who.example/7/'],
    });
  });

  it('takes of a record without a heading no URL of another host than the one it names', () => {
    expect(read('192.0.2.9\tC2\thttps://vendor.example/report')).toEqual({
      found: ['ip 192.0.2.9'],
      left: ['C2', 'https://vendor.example/report'],
    });
    expect(read('evil.example,C2,http://www.evil.example:81/x').found).toEqual(['domain evil.example', 'url www.evil.example:81/x']);
  });

  it('takes nothing out of a rule: what it names is met with its other conditions only', () => {
    const rules = [
      'alert dns any any -> any any (msg:"x"; dns.query; content:"evil.example"; sid:1;)',
      'rule x { strings: $a = "evil.example" condition: $a }',
    ];
    for (const rule of rules) expect(read(rule)).toEqual({ found: [], left: [rule] });
  });

  it('looks for a URL with and without the dot that ends its line', () => {
    expect(read('- hxxp://evil[.]example/x.').found).toEqual(['url evil.example/x.', 'url evil.example/x']);
  });

  describe('sentences', () => {
    it.each([
      [
        'It calls one[.]example, 192[.]0[.]2[.]1, and hxxps[://]two[.]example/a.',
        ['domain one.example', 'ip 192.0.2.1', 'url two.example/a'],
      ],
      ['通信先：one[.]example（C2）、192[.]0[.]2[.]1へのPOST', ['domain one.example', 'ip 192.0.2.1']],
      ['端末がone.exampleへ接続した。', ['domain one.example']],
      ['・192.0.2.1（詳細は後日）', ['ip 192.0.2.1']],
    ])('%s', (text, found) => {
      expect(read(text).found).toEqual(found);
    });
    it('name what looks like an indicator and is none', () => {
      expect(read('It calls 192.000.002.001 and drops a.exe at 10:00').left).toEqual(['192.000.002.001']);
    });
  });

  describe('STIX', () => {
    const stix = (pattern: string, more: object = {}) =>
      read(
        JSON.stringify({
          type: 'bundle',
          objects: [
            { type: 'indicator', pattern, ...more },
            { type: 'ipv4-addr', value: '192.0.2.77' },
          ],
        }),
      );
    it('reads comparisons, sets and names below one', () => {
      const pattern =
        "[ipv4-addr:value IN ('192.0.2.1', '192.0.2.2')] OR [domain-name:value LIKE '%.evil.example' OR url:value = 'http://e.example/a\\'b']";
      expect(stix(pattern).found).toEqual(['ip 192.0.2.1', 'ip 192.0.2.2', 'domain evil.example', "url e.example/a'b"]);
    });
    it('never looks for what a pattern denies, and says so', () => {
      expect(stix("[domain-name:value != 'good.example' AND ipv4-addr:value = '192.0.2.3' AND NOT url:value = 'x']").found).toEqual([
        'ip 192.0.2.3',
      ]);
      expect(stix("[domain-name:value NOT IN ('good.example')]")).toMatchObject({ found: [] });
    });
    it.each([
      [{ revoked: true }],
      [{ valid_until: '2026-11-01T00:00:00Z' }],
      [{ valid_from: '2027-01-01T00:00:00Z' }],
      [{ pattern_type: 'yara' }],
    ])('leaves out %j by name', (more) => {
      const got = stix("[domain-name:value = 'one.example']", more);
      expect([got.found, got.left.length]).toEqual([[], 2]);
    });
    it('tells what was observed from what is to be looked for', () => {
      expect(stix("[domain-name:value = 'one.example']").left).toEqual(['ipv4-addr: 192.0.2.77']);
    });
  });

  it('says of conditions that are joined that each is looked for by itself', () => {
    const pattern = "[domain-name:value = 'evil.example'] FOLLOWEDBY [ipv4-addr:value = '192.0.2.9']";
    const bundle = { type: 'bundle', objects: [{ type: 'indicator', pattern, pattern_type: 'stix' }] };
    expect(read(JSON.stringify(bundle))).toEqual({ found: ['domain evil.example', 'ip 192.0.2.9'], left: [pattern] });
  });

  it('looks for nothing that stands in what was withdrawn as a whole', () => {
    const part = { deleted: true, Attribute: [{ type: 'domain', value: 'old.example', to_ids: true }] };
    const event = { Event: { Attribute: [{ type: 'domain', value: 'evil.example', to_ids: true }], Object: [part] } };
    expect(read(JSON.stringify(event))).toEqual({ found: ['domain evil.example'], left: ['domain: old.example'] });
  });

  it('reads MISP by its marks', () => {
    const misp = {
      Event: {
        info: 'phish.example',
        Attribute: [
          { type: 'domain|ip', value: 'c2.example|192.0.2.3' },
          { type: 'ip-dst|port', value: '192.0.2.4|8443', to_ids: true },
          { type: 'domain', value: 'gone.example', deleted: true },
          { type: 'ip-dst', value: '192.0.2.53', to_ids: false },
          { type: 'filename|md5', value: 'x.exe|d41d8cd98f00b204e9800998ecf8427e' },
        ],
        ShadowAttribute: [{ type: 'domain', value: 'proposed.example' }],
      },
    };
    expect(read(JSON.stringify(misp))).toEqual({
      found: ['domain c2.example', 'ip 192.0.2.3', 'ip 192.0.2.4', 'file x.exe', 'hash d41d8cd98f00b204e9800998ecf8427e'],
      left: ['domain: gone.example', 'ip-dst: 192.0.2.53', 'domain: proposed.example'],
    });
  });

  it.each([
    ['an array', ['one.example', '192.0.2.1']],
    [
      'a pulse',
      {
        name: 'p.example',
        indicators: [
          { type: 'hostname', indicator: 'one.example' },
          { type: 'IPv4', indicator: '192.0.2.1' },
        ],
      },
    ],
    [
      'records',
      {
        data: [
          { ioc: 'one.example', ioc_type: 'domain', reference: 'https://v.example/' },
          { ioc: '192.0.2.1:443', ioc_type: 'ip:port' },
        ],
      },
    ],
  ])('reads %s of JSON', (_, json) => {
    expect(read(JSON.stringify(json)).found).toEqual(['domain one.example', 'ip 192.0.2.1']);
  });
  it.each([
    ['a column of days', 'Indicator;Type;Valid Until\na.example;domain;2026-01-01\nb.example;domain;2027-01-01'],
    ['days in Japanese', '値,種別,有効期限\na.example,domain,2026年1月1日\nb.example,domain,2027年1月1日'],
    ['a column of states', 'value,type,status\na.example,domain,Revoked\nb.example,domain,active'],
    ['states in Japanese', '値,種別,状態\na.example,ドメイン,取下げ\nb.example,ドメイン,有効'],
    ['a mark in JSON lines', '{"type":"domain","value":"a.example","expired":true}\n{"type":"domain","value":"b.example"}'],
    ['a name in one word', '[{"value":"a.example","validUntil":"2026-01-01"},{"value":"b.example","validUntil":"2027-01-01"}]'],
  ])('what its list says is over is not looked for: %s', (_, text) => {
    expect(read(text).found).toEqual(['domain b.example']);
    expect(read(text).left).toHaveLength(1);
  });
  it('an address that answers no more is still looked for in what was logged before', () => {
    expect(read('url,url_status\nhttp://a.example/x,offline').found).toEqual(['url a.example/x']);
  });

  it.each([
    [
      'The malware calls evil[.]example; see https://cert.example/advisory for more.',
      ['domain evil.example'],
      ['https://cert.example/advisory'],
    ],
    [
      '通信先は evil[.]example です。詳細は https://cert.example/at を参照してください。',
      ['domain evil.example'],
      ['https://cert.example/at'],
    ],
    ['It calls https://evil.example/gate every minute.', ['url evil.example/gate'], []],
    ['hxxp://evil[.]example/a\nhttps://evil.example/b', ['url evil.example/a', 'url evil.example/b'], []],
  ])('a link that can be opened, in a text that defangs what it means, is a reference: %s', (text, found, left) => {
    expect(read(text)).toEqual({ found, left });
  });
  it('reads the lists of blockers', () => {
    expect(read('! title\n||a.example^\n||b.example^$third-party\n@@||c.example^').found).toEqual(['domain a.example', 'domain b.example']);
  });

  it('reads JSON lines, and refuses JSON of no known form', () => {
    expect(read('{"type":"ipv4-addr","value":"192.0.2.1"}\n{"url":"http://one.example/x"}\n').found).toEqual([
      'ip 192.0.2.1',
      'url one.example/x',
    ]);
    expect(read('{"weather":"fine"}')).toEqual({ found: [], left: ['{"weather":"fine"}'] });
  });

  it('reads OpenIOC by its terms, and leaves out what it denies', () => {
    const item = (open: string, term: string, value: string) =>
      `<IndicatorItem ${open}><Context document="x" search="${term}"/><Content type="string">${value}</Content></IndicatorItem>`;
    const xml = `<?xml version="1.0"?><ioc><Indicator operator="OR">${item('condition="is"', 'PortItem/remoteIP', '192.0.2.1')}${item('condition="is"', 'Network/UserAgent', 'Bot &amp; Co')}${item('condition="isnot"', 'Network/DNS', 'good.example')}</Indicator></ioc>`;
    expect(read(xml)).toEqual({ found: ['ip 192.0.2.1', 'user-agent Bot & Co'], left: ['Network/DNS good.example'] });
  });

  it.each<readonly [string, Uint8Array]>([
    ['UTF-8', new TextEncoder().encode('\uFEFF攻撃,203.0.113.9')],
    ['UTF-16', new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from('攻撃,203.0.113.9', (char) => char.charCodeAt(0)).buffer)])],
    ['CP932', new Uint8Array([0x8d, 0x55, 0x8c, 0x82, ...new TextEncoder().encode(',203.0.113.9')])],
  ])('reads a list written in %s', (_, bytes) => {
    const text = decodeTextLeniently(bytes);
    expect(text).toContain('攻撃');
    expect(read(text).found).toEqual(['ip 203.0.113.9']);
  });
});
