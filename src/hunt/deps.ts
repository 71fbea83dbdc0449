// SPDX-License-Identifier: Apache-2.0
import type { Clock } from '../kernel/instant.ts';
import type { HashBytes } from '../kernel/sha256.ts';
import type { WriteBundle } from './evidence/bundle.port.ts';
import type { LogEngine } from './engine/engine.port.ts';
import type { TakeImportLock } from './engine/lock.port.ts';
import type { LogVault } from './import/vault.port.ts';
import type { ReadYaml } from './sigma/yaml.port.ts';

/** What hunting stands on in one data folder. Made anew for each command, once for the running desk. */
export type HuntResources = {
  readonly engine: LogEngine;
  readonly vault: LogVault;
  readonly lock: TakeImportLock;
  readonly small: boolean;
};

export type HuntDeps = {
  /** Null: the folder the environment names. */
  readonly desk: (folder: string | null) => HuntResources;
  readonly clock: Clock;
  readonly hash: HashBytes;
  readonly readYaml: ReadYaml;
  readonly writeBundle: WriteBundle;
};
