// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { chdbEngine } from '../../adapters/chdb/engine.ts';
import { clickhouseEngine } from '../../adapters/clickhouse/engine.ts';
import type { LogEngine } from '../../hunt/engine/engine.port.ts';
import type { Base } from './base.ts';
import { settingsOf } from './settings.ts';

const DEFAULT_MEMORY = 900_000_000;
const SMALL_MEMORY = 350_000_000;

/** The log engine of one data folder in its own process, or a ClickHouse server when one is named. Several holders share the process. */
export function logEngine(base: Pick<Base, 'env' | 'dataFolder'>, folder: string | null): LogEngine {
  const { MATOI_CLICKHOUSE_URL: url, MATOI_LOGS_SMALL: small } = settingsOf(base.env);
  const memoryBytes = small ? SMALL_MEMORY : DEFAULT_MEMORY;
  const place = join(resolve(folder ?? base.dataFolder), 'logs', 'engine');
  return url === null ? chdbEngine({ folder: place, env: base.env, memoryBytes }) : clickhouseEngine({ url: url.href, memoryBytes });
}
