// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { publicAddress } from './public-address.ts';

describe('wiring/public-address', () => {
  it.each([
    [{}, 'http://127.0.0.1:4646/', null],
    [{ MATOI_PORT: '5000' }, 'http://127.0.0.1:5000/', null],
    [{ MATOI_PORT: '5000', MATOI_HOST: '0.0.0.0' }, 'http://127.0.0.1:5000/', null],
    [{ MATOI_HOST: '::' }, 'http://127.0.0.1:4646/', null],
    [{ MATOI_HOST: '::1' }, 'http://[::1]:4646/', null],
    [{ MATOI_HOST: 'localhost' }, 'http://localhost:4646/', null],
    [{ MATOI_HOST: '192.168.10.5' }, 'http://192.168.10.5:4646/', 'http://192.168.10.5:4646'],
    [{ MATOI_HOST: 'fd00::5', MATOI_PORT: '80' }, 'http://[fd00::5]/', 'http://[fd00::5]'],
    [{ MATOI_URL: '', MATOI_PORT: '5000' }, 'http://127.0.0.1:5000/', null],
    [{ MATOI_URL: 'https://desk.example.jp//', MATOI_PORT: '5000' }, 'https://desk.example.jp//', 'https://desk.example.jp'],
    [{ MATOI_URL: ' https://desk.example.jp/matoi/ ' }, 'https://desk.example.jp/matoi/', 'https://desk.example.jp/matoi'],
    [{ MATOI_URL: 'http://127.0.0.1:4646' }, 'http://127.0.0.1:4646/', 'http://127.0.0.1:4646'],
  ])('%j is opened at %s, and mails link to %s', (env, url, linkBase) => {
    const found = publicAddress(env);
    expect([found.url.href, found.linkBase]).toEqual([url, linkBase]);
  });

  it.each(['desk.example.jp', 'ftp://desk.example.jp', 'https://'])('refuses %s instead of guessing', (text) => {
    expect(() => publicAddress({ MATOI_URL: text })).toThrow(/MATOI_URL/);
  });
});
