// SPDX-License-Identifier: Apache-2.0
import { parseCaseId } from '../journal/stream.ts';
import type { TaskHandler, Watch } from '../journal/task.ts';
import type { RetroDeps } from './retro/deps.ts';
import { searchAgain } from './retro/search-again.ts';

/** New indicators search all old logs; new logs and a new list of the harmless search for all old indicators. */
export const watchHunt: Watch = (_view, entry) => {
  const { stream, seq } = entry;
  switch (entry.kind) {
    case 'hunt.indicators-added':
      return [{ name: 'hunt.search-again', key: `hunt.search-again/${stream}/${seq}`, data: { caseId: stream } }];
    case 'hunt.allow-list-changed':
    case 'hunt.logs-imported':
      return [{ name: 'hunt.search-again', key: `hunt.search-again/${stream}/${seq}`, data: { caseId: null } }];
    default:
      return [];
  }
};

export function huntHandlers(deps: RetroDeps): readonly TaskHandler[] {
  return [
    {
      name: 'hunt.search-again',
      async run(data) {
        const named = parseCaseId(String(data['caseId'] ?? ''));
        const cases = named === null ? await deps.store.casesThatLook() : [named];
        for (const caseId of cases) {
          const again = await searchAgain(deps, caseId);
          // Where there is no engine nothing is stored that could be searched: trying again would not help.
          if (!again.ok && again.error.code === 'engine-absent') return;
          if (!again.ok) throw new Error(`${again.error.code}: ${again.error.detail}`);
        }
      },
    },
  ];
}
