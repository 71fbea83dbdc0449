// SPDX-License-Identifier: Apache-2.0
import { ProblemError } from '../kernel/problem.ts';
import type { TaskHandler } from '../journal/task.ts';

/** The handlers that take several tasks of their name at once. */
export function severalRunner(handlers: readonly TaskHandler[]): (name: string) => TaskHandler['runAll'] {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  return (name) => byName.get(name)?.runAll;
}

/** Gives each task to the handler of its name. A name without a handler fails loudly and stays in the queue. */
export function taskRunner(
  handlers: readonly TaskHandler[],
): (task: { readonly name: string; readonly data: Parameters<TaskHandler['run']>[0] }) => Promise<void> {
  const byName = new Map(handlers.map((handler) => [handler.name, handler]));
  if (byName.size !== handlers.length) throw new Error('two handlers for one task name');
  return async (task) => {
    const handler = byName.get(task.name);
    if (handler === undefined) throw new Error(`nobody handles the task ${task.name}`);
    try {
      await handler.run(task.data);
    } catch (cause) {
      // Its case was deleted meanwhile: there is nothing left to do, and trying again would not help.
      if (cause instanceof ProblemError && cause.problem.code === 'journal.deleted-case') return;
      throw cause;
    }
  };
}
