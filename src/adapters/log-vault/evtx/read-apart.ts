// SPDX-License-Identifier: Apache-2.0
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { Packing } from '../packing/packed.ts';

const HEAP_MB = 256;
/** A slow machine reads some megabytes a second; what takes far longer was made to. */
const LEAST_MILLIS = 60_000;
const MILLIS_A_MEGABYTE = 20_000;

/** Writes the events of a binary event log beside it, one a line, in a thread of its own. Throws with the code `EVTX` where it cannot. */
export async function writeEventsApart(from: string, packing: Packing, to: string): Promise<void> {
  const { size } = await stat(from);
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { from, packing, to },
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, stackSizeMb: 4 },
  });
  const millis = LEAST_MILLIS + Math.ceil(size / 2 ** 20) * MILLIS_A_MEGABYTE;
  let timer: NodeJS.Timeout | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      timer = setTimeout(() => reject(fault('it takes too long')), millis);
      worker.once('message', () => resolve());
      worker.once('error', (cause: Error) => reject(fault(cause.message)));
      worker.once('exit', (code) => reject(fault(`the thread ended with ${code}`)));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function fault(why: string): Error {
  return Object.assign(new Error(`the event log could not be read: ${why}`), { code: 'EVTX' });
}
