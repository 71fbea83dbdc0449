// SPDX-License-Identifier: Apache-2.0
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A program of ours inside one namespace that answers JSON lines by `id`. It says `{"ready":true}` first. */
export type Agent = { readonly ask: <T>(question: object) => Promise<T>; readonly stop: () => void };

/**
 * Runs a script of ours in a network namespace and speaks with it line by line in JSON. Rejects when the child ends; needs
 * root.
 */
export async function startAgent(namespace: string, file: string, options: object): Promise<Agent> {
  const child = spawn('ip', ['netns', 'exec', namespace, process.execPath, file, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (fault: Error) => void }>();
  let count = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => {
      const fault = new Error(`the agent in ${namespace} ended`);
      reject(fault);
      for (const one of waiting.values()) one.reject(fault);
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as { ready?: true; id?: number };
      if (message.ready === true) resolve();
      else waiting.get(message.id ?? -1)?.resolve(message);
    });
  });
  return {
    ask<T>(question: object) {
      count += 1;
      const id = count;
      return new Promise<T>((resolve, reject) => {
        const settle = (work: () => void) => {
          waiting.delete(id);
          work();
        };
        waiting.set(id, { resolve: (answer) => settle(() => resolve(answer as T)), reject: (fault) => settle(() => reject(fault)) });
        child.stdin.write(`${JSON.stringify({ id, ...question })}\n`);
      });
    },
    stop: () => child.stdin.end(),
  };
}
