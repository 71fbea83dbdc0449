// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from 'vitest';
import { accountKey, readAccount } from './account.ts';

describe('common/account', () => {
  test('a mail address, a UPN and a down-level name of one person are one account; another domain is another', () => {
    const key = (text: string) => {
      const read = readAccount(text);
      return read === null ? null : accountKey(read);
    };
    expect(key('Sato@Bluebird.example')).toBe(key('BLUEBIRD\\sato'));
    expect(key('ｓａｔｏ@bluebird.example')).toBe(key('sato@bluebird.example'));
    expect(key('sato@redbird.example')).not.toBe(key('BLUEBIRD\\sato'));
    expect(key('not an account')).toBeNull();
    expect(key('a@b@c')).toBeNull();
  });
});
