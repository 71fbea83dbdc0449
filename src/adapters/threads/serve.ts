// SPDX-License-Identifier: Apache-2.0
import { isMainThread, parentPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

export type ThreadWorks = Readonly<Record<string, (work: never) => unknown>>;

/** A thread's side of `threadPool`: one piece of work after the other, each answered once. What throws is answered as a failure. */
export function serveThread(works: ThreadWorks): void {
  if (isMainThread || parentPort === null) return;
  const port = parentPort;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage('ready');
  port.on('message', (asked: { readonly name: string; readonly work: never }) => {
    void answerTo(port, works, asked);
  });
}

async function answerTo(port: MessagePort, works: ThreadWorks, asked: { readonly name: string; readonly work: never }): Promise<void> {
  const answer = await answerOf(works, asked);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  port.postMessage(answer);
}

async function answerOf(works: ThreadWorks, { name, work }: { readonly name: string; readonly work: never }): Promise<unknown> {
  try {
    const of = works[name];
    if (of === undefined) throw new Error(`no such work: ${name}`);
    return { ok: true, value: await of(work) };
  } catch (cause) {
    return { ok: false, why: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause) };
  }
}
