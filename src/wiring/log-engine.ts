// SPDX-License-Identifier: Apache-2.0
import { join, resolve } from 'node:path';
import { chdbEngine } from '../adapters/chdb/engine.ts';
import { clickhouseEngine } from '../adapters/clickhouse/engine.ts';
import type { LogEngine } from '../hunt/engine.port.ts';
import type { Base } from './base.ts';

const DEFAULT_MEMORY = 900_000_000;
const SMALL_MEMORY = 350_000_000;

/** The log engine of one data folder in its own process, or a ClickHouse server when one is named. Several holders share the process. */
export function logEngine(base: Pick<Base, 'env' | 'dataFolder'>, folder: string | null): LogEngine {
  const url = base.env['MATOI_CLICKHOUSE_URL'];
  const memoryBytes = base.env['MATOI_LOGS_SMALL'] === '1' ? SMALL_MEMORY : DEFAULT_MEMORY;
  const place = join(resolve(folder ?? base.dataFolder), 'logs', 'engine');
  return url === undefined || url === ''
    ? chdbEngine({ folder: place, env: base.env, memoryBytes })
    : clickhouseEngine({ url, memoryBytes });
}
