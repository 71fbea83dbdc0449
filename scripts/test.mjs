// SPDX-License-Identifier: Apache-2.0
// `npm test`: unit, story, transcript, integration, real-browser and laboratory tests. What a suite needs from the
// system is installed by apt where we may; what cannot be installed is skipped by name, never silently.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildWeb, root } from './run.mjs';
import { runSteps, tool } from './steps.mjs';

function laboratoryPackages() {
  const lab = join(root, 'test', 'lab');
  if (!existsSync(lab)) return [];
  const lists = readdirSync(lab).map((name) => join(lab, name, 'packages.txt'));
  const names = lists.filter((file) => existsSync(file)).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
  return [...new Set(names.map((name) => name.trim()).filter((name) => name && !name.startsWith('#')))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
}

function installed(name) {
  const asked = spawnSync('dpkg-query', ['-W', '-f', '${Status}', name], { encoding: 'utf8' });
  return asked.status === 0 && asked.stdout.includes('ok installed');
}

function prepareLaboratory() {
  const missing = laboratoryPackages().filter((name) => !installed(name));
  if (missing.length === 0) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && !process.env.MATOI_NO_APT;
  if (!mayInstall) {
    process.stdout.write(`Not installed (needs root and apt), their tests are skipped by name: ${missing.join(' ')}\n`);
    return;
  }
  process.stdout.write(`Installing for the laboratory: ${missing.join(' ')}\n`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-qq'], quiet);
  // No daemon of these packages is started: the tests start their own, on loopback and in their own namespaces.
  const policy = '/usr/sbin/policy-rc.d';
  const hadPolicy = existsSync(policy);
  if (!hadPolicy) spawnSync('sh', ['-c', `printf '#!/bin/sh\\nexit 101\\n' > ${policy} && chmod +x ${policy}`]);
  const done = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet);
  if (!hadPolicy) spawnSync('rm', ['-f', policy]);
  if (done.status !== 0) process.stdout.write('apt could not install all of them; tests that need the missing ones are skipped by name.\n');
}

const only = process.argv.slice(2);
if (only.length === 0) prepareLaboratory();
buildWeb();
const report = join(root, '.cache', 'vitest.json');
rmSync(report, { force: true });
const args = [...(only.length > 0 ? only : ['run']), '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
process.exitCode = runSteps([{ name: `tests (vitest ${only.join(' ') || 'run'})`, file: tool('vitest'), args }]) ? 0 : 1;
if (existsSync(report)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`);
}
