// SPDX-License-Identifier: Apache-2.0
import { parseCaseId } from '../journal/stream.ts';
import type { Task, TaskHandler, Watch } from '../journal/task.ts';
import type { RetroStore } from './retro/retro-store.port.ts';

const task = (stream: string, seq: number, wanted: boolean): Task => ({
  name: 'hunt.search-again',
  key: `hunt.search-again/${stream}/${seq}`,
  data: { caseId: parseCaseId(stream), wanted },
});

/** New indicators search all old logs; new logs and a new list of the harmless search for all old indicators. */
export const watchHunt: Watch = (_view, entry) => {
  const { stream, seq } = entry;
  switch (entry.kind) {
    case 'hunt.indicators-added':
    case 'hunt.allow-list-changed':
      return [task(stream, seq, true)];
    case 'hunt.logs-imported':
      return [task(stream, seq, false)];
    default:
      return [];
  }
};

/** Who changed what is looked for has written down that a search is wanted; for new logs that is done here. The search runs beside the queue. */
export function huntHandlers(deps: { readonly store: Pick<RetroStore, 'want'>; readonly poke: () => void }): readonly TaskHandler[] {
  return [
    {
      name: 'hunt.search-again',
      async run(data) {
        if (data['wanted'] !== true) await deps.store.want(null);
        deps.poke();
      },
    },
  ];
}
