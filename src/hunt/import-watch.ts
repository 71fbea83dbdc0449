// SPDX-License-Identifier: Apache-2.0
import type { LogEngine } from './engine.port.ts';
import type { Plan } from './formats/format.ts';
import { number } from './sql.ts';
import type { KeepNote, VaultFile } from './vault.port.ts';

/** Whoever looks on: how far the file at hand is, and whether to go on. Asked again and again; must be quick. */
export type ImportWatch = {
  readonly told: (at: {
    readonly file: string;
    readonly phase: 'keep' | 'load';
    readonly done: number;
    readonly of: number | null;
  }) => void;
  readonly stopped: () => boolean;
};

export function keepWatch(watch: ImportWatch, file: string): NonNullable<KeepNote['watch']> {
  return { told: (bytes) => watch.told({ file, phase: 'keep', done: bytes, of: null }), stopped: watch.stopped };
}

const LOOK_EVERY = 700;

/** Tells how many lines are in already, by asking the engine now and then; a question that fails is simply not told. */
export function countWhileLoading(
  engine: LogEngine,
  watch: ImportWatch,
  file: VaultFile,
  id: number,
  plans: readonly Plan[],
): { stop: () => void } {
  const used = [...new Set(plans.map((plan) => plan.table))];
  const sql = `SELECT sum(n) AS n FROM (${used.map((table) => `SELECT count() AS n FROM matoi.${table}_rows WHERE file = ${number(id)}`).join(' UNION ALL ')})`;
  const state = { busy: false, stopped: false };
  const look = async (): Promise<void> => {
    if (state.busy) return;
    state.busy = true;
    // A deadline that is met ends the engine, and with it the load: so none that could be met.
    const rows = await engine.read<{ n: number }>(sql, { seconds: 3600 });
    state.busy = false;
    if (rows.ok && !state.stopped) watch.told({ file: file.name, phase: 'load', done: rows.value[0]?.n ?? 0, of: file.lines });
  };
  watch.told({ file: file.name, phase: 'load', done: 0, of: file.lines });
  const timer = setInterval(() => void look(), LOOK_EVERY);
  return {
    stop() {
      state.stopped = true;
      clearInterval(timer);
    },
  };
}
