// SPDX-License-Identifier: Apache-2.0
import { parseCaseId } from '../journal/stream.ts';
import type { TaskHandler, Watch } from '../journal/task.ts';
import type { RetroStore } from './retro/retro-store.port.ts';

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

/** The task writes down that a search is wanted, which takes a moment; the search itself runs beside the queue. */
export function huntHandlers(deps: { readonly store: Pick<RetroStore, 'want'>; readonly poke: () => void }): readonly TaskHandler[] {
  return [
    {
      name: 'hunt.search-again',
      async run(data) {
        await deps.store.want(parseCaseId(String(data['caseId'] ?? '')));
        deps.poke();
      },
    },
  ];
}
