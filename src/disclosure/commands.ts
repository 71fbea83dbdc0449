// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import { checkCommand } from './advisory/advisory.commands.ts';
import type { CheckCsaf } from './advisory/check.port.ts';
import type { DisclosureDeps } from './deps.ts';
import { releaseCommands } from './release/release.commands.ts';
import { sharingCommands } from './sharing/share.commands.ts';
import { statementCommands } from './statement/statement.commands.ts';

/** Commands of disclosure: one line for each folder that has some. */
export function disclosureCommands(open: () => Promise<DisclosureDeps>, checkCsaf: CheckCsaf): readonly CommandSpec[] {
  return [...statementCommands(open), ...releaseCommands(open), ...sharingCommands(open), checkCommand(checkCsaf)];
}
