// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { suffixes } from '../../../test/support/suffixes.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { refang } from '../../common/defang.ts';
import { extractClaims } from './claim.ts';

/** Values as they are meant, with what a reader is shown checked on the way: no live link in it. */
const places = (text: string): readonly string[] =>
  extractClaims(text, domains.exists)
    .claims.filter(({ kind }) => kind === 'url' || kind === 'host' || kind === 'address')
    .map(({ kind, value, quote }) => {
      expect(quote).toBeNull();
      expect(value).not.toMatch(/^https?:|[a-z0-9]\.[a-z]{2,}$/i);
      return `${kind} ${refang(value)}`;
    });

describe('triage/place-claims', () => {
  test('a host under every ending of the public suffix list is one, in Latin and in Japanese sentences', () => {
    const all = suffixes();
    expect(all.length).toBeGreaterThan(5000);
    const missed = all.filter((suffix) => {
      const name = `a.kensa-9.${suffix}`;
      return ![`see ${name} now`, `（${name}）`].every((text) => places(text).includes(`host ${name}`));
    });
    expect(missed).toEqual([]);
  });

  test.each([
    ['form.cgi, index.php, config.yaml, main.py, login.do, backup.zip', []],
    ['It was fixed.It is open. See chapter.In short', []],
    ['v1.2.jp ではない', []],
    ['Host: KENSA.EXAMPLE', ['host kensa.example']],
    ['貴社のshop.kensa.co.jpに穴', ['host shop.kensa.co.jp']],
    ['サイト「検査.みんな」と 検査.example', ['host 検査.みんな', 'host 検査.example']],
    ['xn--q9j.xn--q9jyb4c', ['host xn--q9j.xn--q9jyb4c']],
    ['kensa.example:8443 answers', ['host kensa.example']],
    ['kensa.example/a/b?c=1 answers', ['url kensa.example/a/b?c=1']],
    ['someone@kensa.example', ['address someone@kensa.example']],
  ])('hosts: %s', (text, wanted) => {
    expect(places(text)).toEqual(wanted);
  });

  test.each([
    ['貴社の https://shop.kensa.jpで、', ['url https://shop.kensa.jp']],
    ['https://shop.kensa.jp/form.cgiの引数', ['url https://shop.kensa.jp/form.cgi']],
    ['https://shop.kensa.jp/a，https://shop.kensa.jp/b', ['url https://shop.kensa.jp/a', 'url https://shop.kensa.jp/b']],
    ['（https://shop.kensa.jp/a）と「https://shop.kensa.jp/b」', ['url https://shop.kensa.jp/a', 'url https://shop.kensa.jp/b']],
    ['https://shop.kensa.jp/?q=1＆は', ['url https://shop.kensa.jp/?q=1']],
    ['ｈｔｔｐｓ：／／ｓｈｏｐ．ｋｅｎｓａ．ｊｐ／ａ？ｂ＝１、を', ['url https://shop.kensa.jp/a?b=1']],
    ['https://shop.kensa.jp/a。https://shop.kensa.jp/b！', ['url https://shop.kensa.jp/a', 'url https://shop.kensa.jp/b']],
    ['https://検査.jp/aと', ['url https://検査.jp/a']],
    ['https://検査.みんなへ', ['url https://検査.みんな']],
    ['(see https://shop.kensa.jp/wiki/A_(b)).', ['url https://shop.kensa.jp/wiki/A_(b)']],
    ['[link](https://shop.kensa.jp/x)', ['url https://shop.kensa.jp/x']],
    ['https://shop.kensa.jp:8443/x.', ['url https://shop.kensa.jp:8443/x']],
    ['http://[2001:db8::5]:8080/x です', ['url http://[2001:db8::5]:8080/x']],
    ['https://user:pw@shop.kensa.jp/', ['url https://user:pw@shop.kensa.jp/']],
    ['<https://shop.kensa.jp/a>…', ['url https://shop.kensa.jp/a']],
  ])('addresses end where the sentence goes on: %s', (text, wanted) => {
    expect(places(text)).toEqual(wanted);
  });

  test.each([
    ['hxxps://evil[.]kensa[.]jp/a', ['url https://evil.kensa.jp/a']],
    ['hXXp[:]//evil(.)kensa{.}jp/a', ['url http://evil.kensa.jp/a']],
    ['h**ps://evil[dot]kensa(dot)jp', ['url https://evil.kensa.jp']],
    ['hxxp[://]evil.kensa[.jp', ['url http://evil.kensa.jp']],
    ['http:\\\\evil.kensa.jp\\x', ['url http://evil.kensa.jp']],
    ['ttps://evil.kensa.jp/a', ['url https://evil.kensa.jp/a']],
    ['ｈｘｘｐｓ：／／ｅｖｉｌ［．］ｋｅｎｓａ［．］ｊｐ', ['url https://evil.kensa.jp']],
    ['evil【.】kensa【.】jp と evil[ドット]kensa[ドット]jp', ['host evil.kensa.jp']],
    ['evil dot kensa dot co dot jp', ['host kensa.co.jp']],
    ['evil\\.kensa\\.jp', ['host evil.kensa.jp']],
    ['evil。kensa.jp', ['host evil.kensa.jp']],
    ['bad[.]nosuchending', ['host bad.nosuchending']],
    ['198.51[.]100[.]7 と 198(.)51(.)100(.)8', ['address 198.51.100.7', 'address 198.51.100.8']],
    ['who[at]kensa[.]jp と who(at)kensa(dot)example', ['address who@kensa.jp', 'address who@kensa.example']],
    ['fxp://evil[.]kensa[.]jp/a', ['url ftp://evil.kensa.jp/a']],
  ])('defanged: %s', (text, wanted) => {
    expect(places(text)).toEqual(wanted);
  });

  test.each([
    ['2001:DB8:0:0::7 と fe80::1%eth0', ['address 2001:db8::7', 'address fe80::1']],
    ['IP:2001:db8::7, IP:198.51.100.7', ['address 2001:db8::7', 'address 198.51.100.7']],
    ['2001:db8::/32, 198.51.100.0/24', ['address 2001:db8::/32', 'address 198.51.100.0/24']],
    ['198.51.100.0/255.255.255.0', ['address 198.51.100.0/24']],
    ['198.51.100.1-198.51.100.9', ['address 198.51.100.1', 'address 198.51.100.9']],
    ['::ffff:198.51.100.7', ['address 198.51.100.7']],
    ['送信元アドレスは198.51.100.7です', ['address 198.51.100.7']],
    ['198.51.100.7:8080', ['address 198.51.100.7']],
    ['10:20:30, 00:1a:2b:3c:4d:5e, CGI::Session, std::b, 300.1.1.1, 1.2.3', []],
    ['バージョン1.2.3.4 / version 1.2.3.4', []],
  ])('network addresses: %s', (text, wanted) => {
    expect(places(text)).toEqual(wanted);
  });

  test('whatever way an address is defanged, and whatever Japanese stands around it, it is the same address', () => {
    const label = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
    const host = fc.tuple(label, label, fc.constantFrom('co.jp', 'com', 'example', 'or.jp', 'net')).map((parts) => parts.join('.'));
    const dot = fc.constantFrom('.', '[.]', '(.)', '{.}', '[dot]', '(dot)', '．', '［．］', ' [.] ');
    const scheme = fc.constantFrom('http://', 'hxxp://', 'hXXp://', 'hxxp[:]//', 'ｈｔｔｐ：／／', 'h**p://', 'ttp://');
    const path = fc.constantFrom('', '/a', '/cgi-bin/x.cgi?y=1');
    const before = fc.constantFrom('', '貴社の', '（', 'see ', '宛先は：');
    const after = fc.constantFrom('', 'です', '。', '）', 'に穴があります', ' is open', '、');
    fc.assert(
      fc.property(host, dot, scheme, path, before, after, (name, point, start, rest, lead, tail) => {
        expect(places(`${lead}${start}${name.replaceAll('.', point)}${rest}${tail}`)).toEqual([`url http://${name}${rest}`]);
      }),
      { numRuns: 300 },
    );
  });
});
