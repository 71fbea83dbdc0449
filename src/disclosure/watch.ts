// SPDX-License-Identifier: Apache-2.0
import type { Watch } from '../case/language/journal.port.ts';
import type { TaskHandler } from '../journal/task.ts';
import type { DisclosureDeps } from './deps.ts';

/** What an entry causes here: nothing so far. */
export const watchDisclosure: Watch = () => [];

/** What runs disclosure's tasks. */
export function disclosureHandlers(_deps: DisclosureDeps): readonly TaskHandler[] {
  return [];
}
