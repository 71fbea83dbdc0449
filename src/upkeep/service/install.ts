// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../../kernel/problem.ts';
import { err, ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { upkeepProblem } from '../problems.ts';
import type { ServiceManager } from './manager.port.ts';
import { sysusersText, unitText } from './unit.ts';

export type Scope = 'system' | 'user';

export type ServicePlace = {
  /** As it was set; null: the default of the system, `/var/lib/matoi`, or of the person. */
  readonly dataFolder: string | null;
  /** The data folder of whoever asks, where none is set. */
  readonly ownDataFolder: string;
  readonly node: string;
  readonly main: string;
  /** The folder that holds the code; who runs the desk must be able to read it. */
  readonly code: string;
  readonly lowPorts: boolean;
  readonly backupFolder: string | null;
};

export type Planned = {
  readonly scope: Scope;
  readonly unit: string;
  readonly unitFile: string;
  readonly account: string | null;
  /** To be made, with its file for systemd-sysusers; null: it is there. */
  readonly newAccount: { readonly file: string; readonly text: string } | null;
  readonly dataFolder: string;
  readonly settingsFile: string;
};

const NAME = 'matoi';
export const UNIT = `${NAME}.service`;
const STATE = `/var/lib/${NAME}`;

/**
 * What would be installed. Whose the data folder is decides who runs the desk; where there is none yet, an account of its own
 * does, and systemd makes the folder for it. Nothing that is there changes hands.
 */
export async function planService(manager: ServiceManager, place: ServicePlace, scope: Scope): Promise<Result<Planned, Problem>> {
  const self = manager.self();
  if (scope === 'system' && !self.root) return err(upkeepProblem('service.needs-root', undefined, { user: self.user }));
  if (scope === 'user' && self.root) return err(upkeepProblem('service.root-has-no-session'));
  const dataFolder = place.dataFolder ?? (scope === 'system' ? STATE : place.ownDataFolder);
  const owner = await manager.owner(dataFolder);
  if (owner !== null && owner.root) return err(upkeepProblem('service.folder-of-root', undefined, { folder: dataFolder }));
  if (scope === 'user' && owner !== null && owner.user !== self.user)
    return err(upkeepProblem('service.folder-of-other', undefined, { folder: dataFolder, owner: owner.user, user: self.user }));
  if (scope === 'system' && owner === null && dataFolder !== STATE)
    return err(upkeepProblem('service.no-folder', undefined, { folder: dataFolder, state: STATE }));
  const account = scope === 'user' ? null : (owner?.user ?? NAME);
  const closed = account === null ? null : await manager.closedTo(account, place.main);
  if (closed !== null) return err(upkeepProblem('service.code-closed', undefined, { account: account ?? '', closed, code: place.code }));
  const config = scope === 'system' ? '/etc' : `${self.home}/.config`;
  const settingsFile = `${config}/${NAME}/${NAME}.env`;
  const { node, main, lowPorts, backupFolder } = place;
  const stateDirectory = owner === null && scope === 'system' ? NAME : null;
  return ok({
    scope,
    unit: unitText({ scope, account, dataFolder, stateDirectory, node, main, settingsFile, lowPorts, backupFolder }),
    unitFile: `${config}/systemd/${scope}/${UNIT}`,
    account,
    newAccount: stateDirectory === null ? null : { file: `/etc/sysusers.d/${NAME}.conf`, text: sysusersText(NAME, STATE) },
    dataFolder,
    settingsFile,
  });
}

/** Where the unit stands that `remove` takes away and `status` looks at. */
export function unitFileOf(manager: ServiceManager, scope: Scope): string {
  return `${scope === 'system' ? '/etc' : `${manager.self().home}/.config`}/systemd/${scope}/${UNIT}`;
}

export type Installed = { readonly planned: Planned; readonly started: boolean; readonly why: string };

/** Writes the unit, makes the account where it is missing, and starts the desk; `started` false where systemd does not run here. */
export async function installService(manager: ServiceManager, planned: Planned): Promise<Result<Installed, Problem>> {
  const absent = await manager.absent(planned.scope);
  if (absent === 'not-installed') return err(upkeepProblem('service.no-systemd'));
  if (planned.newAccount !== null) {
    await manager.write(planned.newAccount.file, planned.newAccount.text);
    const made = await manager.makeAccounts(planned.newAccount.file);
    if (!made.ok) return err(upkeepProblem('service.refused', { words: made.words.slice(0, 500) }, { what: 'systemd-sysusers' }));
  }
  await manager.write(planned.unitFile, planned.unit);
  const steps = absent === null ? [['daemon-reload'], ['enable', UNIT], ['restart', UNIT]] : [['enable', UNIT]];
  for (const step of steps) {
    const done = await manager.systemctl(planned.scope, step);
    if (!done.ok)
      return err(upkeepProblem('service.refused', { words: done.words.slice(0, 500) }, { what: `systemctl ${step.join(' ')}` }));
  }
  return ok({ planned, started: absent === null, why: absent ?? '' });
}

/** Stops the desk and takes the unit away; data, settings and account stay. false: there was none. */
export async function removeService(manager: ServiceManager, scope: Scope): Promise<Result<boolean, Problem>> {
  const self = manager.self();
  if (scope === 'system' && !self.root) return err(upkeepProblem('service.needs-root', undefined, { user: self.user }));
  const file = unitFileOf(manager, scope);
  if ((await manager.read(file)) === null) return ok(false);
  const running = (await manager.absent(scope)) === null;
  // Before the file goes: systemd stops and forgets what it can still read.
  const done = await manager.systemctl(scope, running ? ['disable', '--now', UNIT] : ['disable', UNIT]);
  if (!done.ok) return err(upkeepProblem('service.refused', { words: done.words.slice(0, 500) }, { what: `systemctl disable ${UNIT}` }));
  await manager.remove(file);
  if (running) await manager.systemctl(scope, ['daemon-reload']);
  return ok(true);
}

export type ServiceStatus = {
  readonly installed: boolean;
  /** As systemd says it: `active`, `failed`, …; null where it does not run here. */
  readonly state: string | null;
  readonly unitFile: string;
};

export async function serviceStatus(manager: ServiceManager, scope: Scope): Promise<ServiceStatus> {
  const unitFile = unitFileOf(manager, scope);
  const installed = (await manager.read(unitFile)) !== null;
  if (!installed || (await manager.absent(scope)) !== null) return { installed, state: null, unitFile };
  const { words } = await manager.systemctl(scope, ['show', '--property=ActiveState', '--value', UNIT]);
  return { installed, state: words.trim() || null, unitFile };
}
