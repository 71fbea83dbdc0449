// SPDX-License-Identifier: Apache-2.0
import type { Database } from '../../adapters/postgres/database.ts';

/** What a server that stands by is asked for, and the one that works does. */
const CHANNEL = 'matoi_hunt_asked';

export type Asked = { readonly of: 'imports' | 'searches'; readonly cancel?: string };

type Runner = { readonly poke: () => void; readonly start: () => void; readonly stop: () => Promise<void> };

/** Tells the server that works. Not kept: what waits is in the store, and is found when it begins. */
export function tell({ pool }: Pick<Database, 'pool'>, asked: Asked): void {
  pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(asked)]).catch(() => undefined);
}

/** The runner of this process: while it rests, what it is asked for is told to the server that works. */
export function acrossServers<Made extends Runner>(database: Database, of: Asked['of'], runner: Made): Made {
  const state: { on: boolean; deaf: Promise<() => Promise<void>> | null } = { on: false, deaf: null };
  return {
    ...runner,
    poke() {
      if (state.on) runner.poke();
      else tell(database, { of });
    },
    start() {
      state.on = true;
      state.deaf = database.listen(CHANNEL, (payload) => hear(payload, of, runner));
      state.deaf.catch(() => undefined);
      runner.start();
    },
    async stop() {
      state.on = false;
      await runner.stop();
      await (await state.deaf?.catch(() => null))?.();
    },
  };
}

function hear(payload: string, of: Asked['of'], runner: Runner & { readonly cancel?: (id: string) => void }): void {
  const asked = JSON.parse(payload) as Asked;
  if (asked.of !== of) return;
  if (asked.cancel === undefined) runner.poke();
  else runner.cancel?.(asked.cancel);
}
