// SPDX-License-Identifier: Apache-2.0
import { parseCaseId } from '../journal/stream.ts';
import type { Tx } from '../journal/store.port.ts';
import type { CaseId } from '../journal/stream.ts';
import type { Watch } from '../case/language/journal.port.ts';
import type { Task, TaskHandler } from '../journal/task.ts';
import type { StandingStore } from './standing-search/standing-store.port.ts';

const TAKE_UP = 'hunt.take-up';
/** The same for what a person did, who waits for it: it does not stand behind a flood of reports. */
const TAKE_UP_ASKED = 'hunt.take-up-asked';
/** As many findings as one entry takes; where it is full there may be more. */
const MOST_TAKEN = 500;

const task = (stream: string, seq: number, wanted: boolean): Task => ({
  name: 'hunt.search-again',
  key: `hunt.search-again/${stream}/${seq}`,
  data: { caseId: parseCaseId(stream), wanted },
});

const takeUp = (name: string, stream: string, seq: number): Task => ({
  name,
  key: `${name}/${stream}/${seq}`,
  data: { caseId: parseCaseId(stream) },
});

/** What a report names is taken up; new indicators search all old logs; new logs and a new list of the harmless search for all old indicators. */
export const watchHunt: Watch = (_view, entry) => {
  const { stream, seq } = entry;
  switch (entry.kind) {
    case 'hunt.indicators-added':
    case 'hunt.allow-list-changed':
      return [task(stream, seq, true)];
    case 'hunt.logs-imported':
      return [task(stream, seq, false)];
    case 'triage.examined':
      return [takeUp(TAKE_UP, stream, seq)];
    case 'triage.kinds-set':
      return [takeUp(TAKE_UP_ASKED, stream, seq)];
    case 'case.findings-taken':
      if (entry.actor.type === 'person') return [takeUp(TAKE_UP_ASKED, stream, seq)];
      // What the desk took up itself is looked for already.
      return entry.body.ids.length < MOST_TAKEN ? [] : [takeUp(TAKE_UP, stream, seq)];
    default:
      return [];
  }
};

/** Who changed what is looked for has written down that a search is wanted; for new logs that is done here. The search runs beside the queue. */
export function huntHandlers(deps: {
  readonly store: Pick<StandingStore, 'want'>;
  readonly poke: () => void;
  readonly takeUp: (caseId: CaseId) => Promise<boolean>;
  readonly takeUpAll: (caseIds: readonly CaseId[], settle: (tx: Tx, caseIds: readonly CaseId[]) => Promise<void>) => Promise<boolean>;
}): readonly TaskHandler[] {
  const takeUpTask: TaskHandler['run'] = async (data) => {
    const caseId = parseCaseId(String(data['caseId']));
    if (caseId !== null && (await deps.takeUp(caseId))) deps.poke();
  };
  return [
    {
      name: TAKE_UP,
      run: takeUpTask,
      async runAll(runs, settle) {
        const keys = Map.groupBy(runs, ({ data }) => String(data['caseId']));
        const cases = [...keys.keys()].flatMap((caseId) => parseCaseId(caseId) ?? []);
        const found = await deps.takeUpAll(cases, (tx, done) =>
          settle(
            tx,
            done.flatMap((caseId) => (keys.get(caseId) ?? []).map(({ key }) => key)),
          ),
        );
        if (found) deps.poke();
      },
    },
    { name: TAKE_UP_ASKED, run: takeUpTask },
    {
      name: 'hunt.search-again',
      async run(data) {
        if (data['wanted'] !== true) await deps.store.want(null);
        deps.poke();
      },
    },
  ];
}
