// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { authProblem } from './auth-problems.ts';
import { codingOf } from './answers/compress.ts';
import { fromAcceptLanguage } from './answers/lang.ts';
import { tagOf } from './mount.ts';
import { contentSecurityPolicy, knownHost } from './security.ts';
import { formFields } from './uploads.ts';

describe('server/lang', () => {
  it.each([
    ['ja', 'ja'],
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['fr,ja;q=0.3,en;q=0.7', 'en'],
    ['en;q=0, ja;q=0.1', 'ja'],
    ['fr-CH, de', null],
    ['', null],
    ['ja;q=nonsense', 'ja'],
    [undefined, null],
    ['x'.repeat(10_000), null],
  ])('%s → %s', (header, lang) => {
    expect(fromAcceptLanguage(header)).toBe(lang);
  });
});

describe('server/compress', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['*;q=0', null],
    ['identity', null],
    ['', null],
    [undefined, null],
  ])('of %s takes %s', (header, coding) => {
    expect(codingOf(header)).toBe(coding);
  });
});

describe('server/mount', () => {
  it.each([
    ['"12"', '12'],
    ['W/"12"', '12'],
    ['12', '12'],
    ['"a", "b"', 'a'],
    ['""', ''],
    ['"', null],
    [undefined, null],
  ])('reads the tag of %s as %s', (header, tag) => {
    expect(tagOf(header)).toBe(tag);
  });
});

describe('server/security', () => {
  it('knows its own names, addresses and localhost, and no other', () => {
    const url = new URL('https://desk.example.jp');
    const known = ['desk.example.jp', 'localhost:4646', '127.0.0.1:4646', '[::1]:4646', '192.0.2.4'];
    const foreign = ['evil.example', 'desk.example.jp.evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', ''];

    expect(known.filter((host) => !knownHost(host, url))).toEqual([]);
    expect(foreign.filter((host) => knownHost(host, url))).toEqual([]);
  });

  it('never allows inline code or another origin', () => {
    for (const policy of [contentSecurityPolicy(), contentSecurityPolicy('abc')]) {
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(policy).toContain("script-src 'self';");
    }
  });
});

describe('server/auth-problems', () => {
  it('says the same three sentences for an unknown address and a wrong password', () => {
    const { facts: _a, ...wrong } = authProblem(401, 'INVALID_EMAIL_OR_PASSWORD');
    const { facts: _b, ...unknown } = authProblem(404, 'USER_NOT_FOUND');

    expect(wrong).toEqual(unknown);
  });

  it('passes on a reason only when it is a plain word', () => {
    expect(authProblem(400, 'SOME_REASON').facts).toEqual({ reason: 'SOME_REASON' });
    expect(authProblem(400, '<script>').facts).toBeUndefined();
    expect(authProblem(500, '').code).toBe('unexpected');
  });
});

describe('server/uploads', () => {
  it('reads a form, repeated fields as a list, and no field as a prototype', () => {
    const fields = formFields('a=1&b=2&b=3&c=%E6%97%A5&__proto__=x');

    expect(Object.entries(fields)).toEqual([
      ['a', '1'],
      ['b', ['2', '3']],
      ['c', '日'],
      ['__proto__', 'x'],
    ]);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});
