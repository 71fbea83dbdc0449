// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { workDone } from '../../../test/support/work-done.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { htmlToText } from '../../adapters/mime/html-text.ts';
import { activeContent, linksOf } from './html-links.ts';

describe('triage/html-links', () => {
  const links = (html: string) => linksOf(html, domains.exists);

  it('tells where a link leads and what it shows, markup within left out', () => {
    expect(
      links('<p>see <A class=x href="https://a.example/?q=1&amp;r">the <b>bank</b>&nbsp;page</A>, <a href=\'http://b.example\'>b</a>'),
    ).toEqual([
      { href: 'https://a.example/?q=1&r', shown: 'the bank page', how: 'link' },
      { href: 'http://b.example', shown: 'b', how: 'link' },
    ]);
  });

  it('reads a link that is never closed, and one behind a quote that is never closed', () => {
    expect(links('<a href="https://a.example">first <a href=https://b.example title="never>second</a>').map(({ href }) => href)).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
  });

  it('takes nothing from comments and scripts, but everything behind one that is never closed', () => {
    expect(
      links('<!-- <a href=x.example>x</a> --><script>"<a href=y.example>"</script><a href=z.example>z</a>').map(({ href }) => href),
    ).toEqual(['http://z.example']);
    expect(links('<!-- <a href=x.example>x</a>').map(({ href }) => href)).toEqual(['http://x.example']);
    expect(htmlToText('<p>before<!-- after')).toBe('before after');
  });

  it.each([
    ['kensa.example/login', 'http://kensa.example/login'],
    ['www.kensa.co.jp', 'http://www.kensa.co.jp'],
    ['kensa.example:8443/x', 'http://kensa.example:8443/x'],
    ['//kensa.example/x', 'http://kensa.example/x'],
    ['\\\\kensa.example\\x', 'http://kensa.example/x'],
    ['/\\kensa.example/x', 'http://kensa.example/x'],
    ['http:\\\\kensa.example\\x?a=\\b', 'http://kensa.example/x?a=\\b'],
    ['https:kensa.example', 'https://kensa.example'],
    ['HTTPS:////kensa.example', 'https://kensa.example'],
    ['&#104;ttps&colon;&sol;&sol;kensa&period;example', 'https://kensa.example'],
    ['ht\ntps://ken\tsa.example', 'https://kensa.example'],
    [' \u0001https://kensa.example ', 'https://kensa.example'],
    ['ht\u200btps://kensa.example', 'https://kensa.example'],
    ['http://0x7f.1/a', 'http://127.0.0.1/a'],
    ['//3221226219', 'http://192.0.2.235'],
    ['http://10.1.2.3/', 'http://10.1.2.3/'],
    ['java\nscript:x()', 'javascript:x()'],
    [' jAvAsCrIpT&colon;x()', 'jAvAsCrIpT:x()'],
    ['data:text/html;base64,AAAA', 'data:text/html;base64,AAAA'],
    ['mailto:who@kensa.example', 'mailto:who@kensa.example'],
    ['https://検査.みんな/x', 'https://検査.みんな/x'],
  ])('%j leads to %s', (href, target) => {
    expect(links(`<a href="${href}">x</a>`)).toEqual([{ href: target, shown: 'x', how: 'link' }]);
  });

  it.each(['#top', 'page.html', 'order.cgi?x=1', 'a/b/c', '?x=1', '', 'backup.zip', 'index.pl'])('%j leads nowhere outside', (href) => {
    expect(links(`<a href="${href}">x</a>`)).toEqual([]);
  });

  it('sees areas, forms, buttons, refreshes and drawn links, and what is relative to a base', () => {
    expect(
      links(
        `<base href="//kensa.example/d/"><meta http-equiv=Refresh content="0; URL='https://a.example/'"><map><area href=e.cgi alt=go></map>
         <form action="https://b.example/c"><button formaction="//c.example">send</button><input formaction=https://d.example value=v></form>
         <iframe src=//g.example></iframe><svg><a xlink:href="https://e.example">s</a></svg><a href="../f">f</a>`,
      ),
    ).toEqual([
      { href: 'https://a.example/', shown: '', how: 'refresh' },
      { href: 'http://kensa.example/d/e.cgi', shown: 'go', how: 'area' },
      { href: 'https://b.example/c', shown: '', how: 'form' },
      { href: 'http://c.example', shown: '', how: 'form' },
      { href: 'https://d.example', shown: 'v', how: 'form' },
      { href: 'http://g.example', shown: '', how: 'frame' },
      { href: 'https://e.example', shown: 's', how: 'link' },
      { href: 'http://kensa.example/f', shown: 'f', how: 'link' },
    ]);
  });

  it('counts what a browser would run, load from outside or send', () => {
    const html =
      '<script src=//a.example></script><img src = " https://b.example/x"><img src=cid:1><p onclick="x()"><form><a href="javascript:x()">';
    expect(activeContent(html)).toEqual({ scripts: 3, remote: 1, forms: 1 });
  });

  it.for([
    ['an anchor of attributes', '<a ', 'href='],
    ['comments that never end', '', '<!--'],
    ['scripts that never end', '', '<script>'],
    ['a run of blanks', '<img src=', ' '],
    ['quotes that never end', '', '<a href="'],
    ['anchors in anchors', '', '<a href=x><b>'],
  ] as const)('looks at %s in one pass', ([, lead, unit]) => {
    const takes = (size: number): number => {
      const html = lead + unit.repeat(size / unit.length);
      return workDone(() => {
        links(html);
        activeContent(html);
        htmlToText(html);
      }, 3);
    };
    // Sixteen times the text: a square would take 256 times as long.
    expect(takes(320_000)).toBeLessThan(100 * Math.max(takes(20_000), 2));
  });
});
