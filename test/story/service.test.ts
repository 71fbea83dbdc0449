// SPDX-License-Identifier: Apache-2.0
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { systemd } from '../../src/adapters/systemd/systemd.ts';
import { installService, planService, removeService, serviceStatus } from '../../src/upkeep/service/install.ts';
import type { ServicePlace } from '../../src/upkeep/service/install.ts';
import { unitText } from '../../src/upkeep/service/unit.ts';
import { removeTree } from '../support/remove-tree.ts';

const isRoot = process.getuid?.() === 0;
const has = (command: string) => spawnSync(command, ['--version']).status === 0;
const lacks = !isRoot || !has('systemctl') || !has('systemd-analyze');
const name = lacks ? 'story/service (skipped: needs root and systemd on the disk)' : 'story/service';
const NOBODY = 65_534;

/** The unit on another root, as for an image: nothing of this machine is touched, and systemd itself reads what was written. */
describe.skipIf(lacks)(name, () => {
  const root = mkdtempSync(join(tmpdir(), 'matoi-service-'));
  const code = mkdtempSync(join(tmpdir(), 'matoi-code-'));
  execFileSync('chmod', ['755', code]);
  writeFileSync(join(code, 'main.ts'), '');
  const manager = systemd(root);
  const place = (dataFolder: string | null): ServicePlace => ({
    dataFolder,
    ownDataFolder: '/home/nobody/matoi',
    node: process.execPath,
    main: join(code, 'main.ts'),
    code,
    lowPorts: false,
    backupFolder: null,
  });
  afterAll(() => {
    removeTree(root);
    removeTree(code);
  });

  it('is run by whoever owns the data folder, and the folder stays as it is', async () => {
    mkdirSync(join(root, 'srv/desk'), { recursive: true, mode: 0o700 });
    chownSync(join(root, 'srv/desk'), NOBODY, NOBODY);
    const before = statSync(join(root, 'srv/desk'));
    const planned = await planService(manager, place('/srv/desk'), 'system');
    if (!planned.ok) throw new Error(planned.error.code);
    const done = await installService(manager, planned.value);
    const unit = readFileSync(join(root, 'etc/systemd/system/matoi.service'), 'utf8');
    const after = statSync(join(root, 'srv/desk'));

    expect(done).toMatchObject({ ok: true, value: { started: false, planned: { account: 'nobody', newAccount: null } } });
    expect(unit).toContain('User=nobody\n');
    expect(unit).toContain('ReadWritePaths=/srv/desk\n');
    expect([after.uid, after.mode, after.ctimeMs]).toEqual([before.uid, before.mode, before.ctimeMs]);
    expect(readdirSync(join(root, 'etc/systemd/system/multi-user.target.wants'))).toEqual(['matoi.service']);
    expect(await serviceStatus(manager, 'system')).toMatchObject({ installed: true, state: null });
    expect(await removeService(manager, 'system')).toEqual({ ok: true, value: true });
    expect(await removeService(manager, 'system')).toEqual({ ok: true, value: false });
    expect(statSync(join(root, 'srv/desk')).ctimeMs).toBe(before.ctimeMs);
  });

  it('gets an account and a folder of its own where there are no data yet', async () => {
    const planned = await planService(manager, place(null), 'system');

    expect(planned).toMatchObject({ ok: true, value: { account: 'matoi', dataFolder: '/var/lib/matoi' } });
    expect(planned.ok && planned.value.newAccount?.text).toBe('u matoi - "Matoi incident desk" /var/lib/matoi -\n');
    expect(planned.ok && planned.value.unit).toContain('StateDirectory=matoi\n');
  });

  it.each([
    ['data of root', 'srv/root', 0, 'service.folder-of-root'],
    ['no data where they were said to be', null, 0, 'service.no-folder'],
  ] as const)('is refused in words for %s', async (_what, folder, uid, code_) => {
    if (folder !== null) {
      mkdirSync(join(root, folder), { recursive: true });
      chownSync(join(root, folder), uid, uid);
    }
    const planned = await planService(manager, place(folder === null ? '/srv/none' : `/${folder}`), 'system');

    expect(planned).toMatchObject({ ok: false, error: { code: code_ } });
  });

  it('is refused where its account cannot read the program', async () => {
    execFileSync('chmod', ['700', code]);
    const planned = await planService(manager, place(null), 'system');
    execFileSync('chmod', ['755', code]);

    expect(planned).toMatchObject({ ok: false, error: { code: 'service.code-closed' } });
  });

  it.each(['/srv/desk', '/srv/事案 デスク/50%/$HOME/a"b'])('writes a unit that systemd reads without a word: data in %s', (dataFolder) => {
    for (const scope of ['system', 'user'] as const) {
      const file = join(code, 'matoi.service');
      const own = {
        account: scope === 'system' ? 'daemon' : null,
        stateDirectory: null,
        lowPorts: true,
        backupFolder: `${dataFolder} 控え`,
      };
      const facts = { scope, dataFolder, node: process.execPath, main: join(code, 'main.ts'), settingsFile: '/etc/matoi/matoi.env' };
      writeFileSync(file, unitText({ ...facts, ...own }));
      const read = spawnSync('systemd-analyze', ['verify', '--man=no', ...(scope === 'user' ? ['--user'] : []), file], {
        encoding: 'utf8',
      });
      const aboutUnit = `${read.stdout}${read.stderr}`.split('\n').filter((line) => line.includes('matoi.service'));

      expect(aboutUnit, scope).toEqual([]);
    }
  });

  it('would hear of a line that systemd does not know', () => {
    const file = join(code, 'matoi.service');
    writeFileSync(file, `[Service]\nExecStart=${process.execPath}\nProtectEverything=yes\n`);
    const read = spawnSync('systemd-analyze', ['verify', '--man=no', file], { encoding: 'utf8' });

    expect(`${read.stdout}${read.stderr}`).toContain('ProtectEverything');
  });
});
