// SPDX-License-Identifier: Apache-2.0
// The thread in which foreign files are read: it loads whichever reader it is asked for.
import { serveThread } from './serve.ts';

serveThread({
  read: async ({ module, name, given }: { readonly module: string; readonly name: string; readonly given: readonly unknown[] }) => {
    const reader = ((await import(module)) as Readonly<Record<string, unknown>>)[name];
    if (typeof reader !== 'function') throw new Error(`${module} has no ${name}`);
    return (reader as (...all: readonly unknown[]) => unknown)(...given);
  },
});
