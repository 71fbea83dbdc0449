// SPDX-License-Identifier: Apache-2.0
// What stands in front of a line and behind it: a row is right, or the line is refused with its reason.
import { afterAll, describe, expect, it } from 'vitest';
import { engineAbsent, readingLogs, withEngine } from '../support/reading-logs.ts';

const rest = (path: string, at = '12:00:01') => `[21/Nov/2026:${at} +0900] "GET ${path} HTTP/1.1" 200 17 "-" "Probe/2"`;
const WHO = '`source.ip` AS ip, `network.forwarded_ip` AS f, `user.name` AS u, `url.domain` AS d';

describe.skipIf(engineAbsent)(withEngine('hunt/formats/web'), () => {
  const logs = readingLogs();
  afterAll(() => logs.close());

  it.each([
    ['one address', `192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: '' }],
    [
      'a list, client first',
      `192.0.2.7, 198.51.100.2, 198.51.100.3 - - ${rest('/a')}`,
      { ip: '192.0.2.7', f: '198.51.100.2,198.51.100.3', u: '', d: '' },
    ],
    [
      'a list, then the balancer',
      `192.0.2.7, 198.51.100.2 10.9.9.9 - kim ${rest('/a')}`,
      { ip: '192.0.2.7', f: '198.51.100.2,10.9.9.9', u: 'kim', d: '' },
    ],
    ['no list where one could stand', `- 192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: '' }],
    ['a list that hides its first', `unknown, 192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: '' }],
    ['the server in front', `Shop.Example.JP:8443 192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: 'shop.example.jp' }],
    [
      'a server that is an address of six',
      `[2001:db8::80]:443 192.0.2.7 - - ${rest('/a')}`,
      { ip: '192.0.2.7', f: '', u: '', d: '2001:db8::80' },
    ],
    ['a host as a number', `192.0.2.7 - - ${rest('http://0xcb.113.2313/x')}`, { ip: '192.0.2.7', f: '', u: '', d: '203.113.9.9' }],
    ['a host with octal parts', `192.0.2.7 - - ${rest('http://0313.0.0161.011/x')}`, { ip: '192.0.2.7', f: '', u: '', d: '203.0.113.9' }],
    ['a server without a name', `198.51.100.80:443 192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: '198.51.100.80' }],
    ['the host as second word', `192.0.2.7 shop.example.jp - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: 'shop.example.jp' }],
    ['a name with blanks', `192.0.2.7 - Mori Aoi ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: 'Mori Aoi', d: '' }],
    ['a name that is an address', `192.0.2.7 - 203.0.113.1 ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '203.0.113.1', d: '' }],
    ['a mapped address', `::ffff:192.0.2.7 - - ${rest('/a')}`, { ip: '192.0.2.7', f: '', u: '', d: '' }],
    ['an address in full', `2001:0DB8:0:0:0:0:0:00A1 - - ${rest('/a')}`, { ip: '2001:db8::a1', f: '', u: '', d: '' }],
    ['an address with a port', `[2001:db8::a1]:5050 - - ${rest('/a')}`, { ip: '2001:db8::a1', f: '', u: '', d: '' }],
    [
      'a list behind the agent',
      `10.1.1.1 - - ${rest('/a')} "192.0.2.7, 2001:DB8::2"`,
      { ip: '10.1.1.1', f: '192.0.2.7,2001:db8::2', u: '', d: '' },
    ],
    [
      'the way a request took, by RFC 7239',
      `10.1.1.1 - - ${rest('/a')} "for=192.0.2.7;proto=https, For=\\"[2001:db8::2]:4711\\";by=unknown"`,
      { ip: '10.1.1.1', f: '192.0.2.7,2001:db8::2', u: '', d: '' },
    ],
    ['fields without quotes behind it', `10.1.1.1 - - ${rest('/a')} 0.004 192.0.2.7`, { ip: '10.1.1.1', f: '192.0.2.7', u: '', d: '' }],
    [
      'where the server passed it on, with and without a list of the way it came',
      `10.1.1.1 - - ${rest('/a')} 87 0.012 [shop-80] 10.9.0.4:8080, [2001:db8::9]:8080 512 "192.0.2.7:5151" 10.9.0.4:8081`,
      { ip: '10.1.1.1', f: '192.0.2.7', u: '', d: '' },
    ],
    ['a URL in absolute form', `192.0.2.7 - - ${rest('http://Other.Example:80/x')}`, { ip: '192.0.2.7', f: '', u: '', d: 'other.example' }],
  ])('%s', async (_, line, row) => {
    const done = await logs.take([line, line.replace('Probe/2', 'Probe/3')]);
    expect(done).toMatchObject({ format: 'access', parsed: 2, state: 'imported' });
    expect((await logs.rows('web', done, WHO))[0]).toEqual(row);
  });

  it.each([
    ['a word where the client should be', `stdout 192.0.2 - - ${rest('/a')}`],
    ['a tag that no layer takes off', `web7 nginx: 192.0.2.7 - - ${rest('/a')}`],
    ['an address that is none', `192.0.2.777 - - ${rest('/a')}`],
    ['leading zeros, which readers take for octal', `192.000.002.007 - - ${rest('/a')}`],
  ])('a line with %s among good ones is refused, never read by a neighbour', async (_, line) => {
    const good = Array.from({ length: 40 }, (__, at) => `192.0.2.7 - - ${rest(`/${at}`)}`);
    const done = await logs.take([...good, line]);
    expect([done.parsed, done.rejected, done.state]).toEqual([40, 1, 'imported']);
    expect(await logs.reasons(done)).toEqual([[41, 'client is not an address']]);
  });

  it('a client written as a host name keeps its name, and stands for no address', async () => {
    const done = await logs.take(`pc7.example.ac.jp - - ${rest('/a')}\n`);
    expect(await logs.rows('web', done, "`source.ip` AS ip, extra['client.host'] AS h")).toEqual([{ ip: '', h: 'pc7.example.ac.jp' }]);
  });

  it('a file of lines whose client is no address is asked about', async () => {
    const done = await logs.take(Array.from({ length: 10 }, (_, at) => `node-${at} - - ${rest('/a')}`));
    expect([done.state, done.parsed]).toEqual(['ask', 0]);
  });

  it.each(['HTTP/1.0', 'HTTP/1.1', 'http/1.1', 'HTTP/2', 'HTTP/2.0', 'HTTP/3', 'h2', 'h3'])(
    'the version %s is no part of the URL',
    async (version) => {
      const done = await logs.take(`192.0.2.7 - - [21/Nov/2026:12:00:01 +0900] "POST /cgi/x.cgi ${version}" 200 1 "-" "-"\n`);
      expect(await logs.rows('web', done, '`url.original` AS u, `http.version` AS v')).toEqual([
        { u: '/cgi/x.cgi', v: version.replace(/^HTTP\/|^h(?!t)/i, '').replace('ttp/', '') },
      ]);
    },
  );

  it('a quoted host in front of the referrer shifts no column', async () => {
    const line = `192.0.2.7 - - [21/Nov/2026:12:00:01.250 +0900] "GET /a HTTP/1.1" 200 1 "shop.example.jp" "https://a.example/x" "Probe/2" "-"`;
    const done = await logs.take([line, line]);
    expect(
      (
        await logs.rows(
          'web',
          done,
          '`url.domain` AS d, `http.request.referrer` AS r, `user_agent.original` AS a, toString(`@timestamp`) AS t',
        )
      )[0],
    ).toEqual({
      d: 'shop.example.jp',
      r: 'https://a.example/x',
      a: 'Probe/2',
      t: '2026-11-21 03:00:01.250000',
    });
  });

  const inner = `192.0.2.7 - mori ${rest('/a')}`;
  it.each([
    ['syslog', `<134>Nov 21 12:00:01 web7 nginx: ${inner}`],
    ['syslog', `2026-11-21T12:00:01.5+09:00 web7 httpd[99]: ${inner}`],
    ['syslog-5424', `<134>1 2026-11-21T03:00:01Z web7 nginx 99 - [meta sequenceId="1"] ${inner}`],
    ['cri', `2026-11-21T03:00:01.123456789Z stdout F ${inner}`],
    ['json:log', JSON.stringify({ log: `${inner}\n`, stream: 'stdout', time: '2026-11-21T03:00:01Z' })],
    ['json:message', JSON.stringify({ '@timestamp': '2026-11-21T03:00:01Z', message: inner, agent: { type: 'filebeat' } })],
    ['compose', `web_1   | ${inner}`],
    ['compose', `\x1b[36mweb-1  |\x1b[0m ${inner}`],
    ['syslog-5424', `<134>1 2026-11-21T03:00:01Z web7 nginx 99 - - \ufeff${inner}`],
    ['syslog', `Nov 21 12:00:01 WEB nginx: ${inner}`],
  ])('%s is taken off as a layer', async (layer, line) => {
    const done = await logs.take([line, line.replace('/a', '/b')]);
    expect(done).toMatchObject({ format: 'access', layers: [layer], parsed: 2 });
    expect(await logs.rows('web', done, '`source.ip` AS ip, `user.name` AS u, `url.original` AS p')).toEqual([
      { ip: '192.0.2.7', u: 'mori', p: '/a' },
      { ip: '192.0.2.7', u: 'mori', p: '/b' },
    ]);
  });

  it('the time may be written as ISO 8601 has it', async () => {
    const line = `192.0.2.7 - mori [2026-11-21T12:00:01+09:00] "GET /a HTTP/1.1" 200 17 "-" "Probe/2"`;
    const done = await logs.take([line, line]);
    expect((await logs.rows('web', done, '`user.name` AS u, toString(`@timestamp`) AS t, `event.timezone` AS z'))[0]).toEqual({
      u: 'mori',
      t: '2026-11-21 03:00:01.000000',
      z: '+09:00',
    });
  });

  it.each([
    [
      'Caddy, older',
      { ts: 1795230001, request: { remote_addr: '192.0.2.7:5', method: 'GET', host: 'shop.example', uri: '/a' }, status: 200 },
    ],
    [
      'Envoy',
      {
        start_time: '2026-11-21T03:00:01Z',
        downstream_remote_address: '192.0.2.7:5',
        authority: 'shop.example',
        path: '/a',
        response_code: 200,
      },
    ],
    [
      'Apache, by the names of Logstash',
      { time: '[21/Nov/2026:12:00:01 +0900]', clientip: '192.0.2.7', verb: 'GET', request: '/a', response: '200', vhost: 'shop.example' },
    ],
  ])('JSON of %s', async (_, object) => {
    const done = await logs.take([JSON.stringify(object), JSON.stringify(object)]);
    expect((await logs.rows('web', done, `${WHO}, \`url.original\` AS p, toString(\`@timestamp\`) AS t`))[0]).toEqual({
      ip: '192.0.2.7',
      f: '',
      u: '',
      d: 'shop.example',
      p: '/a',
      t: '2026-11-21 03:00:01.000000',
    });
  });

  it('the columns of a W3C log stand in the order that its heading says, day and time too', async () => {
    const fields = '#Fields: c-ip cs-username date time cs-method cs-uri sc-status x-forwarded-for';
    const line = '192.0.2.7 "CORP\\mori aoi" 2026-11-21 03:00:01 GET http://shop.example/a 200 203.0.113.5,+198.51.100.6';
    const done = await logs.take([fields, line, line]);
    expect((await logs.rows('web', done, `${WHO}, toString(\`@timestamp\`) AS t`))[0]).toEqual({
      ip: '192.0.2.7',
      f: '203.0.113.5,198.51.100.6',
      u: 'CORP\\mori aoi',
      d: 'shop.example',
      t: '2026-11-21 03:00:01.000000',
    });
  });

  it('two layers, one in the other', async () => {
    const line = JSON.stringify({ log: `Nov 21 12:00:01 web7 nginx: ${inner}\n`, stream: 'stdout', time: '2026-11-21T03:00:01Z' });
    const done = await logs.take([line]);
    expect(done).toMatchObject({ layers: ['json:log', 'syslog'], parsed: 1 });
  });

  it('a piece of a line that the runtime cut is refused as one', async () => {
    const whole = Array.from({ length: 20 }, (_, at) => `2026-11-21T03:00:01.1Z stdout F 192.0.2.7 - - ${rest(`/${at}`)}`);
    const done = await logs.take([...whole, `2026-11-21T03:00:01.1Z stdout P 192.0.2.7 - - ${rest('/long')}`]);
    expect(await logs.reasons(done)).toEqual([[21, 'a piece of a line that the runtime cut']]);
  });

  it('NULs of a copied and emptied file belong to no address; inside a line they refuse it', async () => {
    const done = await logs.take(
      `${'\0'.repeat(700)}192.0.2.7 - - ${rest('/a')}\n192.0.2.8 - - ${rest('/b\0c')}\n192.0.2.9 - - ${rest('/d')}\n`,
    );
    expect(await logs.rows('web', done, '`source.ip` AS ip')).toEqual([{ ip: '192.0.2.7' }, { ip: '192.0.2.9' }]);
    expect(await logs.reasons(done)).toEqual([[2, 'NUL bytes in the line']]);
  });

  it('one URL, however a proxy and a server wrote it', async () => {
    const done = await logs.take([
      `192.0.2.7 - - ${rest('http://SHOP.example.jp:80/x?y=1')}`,
      `shop.example.jp 192.0.2.7 - - ${rest('/x?y=1#z')}`,
      `192.0.2.7 - - ${rest('https://shop.example.jp:443/x?y=1')}`,
    ]);
    expect(await logs.rows('web', done, '`url.full` AS u')).toEqual(Array.from({ length: 3 }, () => ({ u: 'shop.example.jp/x?y=1' })));
  });
});
