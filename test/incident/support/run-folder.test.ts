// SPDX-License-Identifier: Apache-2.0
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { until } from '../../support/eventually.ts';
import { labLacks } from '../../support/lab-needs.ts';
import { removeTree } from '../../support/remove-tree.ts';
import { clearLeft } from './run-folder.ts';

const lacks = labLacks(['ip', 'sleep'], true);
const place = mkdtempSync(join(tmpdir(), 'matoi-left-'));
afterAll(() => removeTree(place));

/** The number of a process that has ended. */
const gone = () => spawnSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }).stdout.trim();
const isThere = (pid = 0) => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';

describe.skipIf(lacks !== null)(`what a killed run leaves${lacks === null ? '' : ` (skipped, missing: ${lacks})`}`, () => {
  it('ends its processes and takes its namespaces and folder away, and nothing of a run that goes on', async () => {
    const [dead, living] = [gone(), String(process.pid)];
    const folders = [dead, living].map((pid) => join(place, `matoi-run-${pid}-abc123`));
    const asleep = folders.map((folder) => {
      mkdirSync(join(folder, 'data'), { recursive: true });
      writeFileSync(join(folder, 'data', 'kept'), '');
      return spawn('sleep', ['60'], { env: { PATH: process.env['PATH'], TMPDIR: folder }, stdio: 'ignore' });
    });
    const spaces = [dead, living].map((pid) => `mt${pid}x987-srv`);
    try {
      for (const name of spaces) expect(spawnSync('ip', ['netns', 'add', name]).status).toBe(0);
      const daemon = spawn('ip', ['netns', 'exec', spaces[0] ?? '', 'sleep', '61'], { stdio: 'ignore' });
      await until(() => spawnSync('ip', ['netns', 'pids', spaces[0] ?? ''], { encoding: 'utf8' }).stdout.includes(String(daemon.pid)));
      clearLeft(place);
      expect(folders.map((folder) => existsSync(folder))).toEqual([false, true]);
      expect([...asleep, daemon].map(({ pid }) => isThere(pid))).toEqual([false, true, false]);
      const left = spawnSync('ip', ['netns', 'list'], { encoding: 'utf8' }).stdout;
      expect(spaces.map((name) => left.includes(name))).toEqual([false, true]);
    } finally {
      for (const one of asleep) one.kill('SIGKILL');
      for (const name of spaces) spawnSync('ip', ['netns', 'del', name]);
    }
  });
});
