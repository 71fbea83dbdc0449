// SPDX-License-Identifier: Apache-2.0
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { removeTree } from '../support/remove-tree.ts';

const root = join(import.meta.dirname, '..', '..');
const launcher = join(root, 'scripts', 'run.mjs');

/** What stands before the desk: installing, where it may run, and the files that put it into a container. */
describe('integration/install', () => {
  const folder = mkdtempSync(join(tmpdir(), 'matoi-install-'));
  afterAll(() => removeTree(folder));
  const own = (call: string) =>
    spawnSync(process.execPath, ['-e', `import(${JSON.stringify(launcher)}).then((own) => console.log(JSON.stringify(${call})))`], {
      encoding: 'utf8',
      // Port 9 of this machine: a registry that refuses at once, as no network does.
      env: { ...process.env, npm_config_registry: 'http://127.0.0.1:9', npm_config_cache: join(folder, 'cache') },
    });

  it('goes on with what is there when the lock has changed and there is no network, and says so', () => {
    mkdirSync(join(folder, 'node_modules'), { recursive: true });
    writeFileSync(join(folder, 'node_modules', '.matoi-lock'), 'of an earlier lock');
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { zod: '4.6.7' } }));

    const done = own(`own.installFolder(${JSON.stringify(folder)}, 'Installing', true)`);

    expect([done.status, done.stdout.trim()]).toEqual([0, 'true']);
    expect(done.stderr).toContain('going on with what was installed before');
    // It will be tried again at the next start.
    expect(readFileSync(join(folder, 'node_modules', '.matoi-lock'), 'utf8')).toBe('of an earlier lock');
  });

  it('ends with 3 where nothing is there to go on with', () => {
    const fresh = join(folder, 'fresh');
    mkdirSync(fresh);
    writeFileSync(join(fresh, 'package.json'), JSON.stringify({ name: 'x', version: '1.0.0', dependencies: { zod: '4.6.7' } }));

    const done = spawnSync(
      process.execPath,
      ['-e', `import(${JSON.stringify(launcher)}).then((own) => own.installFolder(${JSON.stringify(fresh)}, 'Installing', true))`],
      {
        encoding: 'utf8',
        env: {
          ...process.env,
          npm_config_registry: 'http://127.0.0.1:9',
          npm_config_cache: join(folder, 'cache'),
          npm_config_fetch_retries: '0',
        },
      },
    );

    expect(done.status).toBe(3);
    expect(done.stderr).toContain('nothing was changed outside node_modules');
  });

  it.each([
    ['linux', 'x64', '2.36', null],
    ['darwin', 'arm64', undefined, null],
    ['linux', 'x64', undefined, 'glibc'],
    ['win32', 'x64', undefined, 'does not run on win32 x64'],
    ['linux', 'riscv64', '2.38', 'does not run on linux riscv64'],
  ] as const)('says before anything is fetched whether %s %s (glibc %s) will do', (platform, arch, glibc, words) => {
    const said = JSON.parse(own(`own.whyNot(${JSON.stringify(platform)}, ${JSON.stringify(arch)}, ${JSON.stringify(glibc)})`).stdout) as
      | string[]
      | null;

    if (words === null) expect(said).toBeNull();
    else expect(said?.[0]).toContain(words);
  });

  it('has container files that hold to what the desk needs', () => {
    const lines = readFileSync(join(root, 'deploy', 'Containerfile'), 'utf8')
      .replaceAll('\\\n', ' ')
      .split('\n');
    const steps = lines.filter((line) => line.trim() !== '' && !line.startsWith('#')).map((line) => line.split(/\s+/, 1)[0] ?? '');
    const compose = parse(readFileSync(join(root, 'deploy', 'compose.yaml'), 'utf8')) as {
      services: Record<string, { volumes: string[]; depends_on?: Record<string, unknown> }>;
      volumes: Record<string, unknown>;
    };
    const named = Object.values(compose.services).flatMap(({ volumes }) => volumes.map((one) => one.split(':')[0]));

    expect(steps).toEqual([
      'FROM',
      'ARG',
      'RUN',
      'COPY',
      'ENV',
      'USER',
      'VOLUME',
      'EXPOSE',
      'STOPSIGNAL',
      'HEALTHCHECK',
      'ENTRYPOINT',
      'CMD',
    ]);
    // Exec forms are JSON, or a shell would take the signals.
    for (const line of lines.filter((one) => /^(?:ENTRYPOINT|CMD) /.test(one)))
      expect(JSON.parse(line.slice(line.indexOf('[')))).toBeInstanceOf(Array);
    expect(new Set(named)).toEqual(new Set(Object.keys(compose.volumes)));
    expect(Object.keys(compose.services['desk']?.depends_on ?? {})).toEqual(['store']);
  });
});
