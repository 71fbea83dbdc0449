// SPDX-License-Identifier: Apache-2.0
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** What the build says about the first view, for the bundler to part files by and for the server to name them in the page. */
export type FirstView = { readonly plugin: Plugin; readonly isOfNow: (id: string) => boolean };

/**
 * On a slow line the first words wait for bytes and for round trips. Two things are known here that neither bundler nor server
 * knows: which modules the screen behind the sign-in reaches, so that they come without what other screens share; and which files
 * belong to which address (dist/web/screens.json), so that the page names them and they come beside the first script, not after it.
 */
export function firstView(folder: string): FirstView {
  const reached = new Set<string>();
  const plugin: Plugin = {
    name: 'matoi-first-view',
    apply: 'build',
    buildEnd() {
      const open = [join(folder, 'screens/now/now.tsx')];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (reached.has(id) || !OWN.test(id)) continue;
        reached.add(id);
        open.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
      const named = new Map(chunks.map((chunk) => [chunk.fileName, chunk.imports]));
      const withImports = (file: string, into = new Set<string>()): ReadonlySet<string> => {
        if (!into.has(file)) for (const next of named.get(into.add(file) && file) ?? []) withImports(next, into);
        return into;
      };
      const holder = (id: string) => chunks.find((chunk) => chunk.moduleIds.includes(id))?.fileName;
      const begun = withImports(holder(join(folder, 'main.tsx')) ?? '');
      const screens = screensOf(readFileSync(join(folder, 'routes.tsx'), 'utf8')).map(([path, file]) => {
        const from = holder(join(folder, file));
        if (from === undefined) this.error(`No file of the build holds ${file}, the screen of ${path}.`);
        return [path, [...withImports(from)].filter((one) => !begun.has(one)).map((one) => `/${one}`)];
      });
      this.emitFile({ type: 'asset', fileName: 'screens.json', source: JSON.stringify(Object.fromEntries(screens)) });
    },
  };
  return { plugin, isOfNow: (id) => reached.has(id) };
}

const OWN = /[\\/](?:web|src)[\\/].*[.]tsx?$/;

/** Address and file of each screen, as the routes are written. */
export function screensOf(routes: string): readonly (readonly [path: string, file: string])[] {
  return routes.split('createRoute({').flatMap((part) => {
    const [path, file] = [/[.]{3}route\('([^']+)'\)/.exec(part)?.[1], /import\('[.]\/([^']+)'\)/.exec(part)?.[1]];
    return path === undefined || file === undefined ? [] : [[path, file] as const];
  });
}
