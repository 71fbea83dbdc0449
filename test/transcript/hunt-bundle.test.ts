// SPDX-License-Identifier: Apache-2.0
// The evidence of a search for indicators, as somebody checks it who has the original logs and a shell, but no desk.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { locateEngine } from '../../src/adapters/chdb/locate.ts';
import { runMatoi } from '../support/process.ts';
import { removeTree } from '../support/remove-tree.ts';

const absent = locateEngine(process.env) === null;
const own = new URL('../../fixtures/hunt/', import.meta.url).pathname;
const logs = join(own, 'logs');

const answerSchema = z.object({
  asked: z.object({
    indicators: z.array(z.object({ kind: z.string(), value: z.string() })),
    refused: z.array(z.object({ text: z.string() })),
  }),
  sightings: z.array(z.object({ indicator: z.string(), computer: z.string(), count: z.number() })),
  lines: z.object({
    tables: z.array(z.object({ table: z.string(), behind: z.number(), cited: z.number() })),
    note: z.object({ ja: z.string(), en: z.string() }),
  }),
  coverage: z.object({ notLookedAt: z.array(z.unknown()) }),
});

describe.skipIf(absent)(
  absent ? 'transcript/hunt-bundle (skipped: chdb is not installed in engines/chdb)' : 'transcript/hunt-bundle',
  () => {
    const data = mkdtempSync(join(tmpdir(), 'matoi-hunt-bundle-'));
    const bundle = join(data, 'bundle');
    const matoi = (...args: string[]) => runMatoi(args, { MATOI_DATA: data });
    const inside = (name: string) => readFileSync(join(bundle, name), 'utf8');
    const check = (folder: string, ...args: string[]): readonly [number, string] => {
      try {
        return [
          0,
          execFileSync('/bin/sh', [join(folder, 'check.sh'), ...args], {
            env: { PATH: '/usr/bin:/bin' },
            stdio: ['ignore', 'pipe', 'pipe'],
            encoding: 'utf8',
          }),
        ];
      } catch (error) {
        const { status, stdout } = error as { status: number; stdout: string };
        return [status, stdout];
      }
    };

    beforeAll(async () => {
      const files = ['squid.log', 'zeek-conn.log', 'suricata-eve.json', 'apache-combined.log'].map((name) => join(logs, name));
      const imported = await matoi('logs', 'import', ...files, '--zone', '+09:00', '--json');
      expect(imported.code, imported.stderr).toBe(0);
    }, 120_000);
    afterAll(() => removeTree(data));

    test('hunt --indicators FILE --bundle DIR: every line that was met, and what asked for it', async () => {
      const ran = await matoi('hunt', '--indicators', join(own, 'indicators.txt'), '--bundle', bundle, '--json');
      expect(ran.code, ran.stderr).toBe(0);
      const said = z
        .object({
          sightings: z.array(z.object({ count: z.number() })),
          evidence: z.object({
            lineCount: z.number(),
            queries: z.array(z.string()),
            bundle: z.object({ folder: z.string(), digest: z.string() }),
          }),
        })
        .parse(JSON.parse(ran.stdout));
      const answer = answerSchema.parse(JSON.parse(inside('answer.json')));
      expect(answer.asked.indicators.length).toBeGreaterThan(2);
      expect(answer.asked.refused.map((one) => one.text)).toContain('not an indicator');
      expect(answer.lines.note.en).toBe('Every line that was met is in this bundle');
      expect(said.evidence.lineCount).toBe(answer.lines.tables.reduce((sum, one) => sum + one.behind, 0));

      // Found without the product: each line of the logs that names the address or the URL that was met.
      const met = ['squid.log', 'zeek-conn.log', 'suricata-eve.json']
        .flatMap((name) => readFileSync(join(logs, name), 'utf8').split('\n'))
        .filter((line) => !line.startsWith('#') && (/\b203\.0\.113\.80\b/.test(line) || line.includes('update.tour-sync.example/t ')));
      expect(inside('lines.raw').split('\n').filter(Boolean).toSorted()).toEqual(met.toSorted());
      expect(inside('queries.sql')).toContain('LIMIT 1000 BY `source.ip`');
      expect(JSON.parse(inside('about.json'))).toMatchObject({
        engine: expect.stringMatching(/^chDB /) as string,
        vaultManifest: { entries: 4 },
      });
      expect(execFileSync('sha256sum', ['SHA256SUMS'], { cwd: bundle, encoding: 'utf8' })).toContain(said.evidence.bundle.digest);
    });

    test('its own script finds each line in the original, and finds what was changed', () => {
      const count = inside('lines.tsv').trim().split('\n').length;
      expect(check(bundle, logs)).toEqual([
        0,
        `bundle: unchanged\nlines.raw: ${count} lines, 0 faults\noriginals: ${count} lines checked, 0 faults\n`,
      ]);
      expect(execFileSync('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], { cwd: bundle, encoding: 'utf8' })).toBe('');

      const changed = join(data, 'changed-logs');
      cpSync(logs, changed, { recursive: true });
      const squid = join(changed, 'squid.log');
      writeFileSync(squid, readFileSync(squid, 'utf8').replace('203.0.113.80', '203.0.113.81'));
      expect(check(bundle, changed)[1]).toMatch(/^FAULT: no file with hash/m);

      const forged = join(data, 'forged');
      cpSync(bundle, forged, { recursive: true });
      appendFileSync(join(forged, 'answer.json'), ' ');
      expect(check(forged)).toEqual([1, 'FAULT: the bundle was changed\n']);
    });

    test('nothing met is an answer too, and its bundle says what was looked at', async () => {
      const list = join(data, 'other.txt');
      writeFileSync(list, '192.0.2.250\n');
      const empty = join(data, 'empty');
      const ran = await matoi('hunt', '--indicators', list, '--bundle', empty, '--json');
      expect(ran.code, ran.stderr).toBe(0);
      const answer = answerSchema.parse(JSON.parse(readFileSync(join(empty, 'answer.json'), 'utf8')));
      expect([answer.sightings, answer.lines.tables.every((one) => one.behind === 0)]).toEqual([[], true]);
      expect(answer.coverage.notLookedAt.length).toBeGreaterThan(0);
      expect(check(empty, logs)[1]).toContain('originals: 0 lines checked, 0 faults');
    });

    test('a bundle is of a search for indicators alone, and never goes over what is there', async () => {
      expect((await matoi('hunt', '--beacons', '--bundle', join(data, 'x'))).code).toBe(2);
      const list = ['--indicators', join(own, 'indicators.txt')];
      expect((await matoi('hunt', ...list, '--sigma', join(own, 'rules'), '--bundle', join(data, 'x'))).code).toBe(2);
      const again = await matoi('hunt', ...list, '--bundle', bundle);
      expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('is not empty')]);
    });
  },
);
