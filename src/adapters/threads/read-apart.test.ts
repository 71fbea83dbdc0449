// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../kernel/apart.ts';
import { readingApart } from './read-apart.ts';

type Works = (what: string) => string;
const reader = readerOf<Works>(new URL('../../../test/support/slow-reader.ts', import.meta.url), 'slowReader');

describe('adapters/threads/read-apart', () => {
  it('answers what the reader answers in its own module', async () => {
    const apart = readingApart();

    expect(await apart(reader)('twice')).toBe('twicetwice');
    await expect(apart(reader)('throw')).rejects.toThrow('no such thing');
  });

  it('ends a reader that goes over the limit of time, says so as a problem, and reads the next file', async () => {
    const apart = readingApart({ millis: 1500, heapMb: 64 });

    const over = await apart(reader)('forever').catch((cause: unknown) => cause);
    expect(over).toMatchObject({ problem: { code: 'file.over-limit' } });
    expect(String(over)).toContain('1.5 s');
    expect(await apart(reader)('twice')).toBe('twicetwice');
  });

  it('says which reader its module does not have', async () => {
    const absent = readerOf<Works>(new URL('../../../test/support/slow-reader.ts', import.meta.url), 'nobody');

    await expect(readingApart()(absent)('twice')).rejects.toThrow('has no nobody');
  });
});
