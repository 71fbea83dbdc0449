// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import type { ExerciseDeps } from './deps.ts';
import type { PrintDeps } from './print/make.ts';
import { printCommands } from './print/print.commands.ts';
import { roundCommands } from './round/round.commands.ts';
import { scenarioCommands } from './exchange/scenario.commands.ts';
import type { ScenarioText } from './scenario/scenario-text.port.ts';

export type ExerciseCommandDeps = { readonly open: () => Promise<ExerciseDeps & PrintDeps>; readonly scenarioText: ScenarioText };

/** `matoi exercise rounds|round|booklet|report|check|lint|import|export|schema`. */
export function exerciseCommands(deps: ExerciseCommandDeps): readonly CommandSpec[] {
  return [...roundCommands(deps), ...printCommands(deps), ...scenarioCommands(deps)];
}
