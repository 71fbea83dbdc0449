// SPDX-License-Identifier: Apache-2.0
// The thread in which a binary event log is read: foreign bytes never keep the desk from answering.
import { parentPort, workerData } from 'node:worker_threads';
import type { Packing } from '../packing/packed.ts';
import { writeEvents } from './write-events.ts';

const { from, packing, to } = workerData as { readonly from: string; readonly packing: Packing; readonly to: string };
await writeEvents(from, packing, to);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
parentPort?.postMessage('done');
