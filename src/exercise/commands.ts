// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import type { ExerciseDeps } from './deps.ts';
import { roundCommands } from './round/round.commands.ts';

export type ExerciseCommandDeps = { readonly open: () => Promise<ExerciseDeps> };

/** `matoi exercise rounds|round`. */
export function exerciseCommands(deps: ExerciseCommandDeps): readonly CommandSpec[] {
  return roundCommands(deps);
}
