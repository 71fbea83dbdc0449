// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import type { InventoryRead } from '../../triage/inventory/inventory-file.port.ts';
import { readInventory } from './inventory-files.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (name: string, text: string): InventoryRead => readInventory(name, bytes(text));
/** name, version, world, host of each item, or why the file was refused. */
function said(result: InventoryRead): unknown {
  return result.ok ? result.items.map(({ name, version, ecosystem, host }) => [name, version, ecosystem, host]) : result.why;
}

describe('adapters/inventory-files', () => {
  test('CycloneDX as XML says the same as its JSON', () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<bom xmlns="http://cyclonedx.org/schema/bom/1.5" serialNumber="urn:uuid:1" version="1">
  <metadata><component type="application"><name>shop</name><version>1</version></component></metadata>
  <components>
    <component type="library"><group>jp.fuji</group><name>fuji-core</name><version>2.4.0</version><purl>pkg:maven/jp.fuji/fuji-core@2.4.0</purl>
      <components><component type="library"><name>inner &amp; &#x3082;&#12387;&#12392;</name><version>0010</version></component></components>
    </component>
    <component type="library"><name>nagi</name><version>1.0</version></component>
    <component type="library"><version>9</version></component>
  </components>
</bom>`;
    const json = {
      bomFormat: 'CycloneDX',
      components: [
        {
          group: 'jp.fuji',
          name: 'fuji-core',
          version: '2.4.0',
          purl: 'pkg:maven/jp.fuji/fuji-core@2.4.0',
          components: [{ name: 'inner & もっと', version: '0010' }],
        },
        { name: 'nagi', version: '1.0' },
        { version: '9' },
      ],
    };
    expect(said(read('bom.xml', xml))).toEqual([
      ['jp.fuji:fuji-core', '2.4.0', 'maven', null],
      ['inner & もっと', '0010', null, null],
      ['nagi', '1.0', null, null],
    ]);
    expect(read('bom', xml)).toEqual(read('bom', JSON.stringify(json)));
  });

  test('XML with a prefix is read; declared entities are not, nor other XML', () => {
    const prefixed =
      '<b:bom xmlns:b="http://cyclonedx.org/schema/bom/1.6"><b:components><b:component><b:name>nagi</b:name></b:component></b:components></b:bom>';
    expect(said(read('b.xml', prefixed))).toEqual([['nagi', null, null, null]]);
    const bomb = `<?xml version="1.0"?><!DOCTYPE bom [<!ENTITY a "kaboom">]><bom xmlns="http://cyclonedx.org/schema/bom/1.5"><components><component><name>&a;</name></component></components></bom>`;
    expect(said(read('x.xml', bomb))).toMatchObject({ en: expect.stringContaining('DOCTYPE') as string });
    expect(said(read('x.xml', '<html><body>x</body></html>'))).toEqual({ ja: 'XML だが CycloneDX ではない', en: 'XML, but no CycloneDX' });
    expect(read('x.xml', '<component>'.repeat(20_000)).ok).toBe(false);
  });

  test('a result of Vuls: packages of the system, libraries, WordPress, with their machine', () => {
    const result = (family: string, packages: object) => ({
      jsonVersion: 4,
      serverName: 'web3',
      family,
      release: '1',
      container: { containerID: '', name: '' },
      scannedCves: { 'CVE-2026-70001': {} },
      packages,
      libraries: [
        { Type: 'composer', path: '/srv/composer.lock', Libs: [{ Name: 'kaze/mail', Version: '3.1.0' }] },
        { Path: '/srv/Gemfile.lock', Libs: [{ Name: 'kaze', Version: '2.0' }, { Version: '1' }] },
      ],
      WordPressPackages: [
        { name: 'core', version: '6.7', type: 'core' },
        { name: 'kaze-form', version: '1.2', type: 'plugin' },
      ],
    });
    const rest = [
      ['kaze/mail', '3.1.0', 'composer', 'web3'],
      ['kaze', '2.0', 'gem', 'web3'],
      ['WordPress', '6.7', null, 'web3'],
      ['kaze-form', '1.2', null, 'web3'],
    ];
    const deb = read(
      'web3.json',
      JSON.stringify(result('ubuntu', { kazed: { name: 'kazed', version: '3.0.2-0ubuntu1.10', release: '' } })),
    );
    expect(said(deb)).toEqual([['kazed', '3.0.2-0ubuntu1.10', 'deb', 'web3'], ...rest]);
    expect(deb).toMatchObject({ format: 'vuls', refused: ['entry 4: no name'] });
    const rpm = read('web3.json', JSON.stringify(result('rocky', { kazed: { name: 'kazed', version: '1:3.0.2', release: '7.el9' } })));
    expect(said(rpm)).toEqual([['kazed', '1:3.0.2-7.el9', 'rpm', 'web3'], ...rest]);
    const inside = { ...result('alpine', { kazed: { version: '3.0-r1' } }), container: { containerID: 'c1', name: 'shop' } };
    expect(said(read('c.json', JSON.stringify(inside)))).toContainEqual(['kazed', '3.0-r1', 'apk', 'shop@web3']);
    expect(said(read('x.json', '{"jsonVersion":"4","serverName":"a","packages":{}}'))).toMatchObject({
      en: expect.stringContaining('neither') as string,
    });
  });

  test.each([
    [
      'Nessus',
      'Plugin ID,CVE,CVSS v2.0 Base Score,Risk,Host,Protocol,Port,Name,Synopsis\n1,CVE-2026-70001,5.0,Medium,10.0.0.5,tcp,80,Kaze < 3.1 Login,x\n',
    ],
    [
      'OpenVAS (Greenbone)',
      'IP,Hostname,Port,Port Protocol,CVSS,Severity,QoD,Solution Type,NVT Name,Summary\n10.0.0.5,web,80,tcp,5.0,Medium,80,VendorFix,Kaze login,x\n',
    ],
    [
      'Qualys',
      '"Scan Results","11/28/2026"\n"Kumo Works"\n\n"IP","DNS","OS","QID","Title","Type","Severity","Port"\n"10.0.0.5","web","Linux","11","Kaze login","Vuln","3","80"\n',
    ],
    ['a scanner', 'Host;Name;Severity;CVE\nweb;Kaze login;High;CVE-2026-70001\n'],
    ['脆弱性診断', 'ホスト名,名称,脆弱性名,危険度\nweb,ログイン画面,認証回避,高\n'],
    ['Nessus', '<?xml version="1.0" ?>\n<NessusClientData_v2><Report name="x"></Report></NessusClientData_v2>'],
    ['Nmap', '<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<nmaprun scanner="nmap"></nmaprun>'],
  ])('findings of %s are refused with what to give instead', (scanner, text) => {
    const result = read('scan', text);
    expect(result.ok).toBe(false);
    const why = result.ok ? { ja: '', en: '' } : result.why;
    expect(`${why.ja} ${why.en}`).toContain(scanner);
    expect(why.ja).toContain('trivy rootfs --format cyclonedx --output bom.json /');
    expect(why.en).toContain('trivy rootfs --format cyclonedx --output bom.json /');
  });

  test.each([
    ['端末機名,アプリケーション名,バージョン,会社名', 'PC01,Kaze,3.1,K'],
    ['コンピューター名,ソフトウェア名称,ソフトウェアバージョン,発行元', 'PC01,Kaze,3.1,K'],
    ['サーバ名,使用ソフトウェア,バージョン情報,開発会社名', 'PC01,Kaze,3.1,K'],
    ['機器名称,OSS名,OSSバージョン,提供元', 'PC01,Kaze,3.1,K'],
    ['サイト名,CMS,CMSバージョン,ベンダー', 'PC01,Kaze,3.1,K'],
    ['Node,Name,Version,Vendor', 'PC01,Kaze,3.1,K'],
    ['PSComputerName,DisplayName,DisplayVersion,Publisher', 'PC01,Kaze,3.1,K'],
    ['AssetName;softwareName;softwareVersion;SoftwarePublisher', 'PC01;Kaze;3.1;K'],
    ['"Computer Name","Application Name","Application Version","Application Publisher"', 'PC01,Kaze,3.1,K'],
  ])('headings of programs that list software: %s', (headings, row) => {
    const result = read('list.csv', `${headings}\r\n${row}\r\n`);
    expect(result.ok ? result.items[0] : result.why).toMatchObject({ name: 'Kaze', version: '3.1', host: 'PC01', vendor: 'K' });
  });

  test('a list that Excel saved in Japan (Shift_JIS), and as Unicode text', () => {
    const text = '名称,バージョン,ホスト名\r\nカゼ掲示板,2.1-ja,www.example.co.jp\r\n';
    const shiftJis = Uint8Array.of(
      0x96,
      0xbc,
      0x8f,
      0xcc,
      0x2c,
      0x83,
      0x6f,
      0x81,
      0x5b,
      0x83,
      0x57,
      0x83,
      0x87,
      0x83,
      0x93,
      0x2c,
      0x83,
      0x7a,
      0x83,
      0x58,
      0x83,
      0x67,
      0x96,
      0xbc,
      0xd,
      0xa,
      0x83,
      0x4a,
      0x83,
      0x5b,
      0x8c,
      0x66,
      0x8e,
      0xa6,
      0x94,
      0xc2,
      0x2c,
      0x32,
      0x2e,
      0x31,
      0x2d,
      0x6a,
      0x61,
      0x2c,
      0x77,
      0x77,
      0x77,
      0x2e,
      0x65,
      0x78,
      0x61,
      0x6d,
      0x70,
      0x6c,
      0x65,
      0x2e,
      0x63,
      0x6f,
      0x2e,
      0x6a,
      0x70,
      0xd,
      0xa,
    );
    const unicode = Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le');
    const wanted = [['カゼ掲示板', '2.1-ja', null, 'www.example.co.jp']];
    expect([said(readInventory('a.csv', shiftJis)), said(readInventory('a.txt', unicode)), said(read('a.csv', text))]).toEqual([
      wanted,
      wanted,
      wanted,
    ]);
  });

  test('a list of software that knows of risks is still a list; what it does not take is named', () => {
    const result = read('list.csv', '名称,バージョン,OS,リスク,脆弱性名,担当者,\nKaze,3.0,Linux,高,なし,総務課,\n');
    expect(said(result)).toEqual([['Kaze', '3.0', null, null]]);
    expect(result).toMatchObject({ ok: true, left: ['OS', 'リスク', '脆弱性名'] });
    expect(read('list.csv', 'name,version\nKaze,3.0\n')).toMatchObject({ ok: true, left: [] });
  });
});
