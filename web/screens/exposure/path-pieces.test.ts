// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { pieces } from './path-pieces.ts';

describe('web/exposure/path-pieces', () => {
  it('keeps the name of the file and lets the folder go', () => {
    expect(pieces('/srv/customers/a/public_html/wp-config.php')).toEqual({
      folder: '/srv/customers/a/public_html',
      name: '/wp-config.php',
    });
    expect(pieces('/srv')).toEqual({ folder: '', name: '/srv' });
    expect(pieces('/')).toEqual({ folder: '', name: '/' });
    expect(pieces('')).toEqual({ folder: '', name: '' });
  });

  it('keeps the beginning and the end of a name that is too long, and cuts no letter in two', () => {
    const { name } = pieces(`/a/${'あ'.repeat(60)}😀.php`);
    expect(name).toMatch(/^\/あ+…あ+😀\.php$/u);
    expect([...name].length).toBe(45);
  });
});
