// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { proxiesOf, UnusableProxy } from './proxy-variables.ts';

describe('outside-http: the variables', () => {
  it.each([
    [{}, null],
    [{ HTTP_PROXY: '', https_proxy: ' ' }, null],
    [{ NO_PROXY: '*' }, null],
    [{ HTTP_PROXY: 'http://proxy.example:3128' }, ['http://proxy.example:3128/', null]],
    [{ http_proxy: 'proxy.example:3128', HTTP_PROXY: 'http://other.example' }, ['http://proxy.example:3128/', null]],
    [{ http_proxy: '', HTTP_PROXY: 'http://other.example' }, ['http://other.example/', null]],
    [{ HTTPS_PROXY: 'https://u:p@proxy.example' }, [null, 'https://u:p@proxy.example/']],
  ])('%j', (env, expected) => {
    const read = proxiesOf(env);
    expect(read === null ? null : [read.http, read.https]).toEqual(expected);
  });

  it.each(['socks5://proxy.example:1080', 'http://', 'not a proxy', 'file:///etc/passwd'])(
    'refuses %s by the name of its variable',
    (value) => {
      expect(() => proxiesOf({ https_proxy: value })).toThrow(UnusableProxy);
      try {
        proxiesOf({ https_proxy: value });
      } catch (cause) {
        expect((cause as Error).message).toContain('HTTPS_PROXY');
        expect((cause as Error).message).not.toContain(value);
      }
    },
  );

  it('names are meant with their subdomains, ranges as ranges, and this machine is always reached directly', () => {
    const read = proxiesOf({
      http_proxy: 'http://p.example',
      no_proxy: 'Corp.example, .lab.example;10.1.0.0/16 192.0.2.7 fd00::/8'.replace(';', ','),
    });

    for (const one of [
      'corp.example',
      '.corp.example',
      'lab.example',
      '.lab.example',
      '10.1.0.0-10.1.255.255',
      '192.0.2.7',
      'localhost',
      '127.0.0.1',
      '[::1]',
    ])
      expect(read?.direct).toContain(one);
    expect(
      ['10.1.255.255', '[fd12::1]', '127.0.0.9', '10.2.0.0', '192.0.2.8', 'corp.example', ''].map((host) => read?.inRange(host)),
    ).toEqual([true, true, true, false, false, false, false]);
    expect(proxiesOf({ http_proxy: 'http://p.example', no_proxy: '*' })?.direct).toEqual(['*']);
  });
});
