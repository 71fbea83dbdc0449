// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { TaskHandler } from '../journal/task.ts';
import { askingTasks, askKeeper } from './security-txt/ask-keeper.ts';
import type { AskingDeps } from './security-txt/ask-keeper.ts';

/** A confirmed contact asks for its next confirmation. */
export const watchDisclosure: Watch = (_view, entry) => askingTasks(entry);

/** What runs disclosure's tasks. */
export function disclosureHandlers(deps: AskingDeps): readonly TaskHandler[] {
  return [askKeeper(deps)];
}
