// SPDX-License-Identifier: Apache-2.0
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unpackRules } from './unpack-rules.ts';

const limits = { maxFiles: 3, maxFileBytes: 100, maxBytes: 200 };
const bytes = (text: string) => new TextEncoder().encode(text);
const zip = (files: Readonly<Record<string, string>>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, bytes(text)])));

describe('adapters/log-yaml/unpack-rules', () => {
  it('gives the YAML files by name and leaves the rest', () => {
    const read = unpackRules(zip({ 'rules/b.YAML': 'b', 'a.yml': 'a', 'readme.md': '#', 'rules/': '' }), limits);

    expect(read).toEqual({
      ok: true,
      value: [
        { name: 'a.yml', bytes: bytes('a') },
        { name: 'rules/b.YAML', bytes: bytes('b') },
      ],
    });
  });

  it('names a member that is too large, and unpacks none of it', () => {
    expect(unpackRules(zip({ 'a.yml': 'a', 'big.yml': 'x'.repeat(101) }), limits)).toMatchObject({
      ok: true,
      value: [{ name: 'a.yml' }, { name: 'big.yml', bytes: null }],
    });
  });

  it.each([
    ['many files', Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.yml`, name]))],
    ['many bytes', Object.fromEntries(['a', 'b', 'c'].map((name) => [`${name}.yml`, name.repeat(90)]))],
  ])('refuses too %s', (_, files) => {
    expect(unpackRules(zip(files), limits)).toEqual({ ok: false, error: 'too-large' });
  });

  it('tells a torn zip from what is none', () => {
    expect(unpackRules(zip({ 'a.yml': 'a' }).slice(0, 40), limits)).toEqual({ ok: false, error: 'broken' });
    expect(unpackRules(bytes('title: x'), limits)).toBeNull();
    expect(unpackRules(new Uint8Array(), limits)).toBeNull();
  });
});
