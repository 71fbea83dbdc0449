// SPDX-License-Identifier: Apache-2.0
import { ok } from '../../kernel/result.ts';
import type { LogEngine } from './engine.port.ts';

/** The engine of a store in which nothing is: a question about its rows has no row for an answer, and nobody has to run. */
export const emptyStore: LogEngine = {
  read: async () => ok([]),
  write: async () => ok(null),
  load: async () => ok(null),
  version: async () => ok('none asked'),
  close: async () => undefined,
};
