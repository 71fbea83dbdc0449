// SPDX-License-Identifier: Apache-2.0
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OpenState } from './base.ts';
import { perOpened } from './per-opened.ts';
import { repeatingService, together } from './repeating-service.ts';
import { signerOf } from './signer.ts';

const opened = (): OpenState => ({}) as OpenState;

describe('wiring/base', () => {
  it('makes one thing for each open desk, at its first use', () => {
    const made: string[] = [];
    const of = perOpened((_, name: string) => (made.push(name), { name }));
    const [one, other] = [opened(), opened()];

    expect(of(one, 'a')).toBe(of(one, 'b'));
    expect(of(other, 'c')).not.toBe(of(one, 'd'));
    expect(made).toEqual(['a', 'c']);
  });

  it('keeps a thing that is null, too', () => {
    let calls = 0;
    const of = perOpened(() => (calls++, null));
    const desk = opened();

    of(desk);
    of(desk);
    expect(calls).toBe(1);
  });

  it('runs again after a failure, and not after it was stopped', async () => {
    let runs = 0;
    const twice = Promise.withResolvers<undefined>();
    const service = repeatingService(
      'test',
      1,
      async () => {
        runs += 1;
        if (runs === 2) twice.resolve(undefined);
        throw new Error('away');
      },
      0,
    );
    await service.start();
    await twice.promise;
    await service.stop();
    const ended = runs;
    await new Promise((done) => setImmediate(done));

    expect(runs).toBe(ended);
  });

  it('with no delay runs at the start, so that a stop right after it loses no run', async () => {
    let runs = 0;
    const service = repeatingService('test', 60_000, async () => void runs++, 0);
    await service.start();
    await service.stop();

    expect(runs).toBe(1);
  });

  it('stops services in the opposite order of their start', async () => {
    const seen: string[] = [];
    const one = (name: string) => ({ name, start: async () => void seen.push(`+${name}`), stop: async () => void seen.push(`-${name}`) });
    const both = together('both', [one('a'), one('b')]);
    await both.start();
    await both.stop();

    expect(seen).toEqual(['+a', '+b', '-b', '-a']);
  });

  it('waits for the key at its first use, and tries again after a failure', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'matoi-signer-'));
    onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
    await writeFile(join(dataFolder, 'paging.key'), 'short');
    const signer = signerOf({ dataFolder });

    await expect(signer()).rejects.toThrow(/32 bytes/);
    await rm(join(dataFolder, 'paging.key'));
    const [first, second] = await Promise.all([signer(), signerOf({ dataFolder })()]);
    expect(second.verify('text', first.mark('text'))).toBe(true);
  });
});
