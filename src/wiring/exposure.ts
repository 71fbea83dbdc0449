// SPDX-License-Identifier: Apache-2.0
import { posixHost } from '../adapters/posix/host.ts';
import { posixProver } from '../adapters/posix/prover.ts';
import { readSmallFile } from '../adapters/posix/small-files.ts';
import { posixWalker } from '../adapters/posix/walker.ts';
import { ATTRIBUTES } from '../exposure/acl-dump.ts';
import { exposureCommands } from '../exposure/commands.ts';
import { WALK_EXPRESSION } from '../exposure/row-parser.ts';
import type { Base, Wired } from './base.ts';

export function wireExposure(_base: Base): Wired {
  const host = posixHost();
  const walker = posixWalker({ expression: WALK_EXPRESSION, attributes: ATTRIBUTES });
  return { commands: exposureCommands({ host, walker, prover: posixProver(), readSmall: readSmallFile }) };
}
