// SPDX-License-Identifier: Apache-2.0
import type { LogEngine } from '../engine/engine.port.ts';
import type { Plan } from '../formats/read/format.ts';
import { number } from '../engine/sql.ts';
import type { KeepNote, VaultFile } from './vault.port.ts';

/** Progress observer of an import, and whether to go on. Called often; must return at once. */
export type ImportWatch = {
  readonly onProgress: (at: {
    readonly file: string;
    readonly phase: 'keep' | 'load';
    readonly done: number;
    readonly of: number | null;
  }) => void;
  readonly stopped: () => boolean;
};

/** The watch of an import as the vault wants it while it keeps one file; `done` is bytes, the whole is not known there. */
export function keepWatch(watch: ImportWatch, file: string): NonNullable<KeepNote['watch']> {
  return { onProgress: (bytes) => watch.onProgress({ file, phase: 'keep', done: bytes, of: null }), stopped: watch.stopped };
}

const LOOK_EVERY = 700;

/** Tells how many lines are in already, by asking the engine now and then; a question that fails is passed over. */
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
    if (rows.ok && !state.stopped) watch.onProgress({ file: file.name, phase: 'load', done: rows.value[0]?.n ?? 0, of: file.lines });
  };
  watch.onProgress({ file: file.name, phase: 'load', done: 0, of: file.lines });
  const timer = setInterval(() => void look(), LOOK_EVERY);
  return {
    stop() {
      state.stopped = true;
      clearInterval(timer);
    },
  };
}
