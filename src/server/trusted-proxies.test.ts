// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { trustedProxies } from './trusted-proxies.ts';

describe('server/trusted-proxies', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['127.0.0.1', ['127.0.0.1']],
    [' 10.1.0.0/16 , fd00::/8,::1', ['10.1.0.0/16', 'fd00::/8', '::1']],
  ])('reads %j', (text, proxies) => {
    expect(trustedProxies(text)).toEqual({ ok: true, proxies });
  });

  it.each(['proxy.example.jp', '10.0.0.1/33', '0.0.0.0/0', '::/0', '10.0.0.1/', '10.0.0.1/8/8', 'true', 'fe80::1%eth0', '10.0.0'])(
    'refuses %j by name',
    (wrong) => {
      expect(trustedProxies(`127.0.0.1,${wrong}`)).toEqual({ ok: false, wrong });
    },
  );
});
