// SPDX-License-Identifier: Apache-2.0
/** Counts what a tool said on its error stream, in the C locale; keeps the first lines. */
export type ErrorCounts = { denied: number; gone: number; tooLong: number; other: number; samples: string[] };

const SAMPLES = 20;

/**
 * Counts what a tool says on its error stream by cause, from chunks that may end anywhere, and keeps a few lines as samples.
 */
export function errorCounter(): { readonly push: (chunk: Buffer) => void; readonly counts: () => ErrorCounts } {
  const counts: ErrorCounts = { denied: 0, gone: 0, tooLong: 0, other: 0, samples: [] };
  let left = '';
  const line = (text: string) => {
    if (text.trim() === '') return;
    if (text.endsWith('Permission denied') || text.endsWith('Operation not permitted')) counts.denied += 1;
    else if (text.endsWith('No such file or directory') || text.endsWith('Stale file handle')) counts.gone += 1;
    else if (text.endsWith('File name too long')) counts.tooLong += 1;
    else if (text.endsWith('Operation not supported')) return;
    else counts.other += 1;
    if (counts.samples.length < SAMPLES) counts.samples.push(text.slice(0, 500));
  };
  return {
    push(chunk) {
      const lines = (left + chunk.toString('latin1')).split('\n');
      left = (lines.pop() ?? '').slice(-10_000);
      for (const text of lines) line(text);
    },
    counts() {
      if (left !== '') line(left);
      left = '';
      return counts;
    },
  };
}
