// SPDX-License-Identifier: Apache-2.0
// A thread of its own: what the prover does meanwhile (writing mails of 10 MB) would otherwise count as the desk's delay.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** One answer: how long it took in milliseconds, and why there was none. */
export type Asked = { readonly millis: number; readonly fault: string | null };

const { url, everyMillis } = workerData as { readonly url: string; readonly everyMillis: number };
const state = { on: true };
parentPort?.once('message', () => {
  state.on = false;
});
while (state.on) {
  const begun = performance.now();
  const answer = await fetch(`${url}/api/v1/session`, { signal: AbortSignal.timeout(60_000) })
    .then((response) => response.arrayBuffer())
    .catch((cause: unknown) => String(cause));
  const fault = typeof answer === 'string' ? `no answer: ${answer}` : null;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage({ millis: performance.now() - begun, fault } satisfies Asked);
  await pause(everyMillis);
}
