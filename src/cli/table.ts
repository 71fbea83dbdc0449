// SPDX-License-Identifier: Apache-2.0
import type { CommandSpec } from '../edge/command.ts';
import type { Bilingual } from '../kernel/bilingual.ts';

/**
 * A part's commands by name, loaded when one of them is called: `matoi clock compute` need not read the mail parser.
 * A convention test holds the names to what is loaded.
 */
export type CommandGroup = {
  readonly about: Bilingual;
  /** Paths, words separated by a blank: `reports list`. */
  readonly names: readonly string[];
  readonly load: () => Promise<readonly CommandSpec[]>;
};

/** The commands of every group that has one beginning with `word`. */
export async function commandsBeginning(groups: readonly CommandGroup[], word: string): Promise<readonly CommandSpec[]> {
  const fitting = groups.filter((group) => group.names.some((name) => name.split(' ')[0] === word));
  return (await Promise.all(fitting.map((group) => group.load()))).flat().filter((command) => command.path[0] === word);
}
