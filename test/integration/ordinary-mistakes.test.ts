// SPDX-License-Identifier: Apache-2.0
// Mistakes and misfortunes of whoever runs the desk: each is told by a sentence and a documented exit code, and none is
// called a bug of the product.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openFolder } from '../../src/adapters/data-folder/open-folder.ts';
import { systemReason } from '../../src/common/words/system-reasons.ts';
import { runMatoi, startAndStop } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const folder = mkdtempSync('/var/tmp/matoi-mistakes-');
// The database of a desk that root runs has an account of its own, which must get through.
execFileSync('chmod', ['755', folder]);
const at = (name: string): string => join(folder, name);
mkdirSync(at('a-folder'));
writeFileSync(at('a-file'), 'text');
symlinkSync(at('circle'), at('circle'));
const mounted: string[] = [];
afterAll(() => {
  for (const place of mounted) execFileSync('umount', ['-l', place]);
  removeTree(folder);
});

/** A disk of its own; null where this account may mount none. */
function disk(name: string, options: string): string | null {
  const place = at(name);
  mkdirSync(place);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'none', place]).status !== 0) return null;
  mounted.push(place);
  return place;
}

type Mistake = { readonly argv: readonly string[]; readonly env?: Record<string, string>; readonly code: number; readonly says: RegExp };

const mistakes: Readonly<Record<string, Mistake>> = {
  'a file that is not there': { argv: ['triage', at('absent')], code: 2, says: /could not be read[^]*absent/ },
  'a folder in place of a list': { argv: ['people', 'import', at('a-folder')], code: 2, says: /cannot be read/ },
  'a data folder that cannot be made': {
    argv: ['start'],
    env: { MATOI_DATA: '/proc/matoi' },
    code: 3,
    says: /\/proc\/matoi cannot be used: it is not there/,
  },
  'one below it, for a certificate': {
    argv: ['certificate', 'desk.lan'],
    env: { MATOI_DATA: '/proc/matoi/x' },
    code: 3,
    says: /\/proc\/matoi\/x cannot be used/,
  },
  'a port that is no number': { argv: ['start'], env: { MATOI_PORT: 'abc' }, code: 3, says: /^These settings cannot be read: MATOI_PORT/ },
  'an address of a database that is none': {
    argv: ['people', 'list'],
    env: { DATABASE_URL: 'matoi' },
    code: 3,
    says: /DATABASE_URL[^]*postgres:\/\//,
  },
  'a database where nobody answers': {
    argv: ['people', 'list'],
    env: { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' },
    code: 3,
    says: /DATABASE_URL cannot be used: nothing answers/,
  },
};

describe('ordinary mistakes', () => {
  it.each(Object.entries(mistakes))('%s', async (_name, { argv, env, code, says }) => {
    const answer = await runMatoi(argv, { MATOI_DATA: at('data'), MATOI_LANG: 'en', ...env });
    expect(answer.stderr).toMatch(says);
    expect(answer.stderr).not.toMatch(/cli\.unexpected|\n {4}at /);
    expect(answer.code).toBe(code);
  });

  it.each([
    ['/proc/x/y/z', 'it is not there'],
    ['a-file', 'there is a file where a folder should be'],
    ['a-file/below', 'there is a file where a folder should be'],
    ['circle/data', 'its links lead in a circle'],
    [`${'n'.repeat(300)}/data`, 'its name is too long'],
  ])('says why a data folder cannot be had: %s', async (place, words) => {
    const cause: unknown = await openFolder(place.startsWith('/') ? place : at(place)).then(
      () => null,
      (failure: unknown) => failure,
    );
    expect(systemReason(cause)?.words.en).toBe(words);
  });

  it('tells a full disk and a read-only one at once, and calls neither a bug', async ({ skip }) => {
    const places = [disk('full', 'size=64k'), disk('small', 'size=24m'), disk('closed', 'ro')].filter((place) => place !== null);
    skip(places.length < 3, 'skipped, missing: the right to mount a disk');
    const [full = '', small = '', closed = ''] = places;
    spawnSync('dd', ['if=/dev/zero', `of=${join(full, 'filling')}`, 'bs=4k']);
    for (const [place, words] of [
      [join(full, 'data'), 'the disk is full'],
      [join(closed, 'data'), 'the disk is read-only'],
      [closed, 'the disk is read-only'],
    ] as const)
      expect([place, systemReason(await openFolder(place).catch((cause: unknown) => cause))?.words.en]).toEqual([place, words]);
    // There is room for a folder, and not for a database.
    execFileSync('chmod', ['755', small]);
    const answer = await runMatoi(['people', 'list'], { MATOI_DATA: join(small, 'data'), MATOI_LANG: 'en' });
    expect(answer.stderr).toMatch(/database could not be started[^]*No space left|the disk is full/);
    expect(answer.stderr).not.toContain('cli.unexpected');
    expect(answer.code).toBe(3);
  });

  it('ends a start that waits for its database when it is told to', async () => {
    // It takes the connection and never says a word.
    const asked = Promise.withResolvers<void>();
    const silent = createServer(() => asked.resolve());
    await new Promise<void>((open) => {
      silent.listen(0, '127.0.0.1', open);
    });
    const { port } = silent.address() as AddressInfo;
    const url = `postgres://u:p@127.0.0.1:${port}/x`;
    const { code, millis } = await startAndStop({ MATOI_DATA: at('waits'), DATABASE_URL: url }, asked.promise);
    silent.close();
    expect(code).toBe(0);
    expect(millis).toBeLessThan(15_000);
  });
});
