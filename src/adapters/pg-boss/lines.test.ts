// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { groupsOf, openLines } from './lines.ts';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('adapters/pg-boss/lines', () => {
  it('runs one line in order and others beside it, no more than fit at a time', async () => {
    const inLine = openLines(2);
    const said: string[] = [];
    const running = { now: 0, most: 0 };
    const piece = (name: string) => async (): Promise<void> => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      said.push(`${name} begins`);
      await soon();
      said.push(`${name} ends`);
      running.now -= 1;
    };
    await Promise.all([inLine(['a'], piece('a1')), inLine(['a'], piece('a2')), inLine(['b'], piece('b1')), inLine(['c'], piece('c1'))]);

    expect(running).toEqual({ now: 0, most: 2 });
    expect(said.indexOf('a1 ends')).toBeLessThan(said.indexOf('a2 begins'));
    expect(said.indexOf('b1 begins')).toBeLessThan(said.indexOf('a1 ends'));
  });

  it('goes on after a piece that fails, in its own line too', async () => {
    const inLine = openLines(1);
    const done: string[] = [];
    const outcomes = await Promise.allSettled([
      inLine(['a'], () => Promise.reject(new Error('planted'))),
      inLine(['a'], async () => void done.push('a')),
      inLine(['b'], async () => void done.push('b')),
    ]);

    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
    expect(done.toSorted()).toEqual(['a', 'b']);
  });

  it('lets a piece of several lines wait for all of them, and those behind it for the piece', async () => {
    const inLine = openLines(8);
    const said: string[] = [];
    const piece = (name: string) => async (): Promise<void> => {
      await soon();
      said.push(name);
    };
    await Promise.all([
      inLine(['a'], piece('a')),
      inLine(['b'], piece('b')),
      inLine(['a', 'b'], piece('both')),
      inLine(['b'], piece('after')),
    ]);
    expect(said.slice(2)).toEqual(['both', 'after']);
  });

  it('groups what is of one kind and keeps the order within a line', () => {
    const pieces = ['a page', 'b page', 'a look', 'a page', 'c look', 'b page', 'd one', 'e one'];
    const groups = groupsOf(pieces, (piece) => {
      const [line = '', kind = ''] = piece.split(' ');
      return { line, kind, alone: kind === 'one' };
    });
    expect(groups).toEqual([['a page', 'b page', 'b page'], ['c look'], ['d one'], ['e one'], ['a look'], ['a page']]);
  });
});
