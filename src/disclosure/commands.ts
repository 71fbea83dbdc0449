// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import { checkCommand } from './advisory/check.commands.ts';
import { makeCommands } from './advisory/make.commands.ts';
import type { AdvisoryTools } from './advisory/make.commands.ts';
import type { DisclosureDeps } from './deps.ts';
import { creditCommands } from './credit/credit.commands.ts';
import { formCommands } from './form/form.commands.ts';
import { releaseCommands } from './release/release.commands.ts';
import { reportCommands } from './report/report.commands.ts';
import { securityTxtCommands } from './security-txt/security-txt.commands.ts';
import { sharingCommands } from './sharing/share.commands.ts';
import { statementCommands } from './statement/statement.commands.ts';

/** Commands of disclosure: one line for each folder that has some. */
export function disclosureCommands(open: () => Promise<DisclosureDeps>, tools: AdvisoryTools): readonly CommandSpec[] {
  return [
    ...statementCommands(open),
    ...releaseCommands(open),
    ...sharingCommands(open),
    ...formCommands(open),
    ...creditCommands(open),
    checkCommand(tools.checkCsaf),
    ...makeCommands(open, tools),
    ...reportCommands(open),
    ...securityTxtCommands(open, tools.clock),
  ];
}
