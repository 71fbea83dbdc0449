// SPDX-License-Identifier: Apache-2.0
import type { ImportWatch } from '../import/import-progress.ts';

/** How far the import that runs is. Bytes are those of the files as they lie on the disk. */
export type Progress = {
  readonly importId: string;
  readonly file: string;
  readonly phase: 'keep' | 'load';
  readonly bytes: number;
  readonly of: number;
  readonly lines: number;
  readonly bytesPerSecond: number;
  /** Null until there is a rate to tell from. */
  readonly secondsLeft: number | null;
  readonly stopping: boolean;
};

type At = Parameters<ImportWatch['onProgress']>[0];
export type Meter = {
  readonly onProgress: (at: At) => void;
  /** The next file, of so many bytes. */
  readonly begin: (bytes: number) => void;
  readonly end: (lines: number) => void;
  readonly stop: () => void;
  readonly stopped: () => boolean;
  readonly read: () => Progress;
};

/** Reading and hashing is counted as the first half of a file's bytes, making its lines searchable as the second. */
export function meter(importId: string, of: number, millis: () => number, changed: () => void): Meter {
  const from = millis();
  const state = { file: '', phase: 'keep' as At['phase'], before: 0, item: 0, half: 0, lines: 0, loading: 0, stopping: false };
  const bytesNow = (): number => Math.min(of, state.before + Math.round(state.item * state.half));
  return {
    onProgress(at) {
      state.file = at.file;
      state.phase = at.phase;
      const share = at.phase === 'keep' ? at.done / Math.max(1, state.item) : at.done / Math.max(1, at.of ?? 1);
      state.half = Math.min(1, share) / 2 + (at.phase === 'keep' ? 0 : 0.5);
      state.loading = at.phase === 'load' ? at.done : 0;
      changed();
    },
    begin(bytes) {
      state.item = bytes;
      state.half = 0;
    },
    end(lines) {
      state.before += state.item;
      Object.assign(state, { item: 0, half: 0, loading: 0, lines: state.lines + lines });
      changed();
    },
    stop() {
      state.stopping = true;
      changed();
    },
    stopped: () => state.stopping,
    read() {
      const seconds = (millis() - from) / 1000;
      const bytes = bytesNow();
      const rate = seconds > 0.2 ? bytes / seconds : 0;
      return {
        importId,
        file: state.file,
        phase: state.phase,
        bytes,
        of,
        lines: state.lines + state.loading,
        bytesPerSecond: Math.round(rate),
        secondsLeft: rate > 0 && seconds > 1 ? Math.ceil((of - bytes) / rate) : null,
        stopping: state.stopping,
      };
    },
  };
}
